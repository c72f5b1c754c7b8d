#include "introspect/probe.h"

#include "base/text.h"
#include "introspect/probe_trial.h"
#include "introspect/spell_new.h"
#include "schema/sql.h"

#include <stdlib.h>
#include <string.h>

/* Emptiness is worth two seconds; a table full of dead rows can need more. */
static const char patience[] = "SET LOCAL statement_timeout = '2s'";

static bool lost(Findings *findings, const Db *db, const DbError *error)
{
    db_report(findings, db, "cannot examine the database", error);
    return false;
}

/* Run the trials in a transaction of their own. */
static bool ask(Arena *run, Db *db, Findings *findings, const char *mode, const char *setting,
                Trials *trials)
{
    DbError error;
    DbError at_end;

    if (trials->count == 0)
        return true;
    if (!trial_begin(run, db, mode, &error))
        return lost(findings, db, &error);

    bool ok = db_run(run, db, setting, &error) && trial_run(run, db, trials, &error);

    if (!trial_end(run, db, &at_end) || !ok)
        return lost(findings, db, ok ? &at_end : &error);
    return true;
}

static const char *literal(Arena *run, const char *text)
{
    StrBuf buf = {.arena = run};

    sql_add_literal(&buf, text);
    return strbuf_text(&buf);
}

static const char *cell(const Trial *trial, const char *column)
{
    return trial->rows && rows_count(trial->rows)
               ? rows_text(trial->rows, 0, rows_column(trial->rows, column))
               : NULL;
}

static ProbeAnswer answer(const char *value)
{
    if (!value)
        return PROBE_UNKNOWN;
    return *value == 't' ? PROBE_YES : PROBE_NO;
}

/* Tables */

/* Two trials, so that statistics are known of a table that takes too long. */
static void add_table(Arena *run, const ProbeTable *table, Trials *trials)
{
    Trial statistics = {0};
    Trial rows = {0};

    trial_add(run, &statistics,
              "SELECT c.reltuples AS rows, to_char(greatest(s.last_vacuum, s.last_autovacuum,"
              " s.last_analyze, s.last_autoanalyze), 'YYYY-MM-DD') AS date"
              " FROM pg_catalog.pg_class c"
              " LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid"
              " WHERE c.oid = %s::regclass",
              literal(run, table->path));
    vec_push(run, trials, statistics);

    /* A policy would hide rows: without row security the statement fails instead. */
    trial_add(run, &rows, "SET LOCAL row_security = off");
    trial_add(run, &rows, "SELECT EXISTS (SELECT FROM %s) AS has_rows", table->path);
    vec_push(run, trials, rows);
}

bool probe_tables(Arena *run, Db *db, Findings *findings, ProbeTables *tables)
{
    Trials trials = {0};

    for (size_t i = 0; i < tables->count; i++)
        add_table(run, &tables->items[i], &trials);
    if (!ask(run, db, findings, "READ ONLY", patience, &trials))
        return false;
    for (size_t i = 0; i < tables->count; i++) {
        const Trial *statistics = &trials.items[2 * i];
        const char *rows = cell(statistics, "rows");

        tables->items[i].rows = rows ? strtod(rows, NULL) : -1;
        tables->items[i].date = cell(statistics, "date");
        tables->items[i].has_rows = answer(cell(&trials.items[2 * i + 1], "has_rows"));
    }
    return true;
}

/* Casts */

/*
 * Where the type could not be made, another new one stands for it: to such a type, and from it,
 * lead the casts that every type has, whatever it is made of.  A domain has those of its type.
 */
static const char *stand_in(Arena *run, const SpellNew *missing, const char *type, Trial *trial)
{
    const char *array = text_ends(type, "[]") ? "[]" : "";
    const char *name = arena_strndup(run, type, strlen(type) - strlen(array));
    size_t i = 0;

    while (i < missing->count &&
           (object_type(missing->items[i]) || !text_same(missing->items[i]->path, name)))
        i++;
    if (i == missing->count)
        return type;

    const char *other = arena_printf(run, "pg_temp.modelc_type_%zu", i);

    trial_add(run, trial, "CREATE TYPE %s AS ENUM ()", other);
    return arena_printf(run, "%s%s", other, array);
}

static void add_cast(Arena *run, const ProbeCast *cast, bool explicit, const SpellNew *missing,
                     Trials *trials)
{
    Trial trial = {0};
    const char *from = stand_in(run, missing, cast->from, &trial);
    const char *to = stand_in(run, missing, cast->to, &trial);

    trial_add(run, &trial, "CREATE TEMP TABLE pg_temp.modelc_cast (c %s)", from);
    /* names the new type before the cast is tried, so that a failure there is another one */
    trial_add(run, &trial, "CREATE TEMP TABLE pg_temp.modelc_cast_to (c %s)", to);
    trial_add(run, &trial, "ALTER TABLE pg_temp.modelc_cast ALTER COLUMN c TYPE %s%s%s", to,
              explicit ? " USING c::" : "", explicit ? to : "");
    vec_push(run, trials, trial);
}

/* 42804 datatype_mismatch, 42846 cannot_coerce: the server knows the types and no way. */
static bool is_no_cast(const Trial *trial)
{
    return text_same(trial->error.sqlstate, "42846") || text_same(trial->error.sqlstate, "42804");
}

static CastKind cast_kind(const Trial *plain, const Trial *explicit)
{
    if (!plain->error.message)
        return CAST_AUTOMATIC;
    if (!explicit->error.message)
        return CAST_EXPLICIT;
    return is_no_cast(explicit) ? CAST_NONE : CAST_UNKNOWN;
}

static bool ask_casts(Arena *run, Db *db, const Schema *catalog, const Schema *model,
                      const ProbeCasts *casts, Trials *trials, DbError *error)
{
    SpellNew missing = {0};

    if (catalog && model && !spell_create_new(run, db, catalog, model, &missing, error))
        return false;
    for (size_t i = 0; i < casts->count; i++) {
        add_cast(run, &casts->items[i], false, &missing, trials);
        add_cast(run, &casts->items[i], true, &missing, trials);
    }
    return trial_run(run, db, trials, error);
}

bool probe_casts(Arena *run, Db *db, Findings *findings, const Schema *catalog, const Schema *model,
                 ProbeCasts *casts)
{
    Trials trials = {0};
    DbError error;
    DbError at_end;

    if (casts->count == 0)
        return true;
    if (!trial_begin(run, db, "", &error))
        return lost(findings, db, &error);

    bool ok = ask_casts(run, db, catalog, model, casts, &trials, &error);

    if (!trial_end(run, db, &at_end) || !ok)
        return lost(findings, db, ok ? &at_end : &error);
    for (size_t i = 0; i < casts->count; i++)
        casts->items[i].kind = cast_kind(&trials.items[2 * i], &trials.items[2 * i + 1]);
    return true;
}

/* Types */

/*
 * One row: whether the type is a domain, one that is NOT NULL, has a default, has checks, and
 * whether one of them calls what PostgreSQL does not bring.  A default is inherited by copy, NOT
 * NULL and checks are not.
 */
static const char type_query[] =
    "WITH RECURSIVE d AS ("
    " SELECT t.oid, t.typbasetype, t.typnotnull, t.typdefault, 1 AS level"
    " FROM pg_catalog.pg_type t WHERE t.oid = %s::regtype AND t.typtype = 'd'"
    " UNION ALL SELECT t.oid, t.typbasetype, t.typnotnull, t.typdefault, d.level + 1"
    " FROM d JOIN pg_catalog.pg_type t ON t.oid = d.typbasetype AND t.typtype = 'd') "
    "SELECT coalesce(bool_or(d.typnotnull), false) AS is_not_null,"
    " coalesce(bool_or(d.level = 1 AND d.typdefault IS NOT NULL), false) AS has_default,"
    " coalesce(bool_or(k.oid IS NOT NULL), false) AS has_checks,"
    " coalesce(bool_or(EXISTS (SELECT FROM pg_catalog.pg_depend p"
    " WHERE p.classid = 'pg_catalog.pg_constraint'::regclass AND p.objid = k.oid"
    " AND p.refobjid >= 16384 AND p.refclassid IN ('pg_catalog.pg_proc'::regclass,"
    " 'pg_catalog.pg_operator'::regclass, 'pg_catalog.pg_cast'::regclass))), false) AS has_calls "
    "FROM d LEFT JOIN pg_catalog.pg_constraint k ON k.contypid = d.oid AND k.contype = 'c'";

/* Whether the checks of a domain are false for NULL: 23502 and 23514 say so. */
static ProbeAnswer checks_answer(const Trial *trial)
{
    if (!trial->error.message)
        return PROBE_NO;
    return text_same(trial->error.sqlstate, "23514") || text_same(trial->error.sqlstate, "23502")
               ? PROBE_YES
               : PROBE_UNKNOWN;
}

static bool is_true(const Trial *trial, const char *column)
{
    return text_same(cell(trial, column), "t");
}

static bool checks_decide(const Trial *facts)
{
    return is_true(facts, "has_checks") && !is_true(facts, "has_calls") &&
           !is_true(facts, "is_not_null");
}

static ProbeAnswer rejects_null(const Trial *facts)
{
    if (!facts->rows)
        return PROBE_UNKNOWN;
    if (is_true(facts, "is_not_null"))
        return PROBE_YES;
    return is_true(facts, "has_calls") ? PROBE_UNKNOWN : PROBE_NO;
}

/* Trials of those types whose checks decide, in their order. */
static bool ask_checks(Arena *run, Db *db, Findings *findings, const Trials *facts,
                       ProbeTypes *types)
{
    Trials trials = {0};
    size_t next = 0;

    for (size_t i = 0; i < types->count; i++)
        if (checks_decide(&facts->items[i])) {
            Trial trial = {0};

            trial_add(run, &trial, "SELECT NULL::%s", types->items[i].type);
            vec_push(run, &trials, trial);
        }
    if (!ask(run, db, findings, "READ ONLY", patience, &trials))
        return false;
    for (size_t i = 0; i < types->count && next < trials.count; i++)
        if (checks_decide(&facts->items[i]))
            types->items[i].rejects_null = checks_answer(&trials.items[next++]);
    return true;
}

bool probe_types(Arena *run, Db *db, Findings *findings, ProbeTypes *types)
{
    Trials trials = {0};

    for (size_t i = 0; i < types->count; i++) {
        Trial trial = {0};

        trial_add(run, &trial, type_query, literal(run, types->items[i].type));
        vec_push(run, &trials, trial);
    }
    if (!ask(run, db, findings, "READ ONLY", patience, &trials))
        return false;
    for (size_t i = 0; i < types->count; i++) {
        types->items[i].rejects_null = rejects_null(&trials.items[i]);
        types->items[i].has_default = is_true(&trials.items[i], "has_default");
    }
    return ask_checks(run, db, findings, &trials, types);
}
