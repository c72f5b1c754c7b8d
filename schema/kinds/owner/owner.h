/*
 * Who owns an object of any kind.  Its name tells of which, "table owner", because objects of
 * different kinds can have one path.
 */
#ifndef SCHEMA_KINDS_OWNER_H
#define SCHEMA_KINDS_OWNER_H

#include "schema/kind.h"

typedef struct Owner {
    Object object;
    const char *role; /* as SQL spells it */
} Owner;

#endif
