"""The hard model: everything the language can say, through the whole loop and changed part by part."""

import pytest

from project import Project, sections
from servers import ROOT

GOOD = ROOT / "tests" / "unit" / "reader" / "good"
HARD = (GOOD / "hard.h").read_text(encoding="utf-8")
PARTS = ROOT / "tests" / "server" / "hard_model.txt"
TOUCH = (GOOD / "sql" / "touch.sql").read_text(encoding="utf-8")


def write(project, header=HARD, touch=TOUCH):
    (project.models / "sql").mkdir(exist_ok=True)
    (project.models / "sql" / "touch.sql").write_text(touch, encoding="utf-8")
    (project.models / "hard.h").write_text(header, encoding="utf-8")


def objects(project):
    """What a database holds besides its ledger, as text."""
    return project.sql("""
        select 'relation', c.oid::regclass::text from pg_class c
         where c.oid >= 16384 and c.relnamespace::regnamespace::text !~ '^pg_' and c.relname !~ '^modelc_'
        union all select 'type', t.oid::regtype::text from pg_type t
         where t.oid >= 16384 and t.typnamespace::regnamespace::text !~ '^pg_' and t.typname !~ 'modelc_'
        union all select 'function', p.oid::regprocedure::text from pg_proc p where p.oid >= 16384
        union all select 'extension', extname from pg_extension where oid >= 16384
        union all select 'schema', nspname from pg_namespace where oid >= 16384 and nspname !~ '^pg_'
        order by 1, 2""")


def test_the_whole_loop(debian_project):
    write(debian_project)
    compiled = debian_project.run("compile")
    assert "error" not in compiled.err and "warning" not in compiled.err, str(compiled)
    assert debian_project.autogen("hard model")
    debian_project.run("upgrade")
    debian_project.run("check")
    assert debian_project.autogen("nothing") is None
    debian_project.run("downgrade", "base")
    assert objects(debian_project) == []
    debian_project.run("upgrade")
    debian_project.run("check")


@pytest.fixture(scope="module")
def hard(debian_server, tmp_path_factory):
    """A database at the head of the hard model, for changes that each test takes back."""
    project = Project(tmp_path_factory.mktemp("hard"), debian_server, "hard_model")
    write(project)
    assert project.autogen("hard model")
    project.run("upgrade")
    yield project
    project.close()


def parts():
    """(name, old text, new text, statements) of each section of the golden file."""
    for section in PARTS.read_text(encoding="utf-8").split("### ")[1:]:
        name, *lines = section.rstrip("\n").split("\n")
        old = "\n".join(line[1:] for line in lines if line.startswith("-") and not line.startswith("-- "))
        new = "\n".join(line[1:] for line in lines if line.startswith("+"))
        yield name, old, new, "\n".join(line for line in lines if line[:1] not in ("-", "+") or line.startswith("-- "))


def golden(name, old, new, statements):
    marked = ["-" + line for line in old.split("\n")] + ["+" + line for line in new.split("\n")]
    return "\n".join([name, *marked, statements.strip("\n"), ""]) + "\n"


def update(name, statements):
    """Rewrite one section of the golden file."""
    head = PARTS.read_text(encoding="utf-8").split("### ")[0]
    sections_now = [golden(*part[:3], statements if part[0] == name else part[3]) for part in parts()]
    PARTS.write_text("### ".join([head, *sections_now]).rstrip("\n") + "\n", encoding="utf-8")


@pytest.mark.parametrize("part, old, new, expected", parts(), ids=[part[0] for part in parts()])
def test_a_changed_part(hard, request, part, old, new, expected):
    assert HARD.count(old) == 1, part
    kept, before = hard.keep_migrations(), hard.catalog()
    try:
        write(hard, HARD.replace(old, new))
        up = sections(hard.autogen(part, "--allow", "all"))[0]
        if request.config.getoption("--update"):
            update(part, up)
        else:
            assert up == expected.strip("\n")
        with hard.released():
            hard.run("upgrade")
            hard.run("check")
            hard.run("downgrade")
        assert hard.catalog() == before
    finally:
        write(hard)
        hard.restore_migrations(kept)
        if hard.catalog() != before:  # the next part is to start from the hard model all the same
            hard.server.query("postgres", f'drop database "{hard.database}" with (force)')
            hard.server.query("postgres", f'create database "{hard.database}" template template0')
            hard.run("upgrade")
