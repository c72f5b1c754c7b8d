"""A database that was dumped and restored is the same to modelc, although PostgreSQL spells it otherwise then."""

import json
import re
import subprocess

import psycopg2
import pytest

import equality
import generator
import oracle
import pairs

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


def dump(server, database):
    text = subprocess.run([server.bindir / "pg_dump", "--schema-only", f"--exclude-table=*.{oracle.LEDGER}*", server.conninfo(database)],
                          capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in text.split("\n") if not line.startswith("\\"))


def restore(project, copy):
    """What pg_dump makes of it; where there is no pg_dump, what pull does: every text of the server's is read again."""
    if (project.server.bindir / "pg_dump").exists():
        connection = copy.server.connect(copy.database)
        with connection.cursor() as cursor:
            cursor.execute(dump(project.server, project.database))
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


def fill_with_things(server, database):
    """Of all kinds; but ALL is more for PostgreSQL 17 and newer than for older ones, which know no MAINTAIN."""
    world = generator.new_world(3, pairs.managed_kinds(), size=150, version=15)
    pairs.load(server, database, [text for text in world.statements() if "GRANT ALL" not in text])


def fill_with_texts(server, database):
    """In many ways of SQL, each in its place."""
    setup = equality.Setup(server, database)
    with setup.connection.cursor() as cursor:
        for text in setup.texts(1, 120):
            try:
                cursor.execute(text.ddl)
            except psycopg2.Error:
                pass  # not beside the others
    setup.connection.close()


# What a database went through and its copy did not.
HISTORY = """
create extension btree_gist;
create table items (gone int, id int primary key, state varchar(10) default 'new', size int check (size in (1, 2)), check (state in ('new', 'old')));
alter table items add constraint known check (state not in ('x', 'y'));
create index on items (lower(state)) where state in ('new', 'old');
create table sales (day date, amount int check (amount between 1 and 9)) partition by range (day);
create table sales_1 partition of sales for values from ('2020-01-01') to ('2021-01-01');
alter table items drop gone, add late varchar default 'b', alter size type bigint, alter state type text;
alter table items alter state type varchar(30);
create view good as select *, state in ('new', 'old') as yes from items where exists (select 'x') and late in ('a', 'b');
create view better as select * from good g (a, b, c, d, e) where (select 'x') = any (select b from good);
alter table items rename late to later;
alter table items rename to things;
alter view good rename to fine;
alter view fine rename column late to latest;
create function said() returns text language sql begin atomic select 'x' from things where state in ('a', 'b'); end;
alter table things add more varchar(5), add again int; alter table things drop again;
create view best as select state, more from things where more in ('a', 'b') union select a, b::text from (values ('x', 1)) v (a, b);
alter table things rename more to least;
create rule twice as on update to things where old.state in ('a', 'b') do also delete from sales where amount = new.id;
alter table things add total bigint generated always as (case when state in ('a', 'b') then id end) stored;
"""
# And some that do matter.
CHANGED = """
create or replace view best as select state, least as more from things where least in ('a', 'c') union select a, b::text from (values ('x', 1)) v (a, b);
alter table things drop constraint known, add constraint known check (state not in ('x', 'z'));
drop index items_lower_idx;
create index on things (lower(state)) where state in ('new', 'odd');
create or replace rule twice as on update to things where old.state in ('a', 'c') do also delete from sales where amount = new.id;
"""


def fill_with_history(server, database):
    server.query(database, HISTORY)


@pytest.mark.newest
@pytest.mark.parametrize("fill", [fill_with_things, fill_with_texts, fill_with_history])
def test_a_copy_on_this_server_or_a_newer_one_is_the_same(debian_server, server, make_project, fill):
    if int(server.version) < int(debian_server.version):
        pytest.skip("what an older server reads is not what this one dumps")
    for running in (debian_server, server):
        running.query("postgres", pairs.ROLES)
    copy = make_project(server)
    original = f"{copy.database}_original"
    pairs.create_database(debian_server, original)
    fill(debian_server, original)
    with server.connect(copy.database) as connection, connection.cursor() as cursor:
        cursor.execute(dump(debian_server, original))
    connection.close()

    url = debian_server.url(original)
    for one, two in ((url, copy.url), (copy.url, url), (url, url)):
        assert json.loads(copy.run("diff", "--format", "json", one, two, expect=None).out)["operations"] == []
    if fill is fill_with_history:
        server.query(copy.database, CHANGED)
        changed = json.loads(copy.run("diff", "--format", "json", url, copy.url, expect=2).out)["operations"]
        assert {operation["path"].split(".")[-1] for operation in changed} == {"best", "known", "twice", "items_lower_idx", "things_lower_idx"}, changed
    debian_server.query("postgres", f'drop database "{original}" with (force)')
