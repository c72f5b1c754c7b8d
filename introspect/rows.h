/* The rows that a statement gave, as text. */
#ifndef INTROSPECT_ROWS_H
#define INTROSPECT_ROWS_H

#include "base/vec.h"

#include <stddef.h>
#include <stdint.h>

typedef struct Rows Rows;

/* Those of libpq's result, which is taken over: it lives as long as the arena. */
struct pg_result;
Rows *rows_new(Arena *arena, struct pg_result *result);

size_t rows_count(const Rows *rows);

/* -1 when there is no such column. */
int rows_column(const Rows *rows, const char *name);

/* NULL behind the last column. */
const char *rows_name(const Rows *rows, int column);

/* Add a column: a text, or NULL, for each row. */
void rows_add(Arena *arena, Rows *rows, const char *name, const char *const *texts);

/* NULL for SQL NULL and for column -1.  Lives as long as the rows. */
const char *rows_text(const Rows *rows, size_t row, int column);

/* The number of an object; 0, which none has, where rows_text() is NULL. */
uint32_t rows_oid(const Rows *rows, size_t row, int column);

#endif
