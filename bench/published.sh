#!/usr/bin/env bash
# Publishes the program and the benchmarks as users publish it, compiled ahead for this machine, and runs the benchmarks: ./bench/published.sh [arguments].
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for project in src/UtmAttribution.Cli bench/UtmAttribution.Bench; do
    dotnet publish "$project" --configuration Release --use-current-runtime --output artifacts/bench --nologo --verbosity quiet
done
exec artifacts/bench/UtmAttribution.Bench "$@"
