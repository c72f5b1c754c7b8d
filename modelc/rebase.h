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

    /* Filled by rebase_move() and rebase_prove(). */
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
 * Move the next one, with `edit`: new generated parts and the hash of the schema.  `after` has what
 * has moved so far, and not what is still to move.
 */
bool rebase_move(Rebase *rebase, RevisionEdit edit);

/* Make `after` of what has moved. */
bool rebase_graph(Rebase *rebase);

/*
 * Make the moved revisions and prove them on a scratch database (verify.h), rebase_prove.c.
 * Generated parts are kept while they still do their work behind the new parent; the others are
 * generated anew, each in its turn: the last one from the models, those before it from what their
 * statements changed at the old place.
 *
 * Returns STATUS_BLOCKED when that would lose data and no flag permits it, STATUS_ERROR after
 * findings.
 */
Status rebase_prove(Rebase *rebase);

/* Write the new files and the snapshot, remove the old files.  False and MC903. */
bool rebase_write(Rebase *rebase);

#endif
