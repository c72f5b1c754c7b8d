#include "modelc/scratch_database.h"

#include "base/text.h"
#include "codegen/statement.h"
#include "introspect/devserver.h"
#include "introspect/printing.h"
#include "introspect/scratch.h"
#include "modelc/database.h"
#include "modelc/scratch_inert.h"
#include "schema/copy.h"
#include "schema/kinds/materialized_view/materialized_view.h"
#include "schema/sql.h"

static Db *scratch_on(Arena *arena, const char *conninfo)
{
    Findings quiet = {.arena = arena};
    const char *name = scratch_create(arena, &quiet, conninfo);

    return name ? db_open(arena, &quiet, name) : NULL;
}

/* Servers of different versions spell differently. */
static bool is_alike(const Db *a, const Db *b)
{
    return db_server_version(a) / 10000 == db_server_version(b) / 10000;
}

static Db *open_somewhere(Session *session, Arena *arena, Db *live)
{
    Findings quiet = {.arena = arena};
    DevServer server;
    Db *db = NULL;

    if (session->options->dev_url)
        db = scratch_on(arena, session->options->dev_url);
    if (db && is_alike(db, live))
        return db;
    db = scratch_on(arena, db_conninfo(arena, live, db_name(live)));
    if (db)
        return db;
    if (!devserver_start(arena, &quiet, ".", session->options->pg_bindir, &server))
        return NULL;
    db = scratch_on(arena, server.conninfo);
    return db && is_alike(db, live) ? db : NULL;
}

const char *scratch_anywhere(Session *session, Arena *arena)
{
    Findings quiet = {.arena = arena};
    Database database;
    DevServer server;
    const char *conninfo = NULL;

    if (session->options->dev_url)
        return scratch_create(arena, session->findings, session->options->dev_url);
    if (database_is_configured(session) && database_resolve(session, &database))
        conninfo = scratch_create(arena, &quiet, database.conninfo);
    if (conninfo)
        return conninfo;
    if (!devserver_start(arena, session->findings, ".", session->options->pg_bindir, &server))
        return NULL;
    return scratch_create(arena, session->findings, server.conninfo);
}

/* Extensions that no model declares can be what its texts use. */
static bool add_extensions(Arena *arena, Db *live, Db *scratch, DbError *error)
{
    static const char sql[] =
        "SELECT pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %I;"
        " CREATE EXTENSION IF NOT EXISTS %I SCHEMA %1$I CASCADE', n.nspname, e.extname)"
        " FROM pg_catalog.pg_extension e"
        " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace"
        " WHERE e.extname <> 'plpgsql' ORDER BY e.oid";
    const Rows *rows = db_query(arena, live, sql, NULL, error);
    DbError ignored;

    for (size_t i = 0; rows && i < rows_count(rows); i++)
        db_run(arena, scratch, rows_text(rows, i, 0), &ignored);
    return rows != NULL;
}

/* Names resolve and literals are read as they will be when a revision runs. */
static bool prepare(Arena *arena, Db *live, Db *scratch, DbError *error)
{
    static const char sql[] =
        "SELECT pg_catalog.string_agg(pg_catalog.format('pg_catalog.set_config(%L, %L, false)',"
        " name, setting), ', ') FROM pg_catalog.pg_settings"
        " WHERE name IN ('search_path', " READING_SETTINGS ")";
    const Rows *rows = db_query(arena, live, sql, NULL, error);

    if (!rows)
        return false;
    return db_run(arena, scratch,
                  arena_printf(arena,
                               "SELECT %s, set_config('check_function_bodies', 'off', false),"
                               " set_config('client_min_messages', 'error', false)",
                               rows_text(rows, 0, 0)),
                  error) &&
           add_extensions(arena, live, scratch, error);
}

Db *scratch_database(Session *session, Arena *arena, Db *live)
{
    Db *db = open_somewhere(session, arena, live);
    DbError error;

    return db && prepare(arena, live, db, &error) ? db : NULL;
}

const char *scratch_tail(const Object *object)
{
    return object->kind_id == KIND_MATERIALIZED_VIEW && !((const MaterializedView *)object)->no_data
               ? "\nWITH NO DATA"
               : "";
}

static const char *statement_sql(Arena *arena, const Plan *plan, const Statement *statement)
{
    const Op *op = &plan->ops.items[statement->ops.items[0]];

    return arena_printf(arena, "%s%s", statement->sql,
                        op->verb == VERB_CREATE ? scratch_tail(op->to) : "");
}

typedef struct Try {
    const Statement *statement;
    Refused refused;
} Try;

typedef VEC(Try *) Tries;

static Tries first_tries(Arena *arena, const Plan *plan, const Statements *statements)
{
    Tries tries = {0};

    for (size_t i = 0; i < statements->count; i++) {
        Try *first = ARENA_NEW(arena, Try);

        first->statement = &statements->items[i];
        first->refused.sql = statement_sql(arena, plan, first->statement);
        vec_push(arena, &tries, first);
    }
    return tries;
}

/* Those that failed: one must not take others along. */
static Tries run_tries(Arena *arena, Db *db, const Tries *tries)
{
    Tries failed = {0};

    for (size_t i = 0; i < tries->count; i++) {
        Refused *refused = &tries->items[i]->refused;

        if (!db_run(arena, db, refused->sql, &refused->error) &&
            !text_same(refused->error.sqlstate, "42P06")) /* a schema that is there already */
            vec_push(arena, &failed, tries->items[i]);
    }
    return failed;
}

/* Texts tell what they need only roughly: what came too early is tried again. */
static void run_statements(Arena *arena, Db *db, const Plan *plan, const Statements *statements,
                           Map *refused)
{
    Tries tries = first_tries(arena, plan, statements), failed = tries;

    do {
        tries = failed;
        failed = run_tries(arena, db, &tries);
    } while (failed.count > 0 && failed.count < tries.count && !db_is_lost(db));
    for (size_t i = 0; i < failed.count; i++)
        for (size_t k = 0; k < failed.items[i]->statement->ops.count; k++) {
            const Op *op = &plan->ops.items[failed.items[i]->statement->ops.items[k]];

            map_put(arena, refused, op_object(op)->path, &failed.items[i]->refused);
        }
}

bool scratch_fill_others(Arena *arena, Db *db, const Schema *left_out)
{
    Schema inert;
    Map ignored = {0};

    if (!left_out)
        return true;
    inert = schema_copy(arena, left_out);
    scratch_make_inert(arena, &inert);
    return scratch_fill(arena, db, &inert, &ignored) || !db_is_lost(db);
}

bool scratch_fill(Arena *arena, Db *db, const Schema *schema, Map *refused)
{
    Findings quiet = {.arena = arena};
    Schema empty = {.version = (unsigned)db_server_version(db) / 10000};
    Plan plan;
    Statements statements;

    schema_namespace(arena, &empty, "public");
    match_schemas(&empty, schema);
    if (!plan_make(arena, &quiet, &empty, schema, &plan))
        return false;
    statements = statements_make(arena, &plan, &(Hazards){0});
    run_statements(arena, db, &plan, &statements, refused);
    return !db_is_lost(db);
}
