/* A policy of row level security. */
#ifndef SCHEMA_KINDS_POLICY_H
#define SCHEMA_KINDS_POLICY_H

#include "schema/kind.h"

typedef struct Policy {
    Object object;
    bool restrictive;
    const char *command; /* "SELECT"; NULL: all */
    StrVec roles;        /* sorted; empty: PUBLIC */
    Sql using_expr;
    Sql check_expr;
} Policy;

#endif
