/* A materialized view. */
#ifndef SCHEMA_KINDS_MATERIALIZED_VIEW_H
#define SCHEMA_KINDS_MATERIALIZED_VIEW_H

#include "schema/kind.h"

typedef struct MaterializedView {
    Object object;
    Sql definition;      /* the query without semicolon */
    StrVec columns;      /* names that the query does not give itself; empty: none */
    const char *method;  /* NULL: heap */
    const char *options; /* "fillfactor=70", sorted; NULL: none */
    const char *tablespace;
    bool no_data;        /* made empty; whether it still is is no matter of the schema */
    const char *cluster; /* the index that CLUSTER follows, quoted; NULL: none */
} MaterializedView;

#endif
