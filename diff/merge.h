/* Three schemas: what one change does to a database in which something else has changed too. */
#ifndef DIFF_MERGE_H
#define DIFF_MERGE_H

#include "schema/kind.h"

/*
 * Make in `target` the changes that lead from `before` to `after`, which match_schemas() has
 * paired.  What is so in `target` already stays, and so does what is neither as before nor as
 * after: somebody else has changed the same.  Objects are known by their paths.
 */
void merge_change(Arena *run, const Schema *before, const Schema *after, Schema *target);

#endif
