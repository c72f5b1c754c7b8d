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

/*
 * How far a revision is whose steps do not share one transaction.  The steps, and the statements of
 * a step outside of a transaction, count from the start of the half that runs.
 */
typedef struct LedgerMark {
    size_t steps;       /* finished */
    size_t statements;  /* finished, of the step behind them */
    bool begun;         /* one more statement was sent, and how it ended is not known */
    const char *digest; /* upwards: of the SQL of all that is finished; else NULL */
    long long spent_ms; /* writing: since the last mark; reading: always 0 */
} LedgerMark;

typedef struct LedgerRow {
    const char *id;
    const char *checksum;
    const char *applied_at; /* "2025-10-01 17:44:00+00:00" */
    const char *applied_by;
    const char *modelc_version;
    long long duration_ms;

    Direction under_way; /* DIRECTION_ANY: finished */
    LedgerMark mark;     /* how far it is, when it is under way */
} LedgerRow;

typedef struct Ledger {
    const char *schema;
    bool exists, has_schema;
    VEC(LedgerRow) rows; /* by identifier */
} Ledger;

/*
 * Read it, in one round trip, or two where it is missing.  A table that does not exist gives an
 * empty ledger.
 *
 * Returns false and adds MC709 when a table of that name is not a ledger, MC702 for other errors.
 * Not for use inside a transaction: a missing table would abort it.
 */
bool ledger_read(Arena *run, Findings *findings, Db *db, const char *schema, Ledger *ledger);

/* NULL when the revision has no row. */
const LedgerRow *ledger_find(const Ledger *ledger, const char *id);

/* The row of a revision that is under way, or NULL: the runner makes sure that there is one at
 * most.
 */
const LedgerRow *ledger_under_way(const Ledger *ledger);

/*
 * The graph as this database sees it: a revision that replaces others of which the database has a
 * part only gives way to them, so that they are finished with their own files.
 *
 * NULL and MC826 when those files are gone.
 */
const Graph *ledger_graph(Arena *run, Findings *findings, const Graph *graph, const Ledger *ledger);

/* Whether there is a row of the revision, or of one that it replaces. */
bool ledger_holds(const Ledger *ledger, const Revision *revision);

/* The revisions that are wholly there, be it as all those they replace; rows without a file are
 * passed over. */
NodeSet ledger_applied(Arena *run, const Graph *graph, const Ledger *ledger);

/*
 * Whether files and rows agree.  Returns false and adds MC810 for each row without a file and MC809
 * for each file that was edited after it was applied.
 */
bool ledger_check(Findings *findings, const Graph *graph, const Ledger *ledger);

/*
 * Statements for a transaction.  Adding a revision that has a row updates the row; `mark` says how
 * far it is, NULL: all of it is done.  `ledger` is what was read; NULL: nobody asked, and the
 * schema public is there.
 */
void ledger_create_sql(Arena *run, const Ledger *ledger, const char *schema, StrVec *statements);
const char *ledger_add_sql(Arena *run, const char *schema, const Revision *revision,
                           const LedgerMark *mark);
/* Its row, and those of what it replaces. */
const char *ledger_remove_sql(Arena *run, const char *schema, const Revision *revision);

/* A scalar query: how many transactions ago the row was written. */
const char *ledger_age_sql(Arena *run, const char *schema, const Revision *revision);

/* Note how far the way down is. */
const char *ledger_undo_sql(Arena *run, const char *schema, const char *id, const LedgerMark *mark);

/* Remove all rows. */
const char *ledger_clear_sql(Arena *run, const char *schema);

#endif
