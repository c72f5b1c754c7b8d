/* A rewrite rule of a table or a view, but for the one that makes a view. */
#ifndef SCHEMA_KINDS_RULE_H
#define SCHEMA_KINDS_RULE_H

#include "schema/kind.h"

typedef struct Rule {
    Object object;
    Sql definition;      /* the whole CREATE statement without semicolon */
    const char *enabled; /* "DISABLE", "REPLICA", "ALWAYS"; NULL: as usual */
} Rule;

#endif
