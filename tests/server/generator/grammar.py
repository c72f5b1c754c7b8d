"""A grammar of SQL expressions and queries as people write them, and random texts of it.

A line of RULES says in how many ways something can be written; {symbol} is a part.  Ways of one symbol mean
the same or not: the server says.  What it refuses is left out.
"""

import re

# The tables and types that the expressions speak of; `search_path` is public.
SETUP = """
create schema app;
create type app.mood as enum ('sad', 'ok', 'very happy');
create domain app.word as varchar(20) check (value <> '');
create domain count as int;
create type app.pair as (x int, "Y" text);
create function app.twice(n int) returns int language sql immutable as 'select n * 2';
create function twice(n int) returns int language sql immutable as 'select n * 2';
create function app.named(a int, b text default 'x', c int default 3) returns text language sql immutable as 'select b';
create function app.many(variadic v text[]) returns text language sql immutable as 'select v[1]';
create operator app.+ (leftarg = text, rightarg = text, function = textcat);
create collation app.german (locale = 'C');
create table t (id int primary key, a int, k bigint, d numeric(5,2), f float8, b text, c varchar(20), j char(3), e timestamptz,
    ts timestamp, h date, p time, v interval, o jsonb, g bool, i int[], s text[], sv varchar(20)[], nn int[][], "A" int, "order" text,
    "Mixed Name" text, m app.mood, w app.word, r int4range, x bit(3), y bytea, u uuid, z xml, co app.pair, q tsvector, cnt count);
create table app.u (id int primary key, t_id int, name varchar(20), amount numeric, at timestamptz default now(), tags text[]);
"""

RULES = {
    "int": ["a", "{number}", "k", '"A"', "t.a", "public.t.a", "cnt", "length({text})", "{int} {sum} {int}", "({int} {sum} {int})", "({int})", "-{int}", "- {int}", "+ {int}",
            "{int}::int", "cast({int} as {int type})", "({int})::{int type}", "{int type} '1'", "abs({int})", "@ {int}", "mod({int}, {int})", "coalesce({int}, {int})",
            "nullif({int}, {int})", "greatest({int}, {int})", "LEAST({int},{int})", "case when {bool} then {int} else {int} end",
            "case {int} when {int} then {int} when {int} then {int} end", "CASE WHEN {bool} THEN {int} END", "{int} operator(pg_catalog.+) {int}", "i[{int}]", "i[1:2][1]",
            "({ints})[1]", "nn[1][{int}]", "array_length({ints}, 1)", "cardinality({ints})", "position({text} in {text})", "strpos({text}, {text})",
            "extract({field} from {when})", "date_part('year', {when})", "(o->>'a')::int", "cast({json} ->> 'n' as int)", "twice({int})", "app.twice({int})",
            "public.twice(n => {int})", "num_nulls(a, {text})", "char_length({text})", "octet_length({text})", "lower({range})", "(co).x", "(t.co).x", "({row})", "m::text::int",
            "ascii({text})", "pg_catalog.length({text})", "width_bucket({int}, 1, 10, 3)", "{int} # 3", "{int} << 1", "~ {int}", "power({int}, 2)", "round({decimal}, 1)",
            "(select max(id) from app.u)", "{text}::int", "jsonb_array_length({json})", "json_value({json}, '$.a' returning int)", "JSON_VALUE({json}, '$.a' RETURNING int DEFAULT {number} ON EMPTY ERROR ON ERROR)"],
    "number": ["1", "0", "42", "-7", "- 7", "-(1)", "- -1", "+1", "01", "1e3", "1.5", ".5", "1.", "1.50", "1E-2", "1::int", "'1'", "'1'::int", "'1'::int4", "-1::int", "(-1)::int",
               "-'1'::int", "'-1'::integer", "1::bigint", "2147483647", "2147483648", "-2147483648", "9223372036854775808", "1::smallint", "1::numeric", "1::numeric(5,2)", "'1.5'::float8",
               "1::real", "(1)", "null", "null::int", "100000000000000000000",
               "0x1F", "0b101", "0o17", "1_000", "-0x1f", "1_0.5_0"],
    "int type": ["int", "integer", "int4", "bigint", "int8", "smallint", "numeric", "numeric(10,2)", "decimal(10)", "float8", "double precision", "real", "float(24)", "pg_catalog.int4",
                 "count", "public.count", "text"],
    "sum": ["+", "-", "*", "/", "%", "^"],
    "field": ["year", "YEAR", "epoch", "'year'", "dow", "second"],
    "decimal": ["d", "f", "1.5", "{int}::numeric", "{decimal} {sum} {decimal}", "trunc({decimal})", "ceil({decimal})", "ceiling({decimal})", "sqrt({decimal})", "1.5e1", "'NaN'::numeric",
                "extract(epoch from {when})"],
    "text": ["b", "c", "j", "{string}", "w", '"order"', '"Mixed Name"', "t.b", "m::text", "{text} || {text}", "({text} || {text})", "({text})", "{text}::{text type}",
             "cast({text} as {text type})", "({text})::{text type}", "{text type} 'x'", "lower({text})", "UPPER({text})", "pg_catalog.lower({text})", "\"lower\"({text})", "lower(({text})::text)",
             "{text} collate \"C\"", "({text} collate pg_catalog.\"C\")", "{text} collate app.german", "coalesce({text}, {text})", "nullif({text}, {text})", "greatest({text}, {text})",
             "case when {bool} then {text} else {text} end", "case {text} when {text} then {text} end", "substring({text} from {int} for {int})", "substring({text} from {int})",
             "substring({text} for {int})", "substring({text}, {int}, {int})", "substr({text}, 1)", "substring({text} from {string})", "substring({text} similar 'a' escape '#')",
             "SUBSTRING({text} FROM 'a' FOR '#')", "overlay({text} placing {text} from {int} for {int})", "overlay({text} placing {text} from 1)", "overlay({text}, {text}, 1)",
             "trim({text})", "trim(both from {text})", "trim(both 'x' from {text})", "trim(leading {text} from {text})", "TRIM(TRAILING FROM {text})", "trim({text}, 'x')", "btrim({text}, 'x')",
             "ltrim({text})", "normalize({text})", "normalize({text}, nfc)", "normalize({text}, NFKD)", "left({text}, {int})", "replace({text}, {text}, {text})",
             "{int}::text", "({int})::text", "cast({int} as text)", "{when}::text", "to_char({when}, 'YYYY')", "{json} ->> 'a'", "{json}->>'a'", "{json} #>> '{{a,b}}'", "{json} ->> {number}",
             "s[{int}]", "({texts})[1]", "array_to_string({texts}, ',')", "concat({text}, {int})", "concat_ws(',', variadic {texts})", "format('%s-%s', {text}, {int})", "format('%s', variadic {texts})",
             "{who}", "app.named({int}, c => {int})", "app.named(a => {int})", "app.named({int}, {text})", "app.named(b := {text}, a := 1)", "app.many({text}, {text})", "app.many(variadic {texts})",
             "(co).\"Y\"", "(row({int}, {text})::app.pair).\"Y\"", "md5({text})", "{text} operator(pg_catalog.||) {text}", "{text} operator(app.+) {text}", "encode({bytes}, 'hex')",
             "split_part({text}, ',', 1)", "regexp_replace({text}, '\\d', '', 'g')", "quote_ident({text})", "(select max(name) from app.u)", "(xpath('/a', {xml}))[1]::text", "current_setting('a.b', true)",
             "translate({text}, 'a', 'b')", "initcap({text})", "repeat({text}, {int})", "upper({range})::text", "u::text", "x::text", "{bool}::text", "jsonb_typeof({json})", "json_value({json}, '$.a')", "json_serialize({json})", "json_query({json}, '$.a' with wrapper)::text",
             "json_object('a': {int})::text", "json_object('a' value {text} absent on null)::text", "json_array({int}, {text})::text", "JSON_ARRAY(1, 'x' NULL ON NULL)::text"],
    "string": ["'x'", "'it''s'", "''", "E'x'", "E'a\\nb'", "E'it\\'s'", "'a\\b'", "E'a\\\\b'", "e'\\u0061'", "$$x$$", "$q$it's$q$", "U&'x'", "U&'\\0061b'", "U&'d!0061' uescape '!'", "N'x'",
               "'x' ", "'größe'", "'x'::text", "'x'::varchar", "'x'::character varying(20)", "'x'::varchar(5)", "'xyz'::varchar(2)", "'x'::char(3)", "'x'::bpchar", "'x'::name", "'x'::\"char\"",
               "text 'x'", "varchar 'x'", "pg_catalog.text 'x'", "'x'::pg_catalog.text", "null", "null::text", "'1'", "B'101'", "X'1F'", "'X'", "'x'::app.word", "app.word 'x'", "'%a_b'", "'-- no'", "'/* no */'"],
    "text type": ["text", "varchar", "varchar(20)", "character varying(20)", "varchar(5)", "char(3)", "character(3)", "char", "bpchar", "name", "\"char\"", "pg_catalog.text", "app.word", "TEXT",
                  "pg_catalog.varchar(20)", "national character(3)"],
    "bool": ["g", "true", "FALSE", "'t'::bool", "bool 'yes'", "'true'", "not {bool}", "NOT ({bool})", "({bool})", "{bool} and {bool}", "{bool} or {bool}", "({bool}) AND ({bool})", "({bool} and {bool}) or {bool}",
             "{bool} and ({bool} or {bool})", "{bool} and {bool} and {bool}", "{bool} and ({bool} and {bool})", "{bool} or ({bool} or {bool})",
             "{int} {comparison} {int}", "{int} {comparison} {int}", "{text} {comparison} {text}", "{text} {comparison} {text}", "{when} {comparison} {when}", "{json} {comparison} {json}",
             "{ints} {comparison} {ints}", "{mood} {comparison} {mood}", "{decimal} {comparison} {int}", "{range} {comparison} {range}", "{bits} {comparison} {bits}", "{bytes} {comparison} {bytes}",
             "{int} {null test}", "{text} {null test}", "({bool}) {truth test}", "g {truth test}", "{int} in ({int}, {int})", "{int} not in ({int}, {int}, {int})", "{int} in ({int})", "{text} in ({string}, {string})",
             "{text} not in ({string}, {text})", "c in ('x', 'y')", "c not in ('x', 'y', 'z')", "j in ('x', 'y')", "{mood} in ('sad', 'ok')", "d in (1, 2)", "k in (1, 2, 3)", "w in ('x', 'y')",
             "{int} = any ({ints})", "{int} <> all ({ints})", "{int} = some (array[{int}, {int}])", "{text} = any ({texts})", "c = any ({texts})", "{text} like any ({texts})", "1 < all (i)",
             "{int} in (select id from app.u)", "{int} = any (select t_id from app.u)", "exists (select 1 from app.u where u.id = t.a)", "exists (select 'x' from app.u)",
             "{int} between {int} and {int}", "{int} not between {int} and {int}", "{int} between symmetric {int} and {int}", "{text} between {string} and {string}", "{when} between {when} and {when}",
             "h between '2020-01-01' and '2030-01-01'", "{bool} and {int} between {int} and {int}", "{text} {match} {text}", "{text} {match} {string}", "{text} like {string} escape '!'",
             "{text} not like {string} escape ''", "{text} ilike {string} escape '\\'", "{text} similar to {string}", "{text} not similar to {string} escape '#'", "{text} ~ '^[a-z]+$'",
             "({int}, {text}) = ({int}, {text})", "row({int}, {text}) <> row({int}, {text})", "({int}, {text}) < ({int}, {text})", "row({int}) = row({int})", "({int}, {text}) in (({int}, {text}), (2, 'y'))",
             "({int}, {text}) is not null", "row({int}, {text}) is distinct from row({int}, {text})", "(a, b) is null", "t is not null", "t.* is not null", "co = row(1, 'x')::app.pair", "co is null",
             "{json} ? 'a'", "{json} ?| {texts}", "{json} ?& array['a', 'b']", "{json} @> {json}", "{json} <@ {json}", "{json} @? '$.a'", "{json} @@ '$.a > 1'", "jsonb_path_exists({json}, '$.a[*] ? (@ > 1)')",
             "{ints} @> {ints}", "{ints} && {ints}", "{texts} <@ {texts}", "{range} @> {int}", "{range} && {range}", "isempty({range})", "(e, e) overlaps (e, e)", "({when}, {when}) overlaps ({when}, {span})",
             "{text} is normalized", "{text} is not nfc normalized", "{xml} is document", "{xml} is not document", "xmlexists('/a' passing {xml})", "starts_with({text}, {text})", "{text} ^@ {text}",
             "case when {bool} then {bool} else {bool} end", "coalesce({bool}, {bool})", "{bool} = {bool}", "{bool} <> {bool}", "g = {bool}", "bool(1)", "{int}::bool", "to_tsvector('simple', {text}) @@ to_tsquery('simple', 'a & b')",
             "q @@ 'a'::tsquery", "{int} operator(pg_catalog.>) {int}", "u = '00000000-0000-0000-0000-000000000001'", "not {int} {comparison} {int}", "not {int} between {int} and {int}", "{bool} is not distinct from {bool}",
             "{int} + {int} > {int} * {int}", "{int} - {int} - {int} = {int} - ({int} - {int})", "-{int} ^ 2 > 0", "a = 1 or a = 2 or a = 3", "(a = 1 or a = 2) or a = 3", "v > {span}", "{int} < {int} is true",
             "{text} is json", "{text} is not json object", "{text} IS JSON ARRAY WITH UNIQUE KEYS", "{json} is json scalar", "json_exists({json}, '$.a')", "json_exists({json}, '$.a ? (@ > $x)' passing {int} as x)"],
    "comparison": ["=", "<>", "!=", "<", ">", "<=", ">=", "operator(pg_catalog.=)", "is distinct from", "is not distinct from", "IS DISTINCT  FROM"],
    "match": ["like", "~~", "LIKE", "not like", "!~~", "ilike", "~~*", "not ilike", "~", "!~", "~*", "!~*", "similar to", "<>"],
    "null test": ["is null", "isnull", "IS NOT NULL", "notnull", "is  null"],
    "truth test": ["is true", "is not true", "IS FALSE", "is not false", "is unknown", "is not unknown", "is null", "= true", "is distinct from true"],
    "when": ["e", "ts", "h", "{now}", "'2020-01-01'::date", "date '2020-01-01'", "'2020-01-01'::timestamptz", "timestamp '2020-01-01 10:00'", "'2020-01-01 00:00:00+02'::timestamp with time zone",
             "timestamptz '2020-01-01 00:00:00+00'", "'2020-01-01'::timestamp(0)", "'2020-01-01'::timestamp without time zone", "'20200101'::date", "'Jan 1 2020'::date", "'2020-01-01'", "'infinity'::timestamptz",
             "{when} + {span}", "{when} - {span}", "{when} + '1 day'", "{when} at time zone 'UTC'", "{when} AT TIME ZONE {span}", "timezone('UTC', {when})", "{when}::date", "cast({when} as timestamp(3))",
             "({when})::timestamptz", "date_trunc('day', {when})", "make_date(2020, 1, {int})", "to_timestamp({int})", "coalesce({when}, {when})", "greatest({when}, {when})", "h + 1", "h + p", "current_date",
             "CURRENT_DATE + 1", "'epoch'::timestamptz", "to_date({text}, 'YYYY')", "{when} at local", "case when {bool} then {when} else {when} end"],
    "now": ["now()", "NOW( )", "current_timestamp", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP(0)", "current_timestamp(3)", "transaction_timestamp()", "statement_timestamp()", "clock_timestamp()", "localtimestamp",
            "LOCALTIMESTAMP(2)", "pg_catalog.now()", "(now())", "now()::timestamp", "(now() at time zone 'utc')", "timezone('utc', now())", "timezone('utc'::text, now())", "(current_timestamp)", "\"now\"()"],
    "who": ["current_user", "session_user", "USER", "current_role", "current_catalog", "current_schema", "current_user::text", "current_schema()", "current_database()"],
    "span": ["v", "interval '1 day'", "'1 day'::interval", "interval '1' day", "INTERVAL '1' DAY", "interval '1 2' day to hour", "interval '1-2' year to month", "interval(3) '1.2345'", "interval '1' second(2)", "'1 day'::interval day",
             "'24:00'::interval", "{span} * {int}", "{span} + {span}", "make_interval(days => {int})", "make_interval(0, 0, 0, 1)", "age({when}, {when})", "justify_days({span})", "{span}::interval(3)", "-{span}",
             "cast('1 day' as interval day to second(3))", "interval 'P1D'"],
    "json": ["o", "'{{}}'::jsonb", "jsonb '{{}}'", "'{{}}'::json::jsonb", "'{{\"a\": 1}}'::jsonb", "'{{\"a\":1}}'::jsonb", "'[]'::jsonb", "'{{}}'", "'null'::jsonb", "jsonb_build_object()", "jsonb_build_object('a', {int})",
             "jsonb_build_array({int}, {text})", "{json} -> 'a'", "{json}->'a'->'b'", "{json} -> {number}", "{json} #> '{{a,b}}'", "{json} || {json}", "{json} - 'a'", "{json} - {texts}", "{json} #- '{{a}}'", "to_jsonb({int})", "o['a']", "o['a'][1]",
             "jsonb_set({json}, '{{a}}', {json})", "coalesce({json}, '{{}}')", "jsonb_path_query_first({json}, '$.a')", "(o -> 'a')::jsonb", "cast({json} as jsonb)", "jsonb_strip_nulls({json})",
             "json_query({json}, '$.a')", "json_object('a': {int} returning jsonb)", "json_array({int}, {text} returning jsonb)", "json_scalar({int})::jsonb", "json('{{}}')::jsonb"],
    "ints": ["i", "array[1,2]", "ARRAY [ 1 , 2 ]", "array[{int}, {int}]", "array[{int}]", "'{{1,2}}'::int[]", "'{{1, 2}}'::integer[]", "'{{1,2}}'::int4[]", "'{{1,2}}'::integer array", "'{{1,2}}'::int[3]", "array[1,2]::int[]", "array[1,2]::bigint[]",
             "array[]::int[]", "'{{}}'::int[]", "'{{}}'", "'{{1,2}}'", "i || {int}", "{int} || i", "array_append(i, {int})", "i[1:2]", "i[:2]", "i[{int}:]", "i[:]", "nn[1:2][1:1]", "array[array[1,2],array[3,4]]", "array[[1,2],[3,4]]", "cast(array[{int}] as int[])",
             "coalesce({ints}, {ints})", "array(select id from app.u)", "string_to_array({text}, ',')::int[]", "array_remove({ints}, {int})", "array[1,null]"],
    "texts": ["s", "sv", "array['x','y']", "array['x'::text, 'y']", "array['x', 'y']::text[]", "array['x'::varchar, 'y']", "array['x','y']::varchar[]", "'{{x,y}}'::text[]", "'{{x,y}}'", "'{{}}'::text[]", "array[]::text[]", "array[{text}, {text}]", "array[{text}]",
              "s || {text}", "string_to_array({text}, ',')", "'{{\"x\",\"y\"}}'::text[]", "(array['x'::varchar, 'y'::varchar])::text[]", "array[('x'::varchar)::text, ('y'::varchar)::text]", "sv::text[]", "s::varchar(5)[]", "array['x','y']::varchar(5)[]",
              "coalesce({texts}, {texts})", "regexp_split_to_array({text}, ',')", "array[c, 'x']", "array['x', null]", "cast('{{x}}' as text array)"],
    "mood": ["m", "'sad'", "'sad'::app.mood", "app.mood 'sad'", "cast('ok' as app.mood)", "'very happy'::app.mood", "coalesce(m, 'ok')", "'ok'", "enum_first(m)", "case when {bool} then 'sad' else m end", "b::app.mood"],
    "range": ["r", "'[1,5)'::int4range", "int4range({int}, {int})", "int4range(1, 5, '[]')", "'empty'::int4range", "r * '[1,3]'", "int4range '[1,5)'", "'[1,4]'::int4range", "r + r"],
    "bits": ["x", "B'101'", "'101'::bit(3)", "b'101'", "X'5'::bit(3)", "x & B'110'", "~ x", "'101'", "B'1'::bit(3)", "5::bit(3)", "bit '101'", "bit(3) '101'", "'101'::varbit", "x << 1", "set_bit(x, 1, 0)"],
    "bytes": ["y", "'\\x78'::bytea", "'x'::bytea", "E'\\\\x78'::bytea", "decode('78', 'hex')", "bytea '\\x78'", "y || '\\x00'", "substring(y from 1 for 2)", "overlay(y placing '\\x00' from 1)", "trim(both '\\x00'::bytea from y)", "sha256({bytes})", "b::bytea", "convert_to({text}, 'UTF8')"],
    "xml": ["z", "xmlparse(content '<a/>')", "XMLPARSE(DOCUMENT '<a/>')", "xmlelement(name a)", "xmlelement(name \"B\", xmlattributes({int} as x), {text})", "xmlforest({int} as a, b)", "xmlconcat(z, xmlcomment('x'))", "xmlpi(name php, 'x')",
            "xmlroot(z, version '1.0')", "xmlroot({xml}, version no value, standalone yes)", "'<a/>'::xml", "xml '<a/>'", "xmlserialize(content z as text)::xml"],
    "row": ["row({int}, {text})::app.pair", "(co)", "({int}, {text})::app.pair", "co"],
    # Queries
    "query": ["{select}", "{select}", "{select}", "{select} order by 1", "{select} ORDER BY 1 desc nulls last, 2 asc limit 3", "{select} limit 3 offset 1", "{select} offset 1 rows fetch first 2 rows only", "{select} order by 1 fetch first row with ties", "{select} limit all",
              "{select} union all {select}", "{select} union {select}", "({select}) except {select}", "{select} intersect all {select}", "{select} union ({select} intersect {select})", "({select} order by 1 limit 1) union all {select}",
              "with q as ({select}) select one, two from q", "with q (one, two) as materialized ({select}) select * from q", "with q as not materialized ({select}), p as (select one from q) select q.one, 'x' as two from q, p where q.one = p.one",
              "with recursive n as (select 1 as one union all select one + 1 from n where one < 5) select one, 'x'::text as two from n", "values (1, 'x'), (2, {string})", "values (1, 'x') order by 1", "table app.pairs", "{aggregate}", "{aggregate}", "{joined}", "{joined}",
              "with recursive n (one, two) as (select 1, 'x' union select one + 1, two from n where one < 5) search depth first by one set o select one, two from n", "with recursive n (one, two) as (select 1, 'x' union select one + 1, two from n where one < 5) cycle one set c using pth select one, two from n"],
    "select": ["select {int} as one, {text} as two from t", "select {int} one, {text} two from t where {bool}", "select a as one, b as two from t where {bool}", "select distinct a as one, b as two from t", "select distinct on (a) a as one, b as two from t order by a, k", "SELECT DISTINCT ON (t.a, lower(b)) a one, b two FROM t",
               "select {bool}::text as one, {when} as two from public.t", "select one, two from (select a as one, b as two from t where {bool}) s", "select t.a as one, s.two from t, lateral (select name as two from app.u where u.t_id = t.a limit 1) s", "select a as one, {text} as two from only t",
               "select a as one, b as two from t as tt where tt.a > {number}", "select x.one, x.two from (values (1, 'x'), (2, 'y')) as x (one, two)", "select {json} as one, {ints} as two from t", "select a as one, (select name from app.u where u.t_id = t.a limit 1) as two from t",
               "select g.n as one, 'x'::text as two from generate_series(1, 3) with ordinality as g (n, o)", "select * from json_to_record('{{}}') as x (one int, two text)", "select one, two from unnest(array[1], array['x']) as x (one, two)", "select a as one, b as two from t tablesample bernoulli (10) repeatable (1)",
               "select a as one, array(select name from app.u) as two from t", "select row_number() over (order by a) as one, b as two from t", "select sum(a) over w as one, first_value(b) over (w rows between 1 preceding and current row) as two from t window w as (partition by g order by a)",
               "select rank() over (partition by b order by a desc nulls last range between unbounded preceding and unbounded following exclude ties) as one, {text} as two from t", "select lag(a, 1) over (order by id) as one, ntile(4) over (order by id groups 1 preceding) as two from t", "select (t).a as one, (co).\"Y\" as two from t",
               "select {int} as one, null as two from t", "select 1 as one, 'x' as two", "select one, two from xmltable('/a' passing '<a/>'::xml columns one int path '@x' default 1, two text)", "select a one, b two from rows from (generate_series(1, 2), unnest(array['x'])) as y (a, b)",
               "select a as one, b as two from t where (select 'x') = {text}", "select a as one, b as two from t where a in (select u.id from app.u where {text} = name)", "select a as one, b as two from t where b not in (select name from app.u)", "select 1 + 1 as one, count(*) over () as two from t", "select t.* is null as one, t as two from t",
               "select j.one, j.two from json_table('[]'::jsonb, '$[*]' columns (one int path '$.a', two text path '$.b' default 'x' on empty)) as j", "select j.n as one, two from t, json_table(t.o, '$' columns (n for ordinality, nested path '$.c[*]' columns (two text path '$'))) as j"],
    "joined": ["select t.a as one, u.name as two from t join app.u on u.t_id = t.id", "select t.a as one, name as two from t inner join app.u as x on x.t_id = t.id and {bool}", "select a as one, name as two from t left outer join app.u u on (u.t_id = t.id) where u.id is null", "select a as one, name as two from t right join app.u on true",
               "select a as one, name as two from t full join app.u using (id)", "select id as one, name as two from t natural join app.u", "select a as one, name as two from t cross join app.u", "select t.a as one, x.a as two from t join (t x join app.u on u.id = x.id) on t.id = x.id", "select j.id as one, name as two from (t join app.u using (id)) j",
               "select id as one, j.name as two from t join app.u using (id) as j", "select t.a as one, s.n as two from t left join lateral (select count(*) as n from app.u where u.t_id = t.id) s on true", "select a as one, name as two from t, app.u where t.id = u.t_id and {bool}"],
    "aggregate": ["select a as one, count(*) as two from t group by a", "select a as one, sum(k) as two from t group by 1 having count(*) > {number}", "select a as one, b as two from t group by rollup (a, b)", "select a as one, grouping(a, b) as two from t group by cube (a, b)",
                  "select a as one, count(*) as two from t group by grouping sets ((a, b), (a), ())", "select a as one, count(distinct b) as two from t group by distinct a, rollup (a)", "select id as one, t.b as two from t group by id", "select count(*) filter (where {bool}) as one, string_agg(b, ',' order by a desc) as two from t",
                  "select percentile_cont(0.5) within group (order by f) as one, mode() within group (order by b) as two from t", "select array_agg(distinct a order by a) as one, jsonb_object_agg(b, a) as two from t where {bool}", "select max({int}) as one, min({text}) as two from t", "select rank(1) within group (order by a) as one, bool_and(g) as two from t",
                  "select avg(a)::int as one, every({bool}) as two from t", "select case when {bool} then a end as one, count(*) as two from t group by case when {bool} then a end", "select date_trunc('day', e) as one, sum(amount) as two from t, app.u group by date_trunc('day', e) order by 1",
                  "select any_value(a) as one, json_arrayagg(b order by a) as two from t", "select max(a) as one, json_objectagg(b: a absent on null returning jsonb) as two from t"],
}

# Types of columns, with what a default of them may be written like.
DEFAULTS = {
    "integer": ["{int}", "{number}"], "bigint": ["{int}", "{number}"], "smallint": ["{number}"], "numeric(5,2)": ["{number}", "{decimal}"], "numeric": ["{number}"], "double precision": ["{number}"], "real": ["{number}"],
    "text": ["{text}", "{string}", "{who}", "{now}", "{number}"], "character varying(20)": ["{string}", "{who}", "{text}"], "character varying": ["{string}"], "character(3)": ["{string}"], "name": ["{string}", "{who}"],
    "timestamp with time zone": ["{now}", "{when}"], "timestamp(0) without time zone": ["{now}", "{when}"], "date": ["{when}", "{now}"], "interval": ["{span}"], "interval day to second(3)": ["{span}"], "jsonb": ["{json}"],
    "boolean": ["{bool}"], "integer[]": ["{ints}"], "text[]": ["{texts}"], "character varying(20)[]": ["{texts}"], "bigint[]": ["{ints}"], "bit(3)": ["{bits}"], "bit varying(5)": ["{bits}"], "bytea": ["{bytes}"], "app.mood": ["{mood}"], "app.word": ["{string}"],
    "count": ["{number}"], "int4range": ["{range}"], "xml": ["{xml}"], "app.pair": ["{row}", "row(1, 'x')", "(1, 'x')", "'(1,x)'"], "uuid": ["gen_random_uuid()", "'00000000-0000-0000-0000-000000000001'", "'00000000000000000000000000000001'::uuid"],
    "regclass": ["'t'", "'app.u'::regclass"], "app.mood[]": ["'{{sad}}'", "array['sad']::app.mood[]", "array['sad'::app.mood]"], "\"char\"": ["{string}"],
}
# What stands in the columns of a row, not in a constant.
COLUMNS = re.compile(r'(?<![\w\'"(.])(?:t\.|public\.t\.)?(?:a|k|d|f|b|c|j|e|ts|h|p|v|o|g|i|s|sv|nn|m|w|r|x|y|u|z|co|q|cnt|"A"|"order"|"Mixed Name")(?![\w\'"(])')

PIECE = re.compile(r"(?<!{){([a-z ]+)}(?!})")


class Node:
    """A text of `symbol`: the parts of one of its ways, strings and nodes."""

    def __init__(self, symbol, parts):
        self.symbol, self.parts = symbol, parts

    def text(self):
        return "".join(part if isinstance(part, str) else part.text() for part in self.parts)

    def nodes(self):
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.nodes()


def grow(rng, template, depth, symbol=""):
    """A random tree; below `depth` it takes the ways that have no parts, where there are some."""
    pieces = PIECE.split(template)
    parts = []
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            parts.append(piece.replace("{{", "{").replace("}}", "}"))
            continue
        ways = RULES[piece]
        if depth <= 0:
            ways = [way for way in ways if not PIECE.search(way)] or ways
        parts.append(grow(rng, rng.choice(ways), depth - 1, piece))
    return Node(symbol, parts)


def mutated(rng, tree, depth=1):
    """The text of the tree with one of its parts written anew."""
    nodes = [node for node in tree.nodes() if node.symbol]
    if not nodes:
        return tree.text()
    node = rng.choice(nodes)
    kept = node.parts
    node.parts = [grow(rng, "{" + node.symbol + "}", depth)]
    text = tree.text()
    node.parts = kept
    return text


TOKEN = re.compile(r"""(?:[eE]|[uU]&|[nN]|[bB]|[xX])?'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$.*?\$\1\$|\s+|\w+|.""", re.DOTALL)


SPACES = ["  ", "\n", "\t", " /* c */ ", " /* a /* b */ */ "]


def relaid(rng, text, spaces=(*SPACES, " -- c\n")):
    """The same, laid out otherwise: spaces, comments, capitals, parentheses."""
    out = []
    for match in TOKEN.finditer(text):
        token = match[0]
        if token.isspace() and rng.random() < 0.15:
            token = rng.choice(spaces)
        elif re.fullmatch(r"[a-z]+", token) and rng.random() < 0.1:
            token = token.upper()
        elif token in "(),[]" and rng.random() < 0.1:
            token = rng.choice([" " + token, token + " ", "\n" + token])
        out.append(token)
    text = "".join(out)
    return f"({text})" if rng.random() < 0.15 else text
