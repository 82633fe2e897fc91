#!/usr/bin/env bash
# What starting costs, by the way in which the program is published: ./bench/startup.sh [rounds] [CONN] [modes …]. An empty console program,
# `utm --help` and `utm run` over data-samples are measured as whole processes, in turns; each way must print and publish what the first
# does, to the schema utm_bench_startup of the database CONN, too, where one is given. Writes bench/results/startup.md. Linux only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=true DOTNET_NOLOGO=true

rounds="${1:-10}" conn="${2:-}"
folder="$(mktemp --directory)"
trap 'rm -rf "$folder"' EXIT

modes=("${@:3}")
((${#modes[@]} > 0)) || modes=(jit ready single composite trimmed native)
declare -A names=(
    [jit]="compiled as it runs"
    [ready]="ReadyToRun"
    [single]="ReadyToRun, with the runtime, single file"
    [composite]="the same, compiled together with the runtime"
    [trimmed]="ReadyToRun, with the runtime, single file, trimmed"
    [native]="native, ahead of time"
)
declare -A options=(
    [jit]="--no-self-contained -p:PublishReadyToRun=false"
    [ready]="--no-self-contained -p:PublishReadyToRun=true"
    [single]="--self-contained -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false -p:PublishSingleFile=true"
    [composite]="--self-contained -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true -p:PublishSingleFile=true"
    [trimmed]="--self-contained -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=false -p:PublishSingleFile=true -p:PublishTrimmed=true"
    [native]="--self-contained -p:PublishReadyToRun=false -p:PublishAot=true"
)

# As the tool is built, but empty: the same switches, so that only what the tool does is beyond it.
mkdir "$folder/empty"
cat > "$folder/empty/empty.csproj" << 'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
</Project>
PROJECT
echo "return 0;" > "$folder/empty/Program.cs"

# Publishes a project: project, mode, folder. What the trimmer warns of is kept, and no error: whether the program works is looked at.
publish() {
    # shellcheck disable=SC2086
    dotnet publish "$1" --configuration Release --use-current-runtime ${options[$2]} --output "$3" \
        -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false --nologo --verbosity quiet > "$3.log" 2>&1
}

# What a way of publishing must do as the others do; prints what can be compared.
exercise() {
    local utm="$1/utm" out="$1.out"
    rm -rf "$out"
    "$utm" --help
    "$utm" run --help
    "$utm" --version
    "$utm" run --source data-samples --out "$out" | grep --invert-match -E '^Took' | sed "s/batch [0-9TZ]*//; s|$out|OUT|g"
    "$utm" run --source data-samples --out "$out" --json --quiet | grep -E '"(rows|expected|actual)"'
    [[ -d $folder/reference ]] || cp -r "$out" "$folder/reference"
    "$utm" diff "$folder/reference" "$out" | sed "s|$out|OUT|g; s|$folder|DIR|g"
    "$utm" diff "$folder/reference" "$out" --json | sed "s|$out|OUT|g; s|$folder|DIR|g"
    "$utm" verify "$out" | sed "s|$out|OUT|g"
    "$utm" query "$out" "select attribution_model, count(*), sum(attributed_revenue) from utm_order_mapping group by all order by all" --format json
    "$utm" paths --help
    "$utm" channels explain --source google --medium cpc
    if [[ -n $conn ]]; then
        psql "$conn" --no-psqlrc --quiet --command "drop schema if exists utm_bench_startup cascade" 2> /dev/null
        "$utm" init --postgres "$conn" --schema utm_bench_startup > /dev/null
        "$utm" run --source data-samples --postgres "$conn" --schema utm_bench_startup --quiet > /dev/null
        psql "$conn" --no-psqlrc --tuples-only --command "select count(*), sum(attributed_revenue) from utm_bench_startup.utm_order_mapping"
        psql "$conn" --no-psqlrc --quiet --command "drop schema utm_bench_startup cascade" 2> /dev/null
    fi
}

# In a shell of its own, which the first failure ends.
export folder conn
export -f exercise

declare -A state
usable=()
for mode in "${modes[@]}"; do
    echo "publishing: ${names[$mode]}" >&2
    if ! publish "$folder/empty" "$mode" "$folder/empty-$mode" || ! publish src/UtmAttribution.Cli "$mode" "$folder/utm-$mode"; then
        state[$mode]="does not publish: $(cat "$folder"/{empty,utm}-"$mode".log 2> /dev/null | grep --only-matching -m 1 'error.*' | sed 's/ \[.*//; s/|/ /g' || true)"
    elif ! bash -euo pipefail -c 'exercise "$1"' bash "$folder/utm-$mode" > "$folder/$mode.txt" 2> "$folder/$mode.err"; then
        state[$mode]="breaks: $({ grep -m 1 '^error' "$folder/$mode.err" || tail -n 1 "$folder/$mode.err"; } | sed "s|$folder||g; s/|/ /g")"
    elif ! cmp --silent "$folder/${modes[0]}.txt" "$folder/$mode.txt"; then
        state[$mode]="prints something else: $(diff "$folder/${modes[0]}.txt" "$folder/$mode.txt" | sed -n '2p' | sed 's/|/ /g' || true)"
        usable+=("$mode")
    else
        state[$mode]="works"
        usable+=("$mode")
    fi
    # What the trimmer warns of is no failure, but nobody has looked at it.
    warnings="$(grep --only-matching -E 'warning IL[0-9]+' "$folder/utm-$mode.log" | wc -l || true)"
    ((warnings == 0)) || state[$mode]+="; $warnings warnings of the trimmer"
    echo "${names[$mode]}: ${state[$mode]}" >&2
done

# Appends wall and CPU milliseconds of a command to a file.
timed() {
    local TIMEFORMAT='%R %U %S'
    { time "${@:2}" > /dev/null 2>&1; } 2> "$folder/time"
    awk '{ printf "%d %d\n", 1000 * $1, 1000 * ($2 + $3) }' "$folder/time" >> "$1"
}

load="$(cut --delimiter ' ' --fields 1 /proc/loadavg)"
for ((round = 1; round <= rounds; round++)); do
    for mode in "${usable[@]}"; do
        timed "$folder/$mode.empty" "$folder/empty-$mode/empty"
        timed "$folder/$mode.help" "$folder/utm-$mode/utm" --help
        rm -rf "$folder/out"
        timed "$folder/$mode.run" "$folder/utm-$mode/utm" run --source data-samples --out "$folder/out" --quiet
    done
    echo "round $round of $rounds" >&2
done

# Column (1 wall, 2 CPU) of a file: the median, or the median with its ends.
median() { sort --numeric-sort --key "$2,$2" "$1" | awk -v c="$2" '{ v[NR] = $c } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
spread() { echo "$(median "$1" "$2") ($(cut --delimiter ' ' --fields "$2" "$1" | sort --numeric-sort | sed -n '1p;$p' | paste --serial --delimiters ' ' | sed 's/ /–/'))"; }
per() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

result=bench/results/startup.md
{
    echo "# What starting costs"
    echo
    echo "$(date --utc +%F), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, load before $load, .NET SDK $(dotnet --version), runtime $(dotnet --list-runtimes | awk '/NETCore/ { print $2 }' | tail -n 1), $rounds rounds, medians (min–max)."
    echo "The empty program is published in the same way. Sample run: \`utm run --source data-samples\` to Parquet, six models."
    echo
    echo "| published | MB | empty: wall, ms | CPU, ms | \`--help\`: wall, ms | CPU, ms | ÷ empty, wall | CPU | sample run: wall, ms | CPU, ms | CPU beyond empty, s | |"
    echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for mode in "${modes[@]}"; do
        if [[ ! -f $folder/$mode.run ]]; then
            echo "| ${names[$mode]} | | | | | | | | | | | ${state[$mode]} |"
            continue
        fi
        at="$folder/$mode"
        echo "| ${names[$mode]} | $(du --summarize --block-size 1000000 "$folder/utm-$mode" | cut --fields 1)" \
            "| $(spread "$at.empty" 1) | $(spread "$at.empty" 2) | $(spread "$at.help" 1) | $(spread "$at.help" 2)" \
            "| $(per "$(median "$at.help" 1)" "$(median "$at.empty" 1)") | $(per "$(median "$at.help" 2)" "$(median "$at.empty" 2)")" \
            "| $(spread "$at.run" 1) | $(spread "$at.run" 2) | $(awk -v a="$(median "$at.run" 2)" -v b="$(median "$at.empty" 2)" 'BEGIN { printf "%.2f", (a - b) / 1000 }') | ${state[$mode]} |"
    done
} > "$result"
cat "$result"
