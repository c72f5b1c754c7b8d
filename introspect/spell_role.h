/*
 * What an expression is to the server, and so how a table is made that holds it.  An attribute's
 * name has one meaning over all kinds.
 */
#ifndef INTROSPECT_SPELL_ROLE_H
#define INTROSPECT_SPELL_ROLE_H

#include "schema/kind.h"

typedef enum SqlRole {
    ROLE_NONE,      /* never compared: nothing in the catalog */
    ROLE_DEFAULT,   /* DEFAULT … */
    ROLE_GENERATED, /* GENERATED ALWAYS AS (…) STORED */
    ROLE_CONDITION, /* CHECK (…) */
} SqlRole;

SqlRole sql_role(const Attr *attr);

#endif
