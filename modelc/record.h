/*
 * migrations/schema.json: the schema behind the heads, and the checksums of the revision files that
 * led there.
 */
#ifndef MODELC_RECORD_H
#define MODELC_RECORD_H

#include "migrate/graph.h"
#include "modelc/session.h"

/* Its path. */
const char *record_path(const Session *session);

/*
 * Write it for these revisions; `objects` is what snapshot_objects() gave.  False and MC903.
 */
bool record_write(Session *session, const Graph *graph, const char *objects);

/* Write migrations/baseline.sql, unless `text` is NULL.  False and MC903. */
bool record_baseline(Session *session, const char *text);

/*
 * Write it from what the revisions give on a scratch database.  Where the models say the same,
 * their spelling is kept, so that `check --offline` can compare the two as text.
 *
 * False after a finding of the scratch database, the runner or the models, or MC903.
 */
bool record_replay(Session *session, const Graph *graph);

#endif
