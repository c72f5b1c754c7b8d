/*
 * From one database to another and back, as catalogs alone say it: two scripts make two databases,
 * the plan between them runs on the first, which then has to be as the second; then the way back.
 */
#ifndef TESTS_UNIT_MIGRATE_LOOP_H
#define TESTS_UNIT_MIGRATE_LOOP_H

#include "tests/unit/introspect/catalog.h"

#include "codegen/statement.h"

typedef struct LoopCase {
    const char *title, *common; /* `common`: SQL for both sides; NULL: none */
    const char *from, *to;      /* SQL that makes the rest of each side */
    const char *up;             /* what the plan must be, or NULL */
} LoopCase;

static inline const char *loop_plan(Arena *arena, Schema *from, Schema *to)
{
    Findings findings = {.arena = arena};
    Plan plan;

    match_schemas(from, to);
    if (!plan_make(arena, &findings, from, to, &plan))
        print_error("%s\n", findings.items.items[0]->message);
    assert_int_equal(findings.error_count, 0);

    Statements statements = statements_make(arena, &plan, &(Hazards){0});

    return statements_text(arena, &statements, &(Hazards){0});
}

static inline void loop_run(Arena *arena, Db *db, const char *title, const char *sql)
{
    DbError error;

    if (*sql && !db_run(arena, db, arena_printf(arena, "BEGIN;\n%s;\nCOMMIT", sql), &error)) {
        print_error("%s: %s\n%s\n", title, error.message, sql);
        fail();
    }
}

static inline Db *loop_database(Arena *arena, const Project *project, const char *common,
                                const char *sql)
{
    Db *db = database_with(arena, project, common ? common : "");

    loop_run(arena, db, "the start", sql);
    return db;
}

static inline void loop_same(Arena *arena, const char *title, Schema *from, Schema *to)
{
    const char *rest = loop_plan(arena, from, to);

    if (*rest)
        print_error("%s: what is left:\n%s\n", title, rest);
    assert_string_equal(rest, "");
}

/* Privileges have tests of their own. */
static inline bool loop_filter(const void *context, KindId id, const char *schema)
{
    (void)context;
    (void)schema;
    return id != KIND_GRANT;
}

static inline Schema loop_read(Arena *arena, Db *db)
{
    return read_catalog(arena, db, &(CatalogOptions){.filter = loop_filter});
}

/* There, and back. */
static inline void loop_check(Arena *arena, const Project *project, const LoopCase *one)
{
    Db *from_db = loop_database(arena, project, one->common, one->from);
    Db *to_db = loop_database(arena, project, one->common, one->to);
    Schema from = loop_read(arena, from_db);
    Schema to = loop_read(arena, to_db);
    const char *up = loop_plan(arena, &from, &to), *down = loop_plan(arena, &to, &from);

    if (getenv("LOOP_SHOW"))
        print_message("=== %s\n%s--- down\n%s\n", one->title, up, down);
    if (one->up && !text_same(up, one->up))
        print_error("%s:\n", one->title);
    if (one->up)
        assert_string_equal(up, one->up);
    loop_run(arena, from_db, one->title, up);

    Schema after = loop_read(arena, from_db);

    loop_same(arena, one->title, &after, &to);
    loop_run(arena, from_db, one->title, down);

    Schema back = loop_read(arena, from_db);

    loop_same(arena, one->title, &back, &from);
}

#endif
