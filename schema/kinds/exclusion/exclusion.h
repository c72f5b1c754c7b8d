/* An exclusion constraint. */
#ifndef SCHEMA_KINDS_EXCLUSION_H
#define SCHEMA_KINDS_EXCLUSION_H

#include "schema/kind.h"

typedef struct Exclusion {
    Object object;
    const char *method; /* NULL: btree */
    Elements elements;
    StrVec include;
    const char *options; /* "fillfactor=70", sorted; NULL: none */
    const char *tablespace;
    Sql predicate;
    bool is_deferrable;
    bool is_deferred;
} Exclusion;

#endif
