#!/usr/bin/env bash
# The models of a run in the embedded engine and in PostgreSQL, stage by stage: ./bench/engines.sh CONN [more options of engines].
# CONN is a server without a database, such as postgresql://postgres@localhost:5432, where databases may be made.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec bench/published.sh engines --server "$1" "${@:2}"
