#include "introspect/rows.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

typedef struct AddedColumn {
    const char *name;
    const char *const *texts;
} AddedColumn;

struct Rows {
    PGresult *result;
    int width; /* of the result; behind it are the added columns */
    VEC(AddedColumn) added;
};

static void clear_result(void *arg)
{
    PQclear(arg);
}

Rows *rows_new(Arena *arena, struct pg_result *result)
{
    Rows *rows = ARENA_NEW(arena, Rows);

    rows->result = result;
    rows->width = PQnfields(result);
    arena_defer(arena, clear_result, result);
    return rows;
}

size_t rows_count(const Rows *rows)
{
    return (size_t)PQntuples(rows->result);
}

const char *rows_name(const Rows *rows, int column)
{
    if (column < rows->width)
        return PQfname(rows->result, column);
    return (size_t)(column - rows->width) < rows->added.count
               ? rows->added.items[column - rows->width].name
               : NULL;
}

int rows_column(const Rows *rows, const char *name)
{
    const char *found;

    for (int i = 0; (found = rows_name(rows, i)); i++)
        if (strcmp(found, name) == 0)
            return i;
    return -1;
}

const char *rows_text(const Rows *rows, size_t row, int column)
{
    if (column >= rows->width)
        return rows->added.items[column - rows->width].texts[row];

    const char *text = column < 0 ? NULL : PQgetvalue(rows->result, (int)row, column);

    /* NULL looks like "" there */
    return text && !*text && PQgetisnull(rows->result, (int)row, column) ? NULL : text;
}

uint32_t rows_oid(const Rows *rows, size_t row, int column)
{
    const char *text = rows_text(rows, row, column);

    return text ? (uint32_t)strtoul(text, NULL, 10) : 0;
}

void rows_add(Arena *arena, Rows *rows, const char *name, const char *const *texts)
{
    vec_push(arena, &rows->added, ((AddedColumn){name, texts}));
}
