/*
 * Indexes that partitions have from their tables.  PostgreSQL names them by itself, so they are
 * called by the partition and the name of the key or index above, and a statement about one asks
 * the server for its name when it runs.
 */
#ifndef SCHEMA_INDEX_PART_H
#define SCHEMA_INDEX_PART_H

#include "schema/kind.h"

/* The key or index of that name of a table or partition; NULL: none. */
const Object *index_of(const Object *table, const char *name);

/* What the index of the partition comes from: the nearest key or index of that name; NULL: none. */
const Object *index_above(const Object *partition, const char *name);

/* Whether it is a constraint that has an index. */
bool is_index_key(KindId id);

/*
 * Add the rest of a query behind its columns, which finds the partition's: the constraint as "k"
 * where `of_key`, else the index as "i".
 */
void index_part_add_source(StrBuf *out, const Object *partition, const char *name, bool of_key);

#endif
