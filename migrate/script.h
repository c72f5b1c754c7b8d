/*
 * The statements of a revision's half, each with its place in the file, and as a script for psql.
 */
#ifndef MIGRATE_SCRIPT_H
#define MIGRATE_SCRIPT_H

#include "migrate/graph.h"

/* One statement to send. */
typedef struct ScriptStatement {
    const char *sql;
    size_t offset; /* of its first byte in the step's SQL */
    bool precheck; /* made from a "-- modelc:precheck" line: a position in it means nothing */
} ScriptStatement;

typedef VEC(ScriptStatement) ScriptStatements;

/*
 * Split the step.
 *
 * Returns false and adds MC802 when it cannot be split into statements, or when a step that is a
 * transaction holds a statement that would end it.
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

/*
 * All of it as a script that psql runs unchanged, ledger included.  `create_ledger`: begin with the
 * ledger's table.
 *
 * NULL after MC812 or MC802.
 */
const char *script_write(Arena *run, Findings *findings, const NodeVec *nodes, Direction way,
                         const char *ledger_schema, bool create_ledger);

#endif
