-- Something of everything that PostgreSQL can hold, for test_nothing_ignored.py.
create schema app;
comment on schema app is 'Its.';
create table plain (id int primary key, a text default 'x', b int not null);
comment on constraint plain_pkey on plain is 'Key.';

-- heirs
create table parent (a int default 1, b int not null, c text, d int check (d > 0));
create table child (own int) inherits (parent);
alter table child alter a set default 5, alter c set not null, alter c set statistics 50, alter c set storage external,
    alter d set (n_distinct = 5);
comment on column child.a is 'Inherited.';
grant select (a) on child to held;
create table late (a int default 1, b int constraint its_own_not_null not null, c text, d int check (d > 0));
alter table late rename constraint late_d_check to parent_d_check;
alter table late inherit parent;
create table founder (a int constraint founder_a_given not null);
create table outliving () inherits (founder);
alter table outliving alter a set not null;
alter table founder alter a drop not null;
create table again () inherits (parent);
alter table again alter b set not null;
do $$begin if current_setting('server_version_num')::int >= 180000 then execute 'alter table child add constraint doubted not null a not valid; comment on constraint doubted on child is ''Rather.'';'; end if; end$$;
create type row_type as (a int, b text);
create table typed of row_type (primary key (a));

-- partitions
create table events (at int, what text, n int) partition by range (at);
create table events_1 partition of events for values from (1) to (10);
create table events_2 (at int, what text, n int);
alter table events attach partition events_2 for values from (10) to (20);
create table app.events_3 partition of events for values from (20) to (30);
create index of_its_own on events_1 (what);
alter table events_1 add constraint positive check (n > 0), add constraint its_key unique (what), add constraint its_fk
    foreign key (n) references plain, add constraint its_exclusion exclude using btree (n with =);
alter table events_1 alter n set default 3, alter what set not null, alter what set storage external,
    alter what set statistics 10, alter n set (n_distinct = 3), alter what set compression pglz;
alter table events_1 enable row level security, force row level security, replica identity full;
alter table events_1 cluster on its_key;
comment on column events_1.n is 'Number.';
comment on constraint positive on events_1 is 'More than none.';
create policy its_policy on events_1 using (n > 1);
create statistics its_statistics on what, n from events_1;
create rule its_rule as on delete to events_1 do instead nothing;
create function touch() returns trigger language plpgsql as 'begin return new; end';
create trigger its_trigger before insert on events_1 for each row execute function touch();
create trigger from_table before insert on events for each row execute function touch();
alter table events_1 disable trigger from_table;
update pg_trigger set tgname = 'of_another_name' where tgrelid = 'events_2'::regclass;  -- As PostgreSQL 14 could.
create index from_events on events (n);
comment on index events_1_n_idx is 'Of the partition.';
alter index events_1_n_idx set (fillfactor = 50);
create index fast on events (what text_pattern_ops);
alter index events_1_what_idx set tablespace its_space;
alter index events_2_what_idx rename to of_another_name;
create unique index by_sum on events (at, (n + 1));
alter index app.events_3_at_expr_idx alter 2 set statistics 20;
alter table events add constraint refers foreign key (n) references plain on delete cascade;
alter table events_1 rename constraint refers to refers_otherwise;
comment on constraint refers_otherwise on events_1 is 'Of the partition.';
alter table only events add constraint invalid unique (at, n);
comment on trigger from_table on events_1 is 'Of the partition.';
grant select on events_1 to held;
create table sorted (a int) partition by range (a);
create table sorted_1 partition of sorted for values from (1) to (10);
create index sorted_1_a_idx on sorted_1 (a desc);
create index on sorted (a);
create table divided (a int) partition by range (a);
create table divided_1 partition of divided for values from (1) to (10) partition by range (a);
create index divided_a_idx on only divided (a);
create index divided_1_a_idx on divided_1 (a) with (fillfactor = 50);
alter index divided_a_idx attach partition divided_1_a_idx;
create table keyed (id int primary key) partition by range (id);
create table keyed_1 partition of keyed for values from (1) to (10);
comment on constraint keyed_1_pkey on keyed_1 is 'Of the partition.';
create table leaving partition of keyed for values from (10) to (20);
update pg_inherits set inhdetachpending = true where inhrelid = 'leaving'::regclass;  -- As one that was interrupted.

-- views
create view shown as select id, a from plain;
comment on column shown.a is 'When.';
alter view shown alter column a set default 'y';
create trigger on_view instead of insert on shown for each row execute function touch();
create materialized view kept as select id, a from plain with no data;
create unique index kept_id on kept (id);
alter materialized view kept cluster on kept_id;
comment on column kept.a is 'Kept.';
alter materialized view kept alter a set statistics 20;
alter materialized view kept alter a set storage external;
alter materialized view kept alter id set (n_distinct = 7);
create rule "_of_view" as on update to shown do instead nothing;

-- sequences
create table numbered (id int generated always as identity (sequence name other_name), b serial);
comment on sequence other_name is 'Named otherwise.';
alter sequence numbered_b_seq increment 2;
grant usage on sequence other_name to held;
create sequence free;

-- types
create type mood as enum ('sad', 'glad');
create domain positive as int check (value > 0);
create type span as range (subtype = numeric);
comment on type span_multirange is 'Comment on the multirange type.';
create type shell;
create type base;
create function base_in(cstring) returns base language internal immutable strict as 'int4in';
create function base_out(base) returns cstring language internal immutable strict as 'int4out';
create type base (input = base_in, output = base_out, like = integer);
grant usage on type base to held;
create cast (mood as int) with inout;
comment on column row_type.a is 'Of a type.';

-- routines and operators
create function plus(int, int) returns int language sql immutable as 'select $1 + $2';
comment on function plus(int, int) is 'Sum.';
alter function plus(int, int) depends on extension plpgsql;
create procedure work() language sql as 'select 1';
create procedure told_apart(a int, b int) language sql as 'select 1';
create procedure told_apart(out a int, b int) language sql as 'select 1';
create aggregate total(int) (sfunc = int4pl, stype = int);
create operator <-> (function = plus, leftarg = int, rightarg = int);
create operator class ops for type int using btree as operator 1 <, function 1 btint4cmp(int, int);
create operator family alone using hash;
create text search parser its_parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template its_template (lexize = dsimple_lexize);
create text search dictionary words (template = simple);
create text search configuration its_config (copy = pg_catalog.english);
create collation its_collation (locale = 'C');
create conversion mine for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

-- the rest
create statistics app.elsewhere on a, b from plain;
create extension pg_trgm;
comment on extension pg_trgm is 'Otherwise.';
create publication news for table plain, tables in schema app;
create function watched() returns event_trigger language plpgsql as 'begin end';
create event trigger watch on ddl_command_end execute function watched();
comment on event trigger watch is 'Watches.';
create trusted language scheme handler plpgsql_call_handler;
grant usage on language scheme to held;
create foreign data wrapper wrapper;
grant usage on foreign data wrapper wrapper to held;
create server files foreign data wrapper wrapper;
grant usage on foreign server files to held;
create user mapping for held server files options (a 'b');
create foreign table far (a int default 1 not null, b text check (b <> '')) server files;
comment on foreign table far is 'Far.';
create table far_heir () inherits (far);
create trigger on_far before insert on far for each row execute function touch();
create access method heap2 type table handler heap_tableam_handler;
create transform for int language scheme (from sql with function prsd_lextype(internal), to sql with function int4recv(internal));
create subscription none connection 'dbname=none' publication news with (connect = false);
select lo_create(0);
alter default privileges grant select on tables to held;
grant select on pg_class to held;
grant execute on function pg_catalog.now() to held;
grant execute on function similarity(text, text) to held;
revoke usage on language plpgsql from public;
grant usage on type int4 to held;
create table referred (id int primary key, a text);
create table referring (id int references referred);
alter table referring disable trigger all;
grant select (ctid) on referred to held;
grant usage on type referred to held;
comment on type referred is 'Its row.';
comment on type _mood is 'Its array.';
comment on function span(numeric, numeric) is 'Its constructor.';
grant execute on function span(numeric, numeric) to held;
comment on rule "_RETURN" on shown is 'Its query.';
create rule on_plain as on delete to plain do instead nothing;
alter table plain disable rule on_plain;
comment on rule on_plain on plain is 'Rule.';
create policy its_own on plain using (id > 0);
comment on policy its_own on plain is 'Policy.';
create trigger its_own after insert on plain for each row execute function touch();
comment on trigger its_own on plain is 'Trigger.';
create unlogged table quick (a int);
create table app.settings (key text primary key, value text) with (fillfactor = 60);
