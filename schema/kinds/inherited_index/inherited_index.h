/*
 * What an index that a partition has from its table has otherwise than there.  What ALTER INDEX
 * says of one goes on to the partitions of the partition.
 */
#ifndef SCHEMA_KINDS_INHERITED_INDEX_H
#define SCHEMA_KINDS_INHERITED_INDEX_H

#include "schema/kind.h"

typedef struct InheritedIndex {
    Object object;          /* named as the key or the index above */
    StrVec options;         /* "fillfactor=50", set; "fastupdate", not set though it is above */
    const char *tablespace; /* NULL: as above */
    StrVec statistics;      /* targets of expressions by their number: "2=100", "3=-1" */
} InheritedIndex;

/* What the partition's index of that name has without a setting of its own, as the attributes say.
 */
const char *inherited_option(Arena *run, const Object *partition, const char *name,
                             const char *item);
const char *inherited_tablespace(const Object *partition, const char *name);
const char *inherited_statistics(Arena *run, const Object *partition, const char *name,
                                 const char *item);

#endif
