/*
 * Running revisions against a server, one at a time under the migration lock, the ledger's row in
 * the same transaction as the work it stands for.
 */
#ifndef MIGRATE_RUNNER_H
#define MIGRATE_RUNNER_H

#include "migrate/ledger.h"
#include "migrate/resolve.h"
#include "migrate/script.h"

/* How long a statement may wait for a lock, so that a migration never queues up an application. */
#define RUNNER_LOCK_TIMEOUT "3s"

typedef struct Runner {
    Arena *run;
    Findings *findings;
    Db *db;
    const Graph *graph;
    const char *ledger_schema; /* "public" */
    unsigned wait_lock_ms;     /* for the migration lock */
    bool dry_run;              /* plan only: the server is read, nothing is locked or changed */

    /* NULL, or called with a line without its end: "Running upgrade a -> b, message". */
    void (*say)(void *context, const char *line);

    /* NULL, or asked between statements whether the user has given up. */
    bool (*stopped)(void *context);
    void *context;
} Runner;

typedef struct RunResult {
    NodeVec nodes;  /* what was run, in order; with dry_run, what would be */
    NodeVec before; /* heads of what was applied */
    NodeVec after;
} RunResult;

/*
 * Go to the revision that `word` means (resolve.h).
 *
 * Returns false and adds one error at least: those of resolve_target(); MC809 and MC810 when files
 * and ledger disagree; MC706 when the migration lock is not to be had; MC802 for a file that cannot
 * run as it is; MC812 for a revision without a way down, before anything runs; MC707 at the failing
 * statement when the server refuses it; MC701 when the connection is lost.  A revision that fails
 * is rolled back, those before it stay.
 */
bool runner_upgrade(Runner *runner, const char *word, RunResult *result);
bool runner_downgrade(Runner *runner, const char *word, RunResult *result);

/* Run just these revisions, in this order; those that have been run are passed over. */
bool runner_run(Runner *runner, const NodeVec *nodes, Direction way, RunResult *result);

/*
 * Write the ledger as if the database was at these revisions, and run nothing.  Branches that they
 * are not on stay as they are; with `purge`, all rows go first, also those without a file.
 *
 * Returns false and adds MC806 to MC808, MC706, MC709, MC810, MC702.
 */
bool runner_stamp(Runner *runner, const StrVec *words, bool purge, RunResult *result);

/* The heads of what is applied.  Returns false after MC709, MC810, MC702. */
bool runner_current(Runner *runner, Ledger *ledger, NodeVec *heads);

#endif
