-- Parts in other schemas than their whole, and what columns of no struct have of their own.
create schema "Odd parts"; create schema app;
create function app.usual() returns text language sql immutable as 'select ''u''::text';
create table app."Ev ents" (at int, "Wh at" text default 'x', n int) partition by range (at);
create table "Odd parts"."Ev ents" partition of app."Ev ents" for values from (1) to (10);
create table "Odd parts".two partition of app."Ev ents" for values from (10) to (20) partition by list (n);
create table app.three partition of "Odd parts".two for values in (1,2);
alter table "Odd parts"."Ev ents" alter "Wh at" set default app.usual(), alter "Wh at" set not null;
alter table app.three alter "Wh at" set default 'it''s "so"';
alter table app.three enable row level security;
create view app."V w" as select "Wh at", n from app."Ev ents";
alter view app."V w" alter "Wh at" set default app.usual();
create materialized view app.mv as select "Wh at", n from app."Ev ents" with no data;
alter materialized view app.mv alter "Wh at" set statistics 33;
create statistics "Odd parts"."St at" on n, at from app."Ev ents";
comment on column app."V w"."Wh at" is 'W';
