#include "tests/unit/introspect/pair.h"

/* What PostgreSQL prints of its own spelling is what it prints of the first text after a dump. */
static void knows_what_was_dumped_and_restored(void **state)
{
    Pair pair = pair_begin(
        *state,
        "CREATE DOMAIN word AS varchar(9) CHECK (VALUE IN ('x', 'y'));"
        "CREATE TABLE t (a integer, b varchar(9), w word, CONSTRAINT c CHECK"
        " (b::text = ANY (ARRAY['x'::character varying::text, 'y'::character varying::text])),"
        " CONSTRAINT d CHECK (a >= 1 AND a <= 3 AND a <> 2), CONSTRAINT e CHECK (a <> -1));"
        "CREATE INDEX i ON t ((b::text = ANY (ARRAY['x'::character varying::text,"
        " 'y'::character varying::text]))) WHERE a >= 1 AND a <= 3 AND b IS NULL");
    Sql *domain = NULL;

    assert_true(spells_same(&pair, KIND_CHECK, "public.t.c", "expr", "b in ('x', 'y')"));
    assert_false(spells_same(&pair, KIND_CHECK, "public.t.c", "expr", "b in ('x', 'z')"));
    assert_true(spells_same(&pair, KIND_CHECK, "public.t.d", "expr", "a between 1 and 3 and a<>2"));
    assert_false(
        spells_same(&pair, KIND_CHECK, "public.t.d", "expr", "a between 1 and 3 or a <> 2"));
    assert_true(spells_same(&pair, KIND_CHECK, "public.t.e", "expr", "a <> (- 1)"));
    assert_true(
        spells_same(&pair, KIND_INDEX, "public.i", "predicate", "a between 1 and 3 and b is null"));
    read_pair(&pair);
    write_sql(&model_element(&pair, "public.i", 0)->expr, "b in ('x', 'y')");
    domain = model_sql(&pair, KIND_DOMAIN_CHECK, "public.word.word_check", "expr");
    write_sql(domain, "value::text = any (array['x'::varchar::text, 'y'::varchar::text])");
    spell(&pair);
    assert_true(is_same(&pair, KIND_INDEX, "public.i", "elements"));
    assert_true(is_same(&pair, KIND_DOMAIN_CHECK, "public.word.word_check", "expr"));
}

static void knows_the_own_table_by_its_schema(void **state)
{
    Pair pair = pair_begin(*state, "CREATE SCHEMA \"S.p\"; CREATE TABLE \"S.p\".\"T\" (a integer,"
                                   " CONSTRAINT c CHECK (a > 0 AND 'S.p.T.a' <> 'S'));"
                                   "CREATE DOMAIN word AS text CHECK (VALUE <> 'value')");

    assert_true(spells_same(&pair, KIND_CHECK, "\"S.p\".\"T\".c", "expr",
                            "\"S.p\".\"T\".a > 0 and 'S.p.T.a' <> 'S'"));
    assert_true(spells_same(&pair, KIND_DOMAIN_CHECK, "public.word.word_check", "expr",
                            "value != 'value'"));
    assert_false(spells_same(&pair, KIND_DOMAIN_CHECK, "public.word.word_check", "expr",
                             "value != 'VALUE'"));
}

/* What PostgreSQL stores otherwise than as an expression: see introspect/spell_key.h. */
static void knows_what_an_index_makes_of_it(void **state)
{
    Pair pair = pair_begin(*state, "CREATE TABLE t (a text, b text COLLATE \"C\", \"C d\" text);"
                                   "CREATE INDEX i ON t ((t.a), (b), (\"C d\" COLLATE \"C\"),"
                                   " (lower(a) COLLATE \"C\"), (b COLLATE \"C\"))"
                                   " WHERE 't'::boolean;"
                                   "CREATE STATISTICS s ON (a), (lower(a) COLLATE \"C\") FROM t");
    const char *const texts[] = {"t.a", "((b))", "\"C d\" collate pg_catalog.\"C\"",
                                 "lower(a) collate \"C\"", "b collate \"C\""};
    Elements *elements = attr_field(object_at(&pair.model, KIND_STATISTICS, "public.s"),
                                    attr_at(KIND_STATISTICS, "elements"));

    for (size_t i = 0; i < 5; i++) {
        Element *element = model_element(&pair, "public.i", i);

        element->column = NULL;
        element->collation = NULL;
        write_sql(&element->expr, texts[i]);
    }
    write_sql(model_sql(&pair, KIND_INDEX, "public.i", "predicate"), "(1 = 1) is true or true");
    for (size_t i = 0; i < elements->count; i++) {
        elements->items[i].column = NULL;
        write_sql(&elements->items[i].expr, i == 0 ? "t.a" : "lower(a) collate \"C\"");
    }
    spell(&pair);
    assert_true(is_same(&pair, KIND_INDEX, "public.i", "elements"));
    assert_false(is_same(&pair, KIND_INDEX, "public.i", "predicate"));
    for (size_t i = 0; i < elements->count; i++)
        assert_string_equal(i == 0 ? elements->items[i].column : elements->items[i].expr.spelled,
                            i == 0 ? "a" : "lower(a) COLLATE \"C\"");

    write_sql(model_sql(&pair, KIND_INDEX, "public.i", "predicate"), "not false or true");
    spell(&pair);
    assert_false(is_same(&pair, KIND_INDEX, "public.i", "predicate"));
    write_sql(model_sql(&pair, KIND_INDEX, "public.i", "predicate"), "bool 'yes'");
    spell(&pair);
    assert_true(is_same(&pair, KIND_INDEX, "public.i", "predicate"));
}

static void spells_indexes_of_materialized_views(void **state)
{
    Pair pair = pair_begin(
        *state, "CREATE MATERIALIZED VIEW m AS SELECT 'x'::varchar(9) AS a, 1 AS b,"
                " 2 AS \"C \"\"d\";"
                "CREATE INDEX i ON m (lower(a), (b + 1), a, \"C \"\"d\") WHERE a IN ('x', 'y')");

    write_sql(&model_element(&pair, "public.i", 0)->expr, "LOWER( m.a )");
    write_sql(&model_element(&pair, "public.i", 1)->expr, "b+1");
    model_element(&pair, "public.i", 2)->column = NULL;
    write_sql(&model_element(&pair, "public.i", 2)->expr, "m.a");
    model_element(&pair, "public.i", 3)->column = NULL;
    write_sql(&model_element(&pair, "public.i", 3)->expr, "(\"C \"\"d\")");
    write_sql(model_sql(&pair, KIND_INDEX, "public.i", "predicate"), "a in ('x','y')");
    spell(&pair);
    assert_true(is_same(&pair, KIND_INDEX, "public.i", "elements"));
    assert_true(is_same(&pair, KIND_INDEX, "public.i", "predicate"));

    write_sql(model_sql(&pair, KIND_INDEX, "public.i", "predicate"), "missing is null");
    spell(&pair);
    assert_false(is_same(&pair, KIND_INDEX, "public.i", "predicate"));
    assert_int_equal(pair.refused.count, 0);
}

static void knows_that_null_is_no_default(void **state)
{
    Pair pair = pair_begin(*state, "CREATE DOMAIN word AS text DEFAULT NULL::text;"
                                   "CREATE TABLE t (a integer, b text DEFAULT NULL::text,"
                                   " g integer GENERATED ALWAYS AS (a + 1) STORED)");

    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.b", "default_expr"), "(null)::text");
    write_sql(model_sql(&pair, KIND_DOMAIN, "public.word", "default_expr"), "cast(null as text)");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.a", "default_expr"), "missing(null)");
    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.g", "generated"), "a+ 1::int");
    spell(&pair);
    assert_true(is_same(&pair, KIND_COLUMN, "public.t.b", "default_expr"));
    assert_true(is_same(&pair, KIND_DOMAIN, "public.word", "default_expr"));
    assert_int_equal(pair.refused.count, 1);

    write_sql(model_sql(&pair, KIND_COLUMN, "public.t.g", "generated"), "now()::text::int");
    spell(&pair);
    assert_int_equal(pair.refused.count, 2);
    assert_non_null(strstr(pair.refused.items[1].error.message, "not immutable"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(knows_what_was_dumped_and_restored), UNIT(knows_the_own_table_by_its_schema),
        UNIT(knows_what_an_index_makes_of_it),    UNIT(spells_indexes_of_materialized_views),
        UNIT(knows_that_null_is_no_default),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
