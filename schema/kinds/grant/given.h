/* Grants that nobody gave: what is made has them because of default privileges. */
#ifndef SCHEMA_KINDS_GRANT_GIVEN_H
#define SCHEMA_KINDS_GRANT_GIVEN_H

#include "schema/kinds/grant/grant.h"

typedef VEC(Grant *) Grants;

/*
 * What default privileges call objects of the kind: "TABLES", "TYPES" and so on; NULL: they give it
 * none.  A column: its identity's sequence.
 */
const char *grant_group(KindId kind);

/* By role, what `made` gets from them when it is made: a column, its identity's sequence. */
Grants grants_by_default(Arena *run, const Schema *schema, Object *made);

/*
 * Whether what is given is to go; `wanted` NULL: nothing is said of the role.  Grants are compared
 * where models are the whole database or say any of the object, those to PUBLIC where they say one.
 */
bool grant_is_surplus(const Grant *given, const Grant *wanted, bool whole, bool any);

/* Kind.surplus of grants. */
void grants_surplus(Arena *run, const Schema *from, const Schema *to, Object *made, ObjectFn *fn,
                    void *context);

#endif
