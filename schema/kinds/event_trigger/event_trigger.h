/* An event trigger: what the database does when its own objects change. */
#ifndef SCHEMA_KINDS_EVENT_TRIGGER_H
#define SCHEMA_KINDS_EVENT_TRIGGER_H

#include "schema/kind.h"

typedef struct EventTrigger {
    Object object;
    const char *event;    /* "ddl_command_end" */
    StrVec tags;          /* sorted: "CREATE TABLE"; empty: all */
    const char *function; /* "app.audit" */
    const char *enabled;  /* "DISABLE", "REPLICA", "ALWAYS"; NULL: as usual */
} EventTrigger;

#endif
