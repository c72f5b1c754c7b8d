#include "migrate/baseline.h"

#include "base/file.h"
#include "base/text.h"

const char *baseline_path(Arena *run, const char *versions)
{
    return path_join(run, path_dir(run, versions), "baseline.sql");
}

const char *baseline_text(Arena *run, const char *sql)
{
    return arena_printf(run,
                        "-- What the database held before the first revision: an empty database "
                        "gets it before that one.\n\n%s",
                        sql);
}

/* What extensions brought does not count, nor does what modelc itself keeps there. */
static bool holds_nothing(const Runner *runner, bool *empty)
{
    static const char sql[] =
        "WITH own AS (SELECT oid FROM pg_catalog.pg_namespace"
        " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')"
        "SELECT FROM ("
        "SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS class, oid FROM pg_catalog.pg_class"
        " WHERE relnamespace IN (SELECT oid FROM own) AND relname !~ ('^' || $1) "
        "UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid FROM pg_catalog.pg_proc"
        " WHERE pronamespace IN (SELECT oid FROM own) "
        "UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid FROM pg_catalog.pg_type"
        " WHERE typnamespace IN (SELECT oid FROM own) AND typrelid = 0 AND typelem = 0 "
        "UNION ALL SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid"
        " FROM pg_catalog.pg_namespace n WHERE n.oid IN (SELECT oid FROM own) AND n.oid >= 16384"
        " AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c"
        " WHERE c.relnamespace = n.oid AND c.relname = $1) "
        "UNION ALL SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass, oid"
        " FROM pg_catalog.pg_ts_config WHERE oid >= 16384 "
        "UNION ALL SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, oid"
        " FROM pg_catalog.pg_ts_dict WHERE oid >= 16384 "
        "UNION ALL SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, oid"
        " FROM pg_catalog.pg_collation WHERE oid >= 16384 "
        "UNION ALL SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, oid"
        " FROM pg_catalog.pg_event_trigger "
        "UNION ALL SELECT 'pg_catalog.pg_publication'::pg_catalog.regclass, oid"
        " FROM pg_catalog.pg_publication) o "
        "WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d"
        " WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e') LIMIT 1";
    StrVec parameters = {0};
    DbError error;
    const Rows *rows;

    vec_push(runner->run, &parameters, LEDGER_TABLE);
    rows = db_query(runner->run, runner->db, sql, &parameters, &error);
    if (!rows) {
        db_report(runner->findings, runner->db, "cannot see what the database holds", &error);
        return false;
    }
    *empty = rows_count(rows) == 0;
    return true;
}

static const char *file_of(Arena *run, const Revision *revision)
{
    return baseline_path(run, path_dir(run, revision->path));
}

/* The file that the revision was written against; NULL after MC816. */
static const char *read_baseline(const Runner *runner, const Revision *revision)
{
    const char *path = file_of(runner->run, revision), *reason;
    Finding *finding;
    Text text;

    if (revision->baseline)
        return revision->baseline;
    if (!file_read(runner->run, path, &text, &reason)) {
        finding = finding_add(runner->findings, FINDING_MC816, revision->starts_from_at,
                              "revision \"%s\" changes what a database held before it, and this "
                              "one is empty: cannot read '%s': %s",
                              revision->id, path, reason);
        finding->hint = "Bring the file back from version control, or start with a revision that "
                        "makes everything: see modelc explain MC816.";
        return NULL;
    }
    if (text_same(revision_checksum(runner->run, text), revision->starts_from))
        return text.bytes;
    finding =
        finding_add(runner->findings, FINDING_MC816, revision->starts_from_at,
                    "'%s' is not the file that revision \"%s\" starts from", path, revision->id);
    finding->hint = "It was edited: bring it back from version control.";
    return NULL;
}

static bool run_baseline(const Runner *runner, const Revision *revision, const char *sql)
{
    DbError error;

    if (runner->say)
        runner->say(runner->context,
                    arena_printf(runner->run, "Running %s, which revision %s starts from",
                                 file_of(runner->run, revision), revision->id));
    /* Several statements in one exchange are one transaction. */
    if (db_run(runner->run, runner->db, sql, &error))
        return true;
    finding_add(runner->findings, FINDING_MC816, revision->starts_from_at,
                "'%s' does not run in this database: %s", file_of(runner->run, revision),
                error.message)
        ->hint = error.hint;
    return false;
}

bool baseline_lay(const Runner *runner, const Ledger *ledger, const Revision *revision)
{
    bool empty;
    const char *sql;

    if (!revision->starts_from || ledger->rows.count > 0)
        return true;
    if (!holds_nothing(runner, &empty))
        return false;
    if (!empty)
        return true;
    sql = read_baseline(runner, revision);
    return sql && run_baseline(runner, revision, sql);
}
