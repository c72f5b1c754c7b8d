/*
 * A connection to a PostgreSQL server.  With rows.h the one door to libpq.
 *
 * Rows and errors live in the arena that the call was given.  A connection is
 * closed when the arena it was opened in is freed.
 */
#ifndef INTROSPECT_DB_H
#define INTROSPECT_DB_H

#include "base/finding.h"
#include "introspect/rows.h"

typedef struct Db Db;

/* What the server said about a failed statement; text is NULL where it said nothing. */
typedef struct DbError {
    const char *sqlstate; /* "23502"; NULL when the connection broke */
    const char *message;  /* primary message, without severity and newline */
    const char *detail;
    const char *hint;
    const char *context;
    size_t position; /* in characters from 1 into the statement sent; 0: none */
} DbError;

/*
 * Connect.  `conninfo` is a URL, a conninfo string, or "" for the PG* variables alone.
 *
 * NULL and MC701 (or MC703 for a server before 14) when there is no connection; the finding shows
 * the address, never a password.
 */
Db *db_open(Arena *run, Findings *findings, const char *conninfo);

/* End the session now; the handle is dead afterwards. */
void db_close(Db *db);

/* 150020 for 15.20. */
int db_server_version(const Db *db);

/* Shown in messages: "user@host:port/database", no password. */
const char *db_address(const Db *db);

const char *db_name(const Db *db);

/* The server's process that serves the session. */
int db_backend(const Db *db);

/* Call `watch(context)` every `interval_ms` milliseconds while a statement runs; NULL: no more. */
void db_watch(Db *db, unsigned interval_ms, void (*watch)(void *context), void *context);

/* Whether the last failure was the loss of the connection. */
bool db_is_lost(const Db *db);

/* Whether a transaction is open, be it a failed one. */
bool db_in_transaction(const Db *db);

/*
 * A conninfo string of the same server and user with another database.  It may hold the password:
 * hand it to db_open(), never to a message.
 */
const char *db_conninfo(Arena *arena, const Db *db, const char *name);

/* The same server, user and database with another search_path, in SQL's form. */
const char *db_conninfo_path(Arena *arena, const Db *db, const char *search_path);

/* A remark of the server that is no error. */
typedef struct DbNotice {
    const char *severity; /* "NOTICE", "WARNING", …, not translated */
    const char *sqlstate;
    const char *message;
    const char *detail, *hint; /* or NULL */
} DbNotice;

/* The remarks since db_forget_notices(), the first hundred of them; they live as long as `db`. */
const DbNotice *db_notices(const Db *db, size_t *count);
void db_forget_notices(Db *db);

/* Ask the server to cancel what the session runs; safe in a signal handler's thread. */
void db_cancel(Db *db);

/*
 * Run one statement with text parameters `$1`…; an item NULL is SQL NULL; `parameters` NULL: none.
 *
 * NULL on failure with `*error` filled (no finding: the caller knows the story).
 */
Rows *db_query(Arena *arena, Db *db, const char *sql, const StrVec *parameters, DbError *error);

/* Run one or more statements by the simple protocol, results dropped; false and `*error` on
 * failure. */
bool db_run(Arena *arena, Db *db, const char *sql, DbError *error);

/* Whether the server's grammar takes the statement, which is not run; false and `*error` else. */
bool db_parses(Arena *arena, Db *db, const char *sql, DbError *error);

/*
 * The finding for an error that has no better story: MC702 "DOING: MESSAGE (SQLSTATE …)" with the
 * server's HINT, and DETAIL, CONTEXT and position as notes.  `doing` is what failed, such as
 * "cannot read the catalog".
 */
void db_report(Findings *findings, const Db *db, const char *doing, const DbError *error);

/*
 * Pipeline: send any number of parameterless statements, then take their results in the same order.
 * One round trip.  After db_pipe_flush() the server works while the caller does something else.
 * After a failure all later results of the same flush fail with sqlstate "" (skipped), and what the
 * statements of that flush did is undone, unless they opened a transaction of their own.
 *
 * db_pipe_take() flushes by itself.  db_pipe_end() drops the results that were not taken; it
 * returns false when any statement of the pipe failed, or the connection.
 */
bool db_pipe_begin(Db *db);
bool db_pipe_send(Db *db, const char *sql);
bool db_pipe_flush(Db *db);
/* Send what is not sent, and take in what the server has sent so far, so that it can go on; waits
 * for neither. */
void db_pipe_listen(Db *db);
/* The same.  Whether the next result is there, so that db_pipe_take() will not wait; the server
 * keeps results to itself until a flush. */
bool db_pipe_has(Db *db);
Rows *db_pipe_take(Arena *arena, Db *db, DbError *error);
bool db_pipe_end(Db *db);

#endif
