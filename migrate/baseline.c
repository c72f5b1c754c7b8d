#include "migrate/baseline.h"

#include "base/file.h"
#include "base/text.h"
#include "migrate/tenant.h"
#include "schema/sql.h"

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

/*
 * Whether the database holds nothing; of a tenant, whether its schema does.  What extensions
 * brought does not count, nor does what modelc itself keeps there.
 */
static const char *emptiness_sql(const Runner *runner)
{
    static const struct {
        const char *catalog, *is_own;
        bool of_database;
    } places[] = {
        {"pg_class",         "relnamespace IN (SELECT oid FROM own) AND relname !~ '^" LEDGER_TABLE "'",
         false                                                                                                },
        {"pg_proc",          "pronamespace IN (SELECT oid FROM own)",                                    false},
        {"pg_type",          "typnamespace IN (SELECT oid FROM own) AND typrelid = 0 AND typelem = 0",
         false                                                                                                },
        {"pg_operator",      "oprnamespace IN (SELECT oid FROM own)",                                    false},
        {"pg_opclass",       "opcnamespace IN (SELECT oid FROM own)",                                    false},
        {"pg_opfamily",      "opfnamespace IN (SELECT oid FROM own)",                                    false},
        {"pg_ts_config",     "cfgnamespace IN (SELECT oid FROM own)",                                    false},
        {"pg_ts_dict",       "dictnamespace IN (SELECT oid FROM own)",                                   false},
        {"pg_ts_parser",     "prsnamespace IN (SELECT oid FROM own)",                                    false},
        {"pg_ts_template",   "tmplnamespace IN (SELECT oid FROM own)",                                   false},
        {"pg_collation",     "collnamespace IN (SELECT oid FROM own)",                                   false},
        {"pg_namespace",
         "oid IN (SELECT oid FROM own) AND oid >= 16384 AND NOT EXISTS (SELECT FROM "
         "pg_catalog.pg_class c"
         " WHERE c.relnamespace = pg_namespace.oid AND c.relname = '" LEDGER_TABLE "')",
         true                                                                                                 },
        {"pg_cast",          "oid >= 16384",                                                             true },
        {"pg_default_acl",   "true",                                                                     true },
        {"pg_event_trigger", "true",                                                                     true },
        {"pg_publication",   "true",                                                                     true },
    };
    StrBuf out = {.arena = runner->run};

    strbuf_add(&out, "WITH own AS (SELECT oid FROM pg_catalog.pg_namespace"
                     " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'");
    if (runner->stands_for) {
        strbuf_add(&out, " AND nspname = ");
        sql_add_literal(&out, runner->ledger_schema);
    }
    strbuf_add(&out, "),\nobject (class, oid) AS (");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (!places[i].of_database || !runner->stands_for)
            strbuf_addf(&out,
                        "%s\nSELECT 'pg_catalog.%s'::pg_catalog.regclass, oid"
                        " FROM pg_catalog.%s WHERE %s",
                        i ? "\nUNION ALL" : "", places[i].catalog, places[i].catalog,
                        places[i].is_own);
    strbuf_add(&out, ")\nSELECT NOT EXISTS (SELECT FROM object o WHERE NOT EXISTS (SELECT FROM "
                     "pg_catalog.pg_depend d WHERE d.classid = o.class AND d.objid = o.oid"
                     " AND d.deptype = 'e')) AS modelc_is_empty");
    return strbuf_text(&out);
}

static bool holds_nothing(const Runner *runner, bool *empty)
{
    DbError error;
    const Rows *rows = db_query(runner->run, runner->db, emptiness_sql(runner), NULL, &error);

    if (!rows) {
        db_report(runner->findings, runner->db, "cannot see what the database holds", &error);
        return false;
    }
    *empty = text_same(rows_text(rows, 0, 0), "t");
    return true;
}

static const char *file_of(Arena *run, const Revision *revision)
{
    return baseline_path(run, path_dir(run, revision->path));
}

/* The file that the revision was written against; NULL after MC816. */
static const char *read_file(const Runner *runner, const Revision *revision)
{
    const char *path = file_of(runner->run, revision), *reason;
    Finding *finding;
    Text text;

    if (revision->baseline)
        return revision->baseline;
    if (!file_read(runner->run, path, &text, &reason)) {
        finding =
            finding_add(runner->findings, FINDING_MC816, revision->starts_from_at,
                        "revision \"%s\" changes what a database held before it, and an empty "
                        "one has to get that first: cannot read '%s': %s",
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

/* A tenant may be new. */
static const char *read_baseline(const Runner *runner, const Revision *revision)
{
    Arena *run = runner->run;
    const char *sql = read_file(runner, revision), *schema = runner->ledger_schema;

    if (!sql || !runner->stands_for)
        return sql;
    return arena_printf(run, "CREATE SCHEMA IF NOT EXISTS %s;\n%s", sql_ident(run, schema),
                        tenant_sql(run, sql, runner->stands_for, schema));
}

static void say_laying(const Runner *runner, const Revision *revision)
{
    if (runner->say)
        runner->say(runner->context,
                    arena_printf(runner->run, "Running %s, which revision %s starts from",
                                 file_of(runner->run, revision), revision->id));
}

static bool run_baseline(const Runner *runner, const Revision *revision, const char *sql)
{
    DbError error;

    say_laying(runner, revision);
    /* Several statements in one exchange are one transaction. */
    if (db_run(runner->run, runner->db, sql, &error))
        return true;
    finding_add(runner->findings, FINDING_MC816, revision->starts_from_at,
                "'%s' does not run in this database: %s", file_of(runner->run, revision),
                error.message)
        ->hint = error.hint;
    return false;
}

bool baseline_lay(const Runner *runner, const Ledger *ledger, const Revision *revision,
                  const char **path)
{
    bool empty;
    const char *sql;

    if (!revision->starts_from || ledger->rows.count > 0)
        return true;
    if (!holds_nothing(runner, &empty))
        return false;
    if (!empty)
        return true;
    if (path)
        *path = file_of(runner->run, revision);
    sql = read_baseline(runner, revision);
    return sql && (runner->dry_run || run_baseline(runner, revision, sql));
}

bool baseline_print(const Runner *runner, const Revision *revision, StrBuf *out)
{
    const char *sql = revision->starts_from ? read_baseline(runner, revision) : "";

    if (!revision->starts_from || !sql)
        return sql != NULL;
    strbuf_addf(out,
                "-- %s, which revision %s starts from, where nothing is there yet\n\n"
                "%s \\gset\n\\if :modelc_is_empty\n\nBEGIN;\n\n%s\nCOMMIT;\n\n\\endif\n\n",
                file_of(runner->run, revision), revision->id, emptiness_sql(runner), sql);
    return true;
}
