"""The pages of docs/findings/: their parts, and their examples run as they stand there."""

import os
import pathlib
import pwd
import re
import subprocess
from dataclasses import dataclass

from project import FIXED_DATE, HEADER, MODELC, clean_environment
from servers import ROOT

FOLDER = ROOT / "docs" / "findings"
CODE = r"MC?\d{3}"
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Block:
    """A fenced block: its language, the code that it must cause, and whether it stands alone."""
    language: str
    code: str
    bare: bool
    text: str


@dataclass
class Page:
    path: pathlib.Path

    @property
    def code(self):
        return self.path.stem

    @property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    def blocks(self):
        for match in FENCE.finditer(self.text):
            language, *words = match.group(1).split()
            codes = [word for word in words if re.fullmatch(CODE, word)]
            yield Block(language, codes[0] if codes else "", "bare" in words, match.group(2))

    def examples(self):
        """The blocks up to the one that causes the finding; empty when the page has none."""
        found = [block for block in self.blocks() if block.language != "text"]
        return found if any(block.code for block in found) else []

    def output(self):
        return next((block.text for block in self.blocks() if block.language == "text"), "")

    def write_output(self, text):
        self.path.write_text(re.sub(r"^```text\n.*?^```$", lambda _: f"```text\n{text}```", self.text,
                                    count=1, flags=re.MULTILINE | re.DOTALL), encoding="utf-8")


def pages():
    return [Page(path) for path in sorted(FOLDER.glob("*.md"))]


def findings_of(output, code):
    """The findings of that code as they were printed, with what belongs to them."""
    found, inside = [], False
    for line in output.splitlines(keepends=True):
        if re.search(r"\b(error|warning|note): .*\[MC?\d+( -W[\w-]+)?\]$", line):
            inside = f"[{code}" in line
        elif line.startswith("-- modelc:hazard "):
            inside = line.startswith(f"-- modelc:hazard {code} ")
        elif not re.match(r" |note: |\S+:\d+:\d+: note: |-- [^m]", line):
            inside = False
        if inside:
            found.append(line)
    return "".join(found)


def heads(output):
    """The findings without what is shown around them."""
    return [line for line in output.split("\n") if re.search(r"\[MC?\d|^-- modelc:hazard ", line)]


class Stage:
    """An empty project in which the blocks of one page are run, one after the other."""

    def __init__(self, folder, url=None, server_bin=None):
        self.folder = folder
        self.url = url
        self.model = folder / "models" / "example.h"
        self.waiting = False  # a model was written that no revision has yet
        for name in ("models", "migrations/versions"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "bin").mkdir()
        (folder / "bin" / "modelc").symlink_to(MODELC)
        self.path = ":".join([str(folder / "bin"), *([str(server_bin)] if server_bin else []), os.environ["PATH"]])

    def shell(self, script):
        """Standard output and standard error of the commands, as a terminal would show them."""
        environment = clean_environment(self.folder, PATH=self.path, DATABASE_URL=self.url,
                                        SOURCE_DATE_EPOCH=str(FIXED_DATE))
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
                              env=environment)
        assert "Sanitizer" not in done.stdout and "runtime error:" not in done.stdout, done.stdout
        return self.neutral(done.stdout)

    def neutral(self, text):
        """The text without what is another one in the next run: folder, time, user and database."""
        text = text.replace(str(self.folder), "/home/app/shop").replace(f"{pwd.getpwuid(os.getuid())[0]}@", "app@")
        text = re.sub(r"(/\d{14}_)[0-9a-f]{12}(_(before|after)\.sql)", r"\g<1>0123456789ab\2", text)
        text = re.sub(r'"test_\d+"', '"shop"', text)
        text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00:00 by \w+", "2025-10-01 17:44:00+00:00 by app", text)
        return re.sub(r"\b\w+@/[^\s\"]*/[^\s\"/]*:\d+/\w+", "app@/run/postgresql:5432/shop", text)

    def run(self, block):
        if block.language == "sh":
            return self.shell(block.text)
        if self.waiting:
            self.shell("modelc autogen -m before && modelc upgrade")
        self.model.write_text(("" if block.bare else HEADER) + block.text, encoding="utf-8")
        if not block.code:
            self.waiting = True
            return ""
        self.waiting = False
        return self.shell("modelc autogen -m after" if block.code.startswith("MC") else "modelc compile")
