/* What no statement can do to a column that is inherited as well. */
#ifndef DIFF_HEIRS_H
#define DIFF_HEIRS_H

#include "diff/plan.h"

/*
 * MC112 for each column that is to become an heir's own, or no longer so, while its table keeps it,
 * once compare_schemas() knows what is made anew; false: there is one.
 */
bool heirs_can(Arena *run, Findings *findings, const Schema *from, const Schema *to);

#endif
