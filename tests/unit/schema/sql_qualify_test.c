/* Bare names of PostgreSQL's own where another schema has one that fits better. */
#include "schema/sql.h"
#include "tests/unit/unit.h"

/* One text and what becomes of it, one after the other. */
static const char *const changed[] = {
    "tags @> ARRAY[1]",
    "tags OPERATOR(pg_catalog.@>) ARRAY[1]",

    "((a @> b) AND (NOT (b @> c)))",
    "((a OPERATOR(pg_catalog.@>) b) AND (NOT (b OPERATOR(pg_catalog.@>) c)))",

    "a = ANY (ARRAY[1, 2])",
    "a OPERATOR(pg_catalog.=) ANY (ARRAY[1, 2])",

    "(a IN ( SELECT t.a FROM t))",
    "(a OPERATOR(pg_catalog.=) ANY ( SELECT t.a FROM t))",

    "(r * r)",
    "(r OPERATOR(pg_catalog.*) r)",

    "CREATE RULE r AS ON UPDATE TO t DO UPDATE t SET a = (b = c), d = f(1, 2), e = 3 WHERE (a = b)",
    "CREATE RULE r AS ON UPDATE TO t DO UPDATE t SET a = (b OPERATOR(pg_catalog.=) c), "
    "d = f(1, 2), e = 3 WHERE (a OPERATOR(pg_catalog.=) b)",

    "CREATE FUNCTION f(a boolean DEFAULT (ARRAY[1] @> ARRAY[2])) RETURNS int",
    "CREATE FUNCTION f(a boolean DEFAULT (ARRAY[1] OPERATOR(pg_catalog.@>) ARRAY[2])) RETURNS int",

    "lower(r) > upper(lower(s))",
    "pg_catalog.lower(r) > upper(pg_catalog.lower(s))",

    "CASE WHEN lower(r) > 0 THEN lower(s) ELSE public.lower(s) END",
    "CASE WHEN pg_catalog.lower(r) > 0 THEN pg_catalog.lower(s) ELSE public.lower(s) END",

    "SELECT lower.lower FROM lower(a) lower(lower), LATERAL lower(b) AS x(y)",
    "SELECT lower.lower FROM pg_catalog.lower(a) lower(lower), LATERAL pg_catalog.lower(b) AS x(y)",
};

static const char *const kept[] = {
    "POSITION(('a'::text) IN (b))",
    "count(*)",
    "SELECT ROW(t.*) FROM t",
    "a OPERATOR(public.@>) b",
    "a OPERATOR(pg_catalog.@>) b",
    "a <@ b",
    "\"a = b\" > '@> it''s ='::text",
    "E'\\\\' > 'a = b'",
    "f(a => 1)",
    "CREATE AGGREGATE app.a(integer) (SFUNC = f, SORTOP = OPERATOR(pg_catalog.<))",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $function$SELECT 1 = lower(r)$function$",
    "WITH lower(a) AS (SELECT 1) SELECT 1 FROM t lower(a)",
    "Lower(r)",
};

static SqlContested contested(Arena *arena)
{
    SqlContested names = {0};

    vec_push(arena, &names.operators, "@>");
    vec_push(arena, &names.operators, "=");
    vec_push(arena, &names.operators, "*");
    vec_push(arena, &names.functions, "lower");
    return names;
}

static void changed_texts(void **state)
{
    SqlContested names = contested(*state);

    for (size_t i = 0; i < sizeof changed / sizeof *changed; i += 2)
        assert_string_equal(sql_qualify(*state, changed[i], &names), changed[i + 1]);
}

static void kept_texts(void **state)
{
    SqlContested names = contested(*state);

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_ptr_equal(sql_qualify(*state, kept[i], &names), kept[i]);
    for (size_t i = 1; i < sizeof changed / sizeof *changed; i += 2)
        assert_ptr_equal(sql_qualify(*state, changed[i], &names), changed[i]);
}

static void nothing_to_do(void **state)
{
    static const char text[] = "a = lower(b)";

    assert_ptr_equal(sql_qualify(*state, text, &(SqlContested){0}), text);
    assert_null(sql_qualify(*state, NULL, &(SqlContested){0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(changed_texts), UNIT(kept_texts), UNIT(nothing_to_do)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
