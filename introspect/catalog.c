#include "introspect/catalog.h"

#include "base/text.h"
#include "introspect/catalog_collations.sql.h"
#include "introspect/catalog_contested.h"
#include "introspect/catalog_contested.sql.h"
#include "introspect/catalog_kind.h"
#include "introspect/catalog_opclasses.sql.h"
#include "introspect/catalog_print.h"
#include "introspect/catalog_query.h"
#include "introspect/catalog_unmanaged.sql.h"
#include "introspect/printing.h"
#include "schema/twins.h"

#include <stdlib.h>
#include <string.h>

/*
 * The planner has no statistics of a fresh catalog: without them it loops where it should hash, and
 * prices that so high that it compiles machine code or starts other processes first.  An expression
 * is printed under a lock on its table: whoever holds that for long gets a message, not silence.
 */
static const char settings[] =
    "SELECT " PRINTING_SETTINGS ", set_config('jit', 'off', true), "
    "set_config('enable_nestloop', 'off', true), set_config('lock_timeout', '10s', true), "
    "set_config('max_parallel_workers_per_gather', '0', true)";

/* What is asked besides the kinds' own queries, in this order after them. */
typedef enum Extra {
    EXTRA_OPCLASSES,
    EXTRA_COLLATIONS,
    EXTRA_CONTESTED,
    EXTRA_UNMANAGED,
    EXTRA_COUNT
} Extra;

static const char *const extras[EXTRA_COUNT] = {
    [EXTRA_OPCLASSES] = catalog_opclasses_sql,
    [EXTRA_COLLATIONS] = catalog_collations_sql,
    [EXTRA_CONTESTED] = catalog_contested_sql,
    [EXTRA_UNMANAGED] = catalog_unmanaged_sql,
};

/* All that is asked in one numbering: first the extras, by which rows of kinds are understood. */
enum { QUERY_COUNT = EXTRA_COUNT + KIND_COUNT };

static bool is_extra(size_t query)
{
    return query < EXTRA_COUNT;
}

static KindId kind_id_of(size_t query)
{
    return (KindId)(query - EXTRA_COUNT);
}

static const char *query_of(size_t i)
{
    return is_extra(i) ? extras[i] : kind_of(kind_id_of(i))->catalog_query;
}

/* A question on its way: a query itself, or to print what its answer holds. */
typedef struct Asked {
    size_t query;
    bool is_print;
} Asked;

/* What is answered before the rest is asked: the last of it is what there is. */
enum { FIRST_COUNT = 3 };

struct CatalogJob {
    Arena *run;
    Db *db;
    Findings *findings;
    unsigned ask; /* CATALOG_… */
    size_t first; /* answers to the first questions that are taken */
    bool failed;
    DbError error; /* when it failed */
    CatalogConditions conditions;
    bool waits[QUERY_COUNT];      /* until they are known */
    Asked asked[2 * QUERY_COUNT]; /* in this order */
    size_t count;
    size_t unprinted; /* queries whose answers will hold something to print */
    Rows *answers[QUERY_COUNT];
    CatalogPrint prints[QUERY_COUNT];
};

/* Nothing is sent where there is nothing to ask. */
static bool send_one(Arena *scratch, CatalogJob *job, size_t i)
{
    const char *text =
        catalog_query_text(scratch, query_of(i), db_server_version(job->db), &job->conditions);

    if (!text)
        return true;
    job->asked[job->count++] = (Asked){.query = i};
    job->unprinted += catalog_print_is_for(text);
    return db_pipe_send(job->db, text);
}

/* The last statement follows when nothing can be left to ask. */
static bool send_end(const CatalogJob *job)
{
    return (job->unprinted > 0 || db_pipe_send(job->db, "COMMIT")) && db_pipe_flush(job->db);
}

static bool is_asked(const CatalogJob *job, size_t query)
{
    if (query == EXTRA_UNMANAGED)
        return !(job->ask & CATALOG_UNCOUNTED);
    return is_extra(query) || job->ask & CATALOG_REQUESTED ||
           !kind_of(kind_id_of(query))->on_request;
}

/* What is there in any case keeps the server busy while the answer comes what else there is. */
static bool send_first(Arena *scratch, CatalogJob *job)
{
    Db *db = job->db;

    for (size_t i = 0; i < QUERY_COUNT; i++)
        job->waits[i] =
            is_asked(job, i) && catalog_query_conditions(job->run, query_of(i), &job->conditions);

    const char *present = catalog_query_present(scratch, db_server_version(db), &job->conditions);
    bool ok = db_pipe_begin(db) &&
              db_pipe_send(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") &&
              db_pipe_send(db, settings) && db_pipe_send(db, present) && db_pipe_flush(db);

    for (size_t i = 0; i < QUERY_COUNT; i++)
        if (ok && is_asked(job, i) && !job->waits[i])
            ok = send_one(scratch, job, i);
    return ok;
}

static bool send_rest(CatalogJob *job, const Rows *present)
{
    Arena *scratch = arena_new();
    size_t count = job->conditions.texts.count;
    bool *holds = arena_alloc(scratch, count * sizeof *holds), ok = true;

    for (size_t i = 0; i < count; i++)
        holds[i] = text_same(rows_text(present, 0, (int)i), "t");
    job->conditions.holds = holds;

    for (size_t i = 0; i < QUERY_COUNT; i++)
        if (ok && job->waits[i])
            ok = send_one(scratch, job, i);
    arena_free(scratch);
    return ok && send_end(job);
}

static bool take(CatalogJob *job, Rows **rows)
{
    *rows = db_pipe_take(job->run, job->db, &job->error);
    return *rows != NULL;
}

/* Take the first answers, `wait`: those that are not there yet as well; then ask the rest. */
static void ask_on(CatalogJob *job, bool wait)
{
    while (!job->failed && job->first < FIRST_COUNT && (wait || db_pipe_has(job->db))) {
        Rows *rows;

        job->failed = !take(job, &rows) || (++job->first == FIRST_COUNT && !send_rest(job, rows));
    }
}

void catalog_serve(CatalogJob *job)
{
    if (job->first < FIRST_COUNT)
        ask_on(job, false);
    else
        db_pipe_listen(job->db);
}

CatalogJob *catalog_begin(Arena *run, Db *db, Findings *findings, unsigned ask)
{
    CatalogJob *job = ARENA_NEW(run, CatalogJob);
    Arena *scratch = arena_new();

    *job = (CatalogJob){.run = run, .db = db, .findings = findings, .ask = ask};
    job->failed = !send_first(scratch, job);
    arena_free(scratch);
    catalog_serve(job);
    return job;
}

/* The answers, in the order of the questions */

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

/* "3 views", "1 table in other schemas". */
static const char *count_text(Arena *run, const CatalogCount *count)
{
    const char *text = text_count(run, count->count, count->title);

    return count->elsewhere ? arena_printf(run, "%s in other schemas", text) : text;
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

static void read_indexed(CatalogReader *reader, KindId id, const CatalogRows *rows)
{
    catalog_kind_read(reader, id, rows);
    if (reader->options->beside)
        twins_note(reader->schema, reader->options->beside, id);
}

static void read_kind(CatalogReader *reader, KindId id, const Rows *rows)
{
    CatalogRows sorted = catalog_kind_index(reader, id, rows);

    read_indexed(reader, id, &sorted);
    reader->settled[id] = true;
}

static void read_extra(CatalogReader *reader, Extra extra, const Rows *rows)
{
    if (extra == EXTRA_OPCLASSES)
        catalog_names_read(reader->run, rows, &reader->names.opclasses);
    if (extra == EXTRA_COLLATIONS)
        catalog_names_read(reader->run, rows, &reader->names.collations);
}

/* Ask for the printed form of what the answer holds.  Whether there was something to ask: `*sent`.
 */
static bool send_print(const CatalogReader *reader, CatalogJob *job, size_t query, bool *sent)
{
    CatalogPrint *print = &job->prints[query];
    const char *text = catalog_print_query(reader->run, query_of(query), job->answers[query],
                                           &reader->maps[KIND_TABLE], print);
    bool ok = !text || db_pipe_send(job->db, text);

    *sent = text;
    if (text)
        job->asked[job->count++] = (Asked){.query = query, .is_print = true};
    else
        catalog_print_fill(reader->run, job->answers[query], print, NULL);
    job->unprinted--;
    return ok && send_end(job);
}

/* An answer is whole: a kind that is ready is read while the server works on the next. */
static void settle(CatalogReader *reader, CatalogJob *job, size_t query)
{
    const Rows *rows = job->answers[query];

    if (is_extra(query))
        read_extra(reader, (Extra)query, rows);
    else if (catalog_kind_is_ready(reader, kind_id_of(query), rows))
        read_kind(reader, kind_id_of(query), rows);
}

static bool take_answer(CatalogReader *reader, CatalogJob *job, Asked asked)
{
    size_t query = asked.query;
    Rows *rows;
    bool sent = false;

    if (!take(job, &rows))
        return false;
    if (asked.is_print)
        catalog_print_fill(reader->run, job->answers[query], &job->prints[query], rows);
    else
        job->answers[query] = rows;
    if (!asked.is_print && catalog_print_is_for(query_of(query)) &&
        !send_print(reader, job, query, &sent))
        return false;
    if (!sent)
        settle(reader, job, query);
    return true;
}

static bool take_answers(CatalogReader *reader, CatalogJob *job)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        reader->settled[id] = true;
    for (size_t i = 0; i < job->count; i++)
        if (!is_extra(job->asked[i].query))
            reader->settled[kind_id_of(job->asked[i].query)] = false;
    for (size_t i = 0; i < job->count; i++) /* more are asked meanwhile */
        if (!take_answer(reader, job, job->asked[i]))
            return false;
    return true;
}

/* What has to wait.  Parts come last: an index can be one of a materialized view. */
static void read_rest(CatalogReader *reader, const CatalogJob *job)
{
    CatalogRows kinds[KIND_COUNT] = {0};

    for (int part = 0; part < 2; part++)
        for (KindId id = 0; id < KIND_COUNT; id++)
            if (kind_of(id)->in_parent == part && !reader->settled[id])
                kinds[id] = catalog_kind_index(reader, id, job->answers[EXTRA_COUNT + id]);
    for (int part = 0; part < 2; part++)
        for (KindId id = 0; id < KIND_COUNT; id++)
            if (kind_of(id)->in_parent == part && !reader->settled[id])
                read_indexed(reader, id, &kinds[id]);
}

/* The order of creation, whatever came first: parts behind the rest, each by kind. */
static int compare_children(const void *a, const void *b)
{
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    bool x_part = kind_of(x->kind_id)->in_parent, y_part = kind_of(y->kind_id)->in_parent;

    if (x_part != y_part)
        return x_part ? 1 : -1;
    if (x->kind_id != y->kind_id)
        return x->kind_id < y->kind_id ? -1 : 1;
    return x->position < y->position ? -1 : x->position > y->position;
}

static void sort_children(Object *parent)
{
    size_t count = parent->children.count, sorted = 1;

    while (sorted < count && compare_children(&parent->children.items[sorted - 1],
                                              &parent->children.items[sorted]) < 0)
        sorted++;
    if (sorted >= count)
        return;
    qsort(parent->children.items, count, sizeof *parent->children.items, compare_children);
    for (size_t i = 0; i < count; i++)
        parent->children.items[i]->position = i;
}

static void qualify(const CatalogReader *reader, const Rows *rows)
{
    SqlContested contested = catalog_contested(reader->run, rows);

    catalog_qualify(reader->run, reader->schema, &contested);
}

static void finish_schema(CatalogReader *reader, const CatalogJob *job)
{
    Schema *schema = reader->schema;

    schema->version = (unsigned)db_server_version(job->db) / 10000;
    read_rest(reader, job);
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++)
            sort_children(schema->objects[id].entries.items[i].value);
    if (job->answers[EXTRA_CONTESTED])
        qualify(reader, job->answers[EXTRA_CONTESTED]);
    if (job->answers[EXTRA_UNMANAGED])
        count_unmanaged(reader, job->answers[EXTRA_UNMANAGED]);
    list_unmanaged(reader);
    for (size_t i = 0; reader->options->managed && i < reader->options->managed->count; i++)
        vec_push(reader->run, &schema->managed, reader->options->managed->items[i]);
}

/* End the pipeline and the transaction after a failure; always false. */
static bool abandon(const CatalogJob *job)
{
    DbError ignored;

    db_pipe_end(job->db);
    db_report(job->findings, job->db, "cannot read the catalog", &job->error);
    db_run(job->run, job->db, "ROLLBACK", &ignored);
    return false;
}

bool catalog_finish(CatalogJob *job, const CatalogOptions *options, Schema *schema)
{
    CatalogReader reader = {.run = job->run,
                            .scratch = arena_new(),
                            .db = job->db,
                            .options = options,
                            .schema = schema};
    Rows *committed;

    ask_on(job, true);

    bool ok = !job->failed && take_answers(&reader, job) && take(job, &committed);

    if (ok) {
        db_pipe_end(job->db);
        finish_schema(&reader, job);
    }
    arena_free(reader.scratch);
    return ok || abandon(job);
}

bool catalog_read(Arena *run, Db *db, Findings *findings, const CatalogOptions *options,
                  Schema *schema)
{
    CatalogJob *job = catalog_begin(run, db, findings, options->requested ? CATALOG_REQUESTED : 0);

    return catalog_finish(job, options, schema);
}
