/*
 * What has to do with rows while the types within them change.
 *
 * PostgreSQL refuses ALTER ATTRIBUTE while an expression has to do with the composite type, and
 * ALTER COLUMN while the body of a function, unless it is a string, has to do with the table's row
 * type: 15.20 and the releases of that day are the first.
 */
#ifndef DIFF_ROW_TYPES_H
#define DIFF_ROW_TYPES_H

#include "diff/order_graph.h"

/* Whether types within `needed`, which `object` names, cannot change while that stands. */
bool stands_on_types_within(const Object *object, const Object *needed, RefStrength strength);

/* Whether a composite type has attributes that change their types. */
bool attributes_change(const Schema *schema);

/* What stands on types within is dropped before they change, and made behind that. */
void collect_row_types(Graph *graph, const Op *op);

#endif
