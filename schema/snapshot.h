/*
 * A schema as canonical JSON: sorted, one object per line, so that two branches that both change
 * the schema conflict in git.
 *
 *     {
 *      "modelc": 1,
 *      "heads": ["ba76cbd4fd71"],
 *      "revisions": {
 *       "1350aca454f1": "sha256:..."
 *      },
 *      "objects": [
 *       {"kind": "schema", "name": "public"},
 *       {"kind": "table", "schema": "public", "name": "users"}
 *      ]
 *     }
 *
 * Attributes have the names of the kinds' tables; what is not set is left out.
 */
#ifndef SCHEMA_SNAPSHOT_H
#define SCHEMA_SNAPSHOT_H

#include "schema/kind.h"

typedef struct SnapshotRevision {
    const char *id, *checksum;
} SnapshotRevision;

typedef struct Snapshot {
    StrVec heads;
    VEC(SnapshotRevision) revisions; /* sorted by id */
    Schema schema;
    const char *objects; /* for writing: snapshot_objects() of it when that is known, or NULL */
} Snapshot;

/* The objects alone, one per line, as `compile --emit json` prints them. */
const char *snapshot_objects(Arena *run, const Schema *schema);

/* "sha256:..." of the objects, whatever the layout of their SQL. */
const char *snapshot_hash(Arena *run, const Schema *schema);

const char *snapshot_write(Arena *run, const Snapshot *snapshot);

/*
 * Read the file at `path`; `*found` is false when there is none, which is no error.
 *
 * Returns false and adds MC815 when the file cannot be read, is no JSON or has what this version
 * does not know, MC821 when git's conflict marks stand in it.
 */
bool snapshot_read(Arena *run, Findings *findings, const char *path, Snapshot *out, bool *found);

/*
 * The same without the parts of tables (columns, keys, indexes): what there is, not what it is
 * like. Much quicker; every run asks which schemas and kinds the revisions made.
 */
bool snapshot_outline(Arena *run, Findings *findings, const char *path, Snapshot *out, bool *found);

#endif
