/*
 * The migration lock of a database: one modelc at a time changes it.
 *
 * An advisory lock of the session, so that a crash releases it.  It is polled, never waited for:
 * a session that waits for a lock holds a snapshot, and CREATE INDEX CONCURRENTLY in the other
 * session would wait for that in turn.
 */
#ifndef MIGRATE_LOCK_H
#define MIGRATE_LOCK_H

#include "introspect/db.h"

/* How to wait.  The functions may be NULL. */
typedef struct LockWait {
    unsigned timeout_ms;                                /* 0: try once */
    void (*waiting)(void *context, const char *holder); /* the waiting begins; called once */
    bool (*stopped)(void *context);                     /* the user wants no more of it */
    void *context;
} LockWait;

/*
 * Take the lock that belongs to the ledger in `schema`.
 *
 * Returns false and adds MC706, naming the holder, when another session has it for that long or the
 * waiting was stopped, or MC702.
 */
bool lock_take(Arena *run, Findings *findings, Db *db, const char *schema, const LockWait *wait);

/* Give it back; the end of the session does so too. */
void lock_release(Arena *run, Db *db, const char *schema);

#endif
