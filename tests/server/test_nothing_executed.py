"""Comparing executes nothing: no function of the user's runs, whatever it says of itself, on the database or beside it."""

import re

FUNCTIONS = """
create or replace function loud(n int) returns int language plpgsql immutable as $$ begin raise log 'loud was executed'; return n; end $$;
create or replace function loud(s text) returns text language plpgsql immutable as $$ begin raise log 'loud was executed'; return s; end $$;
create or replace function noisy() returns int language plpgsql volatile as $$ begin raise log 'noisy was executed'; return 1; end $$;
create operator !!! (rightarg = int, function = loud);
"""
MODELS = """
typedef int32_t word PG(domain word default "loud(3)" check (value > loud(1)));

struct PG(table) items {
    int32_t  id     PG(primary key);
    int32_t *a      PG(default "noisy() + loud(1)");
    char    *b      PG(null default "loud('x')");
    word    *w;
    int32_t *moved  PG(generated always as ("loud( a )") stored);
    int32_t *fixed  PG(generated always as ("loud( 1 ) + a") stored);
    int32_t *sign   PG(generated always as ("!!! 1 + a") stored);
    int32_t *plain  PG(generated always as ("a*2") stored);

    PG_ALSO(check ("loud( 1 ) > 0 and noisy() >0 and a < 100"));
    PG_ALSO(index i (b, "loud( a )", "loud( 2 ) + a") where "loud( 1 ) > 0");
    PG_ALSO(exclude using btree (id with =) where ("loud( 1 ) > 0"));
    PG_ALSO(policy p using ("loud( 1 ) > 0 and noisy() > 0"));
    PG_ALSO(statistics s on (a), ("loud( 7 ) + a"));
};
PG_ALSO(file "more.sql");
"""
MORE = """
create view seen as select loud( 1 ) as x, noisy() as y, w::word as d, 5::word as e from items limit loud( 2 );
create materialized view kept as select loud( 1 ) as x, noisy() as y from items;
create index kept_x on kept ((loud( x )), (loud( 1 ) + x));
create function body() returns int language sql begin atomic select loud( 1 ) + noisy(); end;
create function arguments(a int default loud( 1 ), b word default 5) returns int language sql return loud( 1 );
create trigger before_it before update on items for each row when (loud( 1 ) > 0) execute function suppress_redundant_updates_trigger();
create rule also as on update to items where loud( 1 ) > 0 do also select noisy();
"""


def executed(server):
    """The statements that called one of the functions.

    But for the question whether a table has rows: the planner computes the constants of its indexes then, as for
    every query of anybody.
    """
    text = (server.home / "log").read_text(encoding="utf-8")
    return [statement for statement in re.findall(r"was executed\n.*CONTEXT: .*\n.*STATEMENT:  (.*)", text) if not statement.startswith("SELECT EXISTS (SELECT FROM public.items)")]


def test_nothing_is_executed_to_compare(project):
    project.sql(FUNCTIONS)
    project.sql("create domain word as int default 3; create table items (id int primary key, a int, b text, w word);"
                "insert into items select n, n, 'x' from generate_series(1, 10) n")
    project.write_models(MODELS)
    (project.models / "more.sql").write_text(MORE + FUNCTIONS.split("create operator")[0] + "create operator !!! (rightarg = int, function = loud);\n")
    before = executed(project.server)
    project.autogen("all")
    project.run("diff", expect=2)
    assert executed(project.server) == before

    # The upgrade does what the revision says; the test would see what is executed.
    project.run("upgrade")
    before = executed(project.server)
    assert before
    for words in (["check"], ["diff"], ["status"], ["pull"], ["pull", "--out", "others"], ["autogen", "-m", "none"]):
        project.run(*words)
        assert executed(project.server) == before, words
    # in other words, the same
    for path in (project.models / "models.h", project.models / "more.sql"):
        path.write_text(path.read_text().replace("loud( ", "loud(/* c */").replace("noisy()", "public.noisy ( )"))
    project.run("check")
    assert executed(project.server) == before
    # and in others
    path = project.models / "models.h"
    path.write_text(path.read_text().replace("loud(/* c */", "2 + loud(").replace("!!! 1", "!!! 2"))
    project.run("check", expect=2)
    assert executed(project.server) == before

    # a view follows its table through a rename
    path.write_text(path.read_text().replace("*plain  PG(", "*double_  PG(column doubled renamed from plain "))
    project.run("diff", expect=2)
    assert executed(project.server) == before
