#!/usr/bin/env python3
"""What the style guide says and no formatter checks."""

import re
import sys

import sources

FILE_LINES = 600
FUNCTION_LINES = 60

OURS = re.compile(r"(base|schema|introspect|diff|codegen|migrate|modelc)/")
BELOW_PROGRAM = re.compile(r"(base|schema|introspect|diff|codegen|migrate|modelc/reader)/")
GENERATED = re.compile(r"\.(o|a|so|pyc|gcno|gcda|orig|rej|tmp|log)$|(^|/)(build|__pycache__|\.modelc)/")
MARKER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")

# Calls that a folder must not make, each with the files that have a reason to.
CALLS = [
    (
        OURS,
        r"malloc|calloc|realloc|free|strdup|strndup|asprintf|vasprintf|getline|getdelim|open_memstream",
        "memory comes from an arena",
        {"base/arena.c", "base/json.c"},  # the arena itself; Jansson's text must be freed
    ),
    (
        OURS,
        r"strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|system|popen|alloca",
        "unsafe or imprecise",
        set(),
    ),
    (
        BELOW_PROGRAM,
        r"printf|fprintf|vprintf|vfprintf|puts|fputs|putchar|putc|fputc|perror|exit|abort",
        "only the program prints and exits; add a finding",
        {"base/arena.c"},  # die()
    ),
]


def check_calls(path, code):
    for where, names, reason, allowed in CALLS:
        if not where.match(path) or path in allowed:
            continue
        for match in re.finditer(rf"(?<![\w.>])({names})[ \t]*\(", code):
            yield f"{path}:{sources.line_of(code, match.start())}: {match.group(1)}(): {reason}"


def check_functions(path, code):
    """A body starts with { and ends with } in the first column: clang-format sees to that."""
    begin = None
    for number, line in enumerate(code.split("\n"), 1):
        if line.startswith("{"):
            begin = number
        elif line.startswith("}") and begin is not None:
            if number - begin - 1 > FUNCTION_LINES:
                yield f"{path}:{begin}: a function of {number - begin - 1} lines (at most {FUNCTION_LINES})"
            begin = None


def check(root):
    for path in sources.files(root):
        if GENERATED.search(path):
            yield f"{path}:1: a generated file does not belong into the repository"
            continue
        if not path.endswith((".c", ".h", ".py", ".sh", ".sql", ".def", ".cmake", ".txt")):
            continue
        text = sources.read(root, path)
        for match in MARKER.finditer(text):
            yield f"{path}:{sources.line_of(text, match.start())}: unfinished: {match.group()}"
        if text.count("\n") > FILE_LINES:
            yield f"{path}:{FILE_LINES + 1}: a file of {text.count(chr(10))} lines (at most {FILE_LINES})"
        if path.endswith((".c", ".h")):
            code = sources.code_only(text)
            yield from check_calls(path, code)
            # A test may hold a long table of cases.
            if OURS.match(path):
                yield from check_functions(path, code)


if __name__ == "__main__":
    sys.exit(sources.report(list(check(sys.argv[1] if len(sys.argv) > 1 else "."))))
