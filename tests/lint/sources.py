"""The project's own files, for the checks of this folder."""

import os
import re
import subprocess

SKIPPED = {".git", "build", ".modelc", ".cache", "__pycache__"}

# Comments, string literals, character literals: what the checks must not mistake for code.
NOISE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)


def files(root):
    """Paths below `root` that git tracks or would track; every file where there is no git."""
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-coz", "--exclude-standard"], capture_output=True, text=True
    )
    if listed.returncode == 0:
        found = [path for path in listed.stdout.split("\0") if path]
    else:
        found = []
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name not in SKIPPED]
            found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(path for path in found if os.path.isfile(os.path.join(root, path)))


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def code_only(text):
    """`text` with comments and literals blanked, line numbers kept."""
    return NOISE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def report(problems):
    """Print the problems, each "path:line: message"; the exit status."""
    for problem in problems:
        print(problem)
    return 1 if problems else 0
