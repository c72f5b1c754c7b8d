/*
 * Proof that revisions do what they say, on a scratch database: everything that they need is run,
 * then each one up and down.
 *
 * The database is empty, so what only rows can break is not seen here; hazards speak of that.
 */
#ifndef MODELC_VERIFY_H
#define MODELC_VERIFY_H

#include "migrate/graph.h"
#include "modelc/measure.h"
#include "modelc/session.h"
#include "schema/snapshot.h"

/* What was proved of one revision. */
typedef struct Verified {
    GraphNode *node;
    bool compared;        /* after it the database was what the snapshot says */
    bool undone;          /* the way down led back to where the way up began */
    MeasuredVec measured; /* what its way up did to tables that were there */
} Verified;

typedef VEC(Verified) VerifiedVec;

/*
 * Prove `nodes`, which must be in the graph's order.  `snapshot` is the whole one (or NULL): what
 * the database must be after its heads.  A revision without a way down is not undone.
 *
 * The scratch database comes from --dev-url, else from the configured server where the role may
 * create databases, else from the private development server; it is gone when the session ends.
 *
 * False after MC831 when a revision does not give what the snapshot says, MC832 when its way down
 * leads elsewhere, the runner's findings when it does not run at all, or those of the connection.
 * `verified` holds what went well before.
 */
bool verify_revisions(Session *session, const Graph *graph, const Snapshot *snapshot,
                      const NodeVec *nodes, VerifiedVec *verified);

#endif
