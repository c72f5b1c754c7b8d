/*
 * f(integer) goes and f(integer, integer) comes: two objects to the server and one name in texts.
 *
 * A call that means the old one is to mean the new one, and while both stand it may be ambiguous.
 * So what stands on the old one is made anew between its end and the beginning of the new one, as
 * if the one had become the other.
 */
#ifndef DIFF_OVERLOAD_H
#define DIFF_OVERLOAD_H

#include "diff/plan.h"

/* Note as `plan.namesake` of what is in one schema alone what the other one alone calls so. */
void mark_namesakes(const Schema *from, const Schema *to);

/* Tell of each object of `schema` that is in it alone and has the bare name of `object`. */
void each_namesake(const Schema *schema, const Object *object, ObjectFn *fn, void *context);

/* Whether `object` may stand on `needed`, which has a namesake: sure where the server noted it. */
bool stands_on_namesake(const Object *object, const Object *needed);

#endif
