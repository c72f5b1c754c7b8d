"""The same change comes back after it was applied: what users of every tool of this kind complain about most.

Each change of models, as people write them, is one revision or none; then check is in sync, autogen has nothing
to say, and after the downgrade the models of before are in sync.
"""

import re

import pytest

TABLE = """
struct PG(table) t {
    int32_t  id  PG(primary key);
    int32_t  a;
    char    *b   PG(varchar(20) null);
};
"""
WIDER = TABLE.replace("};", "    char    *c   PG(null);\n};")
MIDDLE = TABLE.replace("    int32_t  a;", "    char    *c   PG(null);\n    int32_t  a;")
RENAMED = TABLE.replace("int32_t  a;", "int32_t  aa  PG(renamed from a);")
COUNTED = TABLE.replace("PG(primary key)", "PG(primary key identity)")
STAR = "create view v as select * from t;"
CHAIN = STAR + "create view w as select * from v; create materialized view x as select w.*, v.b as vb from w join v using (id);"

# What differs by its name alone; in one CREATE TABLE PostgreSQL would make one index of two.
TWINS = TABLE.replace("};", """
    char    *r   PG(int4range null);

    PG_ALSO(constraint e1 exclude using gist (r with &&));
    PG_ALSO(constraint e2 exclude using gist (r with &&));
    PG_ALSO(constraint c1 check (a in (1, 2)));
    PG_ALSO(constraint c2 check (a in (1, 2)));
    PG_ALSO(constraint u1 unique (a));
    PG_ALSO(constraint u2 unique (a));
    PG_ALSO(index i1 (a) where a > 0);
    PG_ALSO(index i2 (a) where a > 0);
    PG_ALSO(constraint f1 foreign key (a) references t (id));
    PG_ALSO(constraint f2 foreign key (a) references t (id));
    PG_ALSO(statistics s1 on a, b);
    PG_ALSO(statistics s2 on a, b);
    PG_ALSO(policy p1 using (a > 0));
    PG_ALSO(policy p2 using (a > 0));
};""")
OTHER_TWINS = re.sub(r"\b([ecuisfp])1\b", r"\g<1>3", TWINS.replace("a in (1, 2)", "a = any (array[1, 2])"))

# The same in other words: no revision.
WORDS = """
create recursive view counted (n) as values (1) union all select n + 1 from counted where n < 10;
create view named (x, y) as select a, b from t;
create view guarded as select a from t where a > 1 with check option;
create view fenced with (security_barrier) as select a from t;
create view spaced as select a, b from t where a > 1;
create view first as select a, count(*) from t group by 1 order by 2 limit 5;
create function atomic() returns int language sql begin atomic select 1; end;
create function quoted(x int) returns int language sql as 'select x + 1';
create function sized(x varchar(20)) returns varchar(10) language sql as 'select x';
create function outs(out a int, out b text) returns record language sql as $$select 1, 'x'$$;
create function there() returns int language sql set search_path to public, pg_temp as 'select 1';
create function touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touched before insert or update of a, b on t for each row when (new.a > 1) execute function touch();
create aggregate added(int) (sfunc = int4pl, stype = int, initcond = '0');
"""
OTHER_WORDS = """
CREATE VIEW counted AS WITH RECURSIVE counted (n) AS (VALUES (1) UNION ALL SELECT n+1 FROM counted WHERE n<10) SELECT n FROM counted;
create or replace view public.named as select t.a as x, t.b as y from public.t;
create view guarded with (check_option = cascaded) as select a from t where a > 1;
create view fenced with (security_barrier = true) as select a from t;
create view spaced as
    select a, /* the other */ b -- and no more
    from t where a > 1;
comment on view spaced is '';
create view first as select a, count(*) as count from t group by a order by count(*) fetch first 5 rows only;
create function atomic() returns int language sql begin atomic
    -- one
    select 1 ;
end;
create or replace function public.quoted(in x integer) returns int4 as $b$select x + 1$b$
    language 'sql' volatile called on null input security invoker parallel unsafe cost 100;
create function sized(x character varying) returns character varying language sql as 'select x';
create function outs(out a int, out b text) language sql as $$select 1, 'x'$$;
create function there() returns int language sql set search_path = 'public', 'pg_temp' as 'select 1';
create function touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touched before update of a,b or insert on public.t for row when (NEW.a>1) execute procedure touch();
create aggregate added(int) (stype = integer, sfunc = pg_catalog.int4pl, initcond = 0, parallel = unsafe);
"""
# What is made anew around others.
SIGNATURES = """
create function named(x int) returns int language sql as 'select x + 1';
create view uses_name as select named(x => a) as n from t;
create function typed() returns int language sql as 'select 1';
create view uses_type as select typed() as n;
create function many(x int) returns int language sql as 'select x + 1';
create function many(x text) returns int language sql as 'select 1';
create function defaulted(x int default 1) returns int language sql as 'select x';
create function tabled() returns table (a int, b text) language sql as 'select 1, 2';
create recursive view counted (n) as values (1) union all select n + 1 from counted where n < 10;
create view moved as select a, b from t;
create view swapped (x, y) as select a, id from t;
create view turned as select a from t;
create function body(x int) returns int language sql as 'select x + 1';
create function atomic(x int) returns int language sql begin atomic select x + 1; end;
"""
OTHER_SIGNATURES = """
create function named(y int) returns int language sql as 'select y + 1';
create view uses_name as select named(y => a) as n from t;
create function typed() returns bigint language sql as 'select 1::bigint';
create view uses_type as select typed() as n;
create function many(x int) returns int language sql as 'select x + 2';
create function many(x text, y int default 1) returns int language sql as 'select 1';
create function many() returns int language sql as 'select 3';
create function defaulted(x int = 2) returns int language sql as 'select x';
create function tabled() returns table (a int, c text) language sql as 'select 1, 2';
create recursive view counted (m) as values (1) union all select m + 2 from counted where m < 10;
create view moved as select b, a from t;
create view swapped (y, x) as select a, id from t;
create materialized view turned as select a from t;
create function body(x int) returns int language sql return x + 1;
create function atomic(x int) returns int language sql as 'select x  +  1';
"""

# name: before, after (header, SQL file)
CHANGES = {
    "a column in the middle, seen through a star": ((TABLE, CHAIN), (MIDDLE, CHAIN)),
    "a column more, seen through a star": ((TABLE, CHAIN), (WIDER, CHAIN)),
    "a column renamed, seen through a star": ((TABLE, CHAIN), (RENAMED, CHAIN)),
    "a table renamed, whose identity keeps its sequence":
        ((COUNTED, STAR), (COUNTED.replace("PG(table) t", "PG(table renamed from t) u"), STAR.replace("t;", "u;"))),
    "other words": ((TABLE, WORDS), (TABLE, OTHER_WORDS)),
    "other signatures": ((TABLE, SIGNATURES), (TABLE, OTHER_SIGNATURES)),
    "twins": ((TWINS, STAR), (OTHER_TWINS, STAR)),
}


def write(project, models):
    header, sql = models
    project.write_models(header + '\nPG_ALSO(file "more.sql");\n')
    (project.models / "more.sql").write_text(sql)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_does_not_come_back(project, name):
    before, after = CHANGES[name]
    write(project, before)
    project.autogen("start")
    project.run("upgrade")
    project.run("check")

    write(project, after)
    made = project.autogen("change", "--allow", "all")
    assert bool(made) == (name != "other words")
    if made:
        project.run("upgrade")
    project.run("check")
    project.autogen("nothing")
    assert len(project.revisions()) == 1 + bool(made)
    project.run("diff", "models", "head")
    project.run("verify")
    if made:
        project.run("diff", "migrations/schema.json", "db")
        project.run("downgrade")
        write(project, before)
        project.run("diff")


def test_what_left_and_came_back_is_seen_as_it_was(project):
    """The database has the column last and the models in the middle, and the view is as it was: either is SELECT *."""
    without = TABLE.replace("    int32_t  a;\n", "")
    write(project, (TABLE, STAR))
    project.autogen("start")
    project.run("upgrade")
    start = project.keep_migrations()
    write(project, (without, STAR))
    project.autogen("without", "--allow", "all")
    project.run("upgrade")
    project.run("downgrade")
    snapshot = project.folder / "start.json"
    snapshot.write_bytes(start[project.folder / "migrations" / "schema.json"])
    write(project, (TABLE, STAR))
    in_sync(project, "start.json")

    project.run("upgrade")
    back = project.autogen("back", "--allow", "all")
    back.write_text(back.read_text().replace("select * from t;", "select id, a, b from t;", 1))
    project.run("upgrade")
    project.run("check")
    project.run("verify")
    in_sync(project, "migrations/schema.json")
    in_sync(project, "head")


def in_sync(project, other):
    """No command finds a difference, whichever way it looks."""
    for sides in ("models", other), (other, "models"), (other, "db"), ("db", other), ("db", "models"):
        project.run("diff", *sides)
