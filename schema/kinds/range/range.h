/* A range type, each with its multirange type: Defined (schema/defined.h). */
#ifndef SCHEMA_KINDS_RANGE_H
#define SCHEMA_KINDS_RANGE_H

#include "base/arena.h"

/*
 * The name of the multirange type of the range type `name`, unquoted, where nobody says one:
 * "a_range" -> "a_multirange".  Source: makeMultirangeTypeName() in typecmds.c.
 */
const char *multirange_name(Arena *run, const char *name);

#endif
