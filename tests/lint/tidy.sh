#!/bin/sh
# clang-tidy over every source of the compilation database in the folder $1, in parallel.
git ls-files -co --exclude-standard -- 'base/*.c' 'schema/*.c' 'introspect/*.c' 'diff/*.c' 'codegen/*.c' \
    'migrate/*.c' 'modelc/*.c' |
    xargs -n 1 -P "$(nproc)" clang-tidy -p "$1" --quiet 2>/dev/null
