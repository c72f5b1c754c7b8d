#!/usr/bin/env python3
"""Which folder may include what.

An include goes down only, siblings of one layer do not include each other, each foreign library is
included through one door, and an include is written from the root of the project.
"""

import os
import re
import sys

import sources

# Lowest first.  A path belongs to the longest prefix that fits.
LAYERS = {
    "base": 0,
    "schema": 1,
    "modelc/include": 0,
    "modelc/reader": 3,
    "introspect": 3,
    "diff": 3,
    "codegen": 4,
    "migrate": 5,
    "modelc": 6,
    "models": 7,
    "tests": 8,
}

# Foreign header → the files that may include it.
DOORS = {
    r"libpq(-fe|/.*|-events)\.h|postgres_ext\.h|pg_config.*\.h": r"introspect/(db|rows)\.c|tests/bench/floor\.c",
    r"clang-c/.*": r"modelc/reader/clang[^/]*\.[ch]|tests/bench/parse\.c",
    r"dlfcn\.h": r"modelc/reader/clang[^/]*\.c|tests/bench/parse\.c",
    r"jansson\.h": r"base/json\.c",
    r"pcre2\.h": r"base/pattern\.c",
    r"nettle/.*": r"base/hash\.c",
    r"pg_query\.h": r"schema/sql[^/]*\.c",
    r"cmocka\.h": r"tests/.*",
    r"modelc\.h": r"(models|tests)/.*",
}

# What the C library and the kernel bring.
SYSTEM = re.compile(
    r"(assert|ctype|dirent|errno|fcntl|float|fnmatch|ftw|getopt|glob|grp|inttypes|iso646|langinfo|limits|"
    r"locale|math|poll|pthread|pwd|sched|setjmp|signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|"
    r"stdint|stdio|stdlib|stdnoreturn|string|strings|syslog|termios|time|unistd|utime|wchar|wctype|"
    r"arpa/inet|netdb|netinet/[a-z_]+|sys/[a-z_]+|linux/[a-z_]+)\.h"
)

# Written by the build.
GENERATED = {"modelc/commands/finding_pages.h"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]', re.MULTILINE)


def folder_of(path):
    fitting = [folder for folder in LAYERS if path.startswith(folder + "/")]
    return max(fitting, key=len) if fitting else None


def check_own(root, path, name):
    """Why `path` may not include the project's file `name`; None when it may."""
    beside = os.path.join(root, os.path.dirname(path), name)
    source = name[:-2] if name.endswith(".sql.h") or name.endswith(".h.h") else name
    if name not in GENERATED and not os.path.isfile(os.path.join(root, source)):
        if os.path.isfile(beside):
            return f'write "{name}" from the root of the project'
        return f'there is no file "{name}"'
    here, there = folder_of(path), folder_of(name)
    if there is None:
        return f'"{name}" is in no layer'
    if here != there and LAYERS[there] > LAYERS[here]:
        return f'{here}/ may not include {there}/: it stands above'
    if here != there and LAYERS[there] == LAYERS[here]:
        return f'{here}/ may not include {there}/: they stand side by side'
    return None


def check_foreign(path, name):
    for header, door in DOORS.items():
        if re.fullmatch(header, name):
            return None if re.fullmatch(door, path) else f"<{name}> has one door, and it is {door}"
    return None if SYSTEM.fullmatch(name) else f"<{name}> belongs to no library that the project uses"


def check(root):
    for path in sources.files(root):
        if not path.endswith((".c", ".h")) or folder_of(path) is None:
            continue
        text = sources.read(root, path)
        for match in INCLUDE.finditer(text):
            quote, name = match.groups()
            problem = check_own(root, path, name) if quote == '"' else check_foreign(path, name)
            if problem:
                yield f"{path}:{sources.line_of(text, match.start())}: {problem}"


if __name__ == "__main__":
    sys.exit(sources.report(list(check(sys.argv[1] if len(sys.argv) > 1 else "."))))
