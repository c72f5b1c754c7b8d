/* Text search dictionaries. */
#include "schema/kinds/text_search_dictionary/text_search_dictionary.sql.h"

#include "base/text.h"
#include "schema/defined.h"

#include <string.h>

/* The template, then each option as "name = 'value'"; empty: unknown. */
static const StrVec *shape(const Object *object)
{
    return &((const Defined *)object)->shape;
}

static const char *option_name(Arena *arena, const char *option)
{
    return arena_strndup(arena, option, (size_t)(strstr(option, " = ") - option));
}

static bool has_option(Arena *arena, const StrVec *options, const char *name)
{
    for (size_t i = 1; i < options->count; i++)
        if (text_same(option_name(arena, options->items[i]), name))
            return true;
    return false;
}

/* An option without a value goes. */
static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    const StrVec *before = shape(from), *after = shape(to);
    StrVec changes = {0};

    for (size_t i = 1; i < before->count; i++) {
        const char *name = option_name(out->arena, before->items[i]);

        if (!has_option(out->arena, after, name))
            vec_push(out->arena, &changes, name);
    }
    for (size_t i = 1; i < after->count; i++)
        if (!strvec_has(before, after->items[i]))
            vec_push(out->arena, &changes, after->items[i]);
    strbuf_addf(out, "ALTER TEXT SEARCH DICTIONARY %s (%s)", to->path,
                text_join(out->arena, &changes, ", "));
}

static const Attr text_search_dictionary_attrs[] = {
    ATTR_(Defined, definition, .change = CHANGE_ALTER, .whole = true, .judge = judge_shape_first,
          .write = write_options),
    ATTR_IGNORE(Defined, shape),
    ATTR_COMMENT("COMMENT ON TEXT SEARCH DICTIONARY {path} IS {comment!}"),
};

static const char *const made_by[] = {"text search dictionary", NULL};

const Kind kind_text_search_dictionary = {
    .name = "text_search_dictionary",
    .title = "text search dictionary",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = text_search_dictionary_sql,
    ATTRS(text_search_dictionary_attrs),
    .made_by = made_by,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP TEXT SEARCH DICTIONARY {path}",
    .rename = "ALTER TEXT SEARCH DICTIONARY {path} RENAME TO",
    .renames_alone = true,
};
