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

/*
 * What everybody may do with `holder` without being told, "EXECUTE" or "USAGE"; NULL: nothing.  Of
 * the schema public: as initdb leaves it since PostgreSQL 15.
 */
const char *grant_usual(const Object *holder);

/* Whether the object is a grant of that, and of no more. */
bool grant_is_usual(const Object *object);

#endif
