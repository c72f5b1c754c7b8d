/* Which rows the bound of a partition takes, as far as its text tells. */
#ifndef SCHEMA_KINDS_PARTITION_BOUND_H
#define SCHEMA_KINDS_PARTITION_BOUND_H

#include "base/vec.h"

#include <stdbool.h>

/*
 * Whether all rows of the bound `inner` are rows of `outer`; both are of one key, as the server
 * spells them.  False also where nobody can tell without asking the server: of words, and of
 * values that are not written in one form.
 */
bool bound_is_within(Arena *scratch, const char *inner, const char *outer);

#endif
