#include "schema/sql.h"

#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct TypeName {
    const char *written, *canonical, *shorter;
} TypeName;

static const TypeName types[] = {
#define TYPE(written, canonical, shorter) {written, canonical, shorter},
#include "schema/types.def"
#undef TYPE
};

/* A type taken apart: `words` of the name, "(…)" without spaces, "[]". */
typedef struct TypeParts {
    const char *words;     /* "timestamp with time zone"; lower case unless quoted */
    const char *modifiers; /* "3", "12,4"; NULL: none */
    bool is_array;
} TypeParts;

static const TypeName *find_type(const char *words)
{
    int first = *words == '"' ? *words : tolower((unsigned char)*words);

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (first == types[i].written[0] &&
            (*words == '"' ? text_same(words, types[i].written)
                           : text_same_fold(words, types[i].written)))
            return &types[i];
    return NULL;
}

/* Past a quoted identifier or one other byte. */
static const char *next_part(const char *p)
{
    if (*p != '"')
        return p + 1;
    for (p++; *p && !(*p == '"' && p[1] != '"'); p++)
        p += *p == '"';
    return *p ? p + 1 : p;
}

static const char *add_modifiers(StrBuf *out, const char *p)
{
    for (p++; *p && *p != ')'; p++)
        if (!isspace((unsigned char)*p))
            strbuf_addc(out, *p);
    return *p ? p + 1 : p;
}

static TypeParts take_apart(Arena *arena, const char *type)
{
    StrBuf words = {.arena = arena}, modifiers = {.arena = arena};
    bool is_array = false, gap = false;

    for (const char *p = type; *p;) {
        if (*p == '(') {
            p = add_modifiers(&modifiers, p);
            gap = true;
        } else if (*p == '[') {
            is_array = true;
            p += strcspn(p, "]");
            p += *p != '\0';
        } else if (isspace((unsigned char)*p)) {
            gap = true;
            p++;
        } else {
            const char *end = next_part(p);

            if (gap && words.length && *p != '.')
                strbuf_addc(&words, ' ');
            gap = false;
            strbuf_addn(&words, p, (size_t)(end - p));
            p = end;
        }
    }
    return (TypeParts){strbuf_text(&words), modifiers.text, is_array};
}

/* What format_type() prints for modifiers that were left out or shortened. */
static void complete(Arena *arena, TypeParts *parts, const TypeName **name)
{
    const char *written = parts->words;

    if (text_same_fold(written, "float") && parts->modifiers)
        *name = find_type(strtol(parts->modifiers, NULL, 10) <= 24 ? "real" : "double precision");
    if (text_same_fold(written, "float"))
        parts->modifiers = NULL;
    if (strcmp((*name)->canonical, "numeric") == 0 && parts->modifiers &&
        !strchr(parts->modifiers, ','))
        parts->modifiers = arena_printf(arena, "%s,0", parts->modifiers);
    if (strcmp((*name)->canonical, "bpchar") == 0 && parts->modifiers)
        *name = find_type("character");
    if ((strcmp((*name)->canonical, "character") == 0 || strcmp((*name)->canonical, "bit") == 0) &&
        !parts->modifiers)
        parts->modifiers = "1";
}

/* `name` with the modifiers, which stand before " with time zone" and " without time zone". */
static void add_type(StrBuf *out, const char *name, const TypeParts *parts)
{
    const char *zone = strchr(name, '"') ? NULL : strstr(name, " with");
    size_t head = zone ? (size_t)(zone - name) : strlen(name);

    strbuf_addn(out, name, head);
    if (parts->modifiers)
        strbuf_addf(out, "(%s)", parts->modifiers);
    strbuf_add(out, name + head);
    if (parts->is_array)
        strbuf_add(out, "[]");
}

/* "char" in quotes is a type of its own, and so it is when qualified; "bit" is the same story. */
static const char *without_pg_catalog(Arena *arena, const TypeParts *parts)
{
    static const char head[] = "pg_catalog.";
    const char *rest = parts->words + strlen(head);

    if (!text_starts(parts->words, head))
        return parts->words;
    if (strcmp(rest, "char") == 0 || (strcmp(rest, "bit") == 0 && !parts->modifiers))
        return arena_printf(arena, "\"%s\"", rest);
    return rest;
}

const char *sql_type_canonical(Arena *arena, const char *type)
{
    StrBuf out = {.arena = arena};
    TypeParts parts = take_apart(arena, type);

    parts.words = without_pg_catalog(arena, &parts);

    const TypeName *name = find_type(parts.words);

    if (name)
        complete(arena, &parts, &name);
    add_type(&out, name ? name->canonical : parts.words, &parts);
    return strbuf_text(&out);
}

const char *sql_type_unmodified(Arena *arena, const char *type)
{
    static const char *const named[][2] = {
        {"bpchar",  "character"},
        {"\"bit\"", "bit"      }
    };
    StrBuf out = {.arena = arena};
    TypeParts parts = take_apart(arena, sql_type_canonical(arena, type));

    parts.modifiers = NULL;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (text_same(parts.words, named[i][0]))
            parts.words = named[i][1];
    add_type(&out, parts.words, &parts);
    return strbuf_text(&out);
}

const char *sql_type_name(Arena *arena, const char *canonical)
{
    return take_apart(arena, canonical).words;
}

const char *sql_type_short(Arena *arena, const char *canonical)
{
    StrBuf out = {.arena = arena};
    TypeParts parts = take_apart(arena, canonical);
    const char *name = parts.words;

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i].shorter && strcmp(name, types[i].canonical) == 0)
            name = types[i].shorter;
    if (strcmp(name, "numeric") == 0 && parts.modifiers && text_ends(parts.modifiers, ",0"))
        parts.modifiers = arena_strndup(arena, parts.modifiers, strlen(parts.modifiers) - 2);
    add_type(&out, name, &parts);
    return strbuf_text(&out);
}

bool sql_type_is_builtin(const char *canonical)
{
    if (find_type(canonical))
        return true;

    Arena *scratch = arena_new();
    const char *words = sql_type_name(scratch, canonical);
    bool builtin = find_type(words) || text_starts(words, "interval ");

    arena_free(scratch);
    return builtin;
}
