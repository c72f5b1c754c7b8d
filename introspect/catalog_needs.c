#include "introspect/catalog_needs.h"

#include "base/text.h"
#include "introspect/catalog_needs.sql.h"

#include <string.h>

typedef struct Columns {
    int user_kind, user_path, needed_kind, needed_path, goes_along, stands_on, compiled, title;
} Columns;

static Columns find_columns(const Rows *rows)
{
    return (Columns){
        .user_kind = rows_column(rows, "user_kind"),
        .user_path = rows_column(rows, "user_path"),
        .needed_kind = rows_column(rows, "needed_kind"),
        .needed_path = rows_column(rows, "needed_path"),
        .goes_along = rows_column(rows, "goes_along"),
        .stands_on = rows_column(rows, "stands_on"),
        .compiled = rows_column(rows, "compiled"),
        .title = rows_column(rows, "title"),
    };
}

/* NULL for what is not managed. */
static Object *find_object(const Schema *catalog, const Rows *rows, size_t row, int kind, int path)
{
    int id = kind_find(rows_text(rows, row, kind));

    return id < 0 ? NULL : schema_find(catalog, (KindId)id, rows_text(rows, row, path));
}

static ObjectUses *uses_of(Arena *run, Object *object)
{
    if (!object->uses)
        object->uses = ARENA_NEW(run, ObjectUses);
    return object->uses;
}

static bool is_true(const Rows *rows, size_t row, int column)
{
    return text_same(rows_text(rows, row, column), "t");
}

/* A part of the ledger, or what stands on it. */
static bool is_ledger(const char *path, const char *ledger)
{
    return ledger && text_starts(path, ledger);
}

static void take_row(Arena *run, const Schema *catalog, const Rows *rows, const Columns *columns,
                     size_t row, const char *ledger)
{
    Object *needed = find_object(catalog, rows, row, columns->needed_kind, columns->needed_path);
    Object *user = find_object(catalog, rows, row, columns->user_kind, columns->user_path);
    bool compiled = is_true(rows, row, columns->compiled);
    int kind = kind_find(rows_text(rows, row, columns->user_kind));

    if (!needed || is_ledger(rows_text(rows, row, columns->user_path), ledger))
        return;
    if (!user)
        vec_push(run, &uses_of(run, needed)->outsiders,
                 ((Outsider){.title = arena_strdup(run, rows_text(rows, row, columns->title)),
                             .compiled = compiled,
                             .goes_along = is_true(rows, row, columns->goes_along),
                             .is_right = kind >= 0 && kind_of((KindId)kind)->on_any}));
    else if (is_true(rows, row, columns->stands_on))
        vec_push(run, &uses_of(run, user)->needs, ((Footing){needed, compiled}));
}

static void forget_uses(const Schema *catalog)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < catalog->objects[id].entries.count; i++)
            ((Object *)catalog->objects[id].entries.items[i].value)->uses = NULL;
}

/* Names are to be told in full, and the planner has no statistics to go by. */
static bool ask(Arena *scratch, Db *db, Rows **rows, DbError *error)
{
    DbError ignored;
    bool ok = db_run(scratch, db,
                     "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                     " SET LOCAL search_path = pg_catalog; SET LOCAL quote_all_identifiers = off;"
                     " SET LOCAL jit = off;"
                     " SET LOCAL enable_nestloop = off",
                     error);

    *rows = ok ? db_query(scratch, db, catalog_needs_sql, NULL, error) : NULL;
    db_run(scratch, db, "ROLLBACK", &ignored);
    return *rows != NULL;
}

bool catalog_needs(Arena *run, Db *db, Findings *findings, const Schema *catalog,
                   const char *ledger)
{
    Arena *scratch = arena_new();
    DbError error = {0};
    Rows *rows;
    bool ok = ask(scratch, db, &rows, &error);

    forget_uses(catalog);
    if (ok) {
        Columns columns = find_columns(rows);

        for (size_t i = 0; i < rows_count(rows); i++)
            take_row(run, catalog, rows, &columns, i, ledger);
    } else {
        db_report(findings, db, "cannot read what needs what", &error);
    }
    arena_free(scratch);
    return ok;
}
