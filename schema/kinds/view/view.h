/* A view. */
#ifndef SCHEMA_KINDS_VIEW_H
#define SCHEMA_KINDS_VIEW_H

#include "schema/kind.h"

typedef struct View {
    Object object;
    Sql definition;      /* the query without semicolon */
    StrVec columns;      /* names that the query does not give itself; empty: none */
    const char *options; /* "security_barrier=true", sorted; NULL: none */
    StrVec shape;        /* "name type" of each column; empty: unknown */
} View;

#endif
