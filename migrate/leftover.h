/*
 * What a statement with CONCURRENTLY leaves behind when it does not end well: an invalid index, a
 * partition that is half detached.
 */
#ifndef MIGRATE_LEFTOVER_H
#define MIGRATE_LEFTOVER_H

#include "introspect/db.h"
#include "schema/sql.h"

typedef enum Outcome {
    OUTCOME_DONE,
    OUTCOME_NOT_DONE, /* it may be run again */
    OUTCOME_UNKNOWN,  /* only a person can tell */
    OUTCOME_ERROR,    /* the server cannot be asked */
} Outcome;

/*
 * How the statement `sql` ended, which was sent to the server and never heard of again; the catalog
 * tells.  `age` is a scalar query: how many transactions ago it was sent.  A half detached
 * partition is detached to the end.
 */
Outcome leftover_outcome(Arena *run, Db *db, const char *sql, const char *age, DbError *error);

/*
 * Drop what an earlier attempt of the statement left (of an index to which the server gives a name:
 * invalid ones with the same definition), so that it can run; `removed` gets the names
 * of invalid indexes that went.  False and `*error` on failure, also when another session builds
 * the index right now.
 */
bool leftover_clear(Arena *run, Db *db, const char *sql, StrVec *removed, DbError *error);

#endif
