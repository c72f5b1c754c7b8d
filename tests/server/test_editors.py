"""What `init` prepares for editors: clangd, clang-format and Universal Ctags understand the models."""

import shutil
import subprocess

import pytest

import pages
from lsp import Editor
from project import HEADER
from servers import ROOT

needs_clangd = pytest.mark.skipif(not shutil.which("clangd"), reason="clangd is not installed")
needs_format = pytest.mark.skipif(not shutil.which("clang-format"), reason="clang-format is not installed")
needs_ctags = pytest.mark.skipif(not shutil.which("ctags"), reason="ctags is not installed")

OPERATORS = """\
struct PG(table) users {
    int64_t id PG(primary key identity);
    char *name PG(check (name <> 'x' and name !~ '^a' and name || 'b' <> 'c'));
    int32_t age PG(default 1 check (age >= 0 and age::bigint <= 200));
    pg_jsonb data PG(check ('x' <> data->>'kind' and data @> '{"a": 1}' and data #>> '{a,b}' is not null));
    pg_numeric total PG(numeric(12, 2) generated always as (age * 1.19) stored);

    PG_ALSO(index (age, name desc) where data ? 'y' and age != 3);
};
"""


@pytest.fixture
def stage(tmp_path):
    """An empty folder, in which `init` will make a project."""
    folder = tmp_path / "shop"
    folder.mkdir()
    made = pages.Stage(folder)
    for empty in ("migrations/versions", "migrations", "models"):
        (folder / empty).rmdir()
    return made


def write(stage, text, name="models/users.h"):
    path = stage.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def test_init_writes_what_editors_read(stage):
    shown = stage.shell("modelc init")
    assert "created  ./compile_flags.txt" in shown or "created  compile_flags.txt" in shown
    assert "-Iinclude" in (stage.folder / "compile_flags.txt").read_text().split()
    assert "WhitespaceSensitiveMacros: [PG, PG_ALSO]" in (stage.folder / ".clang-format").read_text()


def test_init_keeps_what_editors_read(stage):
    (stage.folder / "compile_flags.txt").write_text("-DX\n")
    (stage.folder / ".clang-format").write_text("BasedOnStyle: GNU\n")
    stage.shell("modelc init")
    assert (stage.folder / "compile_flags.txt").read_text() == "-DX\n"
    assert (stage.folder / ".clang-format").read_text() == (
        "BasedOnStyle: GNU\nWhitespaceSensitiveMacros: [PG, PG_ALSO]\n")
    before = {path: path.read_bytes() for path in stage.folder.rglob("*") if path.is_file()}
    stage.shell("modelc init")
    assert {path: path.read_bytes() for path in stage.folder.rglob("*") if path.is_file()} == before


def test_init_leaves_a_compilation_database_alone(stage):
    (stage.folder / "compile_commands.json").write_text("[]\n")
    stage.shell("modelc init")
    assert not (stage.folder / "compile_flags.txt").exists()


@needs_clangd
def test_clangd_has_nothing_to_say_in_a_fresh_project(stage):
    stage.shell("modelc init")
    model = stage.folder / "models" / "notes.h"
    with Editor(stage.folder) as editor:
        assert editor.open(model) == []
        assert editor.open(stage.folder / "include" / "modelc.h") == []
        line = next(i for i, text in enumerate(model.read_text().split("\n")) if "*title" in text)
        assert "title" in editor.hover(model, line, model.read_text().split("\n")[line].index("title"))


@needs_clangd
@pytest.mark.parametrize("source", sorted((ROOT / "models").glob("*.h")) + [
    ROOT / "tests" / "unit" / "reader" / "good" / "hard.h"], ids=lambda path: path.stem)
def test_clangd_has_nothing_to_say_about_models(stage, source):
    stage.shell("modelc init")
    for path in source.parent.glob("*.h"):
        shutil.copy(path, stage.folder / "models")
    with Editor(stage.folder) as editor:
        assert editor.open(stage.folder / "models" / source.name) == []


@needs_clangd
def test_clangd_says_what_is_wrong(stage):
    stage.shell("modelc init")
    with Editor(stage.folder) as editor:
        assert editor.open(write(stage, "struct PG(table) users {\n    int46_t  id;\n};\n"))


def without_blanks(text):
    return "".join(text.split())


def layout(stage, path):
    subprocess.run(["clang-format", "-i", str(path)], cwd=stage.folder, check=True)


@needs_format
@pytest.mark.parametrize("style", [None, "BasedOnStyle: LLVM\n", "BasedOnStyle: GNU\nAlignConsecutiveDeclarations: true\n",
                                   "BasedOnStyle: Google\nColumnLimit: 60\n"],
                         ids=["none", "llvm", "gnu", "google"])
def test_clang_format_keeps_sql_whole(stage, style):
    if style:
        (stage.folder / ".clang-format").write_text(style)
    stage.shell("modelc init")
    path = write(stage, OPERATORS.replace("    ", "  "))
    before = stage.shell("modelc compile --emit sql")
    assert "CREATE TABLE public.users" in before
    layout(stage, path)
    assert stage.shell("modelc compile --emit sql") == before
    once = path.read_text()
    layout(stage, path)
    assert path.read_text() == once


@needs_format
def test_without_the_line_it_is_torn_and_fix_mends_it(stage):
    stage.shell("modelc init")
    path = write(stage, OPERATORS)
    before = stage.shell("modelc compile --emit sql")
    (stage.folder / ".clang-format").write_text("BasedOnStyle: LLVM\n")
    layout(stage, path)
    assert "[M106" in stage.shell("modelc compile")
    assert without_blanks(stage.shell("modelc compile -q --fix --emit sql")) == without_blanks(before)


@needs_format
def test_the_written_file_does_not_hide_the_one_above(stage):
    (stage.folder.parent / ".clang-format").write_text("BasedOnStyle: LLVM\nIndentWidth: 7\n")
    stage.shell("modelc init")
    path = write(stage, "struct PG(table) users {\n  int64_t id;\n};\n")
    layout(stage, path)
    assert "\n       int64_t id;" in path.read_text()


@needs_ctags
def test_ctags_with_the_options_of_the_manual(stage):
    stage.shell("modelc init")
    if b"Universal" not in subprocess.run(["ctags", "--version"], capture_output=True, check=True).stdout:
        pytest.skip("not Universal Ctags")
    manual = (ROOT / "docs" / "editors.md").read_text()
    command = next(line for line in manual.split("\n") if line.startswith("ctags "))
    shown = stage.shell(command.replace("ctags ", "ctags -x ", 1))
    kinds = {tuple(line.split()[:2]) for line in shown.split("\n") if line}
    assert ("notes", "struct") in kinds and ("title", "member") in kinds
    assert not any(name in ("PG", "PG_ALSO") for name, _ in kinds if _ != "macro")
