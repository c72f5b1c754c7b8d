"""The worlds of matrix.py: for each subject what it can be, and what uses it."""

# A view's sequence is not managed.
OWNED = "do $$ begin if (select relkind from pg_class where oid = '{1}'::regclass) <> 'v' then create sequence {0} owned by {1}.{2}; end if; end $$"

TYPE_USES = {
    "none": [],
    "column": ["create table t (c e)"],
    "default": ["create table t (c e default {value})"],
    "array": ["create table t (c e[] default array[{value}]::e[])"],
    "argument": ["create function f(e) returns e language sql immutable as 'select $1'"],
    "domain": ["create domain d as e default {value} check (value {test})", "create table t (c d)"],
    "composite": ["create type k as (x e)", "create table t (c k)"],
    "view": ["create table t (c e)", "create view v as select c from t where c {test}", "grant select on v to pg_monitor"],
    "materialized view": ["create table t (c e)", "create materialized view v as select c, 1 as d from t", "create index on v (c)", "create statistics s on c, d from v"],
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
    "id bigint primary key, c int", "id int primary key, c int, d int not null default 7", "id int primary key, c int generated always as (id) stored", "id int, c int")] + [
    "create unlogged table t (id int primary key, c int)", "create table t (id int primary key, c int, d int) partition by list (id)", "create view t as select 1 as id, 2 as c"]
TABLE_USES = {
    "none": [],
    "view": ["create view v as select c from t", "create view w as select c from v", "grant select on w to pg_monitor", "comment on column v.c is 'x'"],
    "star": ["create view v as select * from t"],
    "materialized view": ["create materialized view v as select c, 1 as d from t", "create unique index i on v (c)", "create statistics s on (d + 1), d from v", "create view w as select * from v"],
    "key": ["create table s (x int references t)"],
    "result": ["create function f() returns setof t language sql as 'select * from t'"],
    "argument": ["create function f(t) returns int language sql as 'select 1'"],
    "body": ["create function f() returns int language sql begin atomic select c::int from t; end"],
    "row": ["create table s (x t, y int default 1)", "create index j on s ((x is null))"],
    "rows": ["create table s (x t[])", "create view v as select x from s"],
    "row within": ["create domain d as t", "create type k as (x d)", "create table s (x k not null)", "create table r (y s)"],
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
    "sequence": [OWNED.format("q", "t", "c")],
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
COLLATION = [f"create collation e ({words})" for words in (
    "provider = icu, locale = 'de'", "provider = icu, locale = 'sv'", "provider = icu, locale = 'de', deterministic = false", "locale = 'C'")]
COLLATION_USES = {
    "none": [],
    "column": ["create table t (c text collate e default 'x' not null)", "comment on column t.c is 'x'"],
    "array": ["create table t (c text[] collate e)"],
    "key": ["create table t (c text collate e primary key)", "create table s (c text collate e references t)"],
    "index": ["create table t (c text)", "create unique index i on t (c collate e) where c > 'a' collate e"],
    "check": ["create table t (c text check (c < 'x' collate e))"],
    "domain": ["create domain d as text collate e check (value < 'x')", "create table t (c d)"],
    "composite": ["create type k as (x text collate e)", "create table t (c k)"],
    "range": ["create type r as range (subtype = text, collation = e)", "create table t (c r)"],
    "partition": ["create table t (c text collate e) partition by range (c)", "create table t1 partition of t for values from ('a') to ('b')"],
    "partition key": ["create table t (c text) partition by range (c collate e)", "create table t1 partition of t for values from ('a') to ('b')"],
    "generated": ["create table t (c text collate e, g bool generated always as (c < 'x') stored)"],
    "view": ["create table t (c text collate e)", "create view v as select c from t where c < 'x'", "grant select on v to pg_monitor"],
    "materialized view": ["create table t (c text)", "create materialized view v as select c collate e as c from t", "create index on v (c)"],
    "body": ["create function f(x text) returns bool language sql begin atomic select x < 'x' collate e; end"],
    "policy": ["create table t (c text)", "create policy p on t using (c < 'x' collate e)"],
    "heir": ["create table t (c text collate e)", "create table h () inherits (t)"],
    "exclusion": ["create table t (c text, exclude (c collate e with =))"],
    "statistics": ["create table t (c text, d text)", "create statistics s on (c collate e), d from t"],
    "publication": ["create table t (c text primary key)", "create publication b for table t where (c < 'x' collate \"C\")", "comment on collation e is 'x'"],
}
SEARCH = [["create text search configuration e (copy = pg_catalog.simple)", *more] for more in (
    [], ["alter text search configuration e alter mapping for word with english_stem"], ["alter text search configuration e drop mapping for email, url"],
    ["create text search dictionary w (template = pg_catalog.simple, stopwords = english)", "alter text search configuration e alter mapping for word with w, simple"],
    ["create text search dictionary w (template = pg_catalog.simple)", "alter text search configuration e alter mapping for word, email with w"],
    ["create text search dictionary w (template = snowball, language = german)", "alter text search configuration e alter mapping for word with w", "comment on text search dictionary w is 'x'"])]
SEARCH.append(["create text search configuration e (parser = pg_catalog.default)"])
SEARCH_USES = {
    "none": [],
    "index": ["create table t (c text)", "create index i on t using gin (to_tsvector('e', c))"],
    "generated": ["create table t (c text, g tsvector generated always as (to_tsvector('e', c)) stored)", "create index i on t using gin (g)"],
    "view": ["create table t (c text)", "create view v as select to_tsvector('e', c) as x from t"],
    "default": ["create table t (c regconfig default 'e')"],
    "trigger": ["create table t (c text, g tsvector)", "create trigger z before insert on t for each row execute function tsvector_update_trigger(g, 'public.e', c)"],
    "check": ["create table t (c text check (to_tsvector('e', c) @@ 'a'))"],
    "body": ["create function f(x text) returns tsvector language sql begin atomic select to_tsvector('e', x); end"],
    "comment": ["comment on text search configuration e is 'x'"],
}
OPERATED = "create function f(int, int) returns bool language sql immutable as 'select $1 = $2'"
OPERATOR = [[OPERATED, f"create operator === (leftarg = int, rightarg = int, function = f{words})"] for words in (
    "", ", commutator = ===", ", restrict = eqsel, join = eqjoinsel", ", commutator = ===, hashes, merges")] + [
    [OPERATED.replace("f(", "g(", 1), "create operator === (leftarg = int, rightarg = int, function = g)"],
    [OPERATED.replace("bool", "int").replace("$1 = $2", "1"), "create operator === (leftarg = int, rightarg = int, function = f)"],
    [OPERATED.replace("int, int", "bigint, bigint"), "create operator === (leftarg = bigint, rightarg = bigint, function = f)"]]
OPERATOR_USES = {
    "none": [],
    "view": ["create view v as select (1::int === 2::int)::text as x", "comment on view v is 'x'"],
    "materialized view": ["create materialized view v as select (1::int === 2::int)::text as x"],
    "check": ["create table t (c int check ((c === 1)::text <> 'x'))"],
    "default": ["create table t (c text default (1 === 2)::text)"],
    "index": ["create table t (c int)", "create index i on t (((c === 1)::text))"],
    "generated": ["create table t (c int, g text generated always as ((c === 1)::text) stored)"],
    "policy": ["create table t (c int)", "create policy p on t using ((c === 1)::text <> 'x')"],
    "trigger": ["create table t (c int)", "create trigger z before update on t for each row when ((old.c === 1)::text <> 'x') execute function suppress_redundant_updates_trigger()"],
    "rule": ["create table t (c int)", "create rule u as on insert to t where (new.c === 1)::text <> 'x' do instead nothing"],
    "domain": ["create domain d as int check ((value === 1)::text <> 'x')", "create table t (c d)"],
    "body": ["create function h(x int) returns text language sql begin atomic select (x === 1)::text; end"],
    "statistics": ["create table t (c int)", "create statistics s on ((c === 1)::text), c from t"],
    "partition": ["create table s (c int) partition by list (((c === 1)::text))"],
    "family": ["create operator family o using hash", "alter operator family o using hash add operator 1 = (int, int)"],
    "comment": ["comment on function f is 'x'"],
}
CLASS = ["", *(f"create operator class o {words}" for words in (
    "for type int using btree as operator 1 <, operator 3 =, function 1 btint4cmp(int, int)", "for type int using btree as operator 1 <, operator 2 <=, operator 3 =, function 1 btint4cmp(int, int)",
    "for type int using btree family m as operator 1 <, operator 3 =, function 1 btint4cmp(int, int)", "default for type q using btree as function 1 qcmp(q, q)",
    "for type int using hash as operator 1 =, function 1 hashint4(int)"))]
CLASS_USES = {use: ["create type q as (a int)", "create function qcmp(q, q) returns int language sql immutable as 'select 0'", "create operator family m using btree", *more] for use, more in {
    "none": [], "table": ["create table t (c int, d int)"], "family": ["alter operator family m using btree add operator 1 < (int, bigint), function 1 (int, bigint) btint48cmp(int, bigint)"],
    "comment": ["comment on operator family m using btree is 'x'"]}.items()}
CAST = ["create function f(k) returns int language sql immutable as 'select $1.a'", "create function g(k) returns int language sql immutable as 'select $1.a'"]
CAST = [["create type k as (a int)", *CAST, *more] for more in (
    ["create cast (k as int) with function f(k)"], ["create cast (k as int) with function f(k) as assignment"], ["create cast (k as int) with function f(k) as implicit"],
    ["create cast (k as int) with function g(k)"], ["create cast (k as int) with inout"])]
CAST_USES = {
    "none": [],
    "view": ["create table t (c k)", "create view v as select c::int as x from t", "create view w as select x from v"],
    "check": ["create table t (c k check (c::int > 0))"],
    "default": ["create table t (c int default (row(1)::k)::int)"],
    "index": ["create table t (c k)", "create index i on t ((c::int))"],
    "generated": ["create table t (c k, g int generated always as (c::int) stored)"],
    "policy": ["create table t (c k)", "create policy p on t using (c::int > 0)"],
    "body": ["create function h(x k) returns int language sql begin atomic select x::int; end"],
    "domain": ["create domain d as k check (value::int > 0)", "create table t (c d)"],
    "rule": ["create table t (c k)", "create rule u as on insert to t where new.c::int > 0 do instead nothing"],
    "materialized view": ["create table t (c k)", "create materialized view v as select c::int as x from t", "create index on v (x)"],
    "comment": ["comment on cast (k as int) is 'x'"],
}
STATE = ["create function f(int, int) returns int language sql immutable as 'select $1 + $2'", "create function g(int) returns bigint language sql immutable as 'select $1::bigint'",
         "create function p(int, int) returns int language sql immutable parallel safe as 'select $2'"]
AGGREGATE = [[*STATE, f"create aggregate e(int) (sfunc = {words})"] for words in (
    "f, stype = int", "f, stype = int, initcond = '0'", "f, stype = int, finalfunc = g", "p, stype = int, parallel = safe", "f, stype = int, combinefunc = p, sortop = <",
    "f, stype = int, msfunc = f, minvfunc = f, mstype = int")]
AGGREGATE_USES = {
    "none": [],
    "view": ["create table t (c int)", "create view v as select e(c)::bigint as x from t", "create view w as select x from v", "comment on view w is 'x'"],
    "materialized view": ["create table t (c int)", "create materialized view v as select e(c)::bigint as x from t", "create unique index on v (x)"],
    "body": ["create table t (c int)", "create function h() returns bigint language sql begin atomic select e(c)::bigint from t; end"],
    "window": ["create table t (c int)", "create view v as select (e(c) over (order by c))::bigint as x from t"],
    "policy": ["create table t (c int)", "create table s (d int)", "create policy p on s using ((select e(c)::bigint from t) > 0)"],
    "grant": ["grant execute on function e(int) to pg_monitor", "revoke execute on function e(int) from public", "comment on aggregate e(int) is 'x'"],
}
WATCH = "create function {0}() returns event_trigger language plpgsql as 'begin end'"
EVENT = ["", "create event trigger e on ddl_command_end when tag in ('ALTER AGGREGATE') execute function f()", "create event trigger e on ddl_command_end when tag in ('ALTER AGGREGATE', 'DROP AGGREGATE') execute function f()",
         "create event trigger e on ddl_command_start when tag in ('ALTER AGGREGATE') execute function f()", "create event trigger e on sql_drop when tag in ('DROP AGGREGATE') execute function g()",
         "create event trigger e on table_rewrite execute function g()"]
EVENT_USES = {use: [WATCH.format("f"), WATCH.format("g"), *more] for use, more in {
    "none": [], "body": [WATCH.format("f").replace("create", "create or replace").replace("begin end", "begin null; end")], "table": ["create table t (c int)"],
    "another": ["create event trigger d on sql_drop when tag in ('DROP RULE') execute function g()", "comment on event trigger d is 'x'"], "grant": ["grant execute on function f to pg_monitor"]}.items()}
EXTENSION = [[], ["create extension hstore"], ["create schema x", "create extension hstore schema x"], ["create extension hstore", "comment on extension hstore is 'x'"]]
EXTENSION_USES = {
    "none": [],
    "column": ["create table t (c hstore)"],
    "default": ["create table t (c text default hstore('a', 'b')::text)"],
    "index": ["create table t (c hstore)", "create index i on t using gin (c)"],
    "view": ["create view v as select (hstore('a', 'b') -> 'a') as x"],
    "check": ["create table t (c text check (hstore(c, c) ? 'a'))"],
    "generated": ["create table t (c hstore, g text generated always as (c -> 'a') stored)"],
    "argument": ["create function f(x hstore) returns int language sql as 'select 1'"],
    "domain": ["create domain d as hstore check (value ? 'a')", "create table t (c d)"],
    "body": ["create function f(x text) returns bool language sql begin atomic select hstore(x, x) ? 'a'; end"],
    "another": ["create extension pg_trgm", "create table t (c text)", "create index i on t using gin (c gin_trgm_ops)"],
}
GIVEN = [[], *([f"alter default privileges {words}"] for words in (
    "grant select on tables to pg_monitor", "grant select, insert on tables to pg_monitor with grant option", "in schema public grant select on tables to pg_monitor",
    "grant usage on sequences to pg_monitor", "revoke execute on functions from public", "revoke usage on types from public", "grant usage on schemas to pg_monitor")),
         ["revoke all on schema public from public"], ["grant create on schema public to public, pg_monitor"]]
GIVEN_USES = {
    "none": [],
    "table": ["create table t (c int)"],
    "granted": ["create table t (c int)", "revoke all on t from pg_monitor", "grant update on t to pg_monitor"],
    "serial": ["create table t (c serial)"],
    "view": ["create table t (c int)", "create view v as select c from t", "create materialized view m as select c from t"],
    "function": ["create function f() returns int language sql as 'select 1'", "create procedure p() language sql as 'select 1'"],
    "type": ["create type e as enum ('a')", "create domain d as int", "create type k as (a int)"],
    "schema": ["create schema y", "create table y.t (c int)"],
    "partition": ["create table t (c int) partition by list (c)", "create table t1 partition of t default"],
}
PLACES = [["create schema x", "create schema y", *more] for more in (
    ["create table x.t (id int primary key, c int)"], ["create table y.t (id int primary key, c int)"], ["create table public.t (id int primary key, c int)"],
    ["create table x.t (id int primary key, c int)", "create table y.t (id int primary key, d int)"], ["create table x.t (id int primary key, c bigint)", "create view y.t as select id, c::int from x.t"],
    ["create view x.t as select 1 as id, 2 as c"])]
PLACES_USES = {
    "none": [],
    "view": ["create view v as select id from {t}", "create view x.v as select id from {t}"],
    "function": ["create function x.f() returns setof {t} language sql as 'select * from {t}'"],
    "body": ["create function y.f() returns int language sql begin atomic select id from {t}; end"],
    "key": ["create table s (x int references {t})"],
    "heir": ["create table x.h () inherits ({t})"],
    "index": ["create index i on {t} (id)", "comment on table {t} is 'x'"],
    "trigger": ["create function x.g() returns trigger language plpgsql as 'begin return new; end'", "create trigger z before insert on {t} for each row execute function x.g()"],
    "policy": ["create policy p on {t} using (id > 0)", "alter table {t} enable row level security"],
    "sequence": [OWNED.format("x.q", "{t}", "id")],
    "publication": ["create publication b for table {t}"],
    "schema": ["create publication b for tables in schema x", "grant usage on schema x to pg_monitor"],
    "grant": ["grant select on {t} to pg_monitor", "grant select (id) on {t} to pg_read_all_data"],
}
SECURED = [["create table t (id int primary key, c name)", *more] for more in (
    [], ["alter table t enable row level security"], ["alter table t enable row level security", "alter table t force row level security"],
    ["create policy p on t"], ["create policy p on t to pg_monitor using (c = current_user)"], ["create policy p on t as restrictive for select to pg_monitor, pg_read_all_data using (true)"],
    ["create policy p on t for update using (id > 0) with check (id > 1)"], ["create policy q on t for insert with check (true)", "alter table t enable row level security"])]
SECURED_USES = {
    "none": [],
    "grant": ["grant select on t to pg_monitor", "grant all on t to pg_read_all_data with grant option"],
    "columns": ["grant select (c), update (c, id) on t to pg_monitor", "grant insert on t to public"],
    "view": ["create view v with (security_invoker = true) as select c from t", "grant select on v to public"],
    "function": ["create function f() returns int language sql security definer set search_path = public as 'select 1'", "revoke all on function f from public", "create policy f on t using (f() = 1)"],
    "type": ["alter table t alter c type text"],
    "partition": ["create table s (like t) partition by list (id)", "create table s1 partition of s default", "create policy p on s using (c = current_user)", "grant select on s1 to pg_monitor"],
    "heir": ["create table h () inherits (t)", "grant select on h to pg_monitor"],
}
PARTED = [[f"create table t (a int, b int){by}", *more] for by, more in (
    ("", []), (" partition by list (a)", ["create table t1 partition of t for values in (1)"]), (" partition by list (a)", ["create table t1 partition of t for values in (1, 2)"]),
    (" partition by list (b)", ["create table t1 partition of t for values in (1)"]), (" partition by range (a)", ["create table t1 partition of t for values from (1) to (5)"]),
    (" partition by list (a)", ["create table t1 (a int, b int)"]), (" partition by list (a)", ["create table t1 partition of t default"]),
    (" partition by list (a)", ["create table t1 partition of t for values in (1) partition by list (b)", "create table t2 partition of t1 default"]), ("", ["create table t1 () inherits (t)"]))]
PARTED_USES = {
    "none": [],
    "key": ["alter table t add primary key (a, b)"],
    "index": ["create index i on t (b)"],
    "trigger": ["create trigger z after update on t for each row execute function suppress_redundant_updates_trigger()"],
    "foreign key": ["create table r (id int primary key)", "alter table t add constraint f foreign key (b) references r"],
    "view": ["create view v as select * from t"],
    "check": ["alter table t add constraint k check (b > 0)"],
    "policy": ["alter table t enable row level security", "create policy p on t using (true)"],
    "grant": ["grant select on t to pg_monitor", "comment on column t.b is 'x'"],
    "statistics": ["create statistics s on a, b from t"],
    "publication": ["create publication b for table t"],
    "default": ["alter table t alter b set default 3", "alter table t alter b set not null"],
}
PUBLICATION = [[], *([f"create publication b {words}"] for words in (
    "for table t", "for table t (id)", "for table t where (id > 0)", "for all tables", "for tables in schema public", "for table t, s", "with (publish = 'insert')",
    "for table t with (publish_via_partition_root = true)", "for tables in schema x, table t"))]
PUBLICATION_USES = {use: ["create schema x", "create table s (id int primary key)", f"create table t (id {words})", *more] for use, words, more in (
    ("none", "int primary key, c int", []), ("type", "bigint primary key, c int", []), ("order", "int, c int, primary key (id, c)", []), ("comment", "int primary key, c int", ["create table x.u (id int)"]))}

BASE = ["create table t (id int primary key, c int, d text)"]
VIEW = [BASE + [f"create {words}"] for words in (
    "view v as select id, c from t", "view v as select id, c, d from t", "view v as select id, c::bigint as c from t", "view v as select c, id from t", "view v as select id, 7 as c",
    "view v with (security_barrier) as select id, c from t where c > 0 with check option", "materialized view v as select id, c from t", "table v (id int, c int)",
    "view v as select id, c from t union select 1, 2", "view v as select id, count(*)::int as c from t group by id")]
VIEW_USES = {
    "none": [],
    "view": ["create view w as select c from v where id > 0", "create view x as select * from w", "grant select on x to pg_monitor", "comment on column w.c is 'x'"],
    "star": ["create view w as select v from v", "create view x as select (w.v).id from w"],
    "materialized view": ["create materialized view w as select id, c from v", "create unique index i on w (id)", "create statistics s (mcv) on id, c from w"],
    "result": ["create function f() returns setof v language sql as 'select * from v'"],
    "body": ["create function f() returns bigint language sql begin atomic select c::bigint from v; end"],
    "policy": ["create policy p on t using (exists (select from v where v.id = t.id))"],
    "trigger": ["create function g() returns trigger language plpgsql as 'begin return new; end'",
                "do $$ begin if (select relkind from pg_class where oid = 'v'::regclass) = 'v' then create trigger z instead of insert on v for each row execute function g(); end if; end $$"],
    "rule": ["do $$ begin if (select relkind from pg_class where oid = 'v'::regclass) = 'v' then create rule u as on insert to v do instead nothing; end if; end $$"],
    "default": ["do $$ begin if (select relkind from pg_class where oid = 'v'::regclass) = 'v' then alter view v alter c set default 3; end if; end $$"],
    "grant": ["grant select on v to pg_monitor", "grant select (id) on v to pg_read_all_data", "comment on column v.c is 'x'"],
    "row": ["create table s (x v)"],
    "rule of another": ["create table l (id int)", "create rule u as on insert to l do also select c from v"],
}
KEYED = [["create table t (id int not null, c int not null, d text)", *([f"alter table t add constraint k {words}"] if words else [])] for words in (
    "", "primary key (id)", "primary key (id, c)", "unique (id)", "primary key (id) include (c)", "primary key (id) deferrable", "unique nulls not distinct (id)", "exclude (id with =)")]
KEYED.append(["create table t (id int not null, c int not null, d text)", "create unique index k on t (id)"])
KEYED_USES = {
    "none": [],
    "group": ["create view v as select id, d from t group by id", "create view w as select id from v", "comment on view v is 'x'"],
    "materialized view": ["create materialized view v as select id, d from t group by id", "create index i on v (d)"],
    "conflict": ["create function f() returns void language sql begin atomic insert into t values (1, 2) on conflict on constraint k do nothing; end"],
    "rule": ["create table l (id int)", "create rule u as on insert to l do also insert into t values (new.id, 2) on conflict on constraint k do nothing"],
    "key": ["create table s (x int references t (id))"],
    "body": ["create function f() returns text language sql begin atomic select d from t group by id; end"],
    "policy": ["create table s (x int)", "create policy p on s using (exists (select d from t group by id))"],
    "replica": ["alter table t replica identity using index k"],
    "cluster": ["alter table t cluster on k"],
    "heir": ["create table h (primary key (id)) inherits (t)"],
    "publication": ["create publication b for table t (id)"],
    "comment": ["comment on index k is 'x'"],
}
SEQUENCE = [f"create sequence q{words}" for words in ("", " as int", " as smallint increment 2", " start 5 minvalue 5 maxvalue 50 cycle", " increment -1 cache 3")] + ["create unlogged sequence q"]
SEQUENCE_USES = {
    "none": [],
    "default": ["create table t (c bigint default nextval('q'))"],
    "owned": ["create table t (c bigint default nextval('q'), d int)", "alter sequence q owned by t.d"],
    "owning": ["create table t (c int not null default nextval('q'))", "alter sequence q owned by t.c"],
    "unlogged": ["create unlogged table t (c int default nextval('q'))", "alter sequence q owned by t.c"],
    "view": ["create view v as select last_value::bigint as x from q"],
    "call": ["create view v as select nextval('q') as x"],
    "body": ["create function f() returns bigint language sql begin atomic select nextval('q'); end"],
    "grant": ["grant usage on sequence q to pg_monitor", "comment on sequence q is 'x'"],
    "two": ["create table t (c int default nextval('q'))", "create table s (c int default nextval('q'))", "create view v as select c from t"],
    "domain": ["create domain d as bigint default nextval('q')", "create table t (c d)"],
    "trigger": ["create table t (c int)", "create trigger z before insert on t for each row when (new.c > nextval('q')) execute function suppress_redundant_updates_trigger()"],
}
RANGE = [f"create type e as range (subtype = {words})" for words in (
    "int", "bigint", "int, subtype_opclass = int4_ops", "int, multirange_type_name = em", "text", "float8, subtype_diff = float8mi")]

# Definitions, uses, and whether the use comes first.
SUBJECTS = {
    "enum": (ENUM, type_uses("'b'", "= 'b'"), False),
    "domain": (DOMAIN, type_uses("'1'", "is not null", ["partition"]), False),
    "composite": (COMPOSITE, type_uses("null", "is not null", ["partition", "range"]), False),
    "function": (FUNCTION, FUNCTION_USES, False),
    "table": (TABLE, TABLE_USES, False),
    "counter": (COUNTER, COUNTER_USES, False),
    "check": (CHECKS, CHECK_USES, True),
    "collation": (COLLATION, COLLATION_USES, False),
    "search": (SEARCH, SEARCH_USES, False),
    "operator": (OPERATOR, OPERATOR_USES, False),
    "class": (CLASS, CLASS_USES, True),
    "cast": (CAST, CAST_USES, False),
    "aggregate": (AGGREGATE, AGGREGATE_USES, False),
    "event": (EVENT, EVENT_USES, True),
    "extension": (EXTENSION, EXTENSION_USES, False),
    "privileges": (GIVEN, GIVEN_USES, False),
    "places": (PLACES, PLACES_USES, False),
    "security": (SECURED, SECURED_USES, False),
    "partitioned": (PARTED, PARTED_USES, False),
    "publication": (PUBLICATION, PUBLICATION_USES, True),
    "view": (VIEW, VIEW_USES, False),
    "key": (KEYED, KEYED_USES, False),
    "sequence": (SEQUENCE, SEQUENCE_USES, False),
    "range": (RANGE, type_uses("'empty'", "is not null", ["range"]), False),
}
