/* A unique constraint. */
#ifndef SCHEMA_KINDS_UNIQUE_H
#define SCHEMA_KINDS_UNIQUE_H

#include "schema/kind.h"

typedef struct Unique {
    Object object;
    bool nulls_not_distinct;
    StrVec columns;
    bool without_overlaps; /* of the last column */
    StrVec include;
    const char *options; /* "fillfactor=70", sorted; NULL: none */
    const char *tablespace;
    bool is_deferrable;
    bool is_deferred;
} Unique;

#endif
