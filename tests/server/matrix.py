"""Pairs of small worlds by plan, where pairs.py draws them: what something is, times what uses it.

A world is one definition and one use of it.  Tried are all changes of the definition under each use,
each use that comes or goes, and some changes of both.

    matrix.py [SUBJECT ...] [--server debian|newest]   all of them; prints what fails
"""

import argparse
import itertools
import os
import random
import sys

import pairs
import servers

TYPE_USES = {
    "none": [],
    "column": ["create table t (c e)"],
    "default": ["create table t (c e default {value})"],
    "array": ["create table t (c e[] default array[{value}]::e[])"],
    "argument": ["create function f(e) returns e language sql immutable as 'select $1'"],
    "domain": ["create domain d as e default {value} check (value {test})", "create table t (c d)"],
    "composite": ["create type k as (x e)", "create table t (c k)"],
    "view": ["create table t (c e)", "create view v as select c from t where c {test}", "grant select on v to pg_monitor"],
    "materialized view": ["create table t (c e)", "create materialized view v as select c from t", "create index on v (c)"],
    "index": ["create table t (c e)", "create index i on t (c) where c {test}"],
    "check": ["create table t (c e check (c {test}))"],
    "partition": ["create table t (c e) partition by list (c)", "create table t1 partition of t for values in ({value})"],
    "generated": ["create table t (c e, g bool generated always as (c {test}) stored)"],
    "policy": ["create table t (c e)", "create policy p on t using (c {test})"],
    "trigger": ["create table t (c e)", "create trigger g before update on t for each row when (old.c {test}) execute function suppress_redundant_updates_trigger()"],
    "rule": ["create table t (c e)", "create rule u as on insert to t where new.c {test} do instead nothing"],
    "range": ["create type r as range (subtype = e)", "create table t (c r)"],
    "key": ["create table t (c e primary key)", "create table s (c e references t)"],
    "cast": ["create function f(e) returns int language sql immutable as 'select 1'", "create cast (e as int) with function f(e)"],
    "statistics": ["create table t (c e, d int)", "create statistics s on c, d from t"],
    "heir": ["create table t (c e)", "create table h () inherits (t)"],
    "aggregate": ["create function f(e, e) returns e language sql immutable as 'select $1'", "create aggregate g(e) (sfunc = f, stype = e)"],
    "operator": ["create function f(e, e) returns bool language sql immutable as 'select true'", "create operator === (leftarg = e, rightarg = e, function = f)"],
    "body": ["create function f(x e) returns bool language sql immutable begin atomic select x {test}; end"],
    "grant": ["grant usage on type e to pg_monitor", "comment on type e is 'x'"],
}


def type_uses(value, test, without=()):
    return {use: [text.format(value=value, test=test) for text in texts] for use, texts in TYPE_USES.items() if use not in without}


ENUM = [f"create type e as enum ({labels})" for labels in ("'a', 'b'", "'a', 'x', 'b'", "'a', 'b', 'c'", "'b'", "'b', 'a'")]
DOMAIN = [f"create domain e as {words}" for words in ("int", "bigint", "int check (value > 0)", "int not null", "int default 1", "text")]
COMPOSITE = [f"create type e as ({attributes})" for attributes in ("a int", "a int, b text", "a bigint", "b text, a int")]
FUNCTION = [f"create function f({arguments}) returns {words}" for arguments, words in (
    ("x int", "int language sql immutable as 'select 1'"), ("x int", "int language sql immutable as 'select 2'"),
    ("y int", "int language sql immutable as 'select 1'"), ("x int", "bigint language sql immutable as 'select 1::bigint'"),
    ("x int", "int language plpgsql immutable as 'begin return 1; end'"))]
FUNCTION_USES = {
    "none": [],
    "default": ["create table t (c int default f(1))"],
    "check": ["create table t (c int check (f(c) > 0))"],
    "index": ["create table t (c int)", "create index i on t (f(c))"],
    "generated": ["create table t (c int, g bigint generated always as (f(c)) stored)"],
    "view": ["create view v as select f(1)::bigint as x", "comment on view v is 'x'"],
    "materialized view": ["create materialized view v as select f(1)::bigint as x"],
    "policy": ["create table t (c int)", "create policy p on t using (f(c) > 0)"],
    "function": ["create function g(int) returns bigint language sql as 'select f($1)::bigint'"],
    "body": ["create function g(x int) returns bigint language sql begin atomic select f(x)::bigint; end"],
    "domain": ["create domain d as int check (f(value) > 0)", "create table t (c d)"],
    "statistics": ["create table t (c int)", "create statistics s on f(c), c from t"],
    "trigger": ["create table t (c int)", "create trigger z before update on t for each row when (f(old.c) > 0) execute function suppress_redundant_updates_trigger()"],
    "partition": ["create table t (c int) partition by list (f(c))", "create table t1 partition of t for values in (1)"],
    "rule": ["create table t (c int)", "create rule u as on insert to t where f(new.c) > 0 do instead nothing"],
    "grant": ["grant execute on function f to pg_monitor"],
}
TABLE = [f"create table t ({columns})" for columns in (
    "id int primary key, c int", "id int primary key, c bigint", "id int primary key, c text", "c int, id int primary key", "id int primary key, c int not null default 1",
    "id bigint primary key, c int", "id int primary key, c int generated always as (id) stored", "id int, c int")] + [
    "create unlogged table t (id int primary key, c int)", "create table t (id int primary key, c int, d int) partition by list (id)", "create view t as select 1 as id, 2 as c"]
TABLE_USES = {
    "none": [],
    "view": ["create view v as select c from t", "create view w as select c from v", "grant select on w to pg_monitor", "comment on column v.c is 'x'"],
    "star": ["create view v as select * from t"],
    "materialized view": ["create materialized view v as select c from t", "create unique index i on v (c)", "create view w as select * from v"],
    "key": ["create table s (x int references t)"],
    "result": ["create function f() returns setof t language sql as 'select * from t'"],
    "argument": ["create function f(t) returns int language sql as 'select 1'"],
    "body": ["create function f() returns int language sql begin atomic select c::int from t; end"],
    # Not here: a column of its row type, while which PostgreSQL rewrites no table.
    "heir": ["create table h () inherits (t)"],
    "index": ["create index i on t (c)"],
    "statistics": ["create statistics s on id, c from t"],
    "policy": ["alter table t enable row level security", "create policy p on t using (c is not null)"],
    "policy of another": ["create table o (x int)", "create policy p on o using (exists (select from t where c is not null))"],
    "trigger": ["create trigger z before update of c on t for each row execute function suppress_redundant_updates_trigger()"],
    "rule": ["create table l (x int)", "create rule u as on delete to t do also insert into l values (old.c::int)"],
    "publication": ["create publication b for table t (id, c)"],
    "grant": ["grant select (c), insert on t to pg_monitor", "comment on column t.c is 'x'"],
    "marks": ["create unique index i on t (id)", "alter table t cluster on i", "alter table t alter id set not null", "alter table t replica identity using index i"],
    "sequence": ["create sequence q owned by t.c"],
    "check": ["alter table t add constraint k check (c is not null)"],
    "exclusion": ["alter table t add constraint k exclude (c with =)"],
    "settings": ["alter table t alter c set statistics 7"],
}
COUNTER = [f"create table t (id {words})" for words in (
    "int", "serial", "bigserial", "int generated always as identity", "bigint generated by default as identity (start 5)", "int not null", "int default 1")]
COUNTER_USES = {"none": [], "key": ["alter table t add primary key (id)"], "view": ["create view v as select id from t"], "heir": ["create table h () inherits (t)"]}
CHECKS = ["", *(f"alter table p add constraint k check (c > {words}" for words in ("0)", "0) no inherit", "1)", "0) not valid"))]
CHECK_USES = {"none": ["create table p (c int)"], "heir": ["create table p (c int)", "create table h () inherits (p)", "create table hh () inherits (h)"]}
for _name, _words in (("same", "k check (c > 0)"), ("other", "j check (c > 0)")):
    CHECK_USES[_name] = [*CHECK_USES["heir"], f"alter table h add constraint {_words}"]

# Definitions, uses, and whether the use comes first.
SUBJECTS = {
    "enum": (ENUM, type_uses("'b'", "= 'b'"), False),
    "domain": (DOMAIN, type_uses("'1'", "is not null", ["partition"]), False),
    "composite": (COMPOSITE, type_uses("null", "is not null", ["partition", "range"]), False),
    "function": (FUNCTION, FUNCTION_USES, False),
    "table": (TABLE, TABLE_USES, False),
    "counter": (COUNTER, COUNTER_USES, False),
    "check": (CHECKS, CHECK_USES, True),
}


def world(subject, definition, use):
    definitions, uses, use_first = SUBJECTS[subject]
    defined = [definitions[definition]] if definitions[definition] else []
    return uses[use] + defined if use_first else defined + uses[use]


def changes(subject):
    """Pairs of (definition, use)."""
    definitions, uses, _ = SUBJECTS[subject]
    numbers, rng = range(len(definitions)), random.Random(subject)
    found = [((a, use), (b, use)) for use in uses for a, b in itertools.combinations(numbers, 2)]
    found += [((a, "none"), (a, use)) for use in uses if use != "none" for a in numbers]
    drawn = [tuple((rng.choice(numbers), rng.choice(list(uses))) for _ in "ab") for _ in range(len(found) // 4)]
    return found + [pair for pair in drawn if pair[0] != pair[1]]


def run(server, subject, change):
    """Whether the server takes both; raises pairs.Failure."""
    pair = pairs.Pair(server, f"matrix_{os.getpid()}")
    try:
        pair.run(*(world(subject, *side) for side in change))
    except (pairs.Refused, pairs.Unloaded):
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(SUBJECTS)}; all")
    parser.add_argument("--server", choices=list(servers.bindirs()), default=list(servers.bindirs())[-1])
    options = parser.parse_args()
    server, failed = servers.Server(servers.bindirs()[options.server]), 0
    try:
        for subject in options.subjects or SUBJECTS:
            tried = changes(subject)
            for change in tried:
                try:
                    run(server, subject, change)
                except pairs.Failure as failure:
                    failed += 1
                    print(f"FAIL {subject} {change}: {failure.signature}", *world(subject, *change[0]), "-->", *world(subject, *change[1]), sep="\n", flush=True)
            print(f"{subject}: {len(tried)} tried, {failed} failed so far", flush=True)
    finally:
        server.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
