/* Grants that nobody gave: what is made has them because of default privileges. */
#ifndef SCHEMA_KINDS_GRANT_GIVEN_H
#define SCHEMA_KINDS_GRANT_GIVEN_H

#include "schema/kind.h"

/* Kind.surplus of grants. */
void grants_surplus(Arena *run, const Schema *from, const Schema *to, Object *made, ObjectFn *fn,
                    void *context);

#endif
