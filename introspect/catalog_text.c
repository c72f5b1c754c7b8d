#include "introspect/catalog_text.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* One item between double quotes, backslashes undone; `*text` moves behind it. */
static const char *take_quoted(Arena *arena, const char **text)
{
    const char *from = *text + 1;
    char *item = arena_alloc(arena, strlen(from) + 1);
    size_t length = 0;

    while (*from && *from != '"') {
        if (*from == '\\' && from[1])
            from++;
        item[length++] = *from++;
    }
    *text = *from ? from + 1 : from;
    return item;
}

static const char *take_plain(Arena *arena, const char **text)
{
    size_t length = strcspn(*text, ",}");
    const char *item = arena_strndup(arena, *text, length);

    *text += length;
    return strcmp(item, "NULL") == 0 ? NULL : item;
}

void catalog_array(Arena *arena, const char *text, StrVec *items)
{
    if (!text || *text++ != '{')
        return;
    while (*text && *text != '}') {
        const char *item = *text == '"' ? take_quoted(arena, &text) : take_plain(arena, &text);

        vec_push(arena, items, item);
        text += *text == ',';
    }
}

void catalog_numbers(Arena *arena, const char *text, NumVec *numbers)
{
    while (text && *text) {
        char *end;
        long number = strtol(text, &end, 10);

        if (end == text) {
            text++;
            continue;
        }
        vec_push(arena, numbers, number);
        text = end;
    }
}

/* Quotes are doubled inside, and so are the backslashes of E'…': the next one ends the unit. */
const char *catalog_skip(const char *text)
{
    if (*text != '\'' && *text != '"')
        return *text ? text + 1 : text;

    const char *end = strchr(text + 1, *text);

    return end ? end + 1 : text + strlen(text);
}

void catalog_split(Arena *arena, const char *text, StrVec *items)
{
    const char *begin = text;
    int depth = 0;

    if (!text)
        return;
    for (const char *p = text;; p = catalog_skip(p)) {
        depth += (*p == '(' || *p == '[') - (*p == ')' || *p == ']');
        if (*p && (*p != ',' || depth > 0))
            continue;
        vec_push(arena, items, arena_strndup(arena, begin, (size_t)(p - begin)));
        if (!*p)
            return;
        begin = p + 1 + strspn(p + 1, " ");
    }
}

/* "( SELECT a)": the parentheses are its own. */
static bool is_subquery(const char *inside)
{
    static const char *const words[] = {"SELECT ", "VALUES ", "WITH "};
    const char *text = inside + strspn(inside, " \n");

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_starts(text, words[i]))
            return true;
    return false;
}

const char *catalog_unwrap(Arena *arena, const char *text)
{
    int depth = 0;

    if (!text || *text != '(' || is_subquery(text + 1))
        return text;
    for (const char *p = text; *p; p = catalog_skip(p)) {
        depth += (*p == '(') - (*p == ')');
        if (depth == 0)
            return p[1] ? text : arena_strndup(arena, text + 1, (size_t)(p - text - 1));
    }
    return text;
}
