/* Expressions that are printed once for all rows that hold the same. */
#include "tests/unit/introspect/catalog.h"
#include "tests/unit/introspect/shared.h"

#include "introspect/catalog_print.h"
#include "introspect/catalog_text.h"

/* Tables whose expressions are alike, and nearly alike. */
static const char alike[] =
    "SET search_path = app; CREATE SCHEMA app;"
    "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TYPE other AS ENUM ('sad', 'ok');"
    "CREATE FUNCTION twice(integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT $1 * 2';"
    "CREATE FUNCTION twice(bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1 * 2';"
    "CREATE TABLE a (n integer CHECK (n > 0));"
    "CREATE TABLE  b  (  n   integer   CHECK  ( n  >  0 ) ) ;" /* as a, elsewhere in the text */
    "CREATE TABLE c (m integer, CHECK (m > 0));"               /* another name */
    "CREATE TABLE d (n bigint CHECK (n > 0));"                 /* another type */
    "CREATE TABLE e (gone text, n integer CHECK (n > 0));"     /* another place */
    "ALTER TABLE e DROP COLUMN gone;"
    "CREATE TABLE f (n integer CHECK (n > 1));" /* another value */
    "CREATE TABLE g (n integer CHECK (n > 0)); ALTER TABLE g RENAME n TO \"1 m\";"
    "CREATE TABLE h (n mood CHECK (n > 'sad')); CREATE TABLE i (n other CHECK (n > 'sad'));"
    "CREATE TABLE j (n integer CHECK (twice(n) > 0)); CREATE TABLE k (n bigint CHECK (twice(n) > "
    "0));"
    "CREATE TABLE l (n integer, CHECK (l IS NOT NULL)); CREATE TABLE m (n integer, CHECK (m IS NOT "
    "NULL));"
    "CREATE TABLE o (n integer, CHECK (tableoid <> 0)); CREATE TABLE p (n integer, CHECK (tableoid "
    "<> 0));"
    "CREATE TABLE q (n text COLLATE \"C\" CHECK (n > 'a')); CREATE TABLE r (n text CHECK (n > "
    "'a'));"
    "CREATE TABLE s (n text CHECK (n <> ':varattno 1 :location 9'), m integer);"
    "CREATE TABLE t (n text CHECK (n <> ':varattno 2 :location 8'), m integer);"
    "CREATE INDEX ON s (lower(n)) WHERE m > 0; CREATE INDEX ON t (lower(n)) WHERE m > 0;"
    "CREATE INDEX ON s (lower(n)) WHERE m > 1; CREATE INDEX ON t (upper(n)) WHERE m > 0;"
    "CREATE INDEX ON s (lower(n)); CREATE INDEX ON s (m) WHERE m > 0; CREATE INDEX ON s (m);"
    "CREATE INDEX ON s ((m + 1), (m + 2)); CREATE INDEX ON s ((m + 1), lower(n), (m + 2));"
    "CREATE MATERIALIZED VIEW v AS SELECT 1 AS n; CREATE INDEX ON v ((n + 1));"
    "CREATE MATERIALIZED VIEW w AS SELECT 1 AS m; CREATE INDEX ON w ((m + 1));"
    "SET search_path = pg_catalog";

static void prints_checks_as_the_server_does(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared, alike);
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});
    DbError error;
    Rows *rows = db_query(arena, db,
                          "SELECT conrelid::regclass || '.' || quote_ident(conname),"
                          " pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE contype = 'c'"
                          " AND conrelid >= 16384",
                          NULL, &error);

    assert_int_equal(rows_count(rows), 19);
    for (size_t i = 0; i < rows_count(rows); i++) {
        Object *check = object_at(&schema, KIND_CHECK, rows_text(rows, i, 0));
        const Sql *expr = attr_field(check, attr_at(KIND_CHECK, "expr"));

        assert_string_equal(expr->text, catalog_unwrap(arena, rows_text(rows, i, 1)));
    }
}

static void prints_indexes_as_the_server_does(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared, alike);
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    for (size_t i = 0; i < schema.objects[KIND_INDEX].entries.count; i++) {
        const Object *index = schema.objects[KIND_INDEX].entries.items[i].value;
        const char *shown = show_object(arena, index);
        const char *query = arena_printf(
            arena,
            "SELECT pg_get_expr(indexprs, indrelid), pg_get_expr(indpred, indrelid) FROM"
            " pg_index WHERE indexrelid = 'app.%s'::regclass",
            index->name);
        DbError error;
        Rows *rows = db_query(arena, db, query, NULL, &error);
        StrVec exprs = {0};

        catalog_split(arena, rows_text(rows, 0, 0), &exprs);
        for (size_t k = 0; k < exprs.count; k++)
            assert_non_null(strstr(shown, catalog_unwrap(arena, exprs.items[k])));
        if (rows_text(rows, 0, 1))
            assert_non_null(strstr(shown, catalog_unwrap(arena, rows_text(rows, 0, 1))));
        assert_int_equal(!rows_text(rows, 0, 1), !strstr(shown, "predicate="));
    }
    assert_int_equal(schema.objects[KIND_INDEX].entries.count, 11);
}

static CatalogMap read_tables(Arena *arena, Db *db)
{
    CatalogMap map = {0};
    DbError error;
    Rows *rows = db_query(arena, db,
                          "SELECT attrelid, attnum, attname FROM pg_attribute"
                          " WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped",
                          NULL, &error);

    for (size_t i = 0; i < rows_count(rows); i++) {
        uint32_t oid = (uint32_t)atol(rows_text(rows, i, 0));
        CatalogEntry *entry = catalog_map_get(&map, oid);

        entry = entry ? entry : catalog_map_add(arena, &map, oid);
        catalog_column_add(arena, entry, atol(rows_text(rows, i, 1)),
                           (CatalogColumn){.name = rows_text(rows, i, 2)});
    }
    return map;
}

/* Which of the checks are asked for, by their tables: "a c d". */
static const char *asked(Arena *arena, Db *db, const CatalogMap *tables)
{
    DbError error;
    Rows *rows =
        db_query(arena, db,
                 "SELECT oid, conrelid AS table_oid, conbin AS expr_tree,"
                 " replace(conrelid::regclass::text, 'app.', '') AS name FROM pg_constraint"
                 " WHERE contype = 'c' AND conrelid >= 16384 ORDER BY 4",
                 NULL, &error);
    CatalogPrint print;
    const char *query = catalog_print_query(
        arena, "-- print: SELECT oid\n-- print: FROM k WHERE oid\n", rows, tables, &print);
    StrVec names = {0};

    assert_true(text_starts(query, "SELECT oid FROM k WHERE oid = ANY ('{"));
    for (size_t i = 0; i < rows_count(rows); i++) {
        if (print.rows[i] == i)
            vec_push(arena, &names, rows_text(rows, i, 3));
        assert_int_equal(print.rows[i] == i, strstr(query, rows_text(rows, i, 0)) != NULL);
    }
    assert_int_equal(print.count, names.count);
    return text_join(arena, &names, " ");
}

static void asks_once_for_what_is_the_same(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared, alike);
    CatalogMap tables = read_tables(arena, db), unknown = {0};

    /* b is as a, p is as o, whose column is none of the table's; t differs from s in the literal.
     */
    assert_string_equal(asked(arena, db, &tables), "a c d e f g h i j k l m o q r s t");
    /* Without names each that has a column is printed by itself. */
    assert_string_equal(asked(arena, db, &unknown), "a b c d e f g h i j k l m o q r s t");
}

static void asks_nothing_where_there_is_nothing(void **state)
{
    Arena *arena = *state;
    Db *db = database_with(arena, &shared, "SELECT 1");
    DbError error;
    Rows *rows =
        db_query(arena, db, "SELECT 1 AS oid, 2 AS table_oid, NULL AS expr_tree", NULL, &error);
    CatalogPrint print;

    assert_null(catalog_print_query(arena, "-- print: x\n", rows, &(CatalogMap){0}, &print));
    catalog_print_fill(arena, rows, &print, NULL);
    assert_int_equal(rows_column(rows, "expr"), 3);
    assert_null(rows_text(rows, 0, 3));
    assert_null(rows_name(rows, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(prints_checks_as_the_server_does),
        UNIT(prints_indexes_as_the_server_does),
        UNIT(asks_once_for_what_is_the_same),
        UNIT(asks_nothing_where_there_is_nothing),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
