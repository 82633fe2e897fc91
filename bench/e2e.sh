#!/usr/bin/env bash
# The whole product against what DuckDB and psql alone take: ./bench/e2e.sh [orders] [memory] [--server CONN] [more options of e2e].
# CONN is a server without a database, such as postgresql://postgres@localhost:5432, where databases may be made. Writes bench/results.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

orders=1000000 memory=1GB
if (($# > 0)) && [[ $1 != -* ]]; then
    orders="$1"
    shift
fi
if (($# > 0)) && [[ $1 != -* ]]; then
    memory="$1"
    shift
fi
exec bench/published.sh e2e --orders "$orders" --memory "$memory" "$@"
