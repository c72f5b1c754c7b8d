/*
 * A database keeps columns in the order in which they came, and the models may tell of them in
 * another.  That is no difference, but SELECT * is spelled by it.
 */
#ifndef SCHEMA_ORDER_LIKE_H
#define SCHEMA_ORDER_LIKE_H

#include "schema/kind.h"

/*
 * Bring columns and attributes of `schema` into the order that they have in `other`; those that are
 * not there come last, as they will when they are added.  Whether any moved.
 */
bool schema_order_like(Arena *run, Schema *schema, const Schema *other);

#endif
