"""Operators and functions of PostgreSQL's own that stay what they are beside others that fit better.

PostgreSQL prints its own bare.  Where public has one of the name for the types at hand, as intarray brings for
integer[], the bare text would mean that one as soon as it is run again.
"""

import pytest

import pairs

# What is made before the rivals are there means PostgreSQL's own.
BEFORE = """
create type mood as enum ('a', 'b');
create type place as (x int, y int);
create table t (id int, tags int[], m mood, p place, r int4range, name text,
    exclude using gist (r with &&), check (tags @> array[1] and m = 'a' and p < row(1, 2)::place), check (tags @> '{3}'),
    size int generated always as (cardinality(array_append(tags, id))) stored, low int default lower(int4range(1, 2)));
create statistics s on (tags || 1), (r * r) from t;
create policy po on t using (tags && array[1]);
create view v as select tags, count(*) as "@>", m in (select m from t) as i, m in ('a', 'b') as j
    from t join unnest(array[1]) unnest(unnest) on true where tags @> array[1] and name like '@>%' group by 1, 3, 4, t.r having r * r = r;
create index i on t (tags) where tags @> array[1];
create index i2 on t ((tags || 1), (lower(r)), (lower(name)));
create rule ru as on update to t where old.m = 'b' do also update t set m = 'a', tags = tags || 1 where t.m = old.m and (t.m = 'a') = (t.m = 'b');
create function tr() returns trigger language plpgsql as 'begin return new; end';
create trigger tr before update on t for each row when (old.tags @> new.tags) execute function tr();
create table parts (tags int[], m mood) partition by list ((tags @> array[1]));
create table part partition of parts for values in (true);
create function at(a int[] default array[1] || 2) returns boolean begin atomic update parts set m = 'b' where m = 'a'\\; select a @> array[2]\\; end
"""
RIVALS = """
create function f(int[], int[]) returns boolean language internal immutable as 'arraycontains';
create function fe(mood, mood) returns boolean language internal immutable as 'enum_eq';
create function fr(int4range, int4range) returns boolean language internal immutable as 'range_overlaps';
create function fm(int4range, int4range) returns int4range language internal immutable as 'range_intersect';
create function fp(place, place) returns boolean language sql immutable as 'select false';
create function fc(int[], int) returns int[] language sql immutable as 'select $1';
create function public.lower(int4range) returns int language sql immutable as 'select 1';
create function public.lower(text) returns text language sql immutable as 'select $1';
create function public.array_append(int[], int) returns int[] language sql immutable as 'select $1';
create function public.unnest(int[]) returns setof int language sql immutable as 'select 1';
create operator public.@> (leftarg = int[], rightarg = int[], function = f);
create operator public.&& (leftarg = int[], rightarg = int[], function = f);
create operator public.&& (leftarg = int4range, rightarg = int4range, function = fr);
create operator public.* (leftarg = int4range, rightarg = int4range, function = fm);
create operator public.= (leftarg = mood, rightarg = mood, function = fe);
create operator public.< (leftarg = place, rightarg = place, function = fp);
create operator public.|| (leftarg = int[], rightarg = int, function = fc);
create aggregate public.agg(int) (sfunc = fc, stype = int[], initcond = '{}')
"""
BESIDE = "create table w (tags int[], check (tags @> array[1]), check (tags operator(pg_catalog.@>) array[2]))"
# gist__int_ops has && of intarray, and an array of PostgreSQL's own has none there.
INTARRAY = """
create table posts (id int primary key, tags int[] not null, data jsonb, check (tags @> array[1]), check (data @> '{}'));
create index on posts (id) where tags && array[1, 2];
create extension intarray;
create index on posts using gin (tags gin__int_ops) where tags && array[1, 2];
create table later (tags int[], check (tags @> array[1]), check (tags operator(pg_catalog.@>) array[1]), exclude using gist (tags gist__int_ops with operator(public.&&)))
"""


def statements(script):
    return [part.replace("\n;", ";") for part in script.replace("\\;", "\n;").strip().split(";\n")]


@pytest.mark.parametrize("script", [f"{BEFORE.strip()};\n{RIVALS.strip()};\n{BESIDE}", INTARRAY], ids=["own", "intarray"])
def test_loop(server, script):
    server.create("contested")
    _, refused = pairs.load(server, "contested", statements(script))
    assert not refused
    server.query("postgres", "drop database contested")
    pairs.Pair(server, "contested").run([], statements(script))


def test_models_mean_what_the_server_reads(project):
    """A bare operator is the one that fits best: the text that the server prints for another is no proof."""
    project.sql("create table t (tags int[], check (tags @> array[1]))")
    project.sql("create function f(int[], int[]) returns boolean language internal immutable as 'arraycontains'")
    project.sql("create operator public.@> (leftarg = int[], rightarg = int[], function = f)")
    model = "struct PG(table) t {\n    pg_integer_array *tags  PG(check (tags %s array[1]));\n};\n"
    project.write_models(model % "operator(pg_catalog.@>)")
    assert "constraint" not in project.run("diff", expect=None).out
    project.write_models(model % "@>")
    assert "changed check constraint" in project.run("diff", expect=None).out
