"""pull: the models of a database say just what the database holds, and a person could have written them."""

import pathlib
import subprocess

import psycopg2
import pytest

from servers import ROOT

SCHEMAS = sorted(pathlib.Path(__file__).with_name("pulled").glob("*.sql"))
ROLES = ("pull_reader", "pull_writer")


@pytest.fixture
def roles(server):
    for role in ROLES:
        try:
            server.query("postgres", f"create role {role}")
        except psycopg2.errors.DuplicateObject:
            pass


def fill(project, path):
    """Run the file in psql, which knows where statements end."""
    done = subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", project.url, "-f", path],
        capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def check_compilers(folder, tmp_path):
    """Ordinary compilers of C and C++ see nothing to complain of in all headers together."""
    source = tmp_path / "all.c"
    source.write_text("".join(f'#include "{path.name}"\n' for path in sorted(folder.glob("*.h"))))
    for compiler, language, standard in (
            ("gcc", "c", "c11"), ("g++", "c++", "c++17"), ("clang", "c", "c17"), ("clang++", "c++", "c++11")):
        done = subprocess.run(
            [compiler, f"-x{language}", f"-std={standard}", "-Wall", "-Wextra", "-Wpedantic", "-fsyntax-only",
             f"-I{ROOT}/modelc/include", f"-I{folder}", source], capture_output=True, text=True)
        assert done.returncode == 0 and not done.stderr, f"{compiler}: {done.stderr}"


def pull(project, *arguments):
    """The models of the project's own database, in models/."""
    return project.run("pull", *arguments)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
@pytest.mark.parametrize("layout", ["table", "schema", "single"])
def test_loop(server, make_project, roles, tmp_path, path, layout):
    """What is pulled from one database makes another one equal, and the way back is clean."""
    source, target = make_project(server), make_project(server)
    fill(source, path)
    before = target.state()
    target.run("pull", "--database", source.url, "--out", "models", "--layout", layout)
    check_compilers(target.models, tmp_path)
    assert target.run("autogen", "-m", "none", "--dry-run", DATABASE_URL=source.url).err.startswith(
        "No changes in schema detected.")
    target.autogen("sync")
    target.run("upgrade")
    target.run("check")
    assert target.state() == source.state()
    target.run("downgrade", "base")
    assert target.state() == before


def test_again_is_nothing(project):
    """The same database gives the same bytes."""
    project.sql("create table a (id int primary key)")
    pull(project)
    files = project.files()
    assert pull(project).out == ""
    assert project.files() == files


def test_foreign_file_is_kept(project):
    project.sql("create table a (id int primary key)")
    (project.models / "a.h").write_text("int a;\n")
    failed = project.run("pull", expect=1)
    assert "models/a.h exists" in failed.err
    assert [path.name for path in project.models.iterdir()] == ["a.h"]
    assert (project.models / "a.h").read_text() == "int a;\n"
