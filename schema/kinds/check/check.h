/* A check constraint. */
#ifndef SCHEMA_KINDS_CHECK_H
#define SCHEMA_KINDS_CHECK_H

#include "schema/kind.h"

typedef struct Check {
    Object object;
    Sql expr;
    bool no_inherit;
    bool not_enforced;
    bool not_valid; /* never with `not_enforced`, which implies it */
} Check;

#endif
