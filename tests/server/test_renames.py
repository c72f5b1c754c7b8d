"""What may have been renamed: refused without a terminal, asked on one, never dropped and added in silence."""

import os
import pty
import subprocess

import pytest

from project import MODELC, clean_environment, sections

TABLE = "struct PG(table) users {\n    int32_t  id  PG(primary key);\n    int32_t  age;\n};\n"
# What goes, what comes, what says that it is a rename, what then stands in the revision, what permits the drop
KINDS = {
    "enum": ("enum PG(type a) a {\n    A_X,\n    A_Y,\n};\n", "enum PG(type b) b {\n    B_X,\n    B_Y,\n    B_Z,\n};\n",
             ("PG(type b)", "PG(type b renamed from a)"), "ALTER TYPE public.a RENAME TO b;", "drop-type"),
    "label": ("enum PG(type e) e {\n    E_X,\n    E_Y,\n};\n", "enum PG(type e) e {\n    E_X,\n    E_Z,\n};\n",
              ("E_Z", "E_Z PG(renamed from 'y')"), "ALTER TYPE public.e RENAME VALUE 'y' TO 'z';", "drop-label"),
    "composite": ("struct PG(type a) a {\n    int32_t  x;\n};\n", "struct PG(type b) b {\n    int32_t  x;\n};\n",
                  ("PG(type b)", "PG(type b renamed from a)"), "ALTER TYPE public.a RENAME TO b;", "drop-type"),
    "attribute": ("struct PG(type p) p {\n    int32_t  x;\n    char  *a;\n};\n", "struct PG(type p) p {\n    int32_t  x;\n    char  *b;\n};\n",
                  ("*b;", "*b PG(renamed from a);"), "ALTER TYPE public.p RENAME ATTRIBUTE a TO b;", "drop-column"),
    "domain": ("typedef int32_t a PG(domain a as int check (value > 0));\n", "typedef int32_t b PG(domain b as int check (value > 0));\n",
               ("domain b as int", "domain b as int renamed from a"), "ALTER DOMAIN public.a RENAME TO b;", "drop-type"),
    "range": ("PG_ALSO(type a as range (subtype = float8));\n", "PG_ALSO(type b as range (subtype = float8));\n",
              ("PG_ALSO(type b", "PG_ALSO(renamed type a to b);\nPG_ALSO(type b"), "ALTER TYPE public.a RENAME TO b;", "drop-type"),
    "sequence": ("PG_ALSO(sequence a increment 3);\n", "PG_ALSO(sequence b increment 3);\n",
                 ("PG_ALSO(sequence b", "PG_ALSO(renamed sequence a to b);\nPG_ALSO(sequence b"), "ALTER SEQUENCE public.a RENAME TO b;", "drop-sequence"),
    "view": ("PG_ALSO(view a as select id from users);\n", "PG_ALSO(view b as select id from users);\n",
             ("PG_ALSO(view b", "PG_ALSO(renamed view a to b);\nPG_ALSO(view b"), "ALTER VIEW public.a RENAME TO b;", "drop-view"),
    "materialized view": ("PG_ALSO(materialized view a as select id from users);\n", "PG_ALSO(materialized view b as select id from users);\n",
                          ("PG_ALSO(materialized", "PG_ALSO(renamed materialized view a to b);\nPG_ALSO(materialized"),
                          "ALTER MATERIALIZED VIEW public.a RENAME TO b;", "drop-view"),
    "function": ("PG_ALSO(function a(x int) returns int language sql as 'select x');\n",
                 "PG_ALSO(function b(x int) returns int language sql as 'select x');\n",
                 ("PG_ALSO(function b", "PG_ALSO(renamed function a to b);\nPG_ALSO(function b"), "ALTER FUNCTION public.a(integer) RENAME TO b;", "drop-function"),
    "table": ("struct PG(table) a {\n    int32_t  id  PG(primary key);\n};\n", "struct PG(table) b {\n    int32_t  id  PG(primary key);\n};\n",
              ("PG(table)", "PG(table renamed from a)"), "ALTER TABLE public.a RENAME TO b;", "drop-table"),
}


@pytest.fixture
def started(debian_project, request):
    """A project whose database has what goes, and models that have what comes."""
    before, after, *_ = KINDS[getattr(request, "param", None) or "enum"]
    debian_project.write_models(TABLE + before)
    debian_project.autogen("start")
    debian_project.run("upgrade")
    debian_project.write_models(TABLE + after)
    return debian_project


@pytest.mark.parametrize("kind", KINDS)
def test_a_rename_that_nobody_declared_is_refused(debian_project, kind):
    before, after, hint, statement, allow = KINDS[kind]
    debian_project.write_models(TABLE + before)
    debian_project.autogen("start")
    debian_project.run("upgrade")
    debian_project.write_models(TABLE + after)
    kept = debian_project.files()
    result = debian_project.run("autogen", "-m", "x", expect=3)
    assert "[MC210]" in result.err and "it may have been renamed" in result.err and f"--allow {allow}" in result.err, str(result)
    assert set(debian_project.files()) == set(kept)

    debian_project.run("autogen", "-m", "x", "--allow", allow, "--dry-run")
    if hint:
        debian_project.write_models(TABLE + after.replace(*hint))
        up, _ = sections(debian_project.autogen("x"))
        assert statement in up and "DROP" not in up and "CREATE" not in up, up
        debian_project.run("upgrade")
        debian_project.write_models(TABLE + after)
        debian_project.run("check")


def answer(project, text, *arguments):
    """Run autogen on a terminal and type `text`; (status, all that it said)."""
    terminal, inner = pty.openpty()
    environment = clean_environment(project.folder, DATABASE_URL=project.url, CI=None)
    process = subprocess.Popen([str(MODELC), "autogen", "-m", "x", *arguments], cwd=project.folder, env=environment,
                               stdin=inner, stdout=subprocess.PIPE, stderr=inner)
    os.close(inner)
    os.write(terminal, text.encode())
    said = b""
    try:
        while chunk := os.read(terminal, 4096):
            said += chunk
    except OSError:
        pass  # the other end is closed
    process.stdout.read()
    status = process.wait()
    os.close(terminal)
    assert b"Sanitizer" not in said, said.decode()
    return status, said.decode()


def test_yes_renames(started):
    status, said = answer(started, "y\n")
    assert status == 0 and "Was it renamed?" in said, said
    up, down = sections(started.revisions()[-1])
    assert "ALTER TYPE public.a RENAME TO b;" in up and "ADD VALUE 'z'" in up and "DROP" not in up
    assert "ALTER TYPE public.b RENAME TO a;" in down
    started.run("upgrade")
    started.run("check")
    started.run("downgrade")


def test_dropped_drops(started):
    status, said = answer(started, "d\n")
    assert status == 0 and "Was it renamed?" in said, said
    up, _ = sections(started.revisions()[-1])
    assert "DROP TYPE public.a;" in up and "CREATE TYPE public.b" in up and "RENAME" not in up
    started.run("upgrade")
    started.run("check")


@pytest.mark.parametrize("text", ["n\n", "\n", "\x04"])
def test_no_writes_nothing(started, text):
    before = started.files()
    status, said = answer(started, text)
    assert status == 3 and "[MC210]" in said, said
    assert set(started.files()) == set(before)


def test_each_is_asked_for(debian_project):
    """Two go and one comes: the answer to the first decides what is asked then."""
    fields = "struct PG(table) users {{\n    int32_t  id  PG(primary key);\n{}}};\n"
    debian_project.write_models(fields.format("    int32_t  one;\n    int32_t  two;\n"))
    debian_project.autogen("start")
    debian_project.run("upgrade")
    debian_project.sql("insert into users values (1, 11, 22)")
    debian_project.write_models(fields.format("    int32_t  three;\n"))
    status, said = answer(debian_project, "y\ny\n")
    assert status == 0, said
    assert said.count("Was it renamed?") == 1 and "is dropped" in said
    debian_project.run("upgrade")
    assert debian_project.sql("select three from users") in ([(11,)], [(22,)])


def test_allow_answers_for_itself(started):
    status, said = answer(started, "", "--allow", "drop-type")
    assert status == 0 and "Was it renamed?" not in said, said
