/* Which objects get another shape by columns, their own or those that they have from others. */
#ifndef DIFF_RESHAPE_H
#define DIFF_RESHAPE_H

#include "diff/plan.h"

/* Note it in PlanState.reshaped, on both sides; pairs and what is replaced are known. */
void note_reshaped(Arena *scratch, const Plan *plan);

#endif
