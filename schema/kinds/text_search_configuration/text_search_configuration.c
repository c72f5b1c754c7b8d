/* Text search configurations: which dictionaries see which tokens. */
#include "schema/kinds/text_search_configuration/text_search_configuration.sql.h"

#include "base/text.h"
#include "schema/defined.h"

#include <string.h>

static const char with[] = " WITH ";

/* The parser, then "token WITH dictionaries" for each token; empty: unknown. */
static const StrVec *shape(const Object *object)
{
    return &((const Defined *)object)->shape;
}

static const char *token_of(Arena *arena, const char *mapping)
{
    return arena_strndup(arena, mapping, (size_t)(strstr(mapping, with) - mapping));
}

static bool has_token(Arena *arena, const StrVec *mappings, const char *token)
{
    for (size_t i = 1; i < mappings->count; i++)
        if (text_same(token_of(arena, mappings->items[i]), token))
            return true;
    return false;
}

static void add(StrBuf *out, const Object *object, const char *verb, const char *mapping)
{
    strbuf_addf(out, "%sALTER TEXT SEARCH CONFIGURATION %s %s MAPPING FOR %s",
                out->length ? ";\n" : "", object->path, verb, mapping);
}

static void write_mappings(StrBuf *out, const Object *from, const Object *to)
{
    const StrVec *before = shape(from), *after = shape(to);
    StrBuf statements = {.arena = out->arena};

    for (size_t i = 1; i < before->count; i++) {
        const char *token = token_of(out->arena, before->items[i]);

        if (!has_token(out->arena, after, token))
            add(&statements, to, "DROP", token);
    }
    for (size_t i = 1; i < after->count; i++) {
        const char *token = token_of(out->arena, after->items[i]);

        if (!strvec_has(before, after->items[i]))
            add(&statements, to, has_token(out->arena, before, token) ? "ALTER" : "ADD",
                after->items[i]);
    }
    strbuf_add(out, strbuf_text(&statements));
}

static const Attr text_search_configuration_attrs[] = {
    ATTR_(Defined, definition, .change = CHANGE_ALTER, .whole = true, .judge = judge_shape_first,
          .write = write_mappings),
    ATTR_IGNORE(Defined, shape),
    ATTR_COMMENT("COMMENT ON TEXT SEARCH CONFIGURATION {path} IS {comment!}"),
};

static const char *const made_by[] = {"text search configuration", NULL};

const Kind kind_text_search_configuration = {
    .name = "text_search_configuration",
    .title = "text search configuration",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = text_search_configuration_sql,
    ATTRS(text_search_configuration_attrs),
    .made_by = made_by,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP TEXT SEARCH CONFIGURATION {path}",
    .rename = "ALTER TEXT SEARCH CONFIGURATION {path} RENAME TO",
    .renames_alone = true,
};
