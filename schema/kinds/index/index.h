/* An index that belongs to no constraint. */
#ifndef SCHEMA_KINDS_INDEX_H
#define SCHEMA_KINDS_INDEX_H

#include "schema/kind.h"

typedef struct Index {
    Object object;
    bool is_unique;
    const char *method; /* NULL: btree */
    Elements elements;
    StrVec include;
    bool nulls_not_distinct;
    const char *options; /* "fastupdate=off, fillfactor=70", sorted; NULL: none */
    const char *tablespace;
    Sql predicate;
    StrVec statistics; /* targets of expressions by their number: "2=100", sorted */
} Index;

#endif
