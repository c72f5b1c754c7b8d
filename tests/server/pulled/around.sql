-- What stands around tables: rules, publications, event triggers, targets of statistics, comments.
create table items (
    id int primary key with (fillfactor = 80),
    name text,
    price numeric not null,
    unique (name) with (fillfactor = 70)
) with (fillfactor = 60, toast.autovacuum_enabled = off);
alter table items alter column name set (n_distinct = -0.5), alter column price set statistics 7;
create index items_lower on items (lower(name), (price + 1));
alter index items_lower alter column 2 set statistics 300;
create statistics items_both on name, price from items;
alter statistics items_both set statistics 55;
alter table items cluster on items_pkey;
comment on constraint items_pkey on items is 'The key.';
comment on index items_lower is 'It''s lower.';

create view cheap as select id, price from items where price < 3;
create rule cheap_in as on insert to cheap do instead insert into items (id, price) values (new.id, new.price);
create rule kept as on delete to items where old.id < 3 do instead (update items set name = 'kept' where id = old.id; select 1);
comment on rule kept on items is E'Not these.\nNever.';
alter table items disable rule kept;

create function touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touched before update on items for each row execute function touch();
alter table items enable always trigger touched;
comment on trigger touched on items is 'Touched.';
revoke execute on function touch() from public;

create function watch() returns event_trigger language plpgsql as 'begin end';
create event trigger watcher on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function watch();
create event trigger "Other" on sql_drop execute function watch();
alter event trigger "Other" disable;
comment on event trigger watcher is 'Watches.';

create schema shop;
alter default privileges in schema shop grant select, insert on tables to pull_reader with grant option;
alter default privileges for role pull_writer grant usage on sequences to public;
alter default privileges revoke execute on functions from public;
create table shop.sales (id int primary key, at date, what text, constraint late check (at > '2020-01-01') not valid);
create publication everything for all tables with (publish = 'insert, delete');
create publication parts for table items (id, name) where (id > 3), shop.sales with (publish_via_partition_root);
create publication whole for tables in schema shop;
comment on publication parts is 'Some.';
