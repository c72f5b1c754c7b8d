#!/usr/bin/env bash
# The main job on real input: a column is added to one of the example's five models.
#
# usage: demo.sh PROGRAM
#
# Everything happens in a temporary copy, on the private development server of that copy; both are
# gone when it ends.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "$1")
work=$(mktemp -d /tmp/modelc-demo-XXXXXX)
# Root's server runs as another account, which must get into the folder.
chmod 755 "$work"
bold='' plain=''
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
    bold=$'\033[1m' plain=$'\033[0m'
fi

finish() {
    local status=$?
    "$program" -C "$work/blog" dev stop >/dev/null 2>&1 || true
    rm -rf "$work"
    if [[ $status -ne 0 ]]; then
        printf 'the demonstration failed (status %s)\n' "$status" >&2
    fi
    exit "$status"
}
trap finish EXIT

# No database is configured, whatever the caller's environment says.
unset DATABASE_URL "${!PG@}"
mkdir "$work/bin"
ln -s "$program" "$work/bin/modelc"
export PATH="$work/bin:$PATH"

say() {
    printf '\n%s# %s%s\n' "$bold" "$*" "$plain"
}

# Show a command, run it, and end when its status is not the expected one.
run() {
    local expected=0 status=0
    if [[ $1 =~ ^=([0-9]+)$ ]]; then
        expected=${BASH_REMATCH[1]}
        shift
    fi
    printf '%s$ %s%s\n' "$bold" "$*" "$plain"
    eval "$*" 2>&1 || status=$?
    if [[ $status -ne $expected ]]; then
        printf 'expected status %s, got %s\n' "$expected" "$status" >&2
        exit 1
    fi
    if [[ $status -ne 0 ]]; then
        printf '(exit status %s)\n' "$status"
    fi
}

newest() {
    find migrations/versions -name '*.sql' | sort | tail -n 1
}

mkdir -p "$work/blog/migrations/versions"
cd "$work/blog"
cp -r "$root/models" .
cp "$root"/migrations/versions/*_{1350aca454f1,fb235ae0f99f}_*.sql migrations/versions/
# The models as they were when these two revisions were all there was.
sed -i '/ is_draft /d' models/blog_posts.h
sed -i '/[ *]\(profile_picture\|bio\|created_at\) /d' models/users.h

say "A project: five models, and the history that leads to them.  No database is configured."
run 'ls models migrations/versions'
run 'cat models/blog_posts.h'

say "Replay the history on the private development server, which starts by itself."
run 'modelc upgrade'
run 'modelc check'

say "Posts get a draft flag.  First without a default: modelc warns, on the terminal and in the file."
run "sed -i 's|^};|    bool           is_draft;\n};|' models/blog_posts.h"
run 'modelc autogen -m "add is_draft"'
run "cat $(newest)"
run "rm $(newest)"

say "With a default it is safe on a table that has rows."
run "sed -i 's|is_draft;|is_draft      PG(default true);|' models/blog_posts.h"
run 'modelc autogen -m "add is_draft"'
run "cat $(newest)"

say "Apply it, look where the database is, and let CI compare models, revisions and database."
run 'modelc upgrade'
run 'modelc current'
run 'modelc check'

say "Go back.  Now the three differ, and check says so by its exit status."
run 'modelc downgrade'
run =2 'modelc check'

say "That was all in $work, which is removed now."
