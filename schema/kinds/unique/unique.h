/* A unique constraint. */
#ifndef SCHEMA_KINDS_UNIQUE_H
#define SCHEMA_KINDS_UNIQUE_H

#include "schema/kind.h"

typedef struct Unique {
    Object object;
    bool nulls_not_distinct;
    StrVec columns;
    StrVec include;
    bool is_deferrable;
    bool is_deferred;
} Unique;

#endif
