/* --fill: a value for old rows of a new column, not kept as its default. */
#ifndef DIFF_FILL_H
#define DIFF_FILL_H

#include "diff/plan.h"

/*
 * Give a column that the plan adds to an existing table the default `expr` for the time of adding,
 * and take it away in a statement of its own (one ALTER TABLE cannot do both).  `path` is the
 * column's, with or without "public.".
 *
 * False when the plan adds no such column.
 */
bool plan_fill(Arena *run, Plan *plan, const char *path, const char *expr);

#endif
