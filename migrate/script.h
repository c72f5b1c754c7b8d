/*
 * The statements of a revision's half, each with its place in the file.
 */
#ifndef MIGRATE_SCRIPT_H
#define MIGRATE_SCRIPT_H

#include "migrate/graph.h"

/* One statement to send. */
typedef struct ScriptStatement {
    const char *sql;
    size_t offset;        /* of its first byte in the step's SQL */
    const char *precheck; /* the query that it was made from, NULL: none; a position in it means
                             nothing */
    bool replaced;        /* its text is not that of the file: positions mean nothing */
} ScriptStatement;

typedef VEC(ScriptStatement) ScriptStatements;

/* What a precheck fails with. */
#define PRECHECK_STATE "MDC01"

/* Whether it begins a transaction, which statements_unit() then holds. */
bool statement_begins_transaction(const ScriptStatement *statement);

/*
 * What runs together in a step outside of transactions, from the statement `first` on: all of a
 * transaction from BEGIN to COMMIT, else the statement alone.  The number behind its last one.
 */
size_t statements_unit(const ScriptStatements *statements, size_t first);

/* Whether the statement is inside of such a transaction, behind its BEGIN. */
bool statement_is_inside(const ScriptStatements *statements, size_t number);

/* Whether it sets something for the statements behind it: SET, RESET, set_config(). */
bool statement_is_setting(const ScriptStatement *statement);

/* Whether it says CONCURRENTLY, somewhere. */
bool statement_is_concurrent(const ScriptStatement *statement);

/* Whether a statement may leave settings of the session behind: SET, set_config(). */
bool script_changes_settings(const Script *script);

/*
 * Split the step.
 *
 * Returns false and adds MC802 when it cannot be split into statements, or holds one that would
 * take the ground from under the runner: the end of its transaction, of its lock, of its right to
 * write.
 */
bool step_statements(Arena *run, Findings *findings, const Revision *revision, const Step *step,
                     ScriptStatements *statements);

/* Whether all of the script shares one transaction with the ledger's row. */
bool script_is_atomic(const Script *script);

const Script *revision_script(const Revision *revision, Direction way);

/*
 * False and MC812 when the revision has no way down: no section, or only a reason why not.  The way
 * up always exists.
 */
bool revision_check_way(Findings *findings, const Revision *revision, Direction way);

/* "Running upgrade a -> b, message", in Alembic's words. */
const char *running_line(Arena *run, const Revision *revision, Direction way);

#endif
