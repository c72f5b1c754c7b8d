#include "codegen/headers/macros.h"

#include "base/strbuf.h"
#include "base/text.h"
#include "codegen/headers/source.h"

#include <string.h>

static const struct {
    const char *name;
    bool is_long, is_clause;
} macros[] = {
    {"PG(",          false, false},
    {"PG_ALSO(",     false, true },
    {"MODELC(",      true,  false},
    {"MODELC_ALSO(", true,  true }
};

enum { MACROS = sizeof macros / sizeof *macros };

/* The index of the macro that begins there; MACROS: none does. */
static size_t macro_at(const char *text, size_t begin, size_t end, size_t at)
{
    size_t i = 0;

    if (at > begin && source_is_word(text[at - 1]))
        return MACROS;
    while (i < MACROS &&
           (end - at < strlen(macros[i].name) || !text_starts(text + at, macros[i].name)))
        i++;
    return i;
}

size_t annotation_find(const char *text, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at = source_token_end(text, end, at)) {
        size_t macro = macro_at(text, begin, end, at);

        if (macro < MACROS && !macros[macro].is_clause)
            return at;
    }
    return end;
}

size_t macro_inside(const char *text, size_t at)
{
    return at + strcspn(text + at, "(") + 1;
}

size_t macro_end(const char *text, size_t end, size_t at)
{
    size_t depth = 1;

    if (macro_at(text, 0, end, at) == MACROS)
        return at;
    for (at = macro_inside(text, at); at < end && depth > 0; at = source_token_end(text, end, at)) {
        depth += text[at] == '(';
        depth -= text[at] == ')';
    }
    return at;
}

bool macro_is_clause(const char *text)
{
    size_t macro = macro_at(text, 0, strlen("MODELC_ALSO("), 0);

    return macro < MACROS && macros[macro].is_clause;
}

bool macros_are_long(const char *text, size_t length)
{
    bool any = false;

    for (size_t at = 0; at < length; at = source_token_end(text, length, at)) {
        size_t macro = macro_at(text, 0, length, at);

        if (macro < MACROS && !macros[macro].is_long)
            return false;
        any = any || macro < MACROS;
    }
    return any;
}

const char *macros_long(Arena *run, const char *text)
{
    StrBuf out = {.arena = run};
    size_t length = strlen(text), next;

    for (size_t at = 0; at < length; at = next) {
        size_t macro = macro_at(text, 0, length, at);

        next = source_token_end(text, length, at);
        if (macro < MACROS && !macros[macro].is_long) {
            next = macro_inside(text, at);
            strbuf_add(&out, macros[macro].is_clause ? "MODELC_ALSO(" : "MODELC(");
        } else {
            strbuf_addn(&out, text + at, next - at);
        }
    }
    return strbuf_text(&out);
}
