#!/usr/bin/env bash
# A sweep of 12 settings against 12 full runs, on generated orders: ./bench/sweep.sh [orders] [more options of both]. The sweep is
# done before, between and after the runs. Prints the seconds and their ratio.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

orders="${1:-200000}"
lookbacks=(7d 30d 90d)
half_lives=(1d 3d 7d 14d)
utm=artifacts/bench/utm
folder="$(mktemp --directory)"
trap 'rm -rf "$folder"' EXIT

dotnet publish src/UtmAttribution.Cli --configuration Release --use-current-runtime --output artifacts/bench --nologo --verbosity quiet
"$utm" generate --orders "$orders" --out "$folder/shop"

# The seconds that a command takes.
seconds() {
    local start
    start="$(date +%s.%N)"
    "$@" > "$folder/printed"
    awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.2f", end - start }'
}

list() {
    local IFS=,
    echo "$*"
}

swept=0
runs=0
add() { awk -v sum="$1" -v more="$2" 'BEGIN { printf "%.2f", sum + more }'; }

sweep() {
    local took
    took="$(seconds "$utm" sweep --source "$folder/shop" --lookback "$(list "${lookbacks[@]}")" --half-life "$(list "${half_lives[@]}")" --format csv --quiet "$@")"
    echo "sweep of $((${#lookbacks[@]} * ${#half_lives[@]})) settings: $took s"
    swept="$(add "$swept" "$took")"
    sweeps=$((${sweeps:-0} + 1))
}

for lookback in "${lookbacks[@]}"; do
    sweep "${@:2}"
    for half_life in "${half_lives[@]}"; do
        took="$(seconds "$utm" run --source "$folder/shop" --out "$folder/out" --lookback "$lookback" --half-life "$half_life" --quiet "${@:2}")"
        echo "run with lookback $lookback, half-life $half_life: $took s"
        runs="$(add "$runs" "$took")"
    done
done
sweep "${@:2}"
awk -v runs="$runs" -v swept="$swept" -v sweeps="$sweeps" \
    'BEGIN { printf "12 runs: %.2f s, a sweep: %.2f s, ratio: %.1f\n", runs, swept / sweeps, runs * sweeps / swept }'
