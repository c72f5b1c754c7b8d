#include "migrate/leftover.h"

#include "base/text.h"

#include <string.h>

static Rows *ask(Arena *run, Db *db, const char *sql, const char *first, const char *second,
                 DbError *error)
{
    StrVec parameters = {0};

    vec_push(run, &parameters, first);
    vec_push(run, &parameters, second);
    return db_query(run, db, sql, &parameters, error);
}

/*
 * The indexes of the table that say what the statement says, which gives no name; `which` is a
 * condition on pg_index i.  An empty copy of the table tells how the server spells it.
 */
static Rows *find_same(Arena *run, Db *db, const SqlConcurrent *work, const char *which,
                       DbError *error)
{
    static const char definition[] =
        "SELECT i.*, c.relname, c.relnamespace, pg_catalog.concat(i.indisunique,"
        " pg_catalog.substr(d.def, pg_catalog.strpos(d.def, ' USING ' || a.amname || ' ('))) AS "
        "text"
        " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_catalog.pg_am a ON a.oid = c.relam,"
        " pg_catalog.pg_get_indexdef(i.indexrelid) AS d (def)";
    const char *copy = arena_printf(run, "BEGIN; CREATE TEMP TABLE modelc_trial (LIKE %s); %s",
                                    work->table, work->trial);
    const char *sql = arena_printf(
        run,
        "SELECT pg_catalog.format('%%I.%%I', n.nspname, x.relname), x.indrelid FROM (%s WHERE %s) x"
        " JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace"
        " WHERE x.indrelid = pg_catalog.to_regclass($1) AND $2::text IS NULL"
        " AND x.text = (SELECT text FROM (%s) t"
        " WHERE t.indrelid = '" SQL_TRIAL_TABLE "'::pg_catalog.regclass) ORDER BY 1",
        definition, which, definition);
    Rows *rows = db_run(run, db, copy, error) ? ask(run, db, sql, work->table, NULL, error) : NULL;
    DbError ignored;

    db_run(run, db, "ROLLBACK", &ignored);
    return rows;
}

/* Mostly there are none at all, and nothing has to be tried. */
static Rows *find_nameless(Arena *run, Db *db, const SqlConcurrent *work, DbError *error)
{
    static const char any[] = "SELECT FROM pg_catalog.pg_index WHERE NOT indisvalid AND"
                              " indrelid = pg_catalog.to_regclass($1) AND $2::text IS NULL";
    Rows *rows = ask(run, db, any, work->table, NULL, error);

    return rows && rows_count(rows) > 0 ? find_same(run, db, work, "NOT i.indisvalid", error)
                                        : rows;
}

/*
 * The invalid indexes that the statement would leave.  One that a session is building looks the
 * same, but for its builder.
 */
static Rows *find_invalid(Arena *run, Db *db, const SqlConcurrent *work, DbError *error)
{
    static const char created[] =
        "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), i.indrelid"
        " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE NOT i.indisvalid AND i.indrelid = pg_catalog.to_regclass($1)"
        " AND pg_catalog.quote_ident(c.relname) = $2";
    static const char remade[] =
        "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), i.indrelid"
        " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND i.indrelid IN"
        " (pg_catalog.to_regclass($1), (SELECT indrelid FROM pg_catalog.pg_index"
        " WHERE indexrelid = pg_catalog.to_regclass($2)))";

    if (work->kind == SQL_CREATE_INDEX && !work->index)
        return find_nameless(run, db, work, error);
    return ask(run, db, work->kind == SQL_REINDEX ? remade : created, work->table, work->index,
               error);
}

/* The process that builds an index of the table, or NULL. */
static const char *find_builder(Arena *run, Db *db, const char *table, DbError *error)
{
    static const char sql[] =
        "SELECT l.pid FROM pg_catalog.pg_locks l"
        " JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = l.pid"
        " WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'ShareUpdateExclusiveLock'"
        " AND l.relation = $1::oid AND $2::text IS NULL AND l.pid <> pg_catalog.pg_backend_pid()"
        " AND l.database = (SELECT oid FROM pg_catalog.pg_database"
        " WHERE datname = pg_catalog.current_database())";
    const Rows *rows = ask(run, db, sql, table, NULL, error);

    return rows && rows_count(rows) > 0 ? rows_text(rows, 0, 0) : NULL;
}

static bool drop_one(Arena *run, Db *db, const char *name, const char *table, DbError *error)
{
    const char *builder = find_builder(run, db, table, error);

    if (!builder)
        return db_run(run, db, arena_printf(run, "DROP INDEX CONCURRENTLY IF EXISTS %s", name),
                      error);
    *error = (DbError){
        .sqlstate = "55006",
        .message =
            arena_printf(run, "process %s of the server is building index %s", builder, name),
        .hint = "Run it again when that has ended.",
    };
    return false;
}

bool leftover_clear(Arena *run, Db *db, const char *sql, StrVec *removed, DbError *error)
{
    SqlConcurrent work = sql_concurrent(run, sql);
    const Rows *rows;

    if (work.kind != SQL_CREATE_INDEX && work.kind != SQL_REINDEX)
        return true;
    rows = find_invalid(run, db, &work, error);
    for (size_t i = 0; rows && i < rows_count(rows); i++) {
        const char *name = rows_text(rows, i, 0);

        if (!drop_one(run, db, name, rows_text(rows, i, 1), error))
            return false;
        vec_push(run, removed, name);
    }
    return rows != NULL;
}

/* How it ended */

static Outcome created_index(Arena *run, Db *db, const SqlConcurrent *work, const char *age,
                             DbError *error)
{
    static const char sql[] =
        "SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
        " WHERE i.indisvalid AND i.indrelid = pg_catalog.to_regclass($1)"
        " AND pg_catalog.quote_ident(c.relname) = $2";
    const Rows *rows;

    /* One of that definition may have been there before. */
    rows = work->index
               ? ask(run, db, sql, work->table, work->index, error)
               : find_same(run, db, work,
                           arena_printf(run, "i.indisvalid AND pg_catalog.age(i.xmin) <= %s", age),
                           error);
    if (!rows)
        return OUTCOME_ERROR;
    return rows_count(rows) ? OUTCOME_DONE : OUTCOME_NOT_DONE;
}

static Outcome dropped_index(Arena *run, Db *db, const SqlConcurrent *work, DbError *error)
{
    const Rows *rows =
        ask(run, db, "SELECT pg_catalog.to_regclass($1), $2::text", work->index, NULL, error);

    if (!rows)
        return OUTCOME_ERROR;
    return rows_text(rows, 0, 0) ? OUTCOME_NOT_DONE : OUTCOME_DONE;
}

static Outcome detached(Arena *run, Db *db, const SqlConcurrent *work, DbError *error)
{
    static const char sql[] = "SELECT inhdetachpending FROM pg_catalog.pg_inherits"
                              " WHERE inhparent = pg_catalog.to_regclass($1)"
                              " AND inhrelid = pg_catalog.to_regclass($2)";
    const Rows *rows = ask(run, db, sql, work->table, work->partition, error);
    const char *finish = arena_printf(run, "ALTER TABLE %s DETACH PARTITION %s FINALIZE",
                                      work->table, work->partition);

    if (!rows)
        return OUTCOME_ERROR;
    if (rows_count(rows) == 0)
        return OUTCOME_DONE;
    if (!text_same(rows_text(rows, 0, 0), "t"))
        return OUTCOME_NOT_DONE;
    return db_run(run, db, finish, error) ? OUTCOME_DONE : OUTCOME_ERROR;
}

/* Twice does no harm. */
static Outcome repeatable(const char *sql)
{
    static const char *const words[] = {"VACUUM",  "ANALYZE", "REINDEX",
                                        "CLUSTER", "REFRESH", "CHECKPOINT"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncasecmp(sql, words[i], strlen(words[i])) == 0)
            return OUTCOME_NOT_DONE;
    return OUTCOME_UNKNOWN;
}

Outcome leftover_outcome(Arena *run, Db *db, const char *sql, const char *age, DbError *error)
{
    SqlConcurrent work = sql_concurrent(run, sql);

    switch (work.kind) {
    case SQL_CREATE_INDEX:
        return created_index(run, db, &work, age, error);
    case SQL_DROP_INDEX:
        return dropped_index(run, db, &work, error);
    case SQL_DETACH:
        return detached(run, db, &work, error);
    case SQL_REINDEX:
        return OUTCOME_NOT_DONE;
    case SQL_NOT_CONCURRENT:
        break;
    }
    return repeatable(sql);
}
