/* Moving revisions behind another one: new parents, names and dates, and a proof that they still
 * fit. */
#ifndef MODELC_REBASE_H
#define MODELC_REBASE_H

#include "migrate/graph.h"
#include "modelc/session.h"

typedef struct RebaseArgs {
    const char *onto;
    StrVec fill, allow;
    bool regenerate, dry_run;
} RebaseArgs;

/* A revision at its new place. */
typedef struct Moved {
    const GraphNode *from;
    const Revision *to;
} Moved;

typedef struct Rebase {
    Session *session;
    const RebaseArgs *args;
    const Graph *graph;
    NodeVec moving;  /* oldest first: what is before their last one and not before `onto` */
    GraphNode *onto; /* they go behind it */

    /* Filled by rebase_prove(). */
    VEC(Moved) moved;
    const Graph *after;  /* with them at their new places */
    const char *objects; /* of the schema behind the heads, as the snapshot holds them */
} Rebase;

/*
 * Find what moves when `last` goes behind `onto`.  False and MC822 when it cannot: it is before it,
 * or a revision that stays revises or needs one that moves.
 */
bool rebase_plan(Rebase *rebase, GraphNode *last);

/*
 * Make the moved revisions and prove them on a scratch database (verify.h).  Generated parts are
 * kept while they still lead from the new parent to the models and back; otherwise that of the last
 * one is generated anew.
 *
 * Returns STATUS_BLOCKED when that would lose data and no flag permits it, STATUS_ERROR after
 * findings.
 */
Status rebase_prove(Rebase *rebase);

/* Write the new files and the snapshot, remove the old files.  False and MC903. */
bool rebase_write(Rebase *rebase);

#endif
