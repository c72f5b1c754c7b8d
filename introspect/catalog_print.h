/*
 * Expressions that the server prints once for all rows that hold the same one.
 *
 * To print an expression the server opens its table, which costs more than all else that a row of a
 * catalog does.  A real schema says the same again and again: price >= 0, lower(email), deleted_at
 * IS NULL.  So a query can hand out the expression as it is stored, in a column ATTR_tree, and the
 * lines
 * "-- print: " of its file say how to print it:
 *
 *     -- print: SELECT k.oid, pg_get_expr(k.conbin, k.conrelid) AS expr
 *     -- print: FROM pg_constraint k WHERE k.oid
 *
 * which is asked for one row of all whose trees are equal, names of columns included.  A row with a
 * tree has an oid, and the table_oid whose columns it names.
 */
#ifndef INTROSPECT_CATALOG_PRINT_H
#define INTROSPECT_CATALOG_PRINT_H

#include "introspect/catalog_map.h"
#include "introspect/db.h"

/* For each row the one that is printed for it. */
typedef struct CatalogPrint {
    size_t *rows;
    size_t count; /* of rows that are to be printed */
} CatalogPrint;

/* Whether the query's answer has trees. */
bool catalog_print_is_for(const char *query);

/* What to ask for the answer `rows`, whose tables are known; NULL when nothing. */
const char *catalog_print_query(Arena *run, const char *query, const Rows *rows,
                                const CatalogMap *tables, CatalogPrint *print);

/* Give the rows a column ATTR for each ATTR_tree.  `printed` may be NULL: nothing was asked. */
void catalog_print_fill(Arena *run, Rows *rows, const CatalogPrint *print, const Rows *printed);

#endif
