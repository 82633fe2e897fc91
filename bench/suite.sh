#!/usr/bin/env bash
# The pieces, one class per question, each with a baseline: ./bench/suite.sh [filter] [more options of BenchmarkDotNet]. A filter such as
# '*Copy*' names classes or methods; without one it is all of them, some minutes. Writes bench/results/pieces, a folder per processor.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec bench/published.sh --filter "${1:-*}" "${@:2}"
