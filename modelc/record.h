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

#endif
