-- Names that C does not know, and texts that it cannot stand.
create schema "My App";
create schema "sel ect";
create type "My App"."Mood" as enum ('', 'a b', 'a-b', 'it''s', 'back\slash', 'Größe', 'quote"d', 'null', '1st', 'A B', 'x??/y');
create type "enum" as enum ('max', 'min');
create type "int8" as enum ('max', 'min');
create domain "My App"."Dom ain" as "My App"."Mood" default 'a b';
create domain "text" as varchar(20) check (value <> 'it''s "q" \ $1 ??/ $$');
create domain nested as "text" not null;
create type "My App"."Comp" as ("x y" int, "class" "My App"."Mood", "int" nested, "ünï" "text");
create table "class" ("int" int primary key, "class" int, "new" text, "a b" text default 'a''b"c\d$1$$e', "a-b" int, "a""b" int, "a\b" text, "Ümläut" text,
  "1st" int, "NULL" int, "PG" int, "unix" int, "default" text default '', "table" text default E'tab\tnl\n', "_" int, "__LINE__" int, "INT8_MAX" int, "aB" int, "ab" int, "😀" int,
  check ("a b" <> 'x' and "a-b" <> 3), "this" text[] default array['a','b''c'], "Mood" "My App"."Mood" default '', "m2" "My App"."Mood" default 'x??/y', "m3" "My App"."Mood"[], "c" "My App"."Comp", d "My App"."Dom ain", e nested, f "text", "enum" "enum" default 'max', i8 "int8");
create table "My App"."class" (a int, "b b" int unique, primary key (a, "b b"));
create table "Class" (a int primary key, constraint "od""d \ name" check (a > 0), constraint "check" check (a < 100));
create table "sel ect"."My App" (a int references "class", b int, "c c" int, foreign key (b, "c c") references "My App"."class" (a, "b b") on delete set null ("c c"));
create table this_is_a_table_with_a_name_of_exactly_sixty_three_bytes_xxxxxx (this_is_a_column_with_a_name_of_exactly_sixty_three_bytes_xxxxx int primary key, b int references this_is_a_table_with_a_name_of_exactly_sixty_three_bytes_xxxxxx, unique (b));
create table "таблица" ("имя" text primary key, "год" int check ("год" > 0));
create table "users/../x" (id int primary key);
create table "modelc" (id int primary key);
create table types (id int primary key);
create table "Types" (id int primary key);
create table database (id int primary key, "data" json default '{"a": "b"}');
create table struct_0 ();
create table "unlogged" (a int primary key);
create unlogged table "renamed" (a int primary key, "column" int, "ignore" int, "prefix" int, "null" int, "identity" int generated always as identity (start -5 increment -1 minvalue -100 cache 3 cycle));
create index "using" on "class" ("a b", "class" desc nulls last, lower("new"), ("a-b" + 1));
create index "i\x" on "class" ("a\b") where "a b" <> 'x\y' and "new" ~ E'^\\d+$';
create index on "class" (("Mood" = 'a b')) include ("int");
create view "My App"."View" as select "a b", "int" as "select" from "class" where "a b" <> E'\\';
create function "My App"."Fn"("a b" int, "My App"."Mood") returns text language sql as $x$ select $2::text || E'\\x' || '$$' $x$;
create sequence "Seq" increment -2 owned by "class"."a-b";
create policy "p p" on "class" using ("a b" = 'x''y');
create statistics "st st" (mcv) on "a b", "class" from "class";
