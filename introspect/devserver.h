/*
 * The private development server: a PostgreSQL of the project's own, for when no database is
 * configured and for scratch databases.
 *
 * One per project, in <project>/.modelc (see devhome.h), reachable through a Unix socket in a
 * private directory only, without a password.  It stays up between commands and stops by itself ten
 * minutes after the last one; MODELC_DEV_IDLE sets another number of seconds (see devwatch.h).
 * Any number of modelc processes may call these functions at the same time.
 */
#ifndef INTROSPECT_DEVSERVER_H
#define INTROSPECT_DEVSERVER_H

#include "base/finding.h"

typedef struct DevServer {
    const char *conninfo; /* of a database for maintenance, as the superuser "modelc" */
    const char *home;     /* directory of the cluster and the log */
    const char *socket_dir;
    bool started; /* by this call */
} DevServer;

/*
 * Make sure that the server of the project runs; makes the cluster at first use.  A running server
 * costs a few system calls, no process.
 *
 * `pg_bindir` is the directory of PostgreSQL's programs, NULL to look for them.
 *
 * False and MC704 without the programs, MC705 when the server cannot be started; what it said is in
 * the notes.
 */
bool devserver_start(Arena *run, Findings *findings, const char *project_dir, const char *pg_bindir,
                     DevServer *server);

/*
 * The conninfo of the project's own database, "dev", made at first use.
 *
 * `*created` tells that this call made it and that it is empty: the caller replays the revisions,
 * under the migration lock, because another modelc may already see the database.
 *
 * NULL and MC701 or MC702 on failure.
 */
const char *devserver_database(Arena *run, Findings *findings, const DevServer *server,
                               bool *created);

/*
 * Stop the server and wait until no process of it is left; `*was_running` may be NULL.
 *
 * False and MC705 when it does not end.
 */
bool devserver_stop(Arena *run, Findings *findings, const char *project_dir, bool *was_running);

/* Stop the server, delete the cluster with all its databases, start with a new one. */
bool devserver_reset(Arena *run, Findings *findings, const char *project_dir, const char *pg_bindir,
                     DevServer *server);

typedef struct DevStatus {
    bool exists;         /* a cluster was made */
    bool running;        /* and answers */
    long pid;            /* of the server; 0 when it does not run, or in another container */
    const char *version; /* "15", of the cluster; NULL without one */
    const char *home, *socket_dir, *conninfo; /* NULL when unknown */
} DevStatus;

/* Look without touching anything; false and MC705 when the project's directory is not usable. */
bool devserver_status(Arena *run, Findings *findings, const char *project_dir, DevStatus *status);

#endif
