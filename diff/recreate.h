/* What is dropped and made anew (PlanState.recreate), with what steps aside meanwhile. */
#ifndef DIFF_RECREATE_H
#define DIFF_RECREATE_H

#include "diff/plan.h"

/* Mark both sides of it.  What goes before something else comes is not replaced by what comes
 * after. */
void recreate(Object *object);

/* Mark what changes in a way that no statement can say, by itself or in what it names. */
void mark_recreated(Arena *run, const Plan *plan);

/* What stands on a recreated object is recreated around it, on either side. */
void spread_recreation(Arena *run, const Plan *plan);

#endif
