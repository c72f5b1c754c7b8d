"""Two hundred pairs of generated schemas, each through pull, autogen, upgrade, check, downgrade; see pairs.py."""

import json
import os

import pytest

import pairs

CHUNK, CHUNKS = 10, 10
FIRST = {"debian": 1, "newest": 100_001}


@pytest.fixture
def pair(server):
    """A new one for each test, as tests set how it goes."""
    return pairs.Pair(server, f"pair_{os.getpid()}")


@pytest.mark.each_server
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_pairs(pair, chunk, request):
    """With --quick half of them meet the sanitizers to the end, and have their snapshot looked at by itself."""
    first = FIRST["debian" if "debian" in request.node.name else "newest"] + chunk * CHUNK
    is_quick = request.config.getoption("--quick")
    failed = []
    for seed in range(first, first + CHUNK):
        try:
            pair.sanitized = pair.snapshot = seed % 2 == 0 or not is_quick
            pair.renames, pair.layout = pairs.says_renamed(seed), pairs.layout_of(seed)
            pair.run(*pairs.statements(seed, version=pair.version), random=True)
        except pairs.Refused:
            pass
        except pairs.Failure as failure:
            failed.append(f"seed {seed}: {failure.signature}\n{failure.text}")
    # ./dev pairs 1 SEED --minimise finds the least SQL that fails.
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("start", ["create schema x", "create schema x; create extension hstore schema x", "create text search configuration c (copy = simple)",
                                   "create publication p for all tables",
                                   "create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)",
                                   "create text search template t (lexize = dsimple_lexize)", "create operator family f using btree",
                                   "alter default privileges grant select on tables to public", "create cast (int as point) with inout"])
def test_a_database_that_holds_little_is_not_empty(pair, start):
    pair.run([start], ["create table t (id int primary key)"])


def test_tables_of_another_access_method(pair):
    pair.snapshot = False  # the access method is not managed
    method = "create access method heap2 type table handler heap_tableam_handler"
    parts = "create table p (a int) partition by range (a); create table p1 partition of p for values from (1) to (2)"
    pair.run([method, f"create table t (a int) using heap2; create table u (a int); create table w (a int); {parts}",
              "create view v as select a from w"],
             [method, f"create table t (a int); create table u (a int) using heap2; {parts} using heap2", "create table n (a int) using heap2",
              "create materialized view m using heap2 as select a from u", "create view v as select a from n"])


# What has a comment, by how statements name it; and attributes that no case changes.
COMMENTED = ["schema s", "event trigger e", "constraint pk on t", "constraint u on t", "constraint x on t", "constraint dc on domain d",
             "materialized view m", "publication p", "rule r on t", "sequence q", "text search parser tp", "text search template tt"]
PARTS = """create schema s
create function one() returns event_trigger language plpgsql as 'begin end'
create function two() returns event_trigger language plpgsql as 'begin end'
create event trigger e on ddl_command_end when tag in ({tags}) execute function {function}()
create type row as (a text collate {collation})
create table ref (a int primary key)
create table other (a int, b int, c int, primary key (a, b), unique (b, c))
create table t (a int, b int, c text, d int, period int4range, {pk}, {u}, {x}, constraint y exclude using {method} (d with =)) {at}
alter table t add constraint ch check (a > 0) {no_inherit}
alter table t add constraint cn check (a > 0) {valid}
alter table t add constraint fk foreign key (b) references ref {valid}
alter table t add constraint fm foreign key (a, b) references other {match} on update {action} on delete set null {columns}
alter table t add constraint fc foreign key {from_columns} references other {to_columns}
create index i on t (c) {include} {at}
create materialized view m ({name}) with (fillfactor = {fill}) {at} as select a from t
create view v ({name}) with (security_barrier = {on}, security_invoker = {invoker}, check_option = {check}) as select a from t
create publication p for {members}
create rule r as on delete to t do also select 1
create policy po on t {kind} using (true)
create sequence q as {type} cache {fill} {cycle} owned by {owner}
create domain d as int
alter domain d add constraint dc check (value > 0) {valid}
create table parted (a int) partition by range (a)
create table part partition of parted for values from (1) to (2) {at}
create index parted_index on parted (a)
alter index part_a_idx set tablespace {part_at}
create text search parser tp (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)
create text search template tt (lexize = dsimple_lexize)"""
# Of 18: what needs btree_gist beside.
SPANS = """create extension btree_gist
create table spans (a int, period int4range, constraint whole unique (a, period {overlaps}))
create table within (a int, period int4range)
alter table within add constraint wf foreign key (a, {period} period) references spans (a, {period} period)"""

KEYS = {"pk": "constraint pk primary key (a) {include} {space} {defer}", "u": "constraint u unique (b) {include} {space} {defer}",
        "x": "constraint x exclude using gist (period with &&) {include} {space} {where} {defer}"}
LESS = {"space": "", "at": "", "part_at": "pg_default", "valid": "not valid", "fill": 50, "on": "false", "type": "int", "cycle": "cycle",
        "owner": "t.a", "tags": "'CREATE TABLE'", "function": "one", "collation": '"C"', "include": "", "defer": "", "where": "",
        "method": "btree", "no_inherit": "", "match": "", "action": "cascade", "columns": "", "from_columns": "(a, b)", "to_columns": "(a, b)",
        "name": "x", "members": "table t", "kind": "", "temporal": "", "invoker": "false", "check": "local"}
MORE = {"space": "using index tablespace gen_space", "at": "tablespace gen_space", "part_at": "gen_space", "valid": "", "fill": 60, "on": "true",
        "type": "bigint", "cycle": "no cycle", "owner": "t.b", "tags": "'CREATE TABLE', 'DROP TABLE'", "function": "two",
        "collation": '"POSIX"', "include": "include (d)", "defer": "deferrable initially deferred", "where": "where (a > 0)", "method": "hash",
        "no_inherit": "no inherit", "match": "match full", "action": "no action", "columns": "(a)", "from_columns": "(b, d)", "to_columns": "(b, c)",
        "name": "y", "members": "tables in schema s", "kind": "as restrictive", "temporal": "yes", "invoker": "true", "check": "cascaded"}


def parts(pair, words, comment=None):
    words = {name: text.format(**words) for name, text in KEYS.items()} | words
    words |= {"overlaps": words["temporal"] and "without overlaps", "period": words["temporal"] and "period"}
    text = PARTS + ("\n" + SPANS if pair.version >= 18 else "")
    return [*text.format(**words).split("\n"), *(f"comment on {what} is '{comment}'" for what in COMMENTED if comment)]


def test_what_no_case_changes(pair):
    pair.run(parts(pair, LESS), parts(pair, MORE, "one"))
    pair.run(parts(pair, MORE, "one"), parts(pair, LESS, "two"))


@pytest.mark.parametrize("server", ["newest"], indirect=True)
@pytest.mark.parametrize("word", LESS)
def test_each_by_itself(pair, word):
    pair.run(parts(pair, LESS, "x"), parts(pair, LESS | {word: MORE[word]}, "x"))


@pytest.mark.parametrize("a, b", [([], ["create extension hstore version '1.7'"]),
                                  (["create extension hstore version '1.7'"], ["create extension hstore version '1.7'", "create table t (h hstore)"])])
def test_an_extension_of_another_version(pair, a, b):
    pair.run(a, b)


@pytest.mark.parametrize("definition", ["int default 4", "int not null", "text compression pglz"])
@pytest.mark.parametrize("there", ["none", "first", "second"])
def test_an_heir_of_several_tables(pair, definition, there):
    """A column that comes to one of its tables is merged with what it has from another, and keeps what that had."""
    column, plain = f'"A b" {definition}', f'"A b" {definition.split()[0]}'
    for first, second in ((column, plain), (plain, column)):
        before = {"none": ("", ""), "first": (first, ""), "second": ("", second)}[there]
        pair.run(*([f"create table one ({a})", f"create table two ({b})", "create table heir () inherits (one, two)"]
                   for a, b in (before, (first, second))))


@pytest.mark.parametrize("heir", ["", "n int, k int"])
@pytest.mark.parametrize("plain", ["k int default 5 not null", "k int"])
def test_an_heir_of_a_column_that_was_generated(pair, heir, plain):
    """What is generated no more above is so in heirs, also where they say the column themselves."""
    pair.run(*([f"create table p ({column}, n int)", f"create table h ({heir}) inherits (p)", "alter table h alter k set default 4"][:count]
               for column, count in (("k int generated always as (n * 2) stored", 2), (plain, 3))))


def test_most_extensions_have_no_way_back(pair):
    """All is well after the upgrade; PostgreSQL refuses the downgrade."""
    with pytest.raises(pairs.Failure, match='no update path from version "1.7" to version "1.6"') as failed:
        pair.run(["create extension hstore version '1.6'"], ["create extension hstore version '1.7'"])
    assert failed.value.step == "downgrade"


def test_names_pass_from_an_extension_and_to_one(pair):
    """What it brings is in the way of what has the same name, and nobody knows of it."""
    pair.run(["create extension hstore", "create table t (c int, d hstore)"],
             ["create type hstore as (a text)", "create function hstore(text, text) returns text language sql immutable as 'select $1'",
              "create table t (c int, e text default hstore('a', 'b'))"])


def test_an_extension_may_have_no_comment(pair):
    pair.run(["create extension hstore", "comment on extension hstore is null"], ["create extension hstore", "comment on extension hstore is 'x'"])
    pair.run(["create extension hstore", "comment on extension hstore is 'x'"], ["create extension hstore", "comment on extension hstore is 'y'"])


CAST = ["create type k as (a int)", "create function f(k) returns int language sql immutable as 'select $1.a'", "create table t (c k)"]
CASTING = ["create function h(x k) returns int language sql begin atomic select x::int; end", "create domain d as k check (value::int > 0)",
           "alter table t add check (c::int > 0)", "create index i on t ((c::int))", "create view v as select c::int as x from t"]


@pytest.mark.parametrize("use", CASTING)
def test_a_cast_stands_before_what_uses_it(pair, use):
    """No text names it."""
    cast = "create cast (k as int) with function f(k)"
    pair.run(CAST, [*CAST, cast, use])
    pair.run([*CAST, cast], [*CAST, f"{cast} as assignment", use])


OPERATED = ["create view v as select (1::int === 2::int)::text as x", "create table t (c int)", "create policy p on t using ((c === 1)::text <> 'x')",
            "create rule u as on insert to t where (new.c === 1)::text <> 'x' do instead nothing",
            "create function h(x int) returns text language sql begin atomic select (x === 1)::text; end"]


def test_what_uses_an_operator_of_other_operands(pair):
    """One name to what uses it, and two operators to the server."""
    pair.run(*([f"create function f({type_}, {type_}) returns bool language sql immutable as 'select $1 = $2'",
                f"create operator === (leftarg = {type_}, rightarg = {type_}, function = f)", *OPERATED] for type_ in ("int", "bigint")))


KEYED = ["alter table t cluster on k", "alter table t replica identity using index k",
         "create function f() returns void language sql begin atomic insert into t values (1, 2) on conflict on constraint k do nothing; end",
         "create table l (id int); create rule u as on insert to l do also insert into t values (new.id, 2) on conflict on constraint k do nothing"]


@pytest.mark.parametrize("use", KEYED)
def test_a_constraint_becomes_one_of_another_kind(pair, use):
    """Of the same name: nothing passes from the one to the other."""
    table = "create table t (id int not null, c int)"
    kinds = [[table, f"alter table t add constraint k {words} (id)", use] for words in ("unique", "primary key")]
    pair.run(*kinds)
    pair.run([table], kinds[0])


@pytest.mark.parametrize("type_", ["e", "int[]", "k", "int4range", "d", "uuid"])
def test_a_key_over_a_type_of_shared_operators(pair, type_):
    """PostgreSQL cannot change the type of another column of the foreign key while it stands: "could not find cast"."""
    types = ["create type e as enum ('a')", "create type k as (a int)", "create domain d as int[]"]
    pair.run(*([*types, f"create table t (a {type_}, b varchar(20), c text, primary key (a, b))".replace("20", there),
                f"create table s (a {type_}, b varchar(20), constraint fk foreign key (a, b) references t on delete cascade)".replace("20", here),
                "comment on constraint fk on s is 'x'"] for there, here in (("20", "20"), ("30", "20"))))
    pair.run(*([*types, f"create table t (a {type_}, b varchar(20), primary key (a, b))",
                f"create table s (a {type_}, b varchar(20) collate {collation}, n int, foreign key (a, b) references t) partition by list (n)",
                "create table s1 partition of s default"] for collation in ('"default"', '"C"')))


def test_what_groups_by_a_primary_key_needs_it(pair):
    """It selects other columns too, and goes with the key."""
    table = ["create table t (id int not null, c text)", "create table s (x int)"]
    pair.run([*table, "alter table t add constraint k unique (id)"],
             [*table, "alter table t add constraint k primary key (id)", "create policy p on s using (exists (select c from t group by id))",
              "create view v as select id, c from t group by id"])


def test_a_name_that_is_no_types(pair):
    """A search configuration goes, and an index comes that is called as the type of a column."""
    users = ["create type labels as enum ('a', 'b')", "create table users (c labels)"]
    pair.run(["create text search configuration labels (parser = default)", *users], [*users, "create table t (c int)", "create index labels on t (c)"])


def test_what_moves_to_another_tablespace_holds_nothing_up(pair):
    def made(column, at):
        return [f"create table t ({column} inet, other varbit) {at}", f"create policy p on t using (other is not null or {column} is not null)"]

    pair.run(made("old", "tablespace gen_space"), made("new", ""))


@pytest.mark.parametrize("once, again", [
    ("x = ANY ((ARRAY['a'::varchar, 'it''s, [so]'::varchar])::text[])", "x = ANY (ARRAY[('a'::varchar)::text, ('it''s, [so]'::varchar)::text])"),
    ("x = ANY (ARRAY['a'::text, 'b'::text]) AND y = ANY ((ARRAY['a'::varchar])::text[])",
     "x = ANY (ARRAY['a'::text, 'b'::text]) AND y = ANY (ARRAY[('a'::varchar)::text])"),
    ("x AND (y AND z)", "x AND (y AND z)"), ("((x AND y) AND z)", "(x AND y AND z)"),
    ('pg_constraint "a\nb_not_null1" | conbin=NOT NULL | contype=n', 'pg_constraint "a\nb_not_null" | conbin=NOT NULL | contype=n'),
    ('pg_constraint "a\nb" c | conbin=CHECK (x) NOT VALID | coninhcount=1', 'pg_constraint "a\nb" c | conbin=CHECK (x) | coninhcount=1 | convalidated=true')])
def test_what_postgresql_spells_otherwise_is_equal(once, again):
    assert pairs.settled([once]) == pairs.settled([again])
    assert pairs.settled([once]) != pairs.settled([once + " AND more"])


@pytest.mark.parametrize("name", ["b", '"a\nb"', '"it""s"'])
def test_an_heir_that_says_not_null_again(name):
    key = json.dumps([name.strip('"').replace('""', '"')])
    again = f"pg_constraint h {name}_nn | conbin=NOT NULL x | coninhcount=1 | conislocal=true | conkey={key} | contype=n"
    alone = f"pg_constraint h {name}_nn | conbin=NOT NULL x | conislocal=true | conkey={key} | contype=n"
    own, inherited = f"pg_attribute h.{name} | attislocal=true", f"pg_attribute h.{name} | attnum=1"
    assert again.replace(f"{name}_nn", "…").replace(" | conislocal=true", "") in pairs.settled([again, inherited])
    assert alone.replace(f"{name}_nn", "…") in pairs.settled([alone, inherited])
    for line in [again, alone]:
        assert line in pairs.settled([line, own])


def test_a_not_null_of_several_tables():
    several = ['pg_inherits public."h" | inhparent=p | inhseqno=1', 'pg_inherits public."h" | inhparent=q | inhseqno=2']
    once, again = (f'pg_constraint public."h" "{name}_a b_not_null" | conbin=NOT NULL "a b" | coninhcount=2 | conkey=["a b"] | contype=n' for name in "pq")
    assert pairs.settled([once, *several]) == pairs.settled([again, *several])
    assert pairs.settled([once, several[0]]) != pairs.settled([again, several[0]])
    # One of the tables has left, or says it no more.
    assert pairs.settled([once.replace("=2 ", "=1 "), *several]) == pairs.settled([again.replace("=2 ", "=1 "), *several])
    local = "coninhcount=2 | conislocal=true "
    assert pairs.settled([once.replace("coninhcount=2 ", local), *several]) != pairs.settled([again.replace("coninhcount=2 ", local), *several])


def test_a_not_null_that_a_key_needs_as_well():
    """An heir's own where the key stands in CREATE TABLE, under another name than the one that it has from above."""
    key = 'pg_constraint public."h t" h_pkey | conenforced=true | conkey=["a b","c"] | contype=p'
    own, above = (f'pg_constraint public."h t" "{name}" | conbin=NOT NULL "a b" | coninhcount=1{local} | conkey=["a b"] | contype=n'
                  for name, local in [("h t_a b_not_null", " | conislocal=true"), ("p_a b_not_null", "")])
    assert pairs.settled([key, own]) == pairs.settled([key, above])
    for other in [key.replace("contype=p", "contype=u"), key.replace('"a b"', '"d"'), key.replace('"h t"', '"h u"')]:
        assert pairs.settled([other, own]) != pairs.settled([other, above])


def test_what_has_no_way_is_refused(pair):
    table = "create table t (a int)"
    with pytest.raises(pairs.Refused):
        pair.run([table, "create table u () inherits (t)"], [table, "create table u (a int) inherits (t)"])


def test_the_name_of_a_part_of_an_index_is_left_out():
    def catalog(name, kind, on="t"):
        return [f"pg_class {name} | relam=btree | relispartition=true | relkind={kind} | relname={name} | relowner=x", f"pg_depend index {name} | deptype=P",
                f"pg_index {name} | indpred=CREATE INDEX {name} ON {on} USING btree (a) | indrelid={on}"]

    assert pairs.settled(catalog("a_idx", "i")) == pairs.settled(catalog('"b_IDX"', "i"))
    assert pairs.settled(catalog("a_idx", "i")) != pairs.settled(catalog("a_idx", "i", "u"))


    def key(name, above=" | conparentid=public.p p_a_key"):
        return [line.replace(f" {name} ", f" public.{name} ", 1) for line in catalog(name, "i")] + [
            f"pg_constraint public.t {name} | conbin=UNIQUE (a) | conindid=public.{name}{above} | contype=u"]

    assert pairs.settled(key("a_key")) == pairs.settled(key('"b_KEY"'))
    assert pairs.settled(key("a_key", "")) != pairs.settled(key("b_key", ""))
    whole = [line.replace(" | relispartition=true", "") for line in catalog("a_idx", "i")]
    assert pairs.settled(whole) == whole


def test_a_failure_is_found_and_made_small(pair, monkeypatch):
    """The loop sees a difference, and the minimiser leaves nothing that it can do without."""
    compare = pair.compare

    def forget(project, step, goal):
        project.sql('alter table if exists app.wanted drop column if exists "lost"')
        compare(project, step, goal)

    monkeypatch.setattr(pair, "compare", forget)
    a = ["create table public.other (id int)"]
    b = [*a, "create schema app", 'CREATE TABLE app.wanted (\n    id int,\n    "lost" int\n)', "create view public.v as select 1 as x"]
    with pytest.raises(pairs.Failure) as failure:
        pair.run(a, b)
    assert failure.value.step == "after upgrade" and "lost" in failure.value.text
    _, least = pairs.minimised(pair, a, b, failure.value.signature)
    assert least == ["create schema app", 'CREATE TABLE app.wanted (\n    "lost" int\n)']


ROWS = [
    ["create type app as enum ('x', 'y')",
     """create table "a%b" (id int primary key, old text not null, kind app default 'y', number int, "it's" text[]);
        create table heir (c point) inherits ("a%b")""",
     "create table p (a int, b text) partition by list (a); create table p1 partition of p for values in (1, 2)",
     "create table other (a int) partition by list (a); create table other_1 partition of other default"],
    ["create type app as enum ('new', 'y', 'x')",
     """create table "a%b" (id int primary key, new text not null, kind app default 'x', number text, "it's" text[]);
        create table heir (c point) inherits ("a%b")""",
     "create table p (a int, b varchar(10)) partition by list (a); create table p1 partition of p for values in (1, 2)",
     "create table other (a int) partition by hash (a); create table other_1 partition of other for values with (modulus 1, remainder 0)"]]


def test_rows_come_through(pair, monkeypatch):
    """In the columns that both have, of other types and with another name too."""
    compared = []
    compare = pair.compare_rows

    def note(project, step, held, holds):
        compared.append(holds)
        compare(project, step, held, holds)

    monkeypatch.setattr(pair, "compare_rows", note)
    monkeypatch.setattr(pair, "renames", True)
    pair.run(*ROWS)
    assert len(compared) == 2 and all(line.split()[0] in ('public."a%b"', "public.heir", "public.p") for line in compared[0])
    for table, value in [("a%b", "'y'"), ("heir", "'(1,2)'"), ("p1", "'2'")]:
        assert all(any(table in line and value in line for line in lines) for lines in compared), compared


def test_rows_that_get_lost_are_found(pair, monkeypatch):
    compare = pair.compare
    monkeypatch.setattr(pair, "compare", lambda project, step, goal: (project.sql("update p set b = 'lost' where a = 1"), compare(project, step, goal)))
    with pytest.raises(pairs.Failure) as failure:
        pair.run(*ROWS)
    assert failure.value.signature == "after upgrade: rows" and "lost" in failure.value.text


OVER_A_COMPOSITE_TYPE = """create table t (x int, check (row(x)::e is not null))
create view v as select ('(1)'::e).a as x
create view w as select row(1)::e as x
create policy own on t using (row(x)::e is null)
create index on t ((row(x)::e is null))
create domain d as int check (row(value)::e is not null)
create rule r as on insert to t where row(new.x)::e is null do nothing
create function f(e) returns bool language sql return $1 is null
create function g(x int) returns bool language sql begin atomic select row(x)::e is null; end
create function h(e) returns bool language sql as 'select $1 is null'"""


def test_expressions_over_a_composite_type(pair):
    """The server lets no attribute change its type meanwhile, since 15.20."""
    pair.run(*([f"create type e as (a {a})", *OVER_A_COMPOSITE_TYPE.split("\n")] for a in ("int", "bigint")))


OVER_ROWS = """create function f(t) returns text language sql return $1.a || '!'
create function g() returns setof t language sql begin atomic select * from t; end
create function h(t) returns text language sql as 'select $1.a'
create view v as select f(t), h(t) from t"""


def test_bodies_over_rows(pair):
    pair.run(*([f"create table t (a text, b {b})", *OVER_ROWS.split("\n")] for b in ("int", "bigint")))
