"""Every shell block that README.md and docs/ print is run: a page that lies about a command fails here."""

import os
import pathlib
import re
import shlex
import subprocess

import pytest

from project import MODELC, clean_environment
from servers import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

# What a person has done before the line of the page makes sense: SQL-free edits of models/posts.h.
BASE = "struct PG(table) blog_posts {\n    int32_t  id  PG(primary key identity);\n    char    *bio  PG(null);\n"
MODELS = {
    'modelc autogen -m "add is_draft"': BASE + "    bool  is_draft  PG(default true);\n};\n",
    'modelc autogen -m "add is_draft" --verify': BASE + "    bool  is_draft  PG(default true);\n};\n",
    'modelc autogen -m "add is_draft" --fill blog_posts.is_draft=true': BASE + "    bool  is_draft;\n};\n",
    'modelc autogen -m "drop bio" --allow drop-column': BASE.replace("    char    *bio  PG(null);\n", "") + "};\n",
}


def blocks(kind):
    for page in PAGES:
        for number, match in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")), 1):
            if match.group(1) == kind:
                yield pytest.param(match.group(2), id=f"{page.relative_to(ROOT)}:{number}")


def commands(text):
    """The command lines, comments taken off."""
    for line in text.splitlines():
        words = shlex.split(line, comments=True)
        if words:
            yield line.split(" #")[0].strip()


class Reader:
    """Someone who types what the page says, in a project with one table and its revision."""

    def __init__(self, project):
        self.project = project
        self.folder = project.folder
        programs = project.folder.parent / "programs"
        programs.mkdir(exist_ok=True)
        link = programs / "modelc"
        if not link.exists():
            link.symlink_to(MODELC)
        self.environment = clean_environment(
            project.folder, DATABASE_URL=project.url, EDITOR="true", PATH=f"{programs}:{os.environ['PATH']}")

    def begin(self):
        """Two revisions, one of them applied: there is something to do in both directions."""
        self.project.write_models(BASE + "};", "posts.h")
        self.project.run("autogen", "-m", "start")
        self.project.run("upgrade")
        self.project.run("revision", "-m", "by hand")
        return self

    def type(self, line):
        if line in MODELS:
            self.project.write_models(MODELS[line], "posts.h")
            self.project.run("upgrade")
        if line.startswith("modelc check") and self.folder == self.project.folder:
            self.project.run("upgrade")
        if line.startswith("mkdir "):
            self.folder = self.folder / line.split()[1]
        done = subprocess.run(line, shell=True, cwd=self.folder.parent if line.startswith("mkdir ") else self.folder,
                              env=self.environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


def own_commands():
    """What `./dev` can do, from its own usage."""
    usage = subprocess.run([str(ROOT / "dev"), "help"], capture_output=True, text=True)
    return set(re.findall(r"^  (\w+)", usage.stdout + usage.stderr, re.MULTILINE))


@pytest.mark.parametrize("text", blocks("sh"))
def test_every_shell_block_runs(debian_server, make_project, text):
    lines = list(commands(text))
    assert lines
    typed = [line for line in lines if not line.startswith("./dev ")]
    assert {line.split()[1] for line in lines if line not in typed} <= own_commands()
    if "modelc init" in text:
        reader = Reader(make_project(debian_server))
        for line in typed:
            reader.type(line)
        return
    for line in typed:  # each says what could be done, not what comes next
        Reader(make_project(debian_server)).begin().type(line)


def normal(text):
    """Identifiers, dates and digests differ from run to run."""
    text = re.sub(r"\b\d{14}_", "DATE_", text)
    return re.sub(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])", "REVISION", text)


@pytest.mark.parametrize("text", blocks("console"))
def test_every_session_is_what_happens(debian_server, make_project, text):
    reader = Reader(make_project(debian_server)).begin()
    parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)
    assert parts[0] == "" and len(parts) > 2
    for line, expected in zip(parts[1::2], parts[2::2]):
        assert normal(reader.type(line)) == normal(expected), line


def test_every_command_is_in_the_readme_or_the_docs():
    """A command that no page mentions is one that nobody finds."""
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    usage = subprocess.run([str(MODELC), "--help"], capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^  ([a-z]+) ", usage, re.MULTILINE)
    assert len(names) > 10
    missing = [name for name in names if not re.search(rf"modelc {name}\b|`{name}`", text)]
    assert missing == []
