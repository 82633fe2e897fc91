#!/usr/bin/env bash
# A run beside other ways to the same rows, which are compared: ./bench/peers.sh SERVER [--orders N] [--row-orders N] [--repeat N] [more options of peers].
# SERVER is a server without a database, such as postgresql://postgres@localhost:5432, where databases may be made. Needs node and npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

npm ci --prefix bench/peers --no-audit --no-fund --silent
exec bench/published.sh peers --server "$1" "${@:2}"
