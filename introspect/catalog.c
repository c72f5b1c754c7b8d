#include "introspect/catalog.h"

#include "base/text.h"
#include "introspect/catalog_collations.sql.h"
#include "introspect/catalog_kind.h"
#include "introspect/catalog_opclasses.sql.h"
#include "introspect/catalog_unmanaged.sql.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/*
 * The planner has no statistics of a fresh catalog: without them it loops where it should hash, and
 * prices that so high that it compiles machine code first.  An expression is printed under a lock
 * on its table: whoever holds that for long gets a message, not silence.
 */
static const char settings[] =
    "SELECT set_config('search_path', 'pg_catalog', true), set_config('jit', 'off', true), "
    "set_config('enable_nestloop', 'off', true), set_config('lock_timeout', '10s', true)";

/* What is asked besides the kinds' own queries, in this order after them. */
typedef enum Extra { EXTRA_OPCLASSES, EXTRA_COLLATIONS, EXTRA_UNMANAGED, EXTRA_COUNT } Extra;

static const char *const extras[EXTRA_COUNT] = {
    [EXTRA_OPCLASSES] = catalog_opclasses_sql,
    [EXTRA_COLLATIONS] = catalog_collations_sql,
    [EXTRA_UNMANAGED] = catalog_unmanaged_sql,
};

/* The query with the comments opened that are for servers as new as this one. */
static const char *query_for(Arena *scratch, const char *query, int server_version)
{
    StrBuf buf = {.arena = scratch};

    for (const char *at; (at = strstr(query, "/*"));) {
        const char *end = strstr(at, "*/");
        char *text;
        long since = strtol(at + 2, &text, 10);

        if (!end)
            break;
        strbuf_addn(&buf, query, (size_t)(at - query));
        if (isdigit((unsigned char)at[2]) && server_version / 10000 >= since)
            strbuf_addn(&buf, text, (size_t)(end - text));
        query = end + 2;
    }
    strbuf_add(&buf, query);
    return strbuf_text(&buf);
}

static bool send_all(Arena *scratch, Db *db)
{
    int version = db_server_version(db);
    bool ok = db_pipe_begin(db) &&
              db_pipe_send(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") &&
              db_pipe_send(db, settings);

    for (KindId id = 0; ok && id < KIND_COUNT; id++)
        ok = db_pipe_send(db, query_for(scratch, kind_of(id)->catalog_query, version));
    for (size_t i = 0; ok && i < EXTRA_COUNT; i++)
        ok = db_pipe_send(db, query_for(scratch, extras[i], version));
    return ok && db_pipe_send(db, "COMMIT") && db_pipe_flush(db);
}

bool catalog_begin(Db *db, Findings *findings)
{
    Arena *scratch = arena_new();
    bool ok = send_all(scratch, db);

    if (!ok)
        db_report(findings, db, "cannot read the catalog", &(DbError){0});
    arena_free(scratch);
    return ok;
}

/* The answers, in the order of the questions */

typedef struct Answers {
    Rows *kinds[KIND_COUNT];
    Rows *extras[EXTRA_COUNT];
} Answers;

static bool take(Arena *run, Db *db, Rows **rows, DbError *error)
{
    *rows = db_pipe_take(run, db, error);
    return *rows != NULL;
}

static bool take_all(Arena *run, Db *db, Answers *answers, DbError *error)
{
    Rows *none;
    bool ok = take(run, db, &none, error) && take(run, db, &none, error);

    for (KindId id = 0; ok && id < KIND_COUNT; id++)
        ok = take(run, db, &answers->kinds[id], error);
    for (size_t i = 0; ok && i < EXTRA_COUNT; i++)
        ok = take(run, db, &answers->extras[i], error);
    return ok && take(run, db, &none, error);
}

static void count_unmanaged(CatalogReader *reader, const Rows *rows)
{
    int title = rows_column(rows, "title");
    int schema = rows_column(rows, "schema_oid");
    int count = rows_column(rows, "count");

    for (size_t i = 0; i < rows_count(rows); i++) {
        const char *oid = rows_text(rows, i, schema);
        const CatalogEntry *in =
            oid ? catalog_map_get(&reader->maps[KIND_SCHEMA], (uint32_t)strtoul(oid, NULL, 10))
                : NULL;

        if (!oid || (in && in->is_managed))
            catalog_count(reader, rows_text(rows, i, title), false,
                          strtoul(rows_text(rows, i, count), NULL, 10));
    }
}

/* "3 views", "2 constraints without enforcement". */
static const char *count_text(Arena *run, const CatalogCount *count)
{
    const char *rest = strstr(count->title, " with");
    size_t length = rest ? (size_t)(rest - count->title) : strlen(count->title);
    const char *noun = arena_strndup(run, count->title, length);
    const char *ending = "s";

    if (count->count == 1)
        ending = "";
    else if (text_ends(noun, "x") || text_ends(noun, "s"))
        ending = "es";
    else if (text_ends(noun, "y")) {
        noun = arena_strndup(run, noun, length - 1);
        ending = "ies";
    }
    return arena_printf(run, "%zu %s%s%s%s", count->count, noun, ending, rest ? rest : "",
                        count->elsewhere ? " in other schemas" : "");
}

static int compare_counts(const void *a, const void *b)
{
    const CatalogCount *x = a;
    const CatalogCount *y = b;
    int order = strcmp(x->title, y->title);

    return order ? order : x->elsewhere - y->elsewhere;
}

static void list_unmanaged(CatalogReader *reader)
{
    if (reader->unmanaged.count > 0)
        qsort(reader->unmanaged.items, reader->unmanaged.count, sizeof(CatalogCount),
              compare_counts);
    for (size_t i = 0; i < reader->unmanaged.count; i++)
        vec_push(reader->run, &reader->schema->unmanaged,
                 count_text(reader->run, &reader->unmanaged.items[i]));
}

/* Parts come behind what they are parts of: an index can be one of a materialized view. */
static void read_kinds(CatalogReader *reader, const Answers *answers)
{
    CatalogRows kinds[KIND_COUNT];

    for (int part = 0; part < 2; part++)
        for (KindId id = 0; id < KIND_COUNT; id++)
            if (kind_of(id)->in_parent == part)
                kinds[id] = catalog_kind_index(reader, id, answers->kinds[id]);
    for (int part = 0; part < 2; part++)
        for (KindId id = 0; id < KIND_COUNT; id++)
            if (kind_of(id)->in_parent == part)
                catalog_kind_read(reader, id, &kinds[id]);
}

static void read_answers(CatalogReader *reader, const Answers *answers)
{
    catalog_names_read(reader->run, answers->extras[EXTRA_OPCLASSES], &reader->names.opclasses);
    catalog_names_read(reader->run, answers->extras[EXTRA_COLLATIONS], &reader->names.collations);
    read_kinds(reader, answers);
    count_unmanaged(reader, answers->extras[EXTRA_UNMANAGED]);
    list_unmanaged(reader);
    for (size_t i = 0; reader->options->managed && i < reader->options->managed->count; i++)
        vec_push(reader->run, &reader->schema->managed, reader->options->managed->items[i]);
}

bool catalog_finish(Arena *run, Db *db, Findings *findings, const CatalogOptions *options,
                    Schema *schema)
{
    Answers answers;
    DbError error;
    bool ok = take_all(run, db, &answers, &error);

    db_pipe_end(db);
    if (!ok) {
        DbError ignored;

        db_report(findings, db, "cannot read the catalog", &error);
        db_run(run, db, "ROLLBACK", &ignored);
        return false;
    }

    CatalogReader reader = {
        .run = run, .scratch = arena_new(), .options = options, .schema = schema};

    read_answers(&reader, &answers);
    arena_free(reader.scratch);
    return true;
}

bool catalog_read(Arena *run, Db *db, Findings *findings, const CatalogOptions *options,
                  Schema *schema)
{
    return catalog_begin(db, findings) && catalog_finish(run, db, findings, options, schema);
}
