-- One of each kind, and of each thing that can be said of a table.
create schema app;
create collation app.german (provider = icu, locale = 'de-DE');
create type app.period as range (subtype = timestamptz);
create type color as enum ('red', 'green');
create type pair as (a int, b text collate "C");
create domain positive as int check (value > 0);
create domain positive_not_null as positive not null default 1;
create sequence app.counter as smallint minvalue -5 maxvalue 50 start 3 cycle;
create function app.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create function app.add(a int, b int default 2, variadic c int[] default '{}') returns int language sql immutable strict parallel safe return a + b;
create procedure app.clean(inout n int) language plpgsql as $$ begin n := 1; end $$;
create aggregate app.total (int) (sfunc = int4pl, stype = int, initcond = '0');
create function color_to_int(color) returns int language sql immutable as $$ select 1 $$;
create cast (color as int) with function color_to_int(color) as assignment;
create function app.near(int, int) returns bool language sql immutable as $$ select abs($1 - $2) < 2 $$;
create operator app.~~~ (leftarg = int, rightarg = int, function = app.near, commutator = operator(app.~~~));
create text search dictionary app.simple_dict (template = simple, stopwords = english);
create text search configuration app.search (copy = simple);
create table parent (id int primary key, note text);
create table child (extra int not null, check (extra > 0) no inherit) inherits (parent);
create table app.everything (
    id bigint generated always as identity (start 10 increment 2) primary key,
    parent_id int references parent on update cascade on delete set default deferrable,
    a int not null default 0 constraint a_positive check (a >= 0),
    b numeric(10,3) unique nulls not distinct ,
    c varchar(30) collate app.german,
    d text compression pglz,
    e int[] default '{1,2}', f text[][] , g int4range, h app.period, i interval day to second, j timestamp(3), k time with time zone,
    l bit(3), m bit varying(5), n char(4), o "char", p money, q point, r inet[], s xml, t jsonb not null default '{"a": [1, 2]}', u uuid default gen_random_uuid(),
    v color default 'red', w color[], x pair, y positive, z positive_not_null,
    full_text tsvector generated always as (to_tsvector('english', coalesce(d, ''))) stored,
    created timestamptz not null default (now() at time zone 'utc'),
    updated timestamptz default current_timestamp,
    kind int not null default case when true then 1 else 2 end,
    counted smallint default nextval('app.counter'),
    constraint both_of_it unique (a, kind) include (b),
    constraint later unique (c) deferrable initially deferred,
    exclude using gist (g with &&) where (a > 0),
    constraint whole check (a < kind or b is null) not valid
) with (autovacuum_enabled = off, fillfactor = 70);
alter table app.everything alter column a set statistics 500, alter d set storage external;
alter table app.everything replica identity using index both_of_it;
alter table app.everything enable row level security;
alter table app.everything force row level security;
alter sequence app.counter owned by app.everything.counted;
create index on app.everything using gin (t jsonb_path_ops) with (fastupdate = off);
create index expr_idx on app.everything ((a + kind) desc nulls last, lower(c) collate "C" text_pattern_ops) where t @> '{"a": 1}';
create index on app.everything using brin (created) with (pages_per_range = 16);
create index on app.everything using hash (a);
create unique index on app.everything (u) include (a) nulls not distinct;
create statistics app.stats (ndistinct, mcv) on a, kind, (a + kind) from app.everything;
create trigger touch before insert or update of a, b on app.everything for each row when (new.a > 0) execute function app.touch();
create constraint trigger late after insert on app.everything deferrable initially deferred for each row execute function app.touch();
create trigger tabled after update on app.everything referencing old table as o new table as n for each statement execute function app.touch('x y', 'it''s');
alter table app.everything enable always trigger touch;
alter table app.everything disable trigger late;
comment on trigger touch on app.everything is 'Touches.';
create policy own on app.everything as restrictive for update to pull_reader, pull_writer using (a > 0) with check (a < 10);
create policy every on app.everything using (true);
comment on policy own on app.everything is 'Own rows.';
create table parts (id int, at date not null, region text collate "C") partition by range (at, lower(region));
create table parts_2024 partition of parts for values from ('2024-01-01', minvalue) to ('2025-01-01', maxvalue) partition by list (region);
create table parts_2024_eu partition of parts_2024 for values in ('de', 'it''s', null);
create table parts_rest partition of parts default;
create index parts_id_idx on parts (id);
comment on table parts_rest is 'All the rest.';
create unlogged table quick (id int primary key);
create view app.v with (security_barrier) as select id, a from app.everything where a > 1 with cascaded check option;
create view over_v as select v.id, 'x\y' as x, row_number() over (order by id) from app.v;
create recursive view nums (n) as values (1) union all select n + 1 from nums where n < 10;
create materialized view mv with (fillfactor = 50) as select id, a from app.everything;
create unique index on mv (id);
create index mv_low on mv ((a + 1)) where a > 0;
comment on materialized view mv is 'Counted.';
create rule no_delete as on delete to quick do instead nothing;
create trigger on_view instead of insert on app.v for each row execute function app.touch();
grant select, insert on app.everything to pull_reader;
grant select (a, b), update (kind) on app.everything to pull_writer with grant option;
grant usage on schema app to pull_reader;
grant usage, select on sequence app.counter to pull_reader;
grant execute on function app.add(int, int, int[]) to pull_reader;
grant usage on type color to pull_reader;
grant select on app.v, mv to pull_reader;
comment on function app.add(int, int, int[]) is E'Adds.\n  Indented.';
comment on column app.everything.a is E'first\nsecond';
comment on type pair is 'A pair.';
comment on column pair.a is 'Its first.';
comment on view app.v is 'It.';
comment on constraint both_of_it on app.everything is 'Both.';
comment on index app.expr_idx is 'x';
comment on sequence app.counter is 'Counts.';
comment on statistics app.stats is 'S.';
comment on domain positive is 'More than none.';
comment on constraint positive_check on domain positive is 'Why.';
comment on cast (color as int) is 'A cast.';
create function evt() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger watch on ddl_command_end when tag in ('CREATE TABLE') execute function evt();
