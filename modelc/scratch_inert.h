/*
 * A schema that only shows how the server spells views, functions and the like needs tables and
 * types to name, not what they hold their values to.  And PostgreSQL computes what is constant in
 * the expression of an index or a generated column when it makes one, and so calls functions.
 */
#ifndef MODELC_SCRATCH_INERT_H
#define MODELC_SCRATCH_INERT_H

#include "schema/kind.h"

/* Take defaults, checks, generated values and all indexes over expressions out of `schema`. */
void scratch_make_inert(Arena *run, Schema *schema);

#endif
