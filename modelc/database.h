/*
 * Which database is meant, and the connection to it.
 *
 * --database, DATABASE_URL, .env, modelc.json, the PG* variables, and when none of them says
 * anything the project's private development server.
 */
#ifndef MODELC_DATABASE_H
#define MODELC_DATABASE_H

#include "introspect/db.h"
#include "modelc/session.h"

typedef struct Database {
    const char *conninfo; /* for db_open(); may hold a password: print redact_text() of it */
    const char *source;   /* "--database", "DATABASE_URL", ".env", "modelc.json", … */
    bool development;     /* on the private development server */
} Database;

/* Whether anything names a database, so that the development server is not meant. */
bool database_is_configured(const Session *session);

/*
 * Find out which database is meant; starts the development server when it is the one.
 *
 * False and MC704 or MC705 when that server cannot be had.
 */
bool database_resolve(Session *session, Database *out);

/*
 * Resolve and connect.  Ctrl-C from here on cancels what the server runs for us, so that the
 * command ends by its own error path; the second one ends the process.
 *
 * NULL and a finding when there is no connection.
 */
Db *database_open(Session *session);

/* The URL as libpq reads it: SQLAlchemy's driver in it goes. */
const char *database_conninfo(Arena *run, const char *conninfo);

/* db_open(), tried again for `timeout_ms` while the server does not take connections. */
Db *database_open_patiently(Arena *run, Findings *findings, const char *conninfo,
                            unsigned timeout_ms);

/*
 * Wait until the database takes connections: a server that starts, a name that is not known yet.
 *
 * False after `timeout_ms`, with the finding of the last attempt.
 */
bool database_await(Session *session, unsigned timeout_ms);

#endif
