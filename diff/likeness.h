/* What says the same as something else, its name aside. */
#ifndef DIFF_LIKENESS_H
#define DIFF_LIKENESS_H

#include "diff/plan.h"

/* Whether both say the same, their names, comments and grants aside. */
bool is_same_but_name(Arena *run, const Object *gone, const Object *come);

/*
 * What `gone`, which goes, is called from then on: one of the same kind that comes in its place and
 * says the same.  NULL: nothing does, or it is of a kind that a person has to be asked about
 * (MC210): there is data in it, or grants and dependents go along.
 */
const Object *find_renamed(Arena *run, const Plan *plan, const Object *gone);

#endif
