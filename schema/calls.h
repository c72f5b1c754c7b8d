/* What texts call, by the number of arguments. */
#ifndef SCHEMA_CALLS_H
#define SCHEMA_CALLS_H

#include "schema/kind.h"

/*
 * Whether the SQL text may call the object, a function: its name stands there with as many
 * arguments as it takes.  True as well for what is not called with arguments.
 */
bool calls_fit(Arena *scratch, const char *text, const Object *object);

#endif
