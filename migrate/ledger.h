/*
 * The ledger: the table that says which revisions a database has.
 *
 * One row per applied revision.  What is pending is a question of membership, never of dates.  The
 * table comes with the first upgrade or stamp, in the same transaction; reading never makes it.
 */
#ifndef MIGRATE_LEDGER_H
#define MIGRATE_LEDGER_H

#include "introspect/db.h"
#include "migrate/graph.h"

#define LEDGER_TABLE "modelc_revisions"

typedef struct LedgerRow {
    const char *id;
    const char *checksum;
    const char *applied_at; /* "2025-10-01 17:44:00+00:00" */
    const char *applied_by;
    const char *modelc_version;
    long long duration_ms;

    /*
     * For a revision under way, whose steps do not share one transaction: `up_done` steps of its up
     * script are done, or `down_done` of its down script; -1: not under way in that direction.
     */
    long up_done, down_done;
} LedgerRow;

typedef struct Ledger {
    const char *schema;
    bool exists;
    VEC(LedgerRow) rows; /* by identifier */
} Ledger;

/*
 * Read it, in one round trip.  A table that does not exist gives an empty ledger.
 *
 * Returns false and adds MC709 when a table of that name is not a ledger, MC702 for other errors.
 * Not for use inside a transaction: a missing table would abort it.
 */
bool ledger_read(Arena *run, Findings *findings, Db *db, const char *schema, Ledger *ledger);

/* NULL when the revision has no row. */
const LedgerRow *ledger_find(const Ledger *ledger, const char *id);

/* The revisions with a row, those under way upwards left out; rows without a file are passed over.
 */
NodeSet ledger_applied(Arena *run, const Graph *graph, const Ledger *ledger);

/*
 * Whether files and rows agree.  Returns false and adds MC810 for each row without a file and MC809
 * for each file that was edited after it was applied.
 */
bool ledger_check(Findings *findings, const Graph *graph, const Ledger *ledger);

/*
 * Statements for a transaction.  `done` is the number of finished steps of a revision under way, or
 * -1 when all of it is done.  Adding a revision that has a row updates the row.
 */
void ledger_create_sql(Arena *run, const char *schema, StrVec *statements);
const char *ledger_add_sql(Arena *run, const char *schema, const Revision *revision, long done);
const char *ledger_remove_sql(Arena *run, const char *schema, const char *id);

/* Note that `done` steps of the down script have run. */
const char *ledger_undo_sql(Arena *run, const char *schema, const char *id, long done);

/* Remove all rows. */
const char *ledger_clear_sql(Arena *run, const char *schema);

#endif
