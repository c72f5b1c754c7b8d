/* What one role may do with an object of any kind; its name is the role's, "public" for PUBLIC. */
#ifndef SCHEMA_KINDS_GRANT_H
#define SCHEMA_KINDS_GRANT_H

#include "schema/kind.h"

typedef struct Grant {
    Object object;
    /* Sorted, upper case: "INSERT", "SELECT (a, b)"; none: PUBLIC has lost what is usual. */
    StrVec privileges;
    StrVec grantable; /* those of them that the role may hand on */
} Grant;

/* Whether it is a grant to everybody. */
bool grant_is_public(const Object *object);

/* Whether it is a grant to everybody of what everybody has without being told, and of no more. */
bool grant_is_usual(const Object *object);

#endif
