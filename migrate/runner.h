/*
 * Running revisions against a server, one at a time under the migration lock, the ledger's row in
 * the same transaction as the work it stands for.
 */
#ifndef MIGRATE_RUNNER_H
#define MIGRATE_RUNNER_H

#include "migrate/ledger.h"
#include "migrate/resolve.h"
#include "migrate/script.h"

/*
 * How long a statement may wait for a lock, so that a migration never queues up an application, and
 * how long it may run; 0: without end.  CONCURRENTLY waits for locks without end.
 */
typedef struct RunnerTimeouts {
    unsigned lock_ms;
    unsigned statement_ms;
    unsigned tries; /* of a step that meets 55P03 or 40P01 */
} RunnerTimeouts;

/* Something that happened, for those who watch. */
typedef struct RunnerEvent {
    const char *name; /* "begin", "step", "end", "failed", "retry", "removed", "settled" */
    const char *line; /* for people; NULL: too small for that */
    const Revision *revision;
    Direction way;
    size_t step, steps;   /* from 1; step 0: the revision as a whole */
    size_t statement;     /* from 1, of the step */
    long long elapsed_ms; /* since the revision began */
} RunnerEvent;

typedef struct Runner {
    Arena *run;
    Findings *findings;
    Db *db;
    const Graph *graph;
    const char *ledger_schema; /* "public" */
    const char *stands_for; /* ledger_schema takes the place of this schema in all SQL, or NULL */
    unsigned wait_lock_ms;  /* for the migration lock */
    const RunnerTimeouts *timeouts; /* NULL: 3 s for a lock, no end for a statement, 10 tries */
    bool to_latest_tx;              /* stop before a revision with steps outside of a transaction */
    bool dry_run; /* plan only: the server is read, nothing is locked or changed */

    /* NULL, or called with a line without its end: "Running upgrade a -> b, message". */
    void (*say)(void *context, const char *line);

    /* NULL, or told of every step. */
    void (*watch)(void *context, const RunnerEvent *event);

    /*
     * NULL, or told after each statement of a file what `probe` answers then: in the same
     * transaction or, `alone`, behind it.
     */
    void (*measure)(void *context, const Revision *revision, const Step *step,
                    const ScriptStatement *statement, bool alone, const Rows *rows);
    const char *probe;
    void *measuring; /* its context */

    /* NULL, or asked between statements whether the user has given up. */
    bool (*stopped)(void *context);
    void *context;
} Runner;

typedef struct RunResult {
    NodeVec nodes;  /* what was run, in order; with dry_run, what would be */
    NodeVec before; /* heads of what was applied */
    NodeVec after;
    const char *baseline; /* the file that an empty database gets before them, or NULL */
} RunResult;

/*
 * Go to the revision that `word` means (resolve.h).
 *
 * Returns false and adds one error at least: those of resolve_target(); MC809 and MC810 when files
 * and ledger disagree; MC706 when the migration lock is not to be had; MC802 for a file that cannot
 * run as it is; MC812 for a revision without a way down, MC722 and MC724 when one that is under way
 * cannot go on, all before anything runs; MC707 at the failing statement when the server refuses
 * it, MC721 for a precheck, MC723 when nobody knows whether a statement ran; MC701 when the
 * connection is lost.  A revision that fails is rolled back, or stays under way at the step that
 * failed; those before it stay.
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

/* Where a person says that a revision is. */
typedef struct Resolution {
    Direction way; /* DIRECTION_ANY: all of it is done, or with `undone` nothing */
    bool undone;
    size_t steps, statements; /* of that way: what is done */
} Resolution;

/*
 * Write into the ledger how far the revision is, and run nothing.
 *
 * Returns false and adds MC706, MC709, MC702, MC802, MC812, or MC806 when it has no such step.
 */
bool runner_resolve(Runner *runner, const GraphNode *node, const Resolution *resolution);

/*
 * What going through `nodes` sends to the server, ledger included, as a script that psql runs
 * unchanged.  `create_ledger`: begin with the ledger's table, and in a database that holds nothing
 * with the baseline.
 *
 * NULL after MC812, MC802 or MC816.
 */
const char *script_write(Arena *run, Findings *findings, const NodeVec *nodes, Direction way,
                         const char *ledger_schema, bool create_ledger);

/* The heads of what is applied.  Returns false after MC709, MC810, MC702. */
bool runner_current(Runner *runner, Ledger *ledger, NodeVec *heads);

#endif
