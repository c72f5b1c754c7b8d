/* A schema without some of its objects: what is filtered out, what nobody speaks of. */
#ifndef SCHEMA_PRUNE_H
#define SCHEMA_PRUNE_H

#include "schema/kind.h"

typedef bool ObjectFilter(void *context, const Object *object);

/* Take out of `schema` every object for which `keep` is false, and the parts of those. */
void schema_prune(Arena *run, Schema *schema, ObjectFilter *keep, void *context);

#endif
