#!/usr/bin/env bash
# Whole runs from PostgreSQL to PostgreSQL against psql's floors: ./bench/pg-run.sh CONN [more options of pg-run].
# CONN is a server without a database, such as postgresql://postgres@localhost:5432, where databases may be made.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec bench/published.sh pg-run --server "$1" "${@:2}"
