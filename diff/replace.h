/*
 * CHANGE_REPLACE: an object that cannot change in place while others hold values of it.
 *
 * The old one steps aside under another name, the new one is created, what is typed by it moves
 * over, the old one goes.  Constraints and indexes with expressions over the moved columns are
 * dropped and created around that.
 */
#ifndef DIFF_REPLACE_H
#define DIFF_REPLACE_H

#include "diff/plan.h"

/* Find the replaced objects; mark what has to be recreated around them. */
void mark_replaced(Arena *run, Plan *plan);

/* Push the operations for `to`, which is replaced. */
void push_replace(Arena *run, Plan *plan, Object *to);

#endif
