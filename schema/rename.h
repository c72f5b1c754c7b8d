/*
 * Objects under new names: what ALTER … RENAME does to a schema.
 *
 * A plan begins with its renames, so that all else is compared as it stands after them.
 */
#ifndef SCHEMA_RENAME_H
#define SCHEMA_RENAME_H

#include "schema/kind.h"

/*
 * Give `object` of `schema` the name `name`.  As in PostgreSQL all that refers to it follows: paths
 * of its parts, columns in keys and elements, types, expressions.
 *
 * Returns false, and changes nothing, when the name is taken.
 */
bool schema_rename(Arena *run, Schema *schema, Object *object, const char *name);

/*
 * Move `object` of `schema` into the namespace `home`, which may be one that is not there yet.  As
 * in PostgreSQL its indexes and the sequences of its columns go along, but neither its partitions
 * nor its extended statistics.
 *
 * Returns false, and changes nothing, when the name is taken there, or nothing of the kind can
 * move.
 */
bool schema_move(Arena *run, Schema *schema, Object *object, Object *home);

#endif
