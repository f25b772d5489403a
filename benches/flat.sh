#!/usr/bin/env bash
# Rate and memory of a batch as it grows: the records of records.sh, checked (`batch plan`) and made (`batch render`).
#
#   cargo build --release && benches/flat.sh 1000 10000 100000
#   PROGRAM=… FORMATS=docx JOBS=2 benches/flat.sh 100000
#
# Peaks are the system's (VmHWM). The last column is how much the peak of `batch render` rose between record 1,000 and the
# last. Needs Linux and a kilobyte times thirty of disk for each record.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "${PROGRAM:-$here/../target/release/congvan}")
formats=${FORMATS:-pdf,docx}
jobs=${JOBS:-$(nproc)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=$(tr -cd , <<<"$formats" | wc -c)
files=$((files + 1))

# Passes over the program's lines; prints its peak, in kB, when record 1,000 is made, and at the end.
peaks='
function peak(    line, parts) {
    while ((getline line < status) > 0) if (line ~ /^VmHWM/) { split(line, parts, " "); close(status); return parts[2] }
    close(status); return last
}
NR == first || NR % 500 == 0 || NR == all { last = peak() }
NR == first { begin = last }
END { print begin, last }'

now() { date +%s.%N; }

echo "| records ($formats, $jobs threads) | checked a second | made a second | peak checking, MB | peak making, MB | rise from record 1,000, MB |"
echo "|--:|--:|--:|--:|--:|--:|"
for count in "$@"; do
    rm -rf "$work"/*
    "$here/records.sh" "$count" >"$work/records.jsonl"
    cd "$work"
    begun=$(now)
    "$program" batch plan records.jsonl --defaults "$here/report.yaml" --formats "$formats" -j "$jobs" -o plan.jsonl >log 2>&1 &
    pid=$!
    checking=0
    while peak=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$peak" ]; do
        checking=$peak
        sleep 0.05
    done
    wait "$pid"
    checked=$(now)
    mkfifo lines
    "$program" batch render plan.jsonl -j "$jobs" -o out >lines 2>log &
    pid=$!
    awk -v first=$((1000 * files)) -v all=$((count * files)) -v status="/proc/$pid/status" "$peaks" <lines >peaks
    wait "$pid"
    made=$(now)
    read -r first last <peaks
    awk -v count="$count" -v begun="$begun" -v checked="$checked" -v made="$made" -v checking="$checking" -v first="$first" -v last="$last" \
        'BEGIN { printf "| %d | %.0f | %.0f | %.0f | %.0f | %.1f |\n", count, count / (checked - begun), count / (made - checked), checking / 1024, last / 1024, (last - first) / 1024 }'
    cd "$here"
done
