/*
 * migrations/schema.json: the schema behind the heads, and the checksums of the revision files that
 * led there.
 */
#ifndef MODELC_RECORD_H
#define MODELC_RECORD_H

#include "migrate/graph.h"
#include "modelc/session.h"
#include "schema/snapshot.h"

/* Its path. */
const char *record_path(const Session *session);

/*
 * Write it for these revisions; `objects` is what snapshot_objects() gave.  False and MC903.
 */
bool record_write(Session *session, const Graph *graph, const char *objects);

/* Write migrations/baseline.sql, unless `text` is NULL.  False and MC903. */
bool record_baseline(Session *session, const char *text);

/*
 * Whether the files are those that it records.  Returns false and adds MC823 for one that was
 * edited, MC824 for one that is gone, and MC825 for one that it does not know.  A head may still be
 * edited: then MC823 is a warning.
 */
bool record_check(Session *session, const Graph *graph, const Snapshot *snapshot);

/* Whether its objects are those of the head, as far as the head says.  False and MC825. */
bool record_check_objects(Session *session, const Graph *graph, const Snapshot *snapshot);

/*
 * Write it from what the revisions give on a scratch database.  Where the models say the same,
 * their spelling is kept, so that `check --offline` can compare the two as text.
 *
 * False after a finding of the scratch database, the runner or the models, or MC903.
 */
bool record_replay(Session *session, const Graph *graph);

/*
 * There are models now: when the record has none yet, as after `adopt`, do record_replay().  Where
 * that cannot be, the user is told what to run; false after an error of the files alone.
 */
bool record_models(Session *session);

#endif
