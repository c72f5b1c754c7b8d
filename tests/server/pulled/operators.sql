-- Kinds whose definition stays SQL: types, operators, casts, text search, every sort of function.
create schema app;
create schema "Odd one";

create collation app.german (provider = icu, locale = 'de');
comment on collation app.german is 'As in a dictionary.';
create collation "Odd one"."C two" (provider = libc, locale = 'C');
create collation app.caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

create function app.distance(real, real) returns double precision immutable language sql as 'select $1 - $2';
create type app.span as range (subtype = real, subtype_diff = app.distance);
create type "Odd one"."Range" as range (subtype = text, collation = app.german, multirange_type_name = "Ranges");
comment on type app.span is 'From and to.';

create type app.money as (amount numeric, currency text);
create type app.mood as enum ('sad', 'ok');

create function app.less(app.money, app.money) returns boolean immutable language sql as 'select ($1).amount < ($2).amount';
create function app.more(app.money, app.money) returns boolean immutable language sql as 'select ($1).amount > ($2).amount';
create function app.same(app.money, app.money) returns boolean immutable language sql as 'select ($1).amount = ($2).amount';
create function app.not_less(app.money, app.money) returns boolean immutable language sql as 'select not ($1).amount < ($2).amount';
create function app.not_more(app.money, app.money) returns boolean immutable language sql as 'select not ($1).amount > ($2).amount';
create function app.compare(app.money, app.money) returns integer immutable language sql
    as 'select sign(($1).amount - ($2).amount)::integer';
create function app.minus(app.money) returns app.money immutable language sql
    as 'select row(-($1).amount, ($1).currency)::app.money';
create operator app.< (function = app.less, leftarg = app.money, rightarg = app.money, commutator = operator(app.>),
    negator = operator(app.>=), restrict = scalarltsel, join = scalarltjoinsel);
create operator app.> (function = app.more, leftarg = app.money, rightarg = app.money, commutator = operator(app.<),
    negator = operator(app.<=));
create operator app.<= (function = app.not_more, leftarg = app.money, rightarg = app.money,
    commutator = operator(app.>=), negator = operator(app.>));
create operator app.>= (function = app.not_less, leftarg = app.money, rightarg = app.money,
    commutator = operator(app.<=), negator = operator(app.<));
create operator app.= (function = app.same, leftarg = app.money, rightarg = app.money,
    commutator = operator(app.=), merges);
create operator "Odd one".-| (function = app.minus, rightarg = app.money);
comment on operator app.<(app.money, app.money) is 'By amount.';
create operator class app.money_ops default for type app.money using btree as
    operator 1 app.<, operator 2 app.<=, operator 3 app.=, operator 4 app.>=, operator 5 app.>,
    function 1 app.compare(app.money, app.money);
comment on operator class app.money_ops using btree is 'By amount.';
create operator family "Odd one"."Fam" using btree;
alter operator family "Odd one"."Fam" using btree add operator 1 < (integer, integer), operator 1 < (integer, bigint),
    function 1 (integer, bigint) btint48cmp(integer, bigint), function 1 btint4cmp(integer, integer);
comment on operator family "Odd one"."Fam" using btree is 'Of the odd.';

create function app.mood_of(i integer) returns app.mood immutable language sql
    as $$ select case when i > 0 then 'ok'::app.mood else 'sad' end $$;
create cast (integer as app.mood) with function app.mood_of(integer) as assignment;
create cast (app.mood as varchar) with inout as implicit;
comment on cast (integer as app.mood) is 'Above zero is well.';

create text search template app.plain (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary app.words (template = app.plain, stopwords = 'english', accept = false);
create text search parser app.parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end,
    lextypes = prsd_lextype, headline = prsd_headline);
create text search configuration app.english (copy = pg_catalog.english);
alter text search configuration app.english alter mapping for asciiword, word with app.words, english_stem;
create text search configuration "Odd one"."Empty" (parser = app.parser);
comment on text search configuration app.english is 'Ours; it''s "odd".';
comment on text search dictionary app.words is 'Words.';
comment on text search parser app.parser is 'Parser.';
comment on text search template app.plain is 'Template.';

create aggregate app.total(value integer) (sfunc = int4pl, stype = integer, sspace = 8, initcond = '0',
    combinefunc = int4pl, parallel = safe);
create aggregate app.moving(integer) (sfunc = int4pl, stype = integer, msfunc = int4pl, minvfunc = int4mi,
    mstype = integer, msspace = 16, minitcond = '0');
create aggregate app.half(double precision order by anyelement) (sfunc = ordered_set_transition, stype = internal,
    finalfunc = percentile_disc_final, finalfunc_extra);
create aggregate app.place(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi,
    stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
create aggregate app.of_all(*) (sfunc = int8inc, stype = bigint, initcond = '0');
comment on aggregate app.half(double precision order by anyelement) is 'Half of them.';

create table app.prices (
    id integer primary key,
    price app.money not null unique,
    span app.span default '[1,2)',
    spans app.span[],
    many app.span_multirange,
    "Name" text collate app.german check ("Name" collate app.caseless <> 'x'),
    body text,
    words tsvector generated always as (to_tsvector('app.english', body)) stored,
    exclude using gist (span with &&)
);
create index on app.prices using gin (to_tsvector('app.english', body));
create index on app.prices ("Name" collate app.caseless);
create index on app.prices (price app.money_ops desc);

create function app.open(a integer, out b text, variadic c integer[] default '{}') returns setof text
    stable strict parallel restricted cost 7 rows 3 set search_path = app, 'Odd one' language sql
    begin atomic select "Name" from app.prices where id > a; select 'two' as two; end;
create function app.sum_of(a integer, b integer default 2) returns bigint language sql return a + b;
create procedure app.swap(inout a integer, out b text) language plpgsql as $$ begin b := a; end $$;
create function app.my_rank() returns bigint window language internal as 'window_rank';
create view app.cheap as select id, "Name" from app.prices where price operator(app.<) row(3, 'EUR')::app.money;
