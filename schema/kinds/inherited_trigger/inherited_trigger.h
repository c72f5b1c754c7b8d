/*
 * When a trigger that a partition has from its table fires there, otherwise than for the table.
 * What ALTER TABLE says of one goes on to the partitions of the partition.
 */
#ifndef SCHEMA_KINDS_INHERITED_TRIGGER_H
#define SCHEMA_KINDS_INHERITED_TRIGGER_H

#include "schema/kind.h"

typedef struct InheritedTrigger {
    Object object;                 /* named as the trigger */
    const char *enabled;           /* "DISABLE", "ENABLE", "ENABLE ALWAYS" */
    const char *inherited_enabled; /* the same without it */
} InheritedTrigger;

/* What a trigger called `name` is without a state of its own; NULL: there is none to inherit. */
const char *inherited_trigger_state(Arena *run, const Schema *schema, const Object *partition,
                                    const char *name);

#endif
