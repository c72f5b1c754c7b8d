"""The hard model: everything the language can say, through the whole loop and changed part by part."""

import re

import pytest

from project import sections
from servers import ROOT

GOOD = ROOT / "tests" / "unit" / "reader" / "good"
HARD = (GOOD / "hard.h").read_text(encoding="utf-8")
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
    debian_project.run("downgrade", "base", "--allow", "drop")
    assert objects(debian_project) == []
    debian_project.run("upgrade")
    debian_project.run("check")
