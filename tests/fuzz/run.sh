#!/usr/bin/env bash
# Fuzz for a bounded time: run.sh FOLDER SECONDS SEED, where FOLDER holds the targets.  The seconds are shared by
# the targets, as many at once as there are processors.  What broke a target is written beside them and named; the
# exit status is 1.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

targets=(annotation cache compiled model revision snapshot)
at_once=$(nproc)
export folder=$1 seed=$3 seconds=$((($2 * at_once + ${#targets[@]} - 1) / ${#targets[@]}))

# libpg_query keeps memory of its own, which LeakSanitizer would report.
export ASAN_OPTIONS=detect_leaks=0

fuzz() {
    local target=$1 found=$folder/corpus/$1 words=$1.dict output
    mkdir -p "$found"
    [[ -e $words ]] || words=annotation.dict # the words of models
    if output=$("$folder/$target" -max_total_time="$seconds" -seed="$seed" -timeout=10 -dict="$words" -print_final_stats=1 \
        -artifact_prefix="$folder/$target-" "$found" "corpus/$target" 2>&1); then
        printf 'ok   fuzz %s: %s runs\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' <<<"$output")"
    else
        printf 'FAIL fuzz %s\n%s\n' "$target" "$(grep -v '^#' <<<"$output" | tail -n 60)"
        return 1
    fi
}
export -f fuzz

printf '%s\n' "${targets[@]}" | xargs -I{} -P "$at_once" bash -c 'fuzz {}' || exit 1
