/*
 * The text forms in which the server hands out catalog values.  Knows no connection and no object.
 */
#ifndef INTROSPECT_CATALOG_TEXT_H
#define INTROSPECT_CATALOG_TEXT_H

#include "base/vec.h"

typedef VEC(long) NumVec;

/* The items of a one-dimensional array, `{a,"b c",NULL}`; NULL items are NULL, NULL has none. */
void catalog_array(Arena *arena, const char *text, StrVec *items);

/* The numbers of an array or a vector, "{1,2}" or "1 2"; NULL has none. */
void catalog_numbers(Arena *arena, const char *text, NumVec *numbers);

/* The expressions of pg_get_expr() over a list, split at the commas between them. */
void catalog_split(Arena *arena, const char *text, StrVec *items);

/*
 * The expression without the one pair of parentheses around the whole of it, which PostgreSQL
 * prints around operators: "(a > 0)" is "a > 0"; "(a) > (0)" stays, and so does the subquery
 * "( SELECT a)".  NULL gives NULL.
 */
const char *catalog_unwrap(Arena *arena, const char *text);

/* The end of what starts at `text` and is one lexical unit: a literal, a quoted name, one byte. */
const char *catalog_skip(const char *text);

#endif
