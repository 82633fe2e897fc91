#!/usr/bin/env bash
# The whole product against what DuckDB alone takes: ./bench/e2e.sh [orders] [memory] [more options of e2e]. Writes bench/results.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

orders="${1:-1000000}"
memory="${2:-1GB}"
exec bench/published.sh e2e --orders "$orders" --memory "$memory" "${@:3}"
