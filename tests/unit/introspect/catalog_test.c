#include "catalog.h"

static Project shared;

typedef struct Expected {
    KindId kind;
    const char *path;
    const char *shown;
} Expected;

static void expect(Arena *arena, const char *sql, const Expected *expected, size_t count)
{
    Db *db = database_with(arena, &shared, sql);
    Schema schema = read_catalog(arena, db, &(CatalogOptions){0});

    for (size_t i = 0; i < count; i++)
        assert_string_equal(
            show_object(arena, object_at(&schema, expected[i].kind, expected[i].path)),
            expected[i].shown);
}

#define EXPECT(arena, sql, ...)                                                                    \
    do {                                                                                           \
        const Expected expected_[] = {__VA_ARGS__};                                                \
        expect(arena, sql, expected_, sizeof expected_ / sizeof *expected_);                       \
    } while (0)

/* Kinds, each with all of its attributes */

static void reads_schemas(void **state)
{
    EXPECT(*state, "CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'the app'; CREATE SCHEMA \"a.b\"",
           {KIND_SCHEMA, "app", "comment=the app"}, {KIND_SCHEMA, "public", ""},
           {KIND_SCHEMA, "\"a.b\"", ""});
}

static void reads_enums(void **state)
{
    EXPECT(*state,
           "CREATE TYPE mood AS ENUM ('sad', 'o''k', 'c d', '\"q\"', 'back\\slash', 'ü', 'NULL');"
           "ALTER TYPE mood ADD VALUE 'first' BEFORE 'sad'; COMMENT ON TYPE mood IS 'moods';"
           "CREATE TYPE none AS ENUM ()",
           {KIND_ENUM, "public.mood",
            "labels=first,sad,o'k,c d,\"q\",back\\slash,ü,NULL; comment=moods"},
           {KIND_ENUM, "public.\"none\"", ""});
}

static void reads_sequences(void **state)
{
    EXPECT(*state,
           "CREATE SEQUENCE plain; CREATE SEQUENCE down INCREMENT -1;"
           "CREATE SEQUENCE small AS smallint MAXVALUE 32767;"
           "CREATE SEQUENCE all_of AS integer INCREMENT -2 MINVALUE -10 MAXVALUE 5 START 3"
           " CACHE 7 CYCLE; COMMENT ON SEQUENCE all_of IS 'all';"
           "CREATE TABLE t (\"i.d\" serial, n integer GENERATED ALWAYS AS IDENTITY)",
           {KIND_SEQUENCE, "public.plain", ""}, {KIND_SEQUENCE, "public.down", "increment=-2"
                                                                               + 0});
}

