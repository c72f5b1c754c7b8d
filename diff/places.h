/*
 * What no two parts of a whole have at once, as partitions have their bounds: a part leaves it
 * before another one takes it.
 */
#ifndef DIFF_PLACES_H
#define DIFF_PLACES_H

#include "diff/order_graph.h"

/* Push the change of that attribute: where other parts want places too, in two steps. */
void push_place(Arena *run, Plan *plan, Object *to, const Attr *attr);

/* Whether a part that goes leaves a place that another may take: what stands on it goes before. */
bool place_is_taken(const Object *old);

/* Parts that leave their places come before those that take one, and right before them. */
void collect_places(Graph *graph);

#endif
