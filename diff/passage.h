/*
 * Columns whose values cannot stand while their type is made anew, or while the rows are rewritten
 * that it is made of: they are text, or jsonb, for that time (Attr.passes).
 */
#ifndef DIFF_PASSAGE_H
#define DIFF_PASSAGE_H

#include "diff/plan.h"

/*
 * Whether the rows of the table `type`, one of `plan->to`, or those within the other type that it
 * is, are rewritten.  PostgreSQL refuses that while other columns hold values of them.
 */
bool is_rewritten(Arena *run, const Plan *plan, const Object *type);

/* Whether anything is rewritten at all. */
bool rewrites_rows(Arena *run, const Plan *plan);

/* Whether the attribute of `to`, which does not change, is another one meanwhile. */
bool takes_passage(Arena *run, const Plan *plan, const Object *to, const Attr *attr);

/* Push the two changes, there and back. */
void push_passage(Arena *run, Plan *plan, Object *to, const Attr *attr);

/* What has a type of that name in `plan->to`, or is within that, down to the columns of tables. */
void each_within(Arena *run, const Plan *plan, const char *type, ObjectFn *fn, void *context);

#endif
