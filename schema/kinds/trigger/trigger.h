/* A trigger of a table or a view. */
#ifndef SCHEMA_KINDS_TRIGGER_H
#define SCHEMA_KINDS_TRIGGER_H

#include "schema/kind.h"

typedef struct Trigger {
    Object object;
    Sql definition;      /* the whole CREATE statement without semicolon */
    const char *enabled; /* "DISABLE", "REPLICA", "ALWAYS"; NULL: as usual */
} Trigger;

#endif
