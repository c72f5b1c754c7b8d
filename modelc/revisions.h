/*
 * What the commands about revisions share: the graph, a runner that speaks through the session, and
 * revisions as text and as JSON, in Alembic's words.
 */
#ifndef MODELC_REVISIONS_H
#define MODELC_REVISIONS_H

#include "migrate/runner.h"
#include "modelc/session.h"

/* Read the project's revision files; NULL after the errors of graph_load(). */
const Graph *revisions_read(Session *session);

/*
 * Connect, and fill a runner for `graph`; what it says goes to standard error.  False after MC701
 * and its like.
 */
bool revisions_connect(Session *session, const Graph *graph, Runner *runner);

/*
 * The heads of what the database has, and the graph as it sees it (ledger_graph()); connects. False
 * after an error.
 */
bool revisions_current(Session *session, const Graph **graph, NodeVec *current);

/* Whether the word, or a range, asks for what a database has: "current", "-1", "LABEL@+2". */
bool revisions_needs_database(const char *word);

/*
 * Whether there is one head, or each has the name of a branch and is meant to be there.  False and
 * MC808 with the ways out.
 */
bool revisions_check_heads(Session *session, const Graph *graph);

/* "applied", "not applied" (NULL), "upgraded halfway: 3 steps done, …". */
const char *revisions_state(Session *session, const LedgerRow *row);

/*
 * The duration "60", "60s", "500ms", "2m" in milliseconds; NULL gives `otherwise_ms`.  False and
 * MC901 for another text.
 */
bool revisions_wait(Session *session, const char *text, unsigned otherwise_ms, unsigned *wait_ms);

/* When a revision is made: now; SOURCE_DATE_EPOCH makes files reproducible. */
time_t revisions_date(void);

/* What is marked behind an identifier. */
typedef struct RevisionMarks {
    const NodeVec *current; /* NULL: not known, not marked */
    bool tree;              /* (branchpoint), (mergepoint) */
    bool parents;           /* "a -> " in front */
    bool labels;
    bool title; /* ", message" behind */
} RevisionMarks;

/* "1350aca454f1 -> fb235ae0f99f (head), add role". */
const char *revisions_line(Session *session, const GraphNode *node, const RevisionMarks *marks);

/* The same in several lines: Rev, Parent, Path, message. */
const char *revisions_entry(Session *session, const GraphNode *node, const NodeVec *current);

/* As JSON; `current` may be NULL. */
Json *revisions_json(Session *session, const GraphNode *node, const NodeVec *current);

/* The identifiers, as JSON. */
Json *revisions_ids(Session *session, const NodeVec *nodes);

/* Print the nodes, as entries with --verbose, or as the member "revisions" of a JSON result. */
void revisions_print(Session *session, const NodeVec *nodes, const RevisionMarks *marks);

#endif
