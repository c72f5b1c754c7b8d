#include "migrate/ledger.h"

#include "base/text.h"
#include "schema/sql.h"

#include <stdlib.h>
#include <string.h>

/* In the order of ledger_row(). */
static const char columns[] =
    "revision_id::text, checksum::text, "
    "to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS\"+00:00\"'), "
    "applied_by::text, modelc_version::text, duration_ms::bigint, under_way::text, "
    "steps_done::integer, statements_done::integer, statement_begun::boolean";

static const char *table_name(Arena *run, const char *schema)
{
    return arena_printf(run, "%s." LEDGER_TABLE, sql_ident(run, schema));
}

static const char *literal(Arena *run, const char *value)
{
    StrBuf out = {.arena = run};

    sql_add_literal(&out, value);
    return strbuf_text(&out);
}

/* Reading */

static long long number(const Rows *rows, size_t at, int column)
{
    const char *text = rows_text(rows, at, column);

    return text ? strtoll(text, NULL, 10) : 0;
}

static Direction direction(const char *under_way)
{
    if (!under_way)
        return DIRECTION_ANY;
    return strcmp(under_way, "up") == 0 ? DIRECTION_UP : DIRECTION_DOWN;
}

static LedgerRow ledger_row(const Rows *rows, size_t at)
{
    Direction under_way = direction(rows_text(rows, at, 6));
    const char *checksum = rows_text(rows, at, 1), *begun = rows_text(rows, at, 9);

    return (LedgerRow){
        .id = rows_text(rows, at, 0),
        .checksum = checksum,
        .applied_at = rows_text(rows, at, 2),
        .applied_by = rows_text(rows, at, 3),
        .modelc_version = rows_text(rows, at, 4),
        .duration_ms = number(rows, at, 5),
        .under_way = under_way,
        .mark = {.steps = (size_t)number(rows, at, 7),
                 .statements = (size_t)number(rows, at, 8),
                 .begun = text_same(begun, "t"),
                 .digest = under_way == DIRECTION_UP ? checksum : NULL},
    };
}

static bool is_missing(const DbError *error)
{
    return text_same(error->sqlstate, "42P01") || text_same(error->sqlstate, "3F000");
}

static bool refuse_table(Findings *findings, const char *name, const DbError *error)
{
    Finding *finding = finding_add(findings, FINDING_MC709, NO_RANGE,
                                   "\"%s\" is not the ledger of modelc: %s", name, error->message);

    finding->hint = "Rename that table, or choose another schema with --ledger-schema.";
    return false;
}

static bool is_other_shape(const DbError *error)
{
    static const char *const states[] = {"42703", "42804", "42809", "42846", "42883", "22P02"};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (text_same(error->sqlstate, states[i]))
            return true;
    return false;
}

static void report_unreadable(Findings *findings, Db *db, DbError *error)
{
    if (text_same(error->sqlstate, "42501")) {
        error->position = 0;
        error->hint = "To look, a role needs USAGE on the schema and SELECT on " LEDGER_TABLE
                      "; to run revisions, INSERT, UPDATE and DELETE as well.";
    }
    db_report(findings, db, "cannot read the ledger", error);
}

/* Of a database without the table. */
static bool read_schema(Arena *run, Findings *findings, Db *db, Ledger *ledger)
{
    StrVec parameters = {0};
    DbError error;
    const Rows *rows;

    vec_push(run, &parameters, sql_ident(run, ledger->schema));
    rows = db_query(run, db, "SELECT pg_catalog.to_regnamespace($1)", &parameters, &error);
    if (!rows) {
        db_report(findings, db, "cannot look for the ledger", &error);
        return false;
    }
    ledger->has_schema = rows_text(rows, 0, 0) != NULL;
    return true;
}

bool ledger_read(Arena *run, Findings *findings, Db *db, const char *schema, Ledger *ledger)
{
    const char *name = table_name(run, schema);
    const char *sql =
        arena_printf(run, "SELECT %s FROM %s ORDER BY revision_id COLLATE \"C\"", columns, name);
    DbError error;
    Rows *rows = db_query(run, db, sql, NULL, &error);

    *ledger = (Ledger){
        .schema = arena_strdup(run, schema), .exists = rows != NULL, .has_schema = rows != NULL};
    if (!rows && is_missing(&error))
        return read_schema(run, findings, db, ledger);
    if (!rows && is_other_shape(&error))
        return refuse_table(findings, name, &error);
    if (!rows) {
        report_unreadable(findings, db, &error);
        return false;
    }
    for (size_t i = 0; i < rows_count(rows); i++)
        vec_push(run, &ledger->rows, ledger_row(rows, i));
    return true;
}

/* Files and rows */

const LedgerRow *ledger_find(const Ledger *ledger, const char *id)
{
    for (size_t low = 0, high = ledger->rows.count; low < high;) {
        size_t middle = low + (high - low) / 2;
        const LedgerRow *row = &ledger->rows.items[middle];
        int order = strcmp(id, row->id);

        if (order == 0)
            return row;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const LedgerRow *ledger_under_way(const Ledger *ledger)
{
    for (size_t i = 0; i < ledger->rows.count; i++)
        if (ledger->rows.items[i].under_way != DIRECTION_ANY)
            return &ledger->rows.items[i];
    return NULL;
}

/* Statements */

void ledger_create_sql(Arena *run, const Ledger *ledger, const char *schema, StrVec *statements)
{
    /* IF NOT EXISTS asks for the right to create schemas where it is there as well. */
    if (ledger ? !ledger->has_schema : strcmp(schema, "public") != 0)
        vec_push(run, statements,
                 arena_printf(run, "CREATE SCHEMA IF NOT EXISTS %s", sql_ident(run, schema)));
    vec_push(run, statements,
             arena_printf(run,
                          "CREATE TABLE IF NOT EXISTS %s (\n"
                          "    revision_id text NOT NULL PRIMARY KEY,\n"
                          "    checksum text NOT NULL,\n"
                          "    applied_at timestamp with time zone NOT NULL DEFAULT now(),\n"
                          "    applied_by text NOT NULL DEFAULT session_user,\n"
                          "    duration_ms bigint,\n"
                          "    modelc_version text,\n"
                          "    under_way text CHECK (under_way IN ('up', 'down')),\n"
                          "    steps_done integer,\n"
                          "    statements_done integer,\n"
                          "    statement_begun boolean\n)",
                          table_name(run, schema)));
}

/* under_way, steps_done, statements_done, statement_begun. */
static const char *mark_values(Arena *run, const char *way, const LedgerMark *mark)
{
    if (!mark)
        return "NULL, NULL, NULL, NULL";
    return arena_printf(run, "'%s', %zu, %zu, %s", way, mark->steps, mark->statements,
                        mark->begun ? "true" : "false");
}

const char *ledger_add_sql(Arena *run, const char *schema, const Revision *revision,
                           const LedgerMark *mark)
{
    return arena_printf(
        run,
        "INSERT INTO %s AS ledger (revision_id, checksum, duration_ms, modelc_version,\n"
        "    under_way, steps_done, statements_done, statement_begun)\n"
        "VALUES (%s, %s, %lld + (extract(epoch FROM clock_timestamp() - now()) * 1000)::bigint, "
        "%s, %s)\n"
        "ON CONFLICT (revision_id) DO UPDATE SET checksum = excluded.checksum,\n"
        "    duration_ms = coalesce(ledger.duration_ms, 0) + excluded.duration_ms,\n"
        "    modelc_version = excluded.modelc_version, under_way = excluded.under_way,\n"
        "    steps_done = excluded.steps_done, statements_done = excluded.statements_done,\n"
        "    statement_begun = excluded.statement_begun",
        table_name(run, schema), literal(run, revision->id),
        literal(run, mark && mark->digest ? mark->digest : revision->checksum),
        mark ? mark->spent_ms : 0, literal(run, MODELC_VERSION), mark_values(run, "up", mark));
}

const char *ledger_remove_sql(Arena *run, const char *schema, const Revision *revision)
{
    StrVec ids = {0};

    vec_push(run, &ids, literal(run, revision->id));
    for (size_t i = 0; i < revision->replaces.count; i++)
        vec_push(run, &ids, literal(run, revision->replaces.items[i]));
    return arena_printf(run, "DELETE FROM %s WHERE revision_id %s%s%s", table_name(run, schema),
                        ids.count > 1 ? "IN (" : "= ", text_join(run, &ids, ", "),
                        ids.count > 1 ? ")" : "");
}

const char *ledger_age_sql(Arena *run, const char *schema, const Revision *revision)
{
    return arena_printf(run, "(SELECT pg_catalog.age(xmin) FROM %s WHERE revision_id = %s)",
                        table_name(run, schema), literal(run, revision->id));
}

const char *ledger_undo_sql(Arena *run, const char *schema, const char *id, const LedgerMark *mark)
{
    return arena_printf(run,
                        "UPDATE %s SET (under_way, steps_done, statements_done, statement_begun) ="
                        " ROW(%s)\nWHERE revision_id = %s",
                        table_name(run, schema), mark_values(run, "down", mark), literal(run, id));
}

const char *ledger_clear_sql(Arena *run, const char *schema)
{
    return arena_printf(run, "DELETE FROM %s", table_name(run, schema));
}
