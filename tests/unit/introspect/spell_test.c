#include "tests/unit/introspect/pair.h"

static void spells_defaults(void **state)
{
    Pair pair = pair_begin(
        *state, "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE SEQUENCE counter;"
                "CREATE TABLE \"T\" (a text DEFAULT 'x', b integer DEFAULT 1 + 2,"
                " c timestamp DEFAULT (now() AT TIME ZONE 'utc'), m mood DEFAULT 'sad',"
                " v varchar(20) DEFAULT 'abc', n integer DEFAULT nextval('counter'),"
                " f boolean DEFAULT true, i interval DEFAULT '1 day', j jsonb DEFAULT '{}')");
    const struct {
        const char *column, *same, *other;
    } cases[] = {
        {"a", "'x'::text",                       "'y'"                   },
        {"a", "CAST('x' AS text)",               "lower('X')"            },
        {"b", "1+2",                             "2 + 1"                 },
        {"b", "(1 +2)",                          "3"                     },
        {"c", "(now() at time zone ('utc'))",    "now()"                 },
        {"m", "'sad'::mood",                     "'ok'"                  },
        {"v", "cast('abc' as varchar)",          "'abcd'"                },
        {"n", "nextval('public.counter')",       "nextval('counter') + 1"},
        {"f", "TRUE",                            "false"                 },
        {"i", "interval '24:00' + interval '0'", NULL                    },
        {"j", "'{}'::jsonb",                     "'[]'"                  },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = arena_printf(*state, "public.\"T\".%s", cases[i].column);

        if (!cases[i].other)
            assert_false(spells_same(&pair, KIND_COLUMN, path, "default_expr", cases[i].same));
        else if (!spells_same(&pair, KIND_COLUMN, path, "default_expr", cases[i].same) ||
                 spells_same(&pair, KIND_COLUMN, path, "default_expr", cases[i].other))
            fail_msg("%s", cases[i].same);
    }
}

static void spells_generated_columns(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a integer, b bigint,"
                                   " g bigint GENERATED ALWAYS AS (a * 2 + b) STORED,"
                                   " h text GENERATED ALWAYS AS (a::text || 'x') STORED)");

    assert_true(spells_same(&pair, KIND_COLUMN, "public.t.g", "generated", "a*2 + b"));
    assert_false(spells_same(&pair, KIND_COLUMN, "public.t.g", "generated", "a * 3 + b"));
    assert_true(
        spells_same(&pair, KIND_COLUMN, "public.t.h", "generated", "cast(a as text) || 'x'"));
}

static void spells_checks(void **state)
{
    Pair pair = pair_begin(
        *state, "CREATE TABLE t (a integer, b varchar(9), d date, CONSTRAINT c CHECK"
                " (a > 0 AND b IN ('x', 'y') AND d BETWEEN '2020-01-01' AND '2030-01-01'),"
                " CONSTRAINT q CHECK (t.a <> 5), CONSTRAINT w CHECK (t IS NOT NULL))");

    assert_true(spells_same(&pair, KIND_CHECK, "public.t.c", "expr",
                            "a > 0 and b in ('x','y') and d between '2020-01-01' and "
                            "'2030-01-01'"));
    assert_false(spells_same(&pair, KIND_CHECK, "public.t.c", "expr", "a > 0 and b in ('x')"));
    assert_true(spells_same(&pair, KIND_CHECK, "public.t.q", "expr", "t.a != 5 -- never"));
    assert_true(spells_same(&pair, KIND_CHECK, "public.t.w", "expr", "(t is not null)"));
}

static void spells_indexes(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a integer, b varchar(9), \"C\" text);"
                                   "CREATE INDEX i ON t (lower(b), (a + 1), (a > 0 AND b IS NULL),"
                                   " (\"C\" || 'x')) WHERE a <> 1 AND b = 'q'");

    write_sql(&model_element(&pair, "public.i", 0)->expr, "LOWER( b )");
    write_sql(&model_element(&pair, "public.i", 1)->expr, "a+1");
    write_sql(&model_element(&pair, "public.i", 2)->expr, "(a>0) and (b is null)");
    write_sql(&model_element(&pair, "public.i", 3)->expr, "\"C\" || text 'x'");
    write_sql(model_sql(&pair, KIND_INDEX, "public.i", "predicate"), "a != 1 and b = 'q'");
    spell(&pair);
    assert_int_equal(pair.findings.items.count, 0);
    assert_true(is_same(&pair, KIND_INDEX, "public.i", "elements"));
    assert_true(is_same(&pair, KIND_INDEX, "public.i", "predicate"));

    write_sql(&model_element(&pair, "public.i", 1)->expr, "a+2");
    spell(&pair);
    assert_string_equal(model_element(&pair, "public.i", 1)->expr.spelled, "a + 2");
}

static void spells_exclusions(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a timestamp, b timestamp, EXCLUDE USING gist"
                                   " (tsrange(a, b) WITH &&) WHERE (a < b))");
    const char *path = "public.t.t_tsrange_excl";
    Elements *elements = attr_field(object_at(&pair.model, KIND_EXCLUSION, path),
                                    attr_at(KIND_EXCLUSION, "elements"));

    write_sql(&elements->items[0].expr, "tsrange( a,b )");
    write_sql(model_sql(&pair, KIND_EXCLUSION, path, "predicate"), "(a<b)");
    spell(&pair);
    assert_true(is_same(&pair, KIND_EXCLUSION, path, "elements"));
    assert_true(is_same(&pair, KIND_EXCLUSION, path, "predicate"));
}

static void spells_what_has_another_name(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a integer, CONSTRAINT old CHECK (a > 0))");
    Object *table = object_at(&pair.model, KIND_TABLE, "public.t");
    Object *check = schema_add(*state, &pair.model, KIND_CHECK, table, "new");
    Sql *sql = attr_field(check, attr_at(KIND_CHECK, "expr"));

    write_sql(sql, "a>0");
    spell(&pair);
    assert_string_equal(sql->spelled, "a > 0");
}

static void spells_what_is_renamed(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a integer DEFAULT 1 + 1)");
    Object *schema = object_at(&pair.model, KIND_SCHEMA, "public");
    Object *table = schema_add(*state, &pair.model, KIND_TABLE, schema, "people");
    Object *column = schema_add(*state, &pair.model, KIND_COLUMN, table, "age");
    Sql *sql = attr_field(column, attr_at(KIND_COLUMN, "default_expr"));

    table->renamed_from = "t";
    column->renamed_from = "a";
    ((SqlType *)attr_field(column, attr_at(KIND_COLUMN, "type")))->text = "integer";
    write_sql(sql, "1+1");
    spell(&pair);
    assert_string_equal(sql->spelled, "(1 + 1)");
}

static void spells_types(void **state)
{
    Pair pair = pair_begin(*state, "CREATE SCHEMA app; CREATE DOMAIN app.word AS text;"
                                   "CREATE TABLE t (a app.word, b app.word[]);"
                                   "SET search_path = public, app");
    SqlType *a =
        attr_field(object_at(&pair.model, KIND_COLUMN, "public.t.a"), attr_at(KIND_COLUMN, "type"));
    SqlType *b =
        attr_field(object_at(&pair.model, KIND_COLUMN, "public.t.b"), attr_at(KIND_COLUMN, "type"));

    a->text = "word";
    b->text = "app.WORD[]";
    spell(&pair);
    assert_int_equal(pair.findings.items.count, 0);
    assert_string_equal(a->text, "app.word");
    assert_string_equal(b->text, "app.word[]");
}

static void spells_with_what_is_new(void **state)
{
    Arena *arena = *state;
    Pair pair = pair_begin(arena, "CREATE TABLE t (a text DEFAULT 'x', b integer DEFAULT 1)");
    Object *schema = schema_namespace(arena, &pair.model, "new");
    Object *type = schema_add(arena, &pair.model, KIND_ENUM, schema, "Mood");
    Object *column = object_at(&pair.model, KIND_COLUMN, "public.t.a");
    StrVec *labels = attr_field(type, attr_at(KIND_ENUM, "labels"));

    vec_push(arena, labels, "x");
    schema_add(arena, &pair.model, KIND_SEQUENCE, schema, "counter");
    ((SqlType *)attr_field(column, attr_at(KIND_COLUMN, "type")))->text = "new.\"Mood\"";
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.a", "default_expr"), "'x'");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.b", "default_expr"),
              "nextval('new.counter')");
    spell(&pair);
    assert_int_equal(pair.findings.items.count, 0);
    assert_string_equal(model_sql(&pair, KIND_COLUMN, "public.t.a", "default_expr")->spelled,
                        "'x'::new.\"Mood\"");
    assert_string_equal(model_sql(&pair, KIND_COLUMN, "public.t.b", "default_expr")->spelled,
                        "nextval('new.counter'::regclass)");
    assert_string_equal(ask(arena, pair.db,
                            "SELECT count(*) FROM pg_namespace"
                            " WHERE nspname = 'new'"),
                        "0");
}

static void spells_with_what_is_renamed(void **state)
{
    Arena *arena = *state;
    Pair pair = pair_begin(arena, "CREATE TYPE old AS ENUM ('x');"
                                  "CREATE TABLE t (a old, CHECK (a <> 'x'))");
    Object *type = schema_add(arena, &pair.model, KIND_ENUM,
                              object_at(&pair.model, KIND_SCHEMA, "public"), "new");
    Object *column = object_at(&pair.model, KIND_COLUMN, "public.t.a");

    type->renamed_from = "old";
    ((SqlType *)attr_field(column, attr_at(KIND_COLUMN, "type")))->text = "public.new";
    write_sql(model_sql(&pair, KIND_CHECK, "public.t.t_a_check", "expr"), "a <> new 'x'");
    spell(&pair);
    assert_int_equal(pair.findings.items.count, 0);
    assert_string_equal(model_sql(&pair, KIND_CHECK, "public.t.t_a_check", "expr")->spelled,
                        "a <> 'x'::public.new");
    assert_string_equal(ask(arena, pair.db, "SELECT to_regtype('old') IS NULL"), "f");
}

static void says_nothing_of_a_new_label(void **state)
{
    Arena *arena = *state;
    Pair pair = pair_begin(arena, "CREATE TYPE mood AS ENUM ('sad');"
                                  "CREATE TABLE t (m mood DEFAULT 'sad', n mood DEFAULT 'sad')");
    StrVec *labels =
        attr_field(object_at(&pair.model, KIND_ENUM, "public.mood"), attr_at(KIND_ENUM, "labels"));

    vec_push(arena, labels, "ok");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.m", "default_expr"), "'ok'");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.n", "default_expr"), "CAST('sad' AS mood)");
    spell(&pair);
    assert_int_equal(pair.findings.items.count, 0);
    assert_false(is_same(&pair, KIND_COLUMN, "public.t.m", "default_expr"));
    assert_true(is_same(&pair, KIND_COLUMN, "public.t.n", "default_expr"));
}

static void resolves_names_as_the_revision_will(void **state)
{
    Pair pair = pair_begin(*state, "CREATE SCHEMA app; CREATE FUNCTION app.f() RETURNS integer"
                                   " LANGUAGE sql AS 'SELECT 1';"
                                   "CREATE TABLE t (a integer DEFAULT app.f());"
                                   "SET search_path = app, public");

    assert_true(spells_same(&pair, KIND_COLUMN, "public.t.a", "default_expr", "f()"));
}

static void spells_opclasses_and_collations(void **state)
{
    Pair pair = pair_begin(
        *state,
        "CREATE SCHEMA app; CREATE COLLATION app.german (locale = 'C');"
        "SET search_path = app, public;"
        "CREATE TABLE public.t (a text, b text COLLATE \"C\", c text, d text COLLATE german);"
        "CREATE INDEX i ON public.t (a, b, c COLLATE german, c text_pattern_ops);"
        "CREATE INDEX g ON public.t USING gist (to_tsvector('simple', a)"
        " tsvector_ops(siglen=100))");
    const char **column = attr_field(object_at(&pair.model, KIND_COLUMN, "public.t.d"),
                                     attr_at(KIND_COLUMN, "collation"));
    const char **plain = attr_field(object_at(&pair.model, KIND_COLUMN, "public.t.a"),
                                    attr_at(KIND_COLUMN, "collation"));

    *column = "german";
    *plain = "\"default\"";
    model_element(&pair, "public.i", 0)->opclass = "text_ops";
    model_element(&pair, "public.i", 0)->collation = "pg_catalog.\"default\"";
    model_element(&pair, "public.i", 1)->collation = "\"C\"";
    model_element(&pair, "public.i", 2)->collation = "german";
    model_element(&pair, "public.i", 3)->opclass = "pg_catalog.text_pattern_ops";
    model_element(&pair, "public.g", 0)->opclass = "tsvector_ops ( siglen = '100' )";
    spell(&pair);
    assert_string_equal(*column, "app.german");
    assert_null(*plain);
    assert_true(is_same(&pair, KIND_INDEX, "public.i", "elements"));
    assert_true(is_same(&pair, KIND_INDEX, "public.g", "elements"));

    model_element(&pair, "public.i", 0)->opclass = "no_such_ops";
    spell(&pair);
    assert_string_equal(model_element(&pair, "public.i", 0)->opclass, "no_such_ops");
}

static void tells_what_the_server_refuses(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a integer DEFAULT 1, b integer DEFAULT 2,"
                                   " c integer, CHECK (c > 0))");

    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.a", "default_expr"), "no_such()");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.b", "default_expr"), "CAST(2 AS integer)");
    write_sql(model_sql(&pair, KIND_CHECK, "public.t.t_c_check", "expr"), "c > wrong");
    spell(&pair);
    assert_int_equal(pair.findings.items.count, 0);
    assert_int_equal(pair.refused.count, 2);

    const SpellRefusal *refusal = &pair.refused.items[0];

    assert_string_equal(refusal->object->path, "public.t.a");
    assert_string_equal(refusal->sql->text, "no_such()");
    assert_non_null(strstr(refusal->error.message, "function no_such() does not exist"));
    assert_int_equal(refusal->at, 0);
    assert_string_equal(pair.refused.items[1].object->path, "public.t.t_c_check");
    assert_int_equal(pair.refused.items[1].at, strlen("c > "));
    assert_false(is_same(&pair, KIND_COLUMN, "public.t.a", "default_expr"));
    assert_true(is_same(&pair, KIND_COLUMN, "public.t.b", "default_expr"));
    assert_false(is_same(&pair, KIND_CHECK, "public.t.t_c_check", "expr"));
}

static void keeps_tables_apart_that_share_names(void **state)
{
    Arena *arena = *state;
    Pair pair = pair_begin(arena, "CREATE TABLE t (a integer, b text, CHECK (a > 1));"
                                  "CREATE TABLE u (a numeric, b text, CHECK (a > 1));"
                                  "CREATE TABLE v (a integer, CHECK (a > 1));"
                                  "CREATE TABLE w (a integer, b text, CHECK (w.a > 1))");
    const char *const names[] = {"t", "u", "v", "w"};
    const char *const spelled[] = {"a > 2", "a > (2)::numeric", "a > 2", "a > 2"};

    for (size_t i = 0; i < 4; i++)
        write_sql(model_sql(&pair, KIND_CHECK,
                            arena_printf(arena, "public.%s.%s_a_check", names[i], names[i]),
                            "expr"),
                  i == 3 ? "w.a>2" : "a>2");
    spell(&pair);
    assert_int_equal(pair.findings.items.count, 0);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(
            model_sql(&pair, KIND_CHECK,
                      arena_printf(arena, "public.%s.%s_a_check", names[i], names[i]), "expr")
                ->spelled,
            spelled[i]);
}

static void finds_the_bad_one_of_many(void **state)
{
    Arena *arena = *state;
    StrBuf sql = {.arena = arena};

    strbuf_add(&sql, "CREATE TABLE t (c0 integer DEFAULT 0");
    for (int i = 1; i < 150; i++)
        strbuf_addf(&sql, ", c%d integer DEFAULT %d", i, i);
    strbuf_add(&sql, ")");

    Pair pair = pair_begin(arena, strbuf_text(&sql));

    for (int i = 0; i < 150; i++)
        write_sql(
            model_sql(&pair, KIND_COLUMN, arena_printf(arena, "public.t.c%d", i), "default_expr"),
            i == 77 ? "CAST('x' AS integer)" : arena_printf(arena, "CAST(%d AS integer)", i));
    spell(&pair);
    assert_int_equal(pair.refused.count, 1);
    assert_string_equal(pair.refused.items[0].object->path, "public.t.c77");
    for (int i = 0; i < 150; i++)
        assert_int_equal(
            is_same(&pair, KIND_COLUMN, arena_printf(arena, "public.t.c%d", i), "default_expr"),
            i != 77);
}

static void asks_nothing_that_it_can_prove(void **state)
{
    Arena *arena = *state;
    Pair pair = pair_begin(arena, "CREATE TABLE t (a timestamptz DEFAULT now(), b boolean DEFAULT"
                                  " true, c varchar(9) DEFAULT 'x', d integer DEFAULT 0,"
                                  " e integer, f text DEFAULT 'new')");

    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.a", "default_expr"), "now()");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.b", "default_expr"), "TRUE");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.c", "default_expr"), "'x'");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.d", "default_expr"), "0");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.e", "default_expr"), "a new one");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.f", "default_expr"), NULL);
    db_close(pair.db);
    assert_true(spell_schema(arena, pair.db, &pair.findings,
                             &(SpellRequest){.catalog = &pair.catalog, .model = &pair.model}));
    assert_true(is_same(&pair, KIND_COLUMN, "public.t.c", "default_expr"));
    assert_null(model_sql(&pair, KIND_COLUMN, "public.t.e", "default_expr")->spelled);
}

static void does_without_a_server_that_may_not_write(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a integer DEFAULT 1 + 2, b integer DEFAULT 3)");

    tell(*state, pair.db, "SET default_transaction_read_only = on");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.a", "default_expr"),
              "CAST(1 AS integer) + 2");
    spell(&pair);
    assert_int_equal(pair.findings.items.count, 1);
    assert_int_equal(pair.findings.items.items[0]->id, FINDING_MC710);
    assert_null(model_sql(&pair, KIND_COLUMN, "public.t.a", "default_expr")->spelled);
}

static void reports_a_lost_connection(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a integer DEFAULT 1 + 2)");

    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.a", "default_expr"), "CAST(3 AS integer)");
    db_close(pair.db);
    assert_false(spell_schema(*state, pair.db, &pair.findings,
                              &(SpellRequest){.catalog = &pair.catalog, .model = &pair.model}));
    assert_int_equal(pair.findings.items.count, 1);
    assert_int_equal(pair.findings.items.items[0]->id, FINDING_MC702);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(spells_defaults),
        UNIT(spells_generated_columns),
        UNIT(spells_checks),
        UNIT(spells_indexes),
        UNIT(spells_exclusions),
        UNIT(spells_what_has_another_name),
        UNIT(spells_what_is_renamed),
        UNIT(spells_types),
        UNIT(spells_with_what_is_new),
        UNIT(spells_with_what_is_renamed),
        UNIT(says_nothing_of_a_new_label),
        UNIT(resolves_names_as_the_revision_will),
        UNIT(spells_opclasses_and_collations),
        UNIT(tells_what_the_server_refuses),
        UNIT(keeps_tables_apart_that_share_names),
        UNIT(finds_the_bad_one_of_many),
        UNIT(asks_nothing_that_it_can_prove),
        UNIT(does_without_a_server_that_may_not_write),
        UNIT(reports_a_lost_connection),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
