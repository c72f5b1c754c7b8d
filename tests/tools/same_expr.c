/*
 * What modelc proves equal without a server, for a test that asks the server.
 *
 * Reads triples of texts that end in a NUL each: two expressions and the type of the value, which
 * may be empty, or "statement" for two queries.  Writes a line for each: 1 when the two are proved
 * equal, else 0.
 */
#include "schema/sql.h"

#include <stdio.h>
#include <string.h>

/* The next text of standard input, or NULL at its end. */
static const char *read_text(Arena *arena)
{
    StrBuf text = {.arena = arena};
    int c = getchar();

    if (c == EOF)
        return NULL;
    for (; c != EOF && c != '\0'; c = getchar())
        strbuf_addc(&text, (char)c);
    return strbuf_text(&text);
}

static bool is_proved(Arena *arena, const char *a, const char *b, const char *type)
{
    if (strcmp(type, "statement") == 0)
        return sql_same_expr(arena, a, b, NULL) || sql_same_statement(a, b);
    return sql_same_expr(arena, a, b, *type ? type : NULL);
}

int main(void)
{
    for (;;) {
        Arena *arena = arena_new();
        const char *a = read_text(arena);
        const char *b = a ? read_text(arena) : NULL;
        const char *type = b ? read_text(arena) : NULL;

        if (type)
            puts(is_proved(arena, a, b, type) ? "1" : "0");
        arena_free(arena);
        if (!type)
            return 0;
    }
}
