"""The oracle itself: what is equal it calls equal, and it misses no change, whatever it is a change of."""

import pytest

import facts
import oracle

# One of everything.
START = """
create schema app;
create table app.parent (id int primary key, name text default 'x' not null, note varchar(9), at timestamptz,
    total int generated always as (id * 2) stored, number bigint generated always as identity,
    constraint sane check (id > 0), constraint one_name unique (name) include (at));
create table app.child (id int references app.parent deferrable, "When" date,
    exclude using gist (tsrange(null, null) with &&));
create index named on app.parent using btree (lower(name) collate "C" desc) where id > 7;
create table app.parted (id int not null, part int) partition by list (part);
create table app.part1 partition of app.parted for values in (1);
create table app.base (id int);
create table app.heir (more int) inherits (app.base);
create type app.mood as enum ('sad', 'ok');
create type app.pair as (x int, y text);
create domain app.positive as int default 1 constraint above check (value > 0);
create type app.span as range (subtype = float8);
create collation app.coll (provider = icu, locale = 'de', deterministic = false);
create sequence app.numbers as int increment 2;
create view app.seen with (security_barrier) as select id, name from app.parent where id > 1;
create materialized view app.sums as select count(*) as n from app.parent;
create function app.twice(x int default 1) returns int language sql immutable as 'select x * 2';
create procedure app.act() language sql as 'select 1';
create aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '0');
create function app.touch() returns trigger language plpgsql as 'begin return new; end';
create function app.watch() returns event_trigger language plpgsql as 'begin end';
create trigger touch before update of name on app.parent for each row when (new.id > 1) execute function app.touch('a');
create event trigger watching on ddl_command_end when tag in ('CREATE TABLE') execute function app.watch();
create rule quiet as on delete to app.base where old.id > 1 do instead nothing;
create policy own on app.parent for select to oracle_reader using (id = 1);
create statistics app.both (ndistinct) on id, name from app.parent;
create function app.eq(app.pair, app.pair) returns bool language sql immutable as 'select ($1).x = ($2).x';
create operator app.=== (leftarg = app.pair, rightarg = app.pair, function = app.eq);
create cast (app.pair as bool) with function app.cast_pair(app.pair);
create operator class app.reverse for type int using btree as operator 1 >, operator 2 >=, operator 3 =,
    operator 4 <=, operator 5 <, function 1 btint4cmp(int, int);
create text search dictionary app.words (template = simple);
create text search configuration app.plain (copy = simple);
create publication news for table app.parent (id, name) where (id > 3);
create foreign data wrapper nothing;
create server far foreign data wrapper nothing options (host 'x');
create foreign table app.away (id int options (o '1')) server far;
create user mapping for oracle_reader server far options (k 'v');
grant select on app.parent to oracle_reader;
alter default privileges in schema app grant select on tables to oracle_reader;
comment on table app.parent is 'old';
""".replace("create cast", """create function app.cast_pair(app.pair) returns bool language sql immutable as 'select true';
create cast""")

# Each is one change that must show.
CHANGES = """
create schema more | alter schema app rename to other | comment on schema app is 'x' | grant usage on schema app to oracle_reader
alter schema app owner to oracle_reader | drop extension plpgsql cascade
alter table app.parent rename to other | alter table app.base set unlogged | alter table app.parent owner to oracle_reader
alter table app.parent set (fillfactor = 50) | alter table app.parent set (toast.autovacuum_enabled = off)
alter table app.parent replica identity full | alter table app.parent replica identity using index one_only
alter table app.parent cluster on one_name | alter table app.parent enable row level security
alter table app.parent force row level security | alter table app.base set schema public
alter table app.heir no inherit app.base | alter table app.parent inherit app.empty
alter table app.parted detach partition app.part1 | create table app.p2 partition of app.parted default
create table app.part3 partition of app.parted for values in (3) partition by hash (id)
alter table app.typed not of | create table app.typed2 of app.row
comment on table app.parent is 'new' | comment on column app.parent.id is 'c' | comment on constraint sane on app.parent is 'c'
alter table app.parent add column more int | alter table app.child drop column "When" | alter table app.parent rename note to "Note"
alter table app.parent alter note type varchar(10) | alter table app.parent alter note type text | alter table app.parent alter note set not null
alter table app.parent alter name drop not null | alter table app.parent alter name drop default | alter table app.parent alter name set default 'y'
alter table app.parent alter name set storage external | alter table app.parent alter name set compression pglz
alter table app.parent alter name set statistics 7 | alter table app.parent alter name set (n_distinct = 5)
alter table app.free alter a type text collate "C" | alter table app.parent alter total drop expression
alter table app.parent alter number set generated by default | alter table app.parent alter number drop identity
alter table app.parent alter number set increment 3 | alter table app.parent alter number set start 5
alter table app.parent drop constraint sane | alter table app.parent rename constraint sane to other
alter table app.parent add check (id > 1) | alter table app.parent add constraint c check (id > 1) not valid
alter table app.base add constraint c check (id > 1) no inherit | alter table app.child alter constraint child_id_fkey initially deferred
alter table app.child drop constraint child_id_fkey, add foreign key (id) references app.parent on delete cascade deferrable
alter table app.child drop constraint child_id_fkey, add foreign key (id) references app.parent match full deferrable
alter table app.child drop constraint child_id_fkey, add foreign key (id) references app.parent deferrable not valid
alter table app.parent drop constraint one_name, add constraint one_name unique nulls not distinct (name) include (at)
alter table app.parent drop constraint one_name, add constraint one_name unique (name)
alter table app.child drop constraint child_tsrange_excl
alter index app.named rename to other | alter index app.named set (fillfactor = 50) | alter index app.named alter column 1 set statistics 9
drop index app.named; create index named on app.parent (lower(name) collate "C" desc) where id > 8
drop index app.named; create index named on app.parent (lower(name) collate "C" desc nulls last) where id > 7
drop index app.named; create unique index named on app.parent (lower(name) collate "C" desc) where id > 7
drop index app.named; create index named on app.parent (lower(name) collate "C" text_pattern_ops desc) where id > 7
create index on only app.parted (id) | create index on app.parted (id) | comment on index app.named is 'x'
alter type app.mood add value 'fine' | alter type app.mood add value 'fine' before 'ok' | alter type app.mood rename value 'ok' to 'fine'
alter type app.mood rename to other | comment on type app.mood is 'x' | grant usage on type app.mood to oracle_reader
revoke usage on type app.mood from public | alter type app.pair add attribute z int | alter type app.pair rename attribute x to z
alter type app.pair alter attribute y type varchar(3) | alter domain app.positive set default 2 | alter domain app.positive set not null
alter domain app.positive drop constraint above | alter domain app.positive add check (value > 1) not valid
comment on constraint above on domain app.positive is 'x' | alter domain app.positive rename constraint above to x
drop type app.span; create type app.span as range (subtype = float8, subtype_diff = float8mi)
drop type app.span; create type app.span as range (subtype = float8, multirange_type_name = app.spans)
drop collation app.coll; create collation app.coll (provider = icu, locale = 'de')
drop collation app.coll; create collation app.coll (provider = icu, locale = 'fr', deterministic = false)
alter sequence app.numbers increment 3 | alter sequence app.numbers as bigint | alter sequence app.numbers maxvalue 99
alter sequence app.numbers cycle | alter sequence app.numbers cache 5 | alter sequence app.numbers owned by app.parent.id
alter sequence app.numbers set unlogged | grant usage on sequence app.numbers to oracle_reader
alter view app.seen set (check_option = local) | alter view app.seen reset (security_barrier) | alter view app.seen alter name set default 'v'
create or replace view app.seen with (security_barrier) as select id, name from app.parent where id > 2
alter view app.seen rename column name to nom | comment on column app.seen.id is 'x'
create unique index on app.sums (n) | alter materialized view app.sums set (fillfactor = 50) | alter materialized view app.sums alter n set statistics 3
create or replace function app.twice(x int default 1) returns int language sql immutable as 'select x * 3'
create or replace function app.twice(x int default 2) returns int language sql immutable as 'select x * 2'
alter function app.twice stable | alter function app.twice strict | alter function app.twice security definer | alter function app.twice cost 7
alter function app.twice parallel safe | alter function app.twice leakproof | alter function app.twice set work_mem = '1MB'
alter function app.twice depends on extension plpgsql | revoke execute on function app.twice from public
comment on function app.twice is 'x' | create function app.twice(text) returns text language sql as 'select $1'
comment on procedure app.act is 'x' | drop procedure app.act
create or replace aggregate app.total(int) (sfunc = int4pl, stype = int, initcond = '1') | comment on aggregate app.total(int) is 'x'
alter table app.parent disable trigger touch | alter table app.parent enable always trigger touch | alter trigger touch on app.parent rename to other
create or replace trigger touch before update of name on app.parent for each row when (new.id > 2) execute function app.touch('a')
create or replace trigger touch before update of name on app.parent for each row when (new.id > 1) execute function app.touch('b')
create constraint trigger later after insert on app.base deferrable for each row execute function app.touch()
create trigger copied after insert on app.parted for each row execute function app.touch()
create trigger rows after insert on app.base referencing new table as fresh execute function app.touch()
alter event trigger watching disable | alter event trigger watching rename to other | comment on event trigger watching is 'x'
alter table app.base disable rule quiet | alter rule quiet on app.base rename to other
create or replace rule quiet as on delete to app.base where old.id > 2 do instead nothing | drop rule quiet on app.base
alter policy own on app.parent to public | alter policy own on app.parent using (id = 2) | comment on policy own on app.parent is 'x'
drop policy own on app.parent; create policy own on app.parent for all to oracle_reader using (id = 1)
drop policy own on app.parent; create policy own on app.parent as restrictive for select to oracle_reader using (id = 1)
alter statistics app.both set statistics 9 | alter statistics app.both rename to other
drop statistics app.both; create statistics app.both (ndistinct, mcv) on id, name from app.parent
drop statistics app.both; create statistics app.both (ndistinct) on id, lower(name) from app.parent
alter operator app.=== (app.pair, app.pair) set (restrict = eqsel) | drop operator app.=== (app.pair, app.pair)
drop cast (app.pair as bool); create cast (app.pair as bool) with function app.cast_pair(app.pair) as assignment
alter operator class app.reverse using btree rename to other | create operator family app.f using btree
alter operator family app.reverse using btree add operator 1 > (int, bigint) | drop operator family app.reverse using btree cascade
alter text search dictionary app.words (stopwords = english) | alter text search configuration app.plain rename to other
alter text search configuration app.plain alter mapping for word with app.words | alter text search configuration app.plain drop mapping for word
alter publication news set (publish = 'insert') | alter publication news add table app.child | alter publication news set table app.parent
alter publication news set table app.parent (id, name) where (id > 4) | create publication every for all tables
create publication of_schema for tables in schema app | alter publication news rename to other
alter server far options (set host 'y') | alter foreign table app.away options (add t '1') | alter foreign table app.away alter id options (set o '2')
alter user mapping for oracle_reader server far options (set k 'w') | grant usage on foreign server far to oracle_reader
alter foreign data wrapper nothing options (add x 'y') | create access method other type table handler heap_tableam_handler
revoke select on app.parent from oracle_reader | grant select on app.parent to oracle_reader with grant option
grant update (name) on app.parent to oracle_reader | grant select on app.parent to public
alter default privileges in schema app grant insert on tables to oracle_reader
alter default privileges revoke execute on functions from public | revoke usage on language plpgsql from public
create conversion app.c for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8
create transform for app.pair language sql (from sql with function app.from_pair(internal))
"""
# What only the newer server can do.
NEWER = """
alter table app.parent rename constraint parent_name_not_null to other | alter table app.parent add column v int generated always as (id + 1) virtual
alter table app.parent add constraint c check (id > 1) not enforced | alter table app.parent alter total set expression as (id * 3)
alter table app.base add constraint n not null id not valid | comment on constraint parent_name_not_null on app.parent is 'x'
create table app.temporal (id int4range, during tsrange, primary key (id, during without overlaps))
"""
MORE = """
create type app.row as (x int);
create table app.free (a text);
create unique index one_only on app.parent (name);
create table app.empty ();
create table app.typed of app.row;
create function app.from_pair(internal) returns internal language c immutable as '$libdir/plpgsql', 'plpgsql_call_handler';
"""


def changes(text):
    return [change.strip() for line in text.strip().split("\n") for change in line.split(" | ")]


@pytest.fixture(scope="module")
def database(server):
    server.query("postgres", "create role oracle_reader; alter role oracle_reader createdb")
    server.query("postgres", "create database oracle template template0")
    server.query("oracle", START + MORE)
    yield "oracle"
    server.query("postgres", "drop database oracle")
    server.query("postgres", "drop owned by oracle_reader")
    server.query("postgres", "drop role oracle_reader")


def test_every_catalog_is_known(server):
    found = {name for (name,) in server.query(
        "postgres", "select relname::text from pg_class where relkind = 'r' and relnamespace = 'pg_catalog'::regnamespace")}
    told = set(facts.FACTS) | set(facts.NO_SCHEMA)
    assert found - told == set(), "catalogs that the oracle does not know"


def test_no_change_is_missed(server, database):
    connection = server.connect(database)
    before = oracle.read_catalog(connection)
    missed, refused = [], []
    for change in changes(CHANGES) + (changes(NEWER) if int(server.version) >= 180000 else []):
        with connection.cursor() as cursor:
            cursor.execute("begin")
            try:
                cursor.execute(change)
                if oracle.read_catalog(connection) == before:
                    missed.append(change)
            except Exception as error:
                refused.append(f"{change}: {error}")
            cursor.execute("rollback")
    connection.close()
    assert not refused, "\n".join(refused)
    assert not missed, "changes that the oracle does not see:\n" + "\n".join(missed)


def test_equal_databases_are_equal(server, database):
    """Object identifiers, numbers of columns and statistics differ; what is there does not."""
    server.query("postgres", "create database oracle_again template template0")
    try:
        junk = "create table junk{} (a int, b text);" * 50
        server.query("oracle_again", junk.format(*range(50)) + "drop table " + ", ".join(f"junk{i}" for i in range(50)))
        server.query("oracle_again", "create table gone (id int)")
        moved = START.replace("create table app.base (id int)", "create table app.base (was text, id int); alter table app.base drop was")
        server.query("oracle_again", moved + MORE + "insert into app.base values (1); analyze; drop table gone")
        assert oracle.differences(oracle.catalog(server, database), oracle.catalog(server, "oracle_again")) == ""
    finally:
        server.query("postgres", "drop database oracle_again")
