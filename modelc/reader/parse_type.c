/* Names of types. */
#include "modelc/reader/parse.h"

#include "base/text.h"
#include "schema/sql.h"

/* What PostgreSQL has, and the three words that stand for a column with a sequence. */
static const char *const builtin_types[] = {
#define TYPE(written, canonical, shorter) written,
#include "schema/types.def"
#undef TYPE
    "serial", "serial4", "bigserial", "serial8", "smallserial", "serial2",
};

/* Types of widespread extensions: near to PostgreSQL's own in spelling, yet no mistakes. */
static const char *const extension_types[] = {
    "citext",    "cube",      "box2d",  "box3d", "ean13",     "geography", "geometry", "halfvec",
    "hstore",    "isbn",      "isbn13", "ismn",  "issn",      "lo",        "lquery",   "ltree",
    "ltxtquery", "query_int", "raster", "seg",   "sparsevec", "upc",       "vector",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool list_has(const char *const list[], size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (text_same_fold(list[i], word))
            return true;
    return false;
}

bool type_is_builtin(const char *word)
{
    return list_has(builtin_types, COUNT(builtin_types), word);
}

bool type_is_known(const char *word)
{
    return type_is_builtin(word) || list_has(extension_types, COUNT(extension_types), word);
}

void type_suggest(Suggestion *suggestion)
{
    for (size_t i = 0; i < COUNT(builtin_types); i++)
        suggest_offer(suggestion, builtin_types[i]);
}

/* The words of a name that has several: "double precision", "bit varying". */
static const char *second_word(Parser *parser, const char *first)
{
    static const char *const pairs[][2] = {
        {"double",    "precision"},
        {"character", "varying"  },
        {"char",      "varying"  },
        {"bit",       "varying"  }
    };

    for (size_t i = 0; i < COUNT(pairs); i++)
        if (text_same_fold(pairs[i][0], first) && parser_accept(parser, pairs[i][1]))
            return arena_printf(parser->run, "%s %s", pairs[i][0], pairs[i][1]);
    return first;
}

/* "(12, 2)"; only numbers where PostgreSQL itself reads them. */
static bool parse_modifiers(Parser *parser, const TypeName *type, const char **out)
{
    size_t open = parser->next, close = parser_closing(parser, open);

    if (close == 0) {
        parser->next = parser->tokens.count - 1;
        return parser_fail(parser, "')'");
    }
    for (parser->next++; parser->next < close; parser->next++) {
        const Token *token = parser_peek(parser, 0);

        if (token->kind == TOKEN_WORD && !type->name.schema && type_is_builtin(type->name.text))
            return parser_error(parser, FINDING_M203, NULL,
                                "%s takes numbers, not '%s' (C macros are not expanded inside PG)",
                                type->name.text, token->text);
    }
    parser->next = close + 1;
    *out = parser_text(parser, open, parser->next);
    return true;
}

static const char *zone_words(Parser *parser, const char *name)
{
    static const char *const zones[] = {"with time zone", "without time zone"};

    if (!text_same_fold(name, "timestamp") && !text_same_fold(name, "time"))
        return "";
    for (size_t i = 0; i < COUNT(zones); i++)
        if (parser_accept(parser, zones[i]))
            return arena_printf(parser->run, " %s", zones[i]);
    return "";
}

/* "day to second" behind interval. */
static const char *interval_fields(Parser *parser, const char *name)
{
    static const char *const fields[] = {"year", "month", "day", "hour", "minute", "second"};
    const char *text = "";

    if (!text_same_fold(name, "interval"))
        return text;
    for (size_t i = 0; i < COUNT(fields); i++) {
        if (!parser_accept(parser, fields[i]))
            continue;
        text = arena_printf(parser->run, "%s %s", text, fields[i]);
        if (!parser_accept(parser, "to"))
            return text;
        text = arena_printf(parser->run, "%s to", text);
    }
    return text;
}

static bool parse_bounds(Parser *parser, TypeName *out)
{
    while (parser_accept_kind(parser, TOKEN_OPEN_BRACKET)) {
        out->is_array = true;
        parser_accept_kind(parser, TOKEN_NUMBER);
        if (!parser_expect_kind(parser, TOKEN_CLOSE_BRACKET, "']'"))
            return false;
    }
    return true;
}

/* "char" and "bit" in quotes are types of their own, before any of a model. */
static bool is_quoted_builtin(Parser *parser, const TypeName *type)
{
    const char *ident = sql_ident(parser->run, type->name.text);

    return !type->name.schema && *ident == '"' && type_is_builtin(ident);
}

bool parse_type(Parser *parser, TypeName *out)
{
    size_t first = parser->next;
    bool quoted = parser_at(parser, TOKEN_CSTRING);
    const char *modifiers = "";

    if (!parse_qname(parser, "a type", &out->name))
        return false;

    bool plain = !quoted && !out->name.schema;

    if (plain)
        out->name.text = second_word(parser, out->name.text);

    const char *fields = plain ? interval_fields(parser, out->name.text) : "";

    out->has_modifiers = parser_at(parser, TOKEN_OPEN);
    if (out->has_modifiers && !parse_modifiers(parser, out, &modifiers))
        return false;

    const char *zone = plain ? zone_words(parser, out->name.text) : "";

    out->is_builtin = plain ? type_is_builtin(out->name.text) : is_quoted_builtin(parser, out);

    bool known = plain && (out->is_builtin || type_is_known(out->name.text));

    if (known)
        out->name.text = text_lower(parser->run, out->name.text);
    if (!parse_bounds(parser, out))
        return false;
    out->text = arena_printf(
        parser->run, "%s%s%s%s%s",
        known ? out->name.text
              : path_under(parser->run,
                           out->name.schema ? sql_ident(parser->run, out->name.schema) : NULL,
                           out->name.text),
        fields, modifiers, zone, out->is_array ? "[]" : "");
    out->at = parser_range(parser, first);
    return true;
}
