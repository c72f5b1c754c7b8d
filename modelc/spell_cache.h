/*
 * What the scratch database said last, so that unchanged models need no new one.
 *
 * The cache is a convenience: what is stale, damaged or foreign is as good as absent, and a cache
 * that cannot be written is no error.
 */
#ifndef MODELC_SPELL_CACHE_H
#define MODELC_SPELL_CACHE_H

#include "introspect/db.h"
#include "schema/kind.h"

/*
 * What the answer depends on, as one text: the models (snapshot_hash() of them as written), what a
 * filter left out (the same, or ""), the version, extensions and search_path of `live`.  NULL when
 * the server does not say.
 */
const char *spell_cache_key(Arena *run, Db *live, const char *models, const char *others);

/* Fill `found` with bare objects: path and attributes, no parents.  False when there are none. */
bool spell_cache_read(Arena *run, const char *key, Schema *found);

/* Keep what was found for the next run. */
void spell_cache_write(Arena *scratch, const char *key, const Schema *found);

#endif
