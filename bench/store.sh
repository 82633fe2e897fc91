#!/usr/bin/env bash
# What a store saves every day: ./bench/store.sh CONN [orders] [more options of the runs]. CONN is an empty database. A year of generated
# orders but for its last day is published with a store; the last day comes, with new orders of customers who were there before, and is
# published by `utm run --changed`, with the store and without. Both must have published what one run over the year does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

conn="$1" orders="${2:-1000000}"
utm=artifacts/bench/utm
folder="$(mktemp --directory)"
trap 'rm -rf "$folder"' EXIT

dotnet publish src/UtmAttribution.Cli --configuration Release --use-current-runtime --output artifacts/bench --nologo --verbosity quiet
"$utm" generate --postgres "$conn" --orders "$orders" --days 365 --hostile 0 --quiet > /dev/null

ask() { psql "$conn" --no-psqlrc --quiet --tuples-only --no-align --command "$1"; }
ask "create table last_orders as select * from shopify_orders where created_at >= (select max(created_at)::date from shopify_orders);
     delete from shopify_orders where created_at >= (select min(created_at)::date from last_orders);
     create table last_ads as select * from ads_insights_hourly where date_start >= (select min(created_at)::date from last_orders);
     delete from ads_insights_hourly where date_start >= (select min(created_at)::date from last_orders);
     analyze"

options=(--source "$conn" --memory 1GB --currency EUR --models "first_click,last_click,linear,time_decay" "${@:3}")

# What, and how long: name, then the command.
timed() {
    local start
    start="$(date +%s%N)"
    "${@:2}" > "$folder/out.txt" 2> "$folder/log.txt" || { cat "$folder/log.txt"; exit 1; }
    echo "$1: $((($(date +%s%N) - start) / 10000000)) cs; $(tail -n 1 "$folder/out.txt")"
    grep -E '^(look|load|compare|publish|[0-9]+ short|window)' "$folder/log.txt" | sed 's/^/    /' || true
}

timed "a year but for a day, with a store" "$utm" backfill "${options[@]}" --store "$folder/shop.store" --out "$folder/with"
timed "the same without" "$utm" backfill "${options[@]}" --out "$folder/without"
echo "the store: $(du --bytes "$folder/shop.store" | cut --fields 1) bytes"
timed "nothing new, with the store" "$utm" run --changed "${options[@]}" --store "$folder/shop.store" --out "$folder/with"
ask "insert into shopify_orders select * from last_orders; insert into ads_insights_hourly select * from last_ads"
timed "a day more, with the store" "$utm" run --changed "${options[@]}" --store "$folder/shop.store" --out "$folder/with"
timed "a day more, without" "$utm" run --changed "${options[@]}" --out "$folder/without"
timed "the whole year again" "$utm" backfill "${options[@]}" --out "$folder/whole"
"$utm" diff "$folder/whole" "$folder/with" --memory 1GB | tail -n 1
"$utm" diff "$folder/whole" "$folder/without" --memory 1GB | tail -n 1
