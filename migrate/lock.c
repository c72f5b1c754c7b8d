#include "migrate/lock.h"

#include "base/clock.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

enum { POLL_MS_FIRST = 20, POLL_MS_MOST = 500 };

/* Advisory locks are numbers; 60 bits of a hash keep clear of those that applications choose. */
static unsigned long long lock_key(Arena *run, const char *schema)
{
    const char *name = arena_printf(run, "modelc migration lock of %s", schema);

    return strtoull(arena_strndup(run, hash_text(run, name, strlen(name)), 15), NULL, 16);
}

static const char *backend_of(Arena *run, Db *db)
{
    DbError error;
    const Rows *rows = db_query(run, db, "SELECT pg_catalog.pg_backend_pid()", NULL, &error);

    return rows ? rows_text(rows, 0, 0) : NULL;
}

/*
 * The process that answers is not the one that the connection began with: a pooler is between.  In
 * its transaction mode a second session gets the process of the first one, which is idle.
 */
static bool check_pooler(Arena *run, Findings *findings, Db *db, const char *backend)
{
    Arena *arena = arena_new();
    Findings quiet = {.arena = arena};
    Db *second = db_open(arena, &quiet, db_conninfo(arena, db, db_name(db)));
    const char *other = second ? backend_of(arena, second) : NULL, *now = backend_of(run, db);
    bool shared = (other && strcmp(other, backend) == 0) || !now || strcmp(now, backend) != 0;

    arena_free(arena);
    if (!shared)
        return true;
    finding_add(findings, FINDING_MC725, NO_RANGE,
                "\"%s\" is a pooler in transaction mode: it cannot hold the migration lock",
                db_address(db))
        ->hint = "Connect to the server itself, or to a pool in session mode.";
    return false;
}

/*
 * Whether the process that answers is the one that the connection began with; `*taken` only then.
 * Asked in one, because a lock that a pooler's other session took could not be given back.
 */
static bool try_direct(Arena *run, Findings *findings, Db *db, unsigned long long key, bool *direct,
                       bool *taken)
{
    const char *sql = arena_printf(run,
                                   "SELECT CASE WHEN b.pid = %d "
                                   "THEN pg_catalog.pg_try_advisory_lock(%llu) END, b.pid "
                                   "FROM (SELECT pg_catalog.pg_backend_pid() AS pid) b",
                                   db_backend(db), key);
    DbError error;
    Rows *rows = db_query(run, db, sql, NULL, &error);
    const char *answer = rows ? rows_text(rows, 0, 0) : NULL;

    if (!rows) {
        db_report(findings, db, "cannot take the migration lock", &error);
        return false;
    }
    *direct = answer != NULL;
    *taken = answer && strcmp(answer, "t") == 0;
    return *direct || check_pooler(run, findings, db, rows_text(rows, 0, 1));
}

static bool try_lock(Arena *run, Findings *findings, Db *db, unsigned long long key, bool *taken)
{
    const char *sql = arena_printf(run, "SELECT pg_catalog.pg_try_advisory_lock(%llu)", key);
    DbError error;
    const Rows *rows;
    bool direct;

    if (!try_direct(run, findings, db, key, &direct, taken))
        return false;
    if (direct)
        return true;
    rows = db_query(run, db, sql, NULL, &error);
    if (!rows) {
        db_report(findings, db, "cannot take the migration lock", &error);
        return false;
    }
    *taken = strcmp(rows_text(rows, 0, 0), "t") == 0;
    return true;
}

static const char *or_unknown(const char *text)
{
    return text && *text ? text : "unknown";
}

/* "process 4711 (modelc, user app, since ...)"; other users' sessions show only their number. */
static const char *lock_holder(Arena *run, Db *db, unsigned long long key)
{
    static const char query[] =
        "SELECT l.pid, a.application_name, a.usename, to_char(a.backend_start AT TIME ZONE 'UTC', "
        "'YYYY-MM-DD HH24:MI:SS\"+00:00\"') FROM pg_catalog.pg_locks l "
        "LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid "
        "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
        "AND l.classid = %llu AND l.objid = %llu AND l.database = "
        "(SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";
    DbError error;
    Rows *rows =
        db_query(run, db, arena_printf(run, query, key >> 32, key & 0xFFFFFFFF), NULL, &error);

    if (!rows || rows_count(rows) == 0)
        return "another session";
    return arena_printf(run, "process %s of the server (application \"%s\", user \"%s\", since %s)",
                        rows_text(rows, 0, 0), or_unknown(rows_text(rows, 0, 1)),
                        or_unknown(rows_text(rows, 0, 2)), or_unknown(rows_text(rows, 0, 3)));
}

static bool refuse(Arena *run, Findings *findings, Db *db, unsigned long long key,
                   unsigned waited_ms)
{
    finding_add(findings, FINDING_MC706, NO_RANGE,
                "another session holds the migration lock of \"%s\": %s", db_address(db),
                lock_holder(run, db, key))
        ->hint = arena_printf(findings->arena,
                              "Waited %g s; nothing was changed. Try again when it has finished, "
                              "or wait longer with --wait-lock.",
                              waited_ms / 1000.0);
    return false;
}

static unsigned smaller(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

bool lock_take(Arena *run, Findings *findings, Db *db, const char *schema, const LockWait *wait)
{
    unsigned long long key = lock_key(run, schema);
    unsigned pause_ms = POLL_MS_FIRST, waited_ms = 0;
    bool taken = false;

    for (;;) {
        if (!try_lock(run, findings, db, key, &taken))
            return false;
        if (taken)
            return true;
        if (waited_ms >= wait->timeout_ms || (wait->stopped && wait->stopped(wait->context)))
            return refuse(run, findings, db, key, waited_ms);
        if (wait->waiting && waited_ms == 0)
            wait->waiting(wait->context, lock_holder(run, db, key));
        pause_ms = smaller(pause_ms, wait->timeout_ms - waited_ms);
        clock_sleep(pause_ms);
        waited_ms += pause_ms;
        pause_ms = smaller(pause_ms * 2, POLL_MS_MOST);
    }
}

void lock_release(Arena *run, Db *db, const char *schema)
{
    DbError error;

    db_query(run, db,
             arena_printf(run, "SELECT pg_catalog.pg_advisory_unlock(%llu)", lock_key(run, schema)),
             NULL, &error);
}
