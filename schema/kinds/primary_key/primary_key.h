/* A primary key. */
#ifndef SCHEMA_KINDS_PRIMARY_KEY_H
#define SCHEMA_KINDS_PRIMARY_KEY_H

#include "schema/kind.h"

typedef struct PrimaryKey {
    Object object;
    StrVec columns;
    bool without_overlaps; /* of the last column */
    StrVec include;
    const char *options; /* "fillfactor=70", sorted; NULL: none */
    const char *tablespace;
    bool is_deferrable;
    bool is_deferred;
} PrimaryKey;

#endif
