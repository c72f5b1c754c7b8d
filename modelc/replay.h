/* Revisions run on databases of our own. */
#ifndef MODELC_REPLAY_H
#define MODELC_REPLAY_H

#include "introspect/db.h"
#include "migrate/graph.h"
#include "modelc/session.h"

/*
 * A new development database gets the project's history before anything else: run every revision
 * on the empty database.  False and the runner's finding.
 */
bool replay_revisions(Session *session, const char *conninfo);

/*
 * A scratch database that has just these revisions, which must be in the graph's order; it is
 * dropped when `arena` is freed.  NULL after a finding of scratch_anywhere() or the runner.
 */
Db *replay_on_scratch(Session *session, Arena *arena, const Graph *graph, const NodeVec *nodes);

#endif
