#!/usr/bin/env bash
# Fuzz for a bounded time: run.sh FOLDER SECONDS SEED, where FOLDER holds the targets.  The seconds are
# shared by the targets.  What broke a target is written beside them and named; the exit status is 1.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

folder=$1
targets=(annotation cache compiled model revision snapshot)
seconds=$((($2 + ${#targets[@]} - 1) / ${#targets[@]}))
failed=0

# libpg_query keeps memory of its own, which LeakSanitizer would report.
export ASAN_OPTIONS=detect_leaks=0

for target in "${targets[@]}"; do
    found=$folder/corpus/$target
    mkdir -p "$found"
    words=$target.dict
    [[ -e $words ]] || words=annotation.dict # the words of models
    if output=$("$folder/$target" -max_total_time="$seconds" -seed="$3" -timeout=10 -dict="$words" -print_final_stats=1 \
        -artifact_prefix="$folder/$target-" "$found" "corpus/$target" 2>&1); then
        printf 'ok   fuzz %s: %s runs\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' <<<"$output")"
    else
        printf 'FAIL fuzz %s\n%s\n' "$target" "$(grep -v '^#' <<<"$output" | tail -n 60)"
        failed=1
    fi
done
exit "$failed"
