#!/usr/bin/env bash
# Two years of generated orders in one undisturbed backfill, and in one that is killed again and again and goes on each time; both must
# have published the same: ./bench/backfill.sh [orders] [kills] [more options of both]. Prints what they took. Linux only (/proc).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

orders="${1:-5000000}"
kills="${2:-10}"
utm=artifacts/bench/utm
folder="$(mktemp --directory)"
trap 'rm -rf "$folder"' EXIT

dotnet publish src/UtmAttribution.Cli --configuration Release --use-current-runtime --output artifacts/bench --nologo --verbosity quiet
"$utm" generate --orders "$orders" --days 730 --hostile 0 --out "$folder/shop" --quiet
mkdir "$folder/temp"

options=(--source "$folder/shop" --memory 1GB --temp-dir "$folder/temp" --models "first_click,last_click,linear,time_decay" "${@:3}")
peak=0 killed=0

# Waits for a process until a second of the day has come or it ends, and keeps its greatest resident memory in kB.
watch() {
    local most
    while kill -0 "$1" 2> /dev/null && ((SECONDS < $2)); do
        most="$(awk '/^VmHWM/ { print $2 }' "/proc/$1/status" 2> /dev/null || true)"
        peak=$((${most:-0} > peak ? ${most:-0} : peak))
        sleep 1
    done
}

# A backfill that is let be.
finish() {
    local start=$SECONDS pid
    "$utm" backfill --out "$folder/$1" "${options[@]}" "${@:2}" > "$folder/$1.txt" 2> "$folder/$1.log" &
    pid=$!
    watch "$pid" 1000000
    wait "$pid" || { tail "$folder/$1.log"; exit 1; }
    echo "$1: ended by itself after $((SECONDS - start)) s; $(head -n 1 "$folder/$1.txt")"
}

finish undisturbed --window auto
echo "undisturbed: resident peak $((peak / 1024)) MiB"

# Every attempt goes on for as long as a date's hash needs to be looked at, and then for up to three windows of a month.
peak=0
begun=$SECONDS
while ((killed < kills)); do
    "$utm" backfill --out "$folder/killed" "${options[@]}" --window 1mo > "$folder/killed.txt" 2>> "$folder/killed.log" &
    pid=$!
    until=$(grep --count '^window .* orders in' "$folder/killed.log" || true)
    # The first line of a window says that the look at the source is over.
    while kill -0 "$pid" 2> /dev/null && (($(grep --count '^window .* orders in' "$folder/killed.log" || true) == until)); do
        watch "$pid" $((SECONDS + 2))
    done
    watch "$pid" $((SECONDS + RANDOM % 60))
    if ! kill -KILL "$pid" 2> /dev/null; then
        echo "killed: it was done before it was killed $kills times"
        break
    fi
    wait "$pid" 2> /dev/null || true
    killed=$((killed + 1))
    echo "killed: $killed, $(find "$folder/killed/utm_order_mapping" -name '*.parquet' | wc -l) of 730 dates are published"
done
finish killed --window 1mo
echo "killed: $killed times, $((SECONDS - begun)) s in all; resident peak $((peak / 1024)) MiB"

# A manifest has a hash of the rows of every file, audit columns apart; that files hold what it says, verify sees.
hashes() { grep --only-matching -E '"(path|content_hash)": ?"[^"]*"' "$folder/$1/_manifest.json"; }
for output in undisturbed killed; do
    "$utm" verify "$folder/$output" | tail -n 1
done
diff <(hashes undisturbed) <(hashes killed) && echo "the rows of all $(hashes killed | grep --count path) files are the same"
find "$folder/temp" -mindepth 1 | wc -l | sed 's/$/ files are left in the temporary folder/'
