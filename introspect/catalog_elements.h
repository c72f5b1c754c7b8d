/*
 * The keys of an index from the columns of pg_index.  For an attribute called `elements`:
 *
 *     elements_count         how many keys there are (the rest is INCLUDE)
 *     elements_attnums       columns of the table; 0 is the next expression
 *     elements_exprs         pg_get_expr(indexprs)
 *     elements_opclasses     oids
 *     elements_collations    oids
 *     elements_options       bits: 1 descending, 2 nulls first
 *     elements_def           pg_get_indexdef(), or NULL when no expression can have a collation of
 *                            its own: the catalog does not tell whether one is the expression's
 *     elements_params        parameters of the operator classes, one array per key, or NULL
 *     elements_ops           operators of an exclusion constraint
 *
 * An operator class that is the default of another type than the column's goes without saying where
 * the column's has none of its own (text_ops for varchar); so does any default for an expression,
 * whose type nobody tells.
 */
#ifndef INTROSPECT_CATALOG_ELEMENTS_H
#define INTROSPECT_CATALOG_ELEMENTS_H

#include "introspect/catalog_map.h"
#include "introspect/db.h"

/* Where the parts stand in the rows of one query. */
typedef struct ElementColumns {
    int count, attnums, exprs, opclasses, collations, options, def, params, ops;
} ElementColumns;

ElementColumns element_columns(Arena *scratch, const Rows *rows, const char *attr);

/* What their oids mean. */
typedef struct ElementNames {
    CatalogMap opclasses;
    CatalogMap collations;
} ElementNames;

void catalog_elements(Arena *run, const Rows *rows, size_t row, const ElementColumns *columns,
                      const CatalogEntry *table, const ElementNames *names, Elements *elements);

#endif
