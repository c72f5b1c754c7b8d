/*
 * Statements that are tried in a transaction which is rolled back: nothing of them stays, and one
 * that fails does not stop the others.
 */
#ifndef INTROSPECT_PROBE_TRIAL_H
#define INTROSPECT_PROBE_TRIAL_H

#include "introspect/db.h"

/* Statements that need each other. */
typedef struct Trial {
    StrVec statements;
    const Rows *rows; /* of the last statement; NULL when one failed */
    DbError error;    /* of the first that failed; `message` NULL: none */
} Trial;

typedef VEC(Trial) Trials;

/*
 * Open the transaction: `mode` is empty or "READ ONLY".  No statement waits longer than two seconds
 * for a lock.  False and `*error` on failure, with no transaction open.
 */
bool trial_begin(Arena *run, Db *db, const char *mode, DbError *error);

/*
 * Run the trials in one round trip, each from the state that trial_begin() and later statements of
 * the caller left.  False and `*error` when the connection is lost; a trial that fails says so
 * itself.
 */
bool trial_run(Arena *run, Db *db, Trials *trials, DbError *error);

/* Roll back; false and `*error` when the connection is lost. */
bool trial_end(Arena *run, Db *db, DbError *error);

/* A statement of one trial, printed into `run`. */
__attribute__((format(printf, 3, 4))) void trial_add(Arena *run, Trial *trial, const char *format,
                                                     ...);

#endif
