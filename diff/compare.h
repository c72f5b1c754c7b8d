/* What has to happen, in no particular order yet; the steps of plan_make(). */
#ifndef DIFF_COMPARE_H
#define DIFF_COMPARE_H

#include "diff/plan.h"

/* Whether `object` goes without an operation of its own: DROP of `with` takes it along. */
bool drop_is_silent(const Plan *plan, const Object *object, const Object **with);

/* Whether it is in one of the schemas alone, or dropped and made anew. */
bool goes(const Object *object);

/* Kinds in order of creation, objects in order of their making. */
void each_object(const Schema *schema, void (*fn)(void *context, Object *object), void *context);

/* What the difference in `attr` leads to; CHANGE_IGNORE when there is none. */
Change change_of(const Attr *attr, const Object *from, const Object *to);

/* Whether the object gets another type, or the same one again. */
bool changes_type(Arena *run, const Plan *plan, const Object *to);

/* Push CREATE, and an ALTER for each attribute that CREATE cannot say. */
void push_create(Arena *run, Plan *plan, Object *object);

/* Fill plan->ops from the pairs; see diff/replace.h for what CHANGE_REPLACE becomes. */
void compare_schemas(Arena *run, Plan *plan);

/*
 * Sort the operations by what needs what; `findings` NULL: fail without a word, also where a drop
 * would have to come before what probably stands on it.  `*loop`, unless `loop` is NULL, is then
 * the object whose statement is replaced within the loop and would open it if it were made anew,
 * or the column that would by changing its type by way of text; NULL: there is none.
 */
bool order_ops(Arena *run, Findings *findings, Plan *plan, Object **loop);

#endif
