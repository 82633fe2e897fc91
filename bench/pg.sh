#!/usr/bin/env bash
# Loading from PostgreSQL against psql that throws the same bytes away:
# ./bench/pg.sh CONN [more options of pg]. CONN holds what `utm generate --postgres CONN --orders 1000000 --days 120 --hostile 0` made.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec bench/published.sh pg --postgres "$1" "${@:2}"
