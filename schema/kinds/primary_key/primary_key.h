/* A primary key. */
#ifndef SCHEMA_KINDS_PRIMARY_KEY_H
#define SCHEMA_KINDS_PRIMARY_KEY_H

#include "schema/kind.h"

typedef struct PrimaryKey {
    Object object;
    StrVec columns;
    StrVec include;
    bool is_deferrable;
    bool is_deferred;
} PrimaryKey;

#endif
