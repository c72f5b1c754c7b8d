#include "introspect/scratch.h"

#include "base/text.h"
#include "introspect/db.h"

#include <sys/random.h>
#include <unistd.h>

/* The first half of the key of our advisory locks: "mdlc". */
#define LOCK_CLASS "1835297891"

typedef struct Scratch {
    Db *keeper; /* holds the lock for as long as the database is in use */
    const char *name;
} Scratch;

static void drop_database(Db *keeper, const char *name)
{
    Arena *arena = arena_new();
    DbError error;

    db_run(arena, keeper, arena_printf(arena, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name),
           &error);
    arena_free(arena);
}

static void drop_scratch(void *arg)
{
    Scratch *scratch = arg;

    drop_database(scratch->keeper, scratch->name);
    db_close(scratch->keeper);
}

/*
 * Names are never used twice, so whoever finds one without its lock may drop it.  The list is
 * pg_locks, not a try of the lock: advisory locks belong to one database, and another modelc may
 * use another one of this server.
 */
static void drop_leftovers(Arena *run, Db *keeper)
{
    static const char sql[] =
        "SELECT d.datname FROM pg_catalog.pg_database d"
        " WHERE d.datname ~ '^modelc_scratch_[0-9]+_[0-9]+$'"
        " AND pg_catalog.pg_has_role(d.datdba, 'USAGE')"
        " AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory'"
        " AND l.objsubid = 2 AND l.classid::bigint = " LOCK_CLASS
        " AND l.objid::bigint = pg_catalog.hashtext(d.datname)::bigint & 4294967295)";
    DbError error;
    Rows *names = db_query(run, keeper, sql, NULL, &error);

    /* a leftover that cannot be dropped is no reason to fail */
    for (size_t i = 0; names && i < rows_count(names); i++)
        drop_database(keeper, rows_text(names, i, 0));
}

static const char *make_name(Arena *run)
{
    unsigned number = 0;

    if (getrandom(&number, sizeof number, 0) != sizeof number)
        die("no random numbers");
    return arena_printf(run, "modelc_scratch_%ld_%u", (long)getpid(), number);
}

/* One row: the statement that creates the database; the lock is taken on the way. */
static const char *prepare(Arena *run, Db *keeper, const char *name, DbError *error)
{
    static const char sql[] =
        "SELECT pg_catalog.format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L"
        " LC_COLLATE %L LC_CTYPE %L', $1::text, pg_catalog.pg_encoding_to_char(d.encoding),"
        " d.datcollate, d.datctype),"
        " pg_catalog.pg_advisory_lock(" LOCK_CLASS ", pg_catalog.hashtext($1::text))"
        " FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()";
    StrVec parameters = {0};

    vec_push(run, &parameters, name);

    Rows *rows = db_query(run, keeper, sql, &parameters, error);

    return rows ? rows_text(rows, 0, 0) : NULL;
}

const char *scratch_create(Arena *run, Findings *findings, const char *conninfo)
{
    Db *keeper = db_open(run, findings, conninfo);
    DbError error;

    if (!keeper)
        return NULL;
    drop_leftovers(run, keeper);

    Scratch *scratch = ARENA_NEW(run, Scratch);
    const char *sql;

    *scratch = (Scratch){keeper, make_name(run)};
    sql = prepare(run, keeper, scratch->name, &error);
    if (!sql || !db_run(run, keeper, sql, &error)) {
        db_report(findings, keeper, "cannot create a scratch database", &error);
        db_close(keeper);
        return NULL;
    }
    arena_defer(run, drop_scratch, scratch);
    return db_conninfo(run, keeper, scratch->name);
}
