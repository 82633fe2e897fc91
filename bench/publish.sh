#!/usr/bin/env bash
# Publishing to PostgreSQL against its floor: psql's \copy of ready binary files of the same rows into fresh tables, keys and
# indexes built after. Usage: bench/publish.sh CONN [ORDERS] [FOLDER]; CONN may create databases. Prints seconds and the ratio.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

server=${1:?give a connection, such as postgresql://postgres@localhost:5432}
orders=${2:-200000}
folder=${3:-$(mktemp -d)}
utm() { dotnet src/UtmAttribution.Cli/bin/Release/net10.0/utm.dll "$@"; }
tables="utm_sessions utm_order_mapping utm_hourly_metrics utm_hourly_attribution utm_ad_hourly_performance utm_daily_summary utm_rejects"

mkdir -p "$folder"
[ -d "$folder/source" ] || utm generate --orders "$orders" --days 120 --out "$folder/source" --quiet
for database in utm_bench_ours utm_bench_floor; do
    psql -q "$server/postgres" -c "drop database if exists $database" -c "create database $database" 2> /dev/null
    utm init --postgres "$server/$database" > /dev/null
done

utm run --source "$folder/source" --postgres "$server/utm_bench_ours" --quiet --json > "$folder/report.json"
ours=$(node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1])); console.log(r.stages.find(s => s.stage === "publish").seconds.toFixed(1))' "$folder/report.json")

for table in $tables; do
    psql -q "$server/utm_bench_ours" -c "\\copy $table to '$folder/$table.bin' (format binary)"
done
indexes=$(psql -qAt "$server/utm_bench_floor" -c "select coalesce('alter table ' || indrelid::regclass || ' add constraint ' || conname || ' ' || pg_get_constraintdef(c.oid), pg_get_indexdef(indexrelid)) || ';' from pg_index left join pg_constraint as c on conindid = indexrelid where indrelid::regclass::text = any (string_to_array('$tables', ' '))")
psql -qAt "$server/utm_bench_floor" -c "select coalesce('alter table ' || indrelid::regclass || ' drop constraint ' || conname, 'drop index ' || indexrelid::regclass) || ';' from pg_index left join pg_constraint as c on conindid = indexrelid where indrelid::regclass::text = any (string_to_array('$tables', ' '))" | psql -q "$server/utm_bench_floor"

start=$(date +%s.%N)
for table in $tables; do
    psql -q "$server/utm_bench_floor" -c "\\copy $table from '$folder/$table.bin' (format binary)"
done
{ echo "set maintenance_work_mem = '256MB';"; echo "$indexes"; } | psql -q "$server/utm_bench_floor"
floor=$(node -p "(($(date +%s.%N)) - $start).toFixed(1)")

echo "publish: $ours s, floor: $floor s, ratio $(node -p "($ours / $floor).toFixed(2)")"
rm -f "$folder"/*.bin
psql -q "$server/postgres" -c "drop database utm_bench_ours" -c "drop database utm_bench_floor"
