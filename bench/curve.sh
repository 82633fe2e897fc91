#!/usr/bin/env bash
# How time, memory and disk of a run grow with its orders: ./bench/curve.sh [options of curve], such as --server CONN for the other engine,
# too, and --orders 10000 30000 for a look. CONN is a server without a database, such as postgresql://postgres@localhost:5432. Writes bench/results/curve.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec bench/published.sh curve "$@"
