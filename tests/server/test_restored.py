"""A database that was dumped and restored is the same to modelc, although PostgreSQL spells it otherwise then."""

import json
import re
import subprocess

import pytest

import oracle

MODELS = """
struct PG(table) items {
    int32_t  id  PG(primary key);
    char    *state  PG(varchar(20));
    int32_t  size;

    PG_ALSO(check (state in ('new', 'old')));
    PG_ALSO(check (size between 1 and 3 and size <> 2));
    PG_ALSO(index (id) where state in ('new', 'old'));
    PG_ALSO(policy mine using (state in ('new', 'old')));
};
PG_ALSO("create view good as select id, state in ('new', 'old') as yes from items"
        " where exists (select 'x') and size between 1 and 3 and id > 0");
PG_ALSO("create view better as select * from good where (select 'x') = 'x'");
PG_ALSO("create materialized view kept as select id, state in ('new', 'old') as yes from items where exists (select 'x')");
PG_ALSO("create function said() returns text language sql begin atomic select 'x'; end");
PG_ALSO("create function changed() returns trigger language plpgsql as 'begin return new; end'");
PG_ALSO("create trigger before_it before update on items for each row when (new.state in ('new', 'old'))"
        " execute function changed()");
PG_ALSO("create constraint trigger after_it after update on items for each row when (new.state in ('new', 'old'))"
        " execute function changed()");
PG_ALSO("create rule also as on update to items where old.state in ('new', 'old') do also select 'x'");
"""
# What is then no matter of spelling: a text, what stands in its place, and who changes.
CHANGES = [("check (state in ('new', 'old'))", "check (state in ('new', 'odd'))", "items_state_check"),
           ("size between 1 and 3 and size", "size between 1 and 4 and size", "items_size_check"),
           ("where state in ('new', 'old')", "where state in ('new')", "items_id_idx"), ("using (state in", "using (state not in", "mine"),
           ("as select * from good where (select 'x')", "as select * from good where (select 'y')", "better"),
           ("atomic select 'x'", "atomic select 'y'", "said"),
           ("kept as select id, state in ('new', 'old')", "kept as select id, state in ('new', 'olds')", "kept"),
           ("before_it before update on items for each row when (new", "before_it before update on items for each row when (old", "before_it"),
           ("do also select 'x'", "do also select 'y'", "also")]


def restore(project, copy):
    """What pg_dump makes of it; where there is no pg_dump, what pull does: every text of the server's is read again."""
    if (project.server.bindir / "pg_dump").exists():
        dump = subprocess.run([project.server.bindir / "pg_dump", "--schema-only", f"--exclude-table=*.{oracle.LEDGER}*", project.server.conninfo(project.database)],
                              capture_output=True, text=True, check=True)
        connection = copy.server.connect(copy.database)
        with connection.cursor() as cursor:
            cursor.execute("\n".join(line for line in dump.stdout.split("\n") if not line.startswith("\\")))
        connection.close()
        return
    copy.run("pull", "--database", project.url, "--out", "models")
    copy.autogen("same")
    copy.run("upgrade")
    copy.sql(f"drop table {oracle.LEDGER}")


@pytest.fixture
def restored(server, make_project):
    project, copy = make_project(server), make_project(server)
    project.write_models(MODELS)
    project.autogen("all")
    project.run("upgrade")
    project.run("check")
    restore(project, copy)
    project.copy = copy.url
    return project


def test_what_was_restored_is_the_same(restored):
    restored.run("diff", restored.copy, "models")
    # the answer of the scratch database is kept, and no part of it is lost
    restored.run("diff", "models", restored.copy)

    models = MODELS
    for text, other, _ in CHANGES:
        assert models.count(text) == 1, text
        models = models.replace(text, other)
    restored.write_models(models)
    changed = json.loads(restored.run("diff", "--format", "json", restored.copy, "models", expect=2).out)["operations"]
    assert {re.sub(r"\W.*", "", operation["path"].split(".")[-1].lstrip("\"")) for operation in changed} == {name for _, _, name in CHANGES}, changed
