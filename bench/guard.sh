#!/usr/bin/env bash
# Whether something has become slower than a quarter less of what it was, by ratios and not by the clock: ./bench/guard.sh [more options of
# guard]. Ends with 1 where it has. With --accept what is measured is kept in bench/results/guard.json, to be compared with from now on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

exec bench/published.sh guard "$@"
