/*
 * Small schemas for tests, an object per line:
 *
 *     Schema schema = {0};
 *     Object *app = make(arena, &schema, KIND_SCHEMA, NULL, "app");
 *     Object *t = make(arena, &schema, KIND_TABLE, app, "t", "comment=hello");
 *     make(arena, &schema, KIND_COLUMN, t, "id", "type=integer", "not_null");
 *     make(arena, &schema, KIND_INDEX, t, "i", "elements=a desc|(lower(b)) nulls first");
 *
 * Names are separated by commas, elements by bars.  An element is a column, or an expression in
 * parentheses, followed by "collate X", "opclass X", "desc", "nulls first", "nulls last", "with X".
 * "name_given=" says that the model does not give the name.
 */
#ifndef TESTS_UNIT_BUILD_H
#define TESTS_UNIT_BUILD_H

#include "tests/unit/unit.h"

#include "base/text.h"
#include "schema/kind.h"

#include <string.h>

static inline StrVec split_text(Arena *arena, const char *text, char separator)
{
    StrVec parts = {0};
    const char stop[] = {separator, '\0'};

    for (;;) {
        size_t length = strcspn(text, stop);

        if (length)
            vec_push(arena, &parts, arena_strndup(arena, text, length));
        if (!text[length])
            return parts;
        text += length + 1;
    }
}

static inline bool take_word(const char **text, const char *word)
{
    if (!text_starts(*text, word))
        return false;
    *text += strlen(word);
    *text += strspn(*text, " ");
    return true;
}

static inline const char *take_value(Arena *arena, const char **text)
{
    const char *begin = *text;

    *text += strcspn(begin, " ");

    const char *value = arena_strndup(arena, begin, (size_t)(*text - begin));

    *text += strspn(*text, " ");
    return value;
}

static inline Element make_element(Arena *arena, const char *text)
{
    Element element = {0};

    if (*text == '(') {
        const char *end = strrchr(text, ')');

        element.expr.text = arena_strndup(arena, text + 1, (size_t)(end - text) - 1);
        text = end + 1;
        text += strspn(text, " ");
    } else {
        element.column = take_value(arena, &text);
    }
    if (take_word(&text, "collate"))
        element.collation = take_value(arena, &text);
    if (take_word(&text, "opclass"))
        element.opclass = take_value(arena, &text);
    element.descending = take_word(&text, "desc");
    element.nulls_first = element.descending;
    if (take_word(&text, "nulls first"))
        element.nulls_first = true;
    if (take_word(&text, "nulls last"))
        element.nulls_first = false;
    if (take_word(&text, "with"))
        element.op = take_value(arena, &text);
    assert_string_equal(text, "");
    return element;
}

static inline void set_attr_text(Arena *arena, Object *object, const Attr *attr, const char *value)
{
    void *field = attr_field(object, attr);
    StrVec parts;

    switch (attr->type) {
    case ATTR_BOOL:
        *(bool *)field = true;
        break;
    case ATTR_TEXT:
        *(const char **)field = value;
        break;
    case ATTR_TYPE:
        ((SqlType *)field)->text = value;
        break;
    case ATTR_SQL:
        ((Sql *)field)->text = value;
        break;
    case ATTR_NAMES:
        *(StrVec *)field = split_text(arena, value, ',');
        break;
    case ATTR_ELEMENTS:
        parts = split_text(arena, value, '|');
        for (size_t i = 0; i < parts.count; i++)
            vec_push(arena, (Elements *)field, make_element(arena, parts.items[i]));
        break;
    }
}

/* `setting` is "attribute=value", or "attribute" alone for a boolean. */
static inline void set(Arena *arena, Object *object, const char *setting)
{
    size_t name = strcspn(setting, "=");
    const Attr *attr = attr_find(kind_of(object->kind_id), setting, name);

    if (text_same(setting, "name_given=")) {
        object->name_given = false;
        return;
    }
    if (!attr)
        print_error("a %s has no %s\n", kind_of(object->kind_id)->name, setting);
    assert_non_null(attr);
    set_attr_text(arena, object, attr,
                  arena_strdup(arena, setting + name + (setting[name] == '=')));
}

static inline Object *make_with(Arena *arena, Schema *schema, KindId id, Object *parent,
                                const char *name, const char *const *settings)
{
    Object *object = schema_add(arena, schema, id, parent, name);

    assert_non_null(object);
    for (; *settings; settings++)
        set(arena, object, *settings);
    return object;
}

#define make(arena, schema, id, parent, ...)                                                       \
    make_named((arena), (schema), (id), (parent), (const char *const[]){__VA_ARGS__, NULL})

static inline Object *make_named(Arena *arena, Schema *schema, KindId id, Object *parent,
                                 const char *const *words)
{
    return make_with(arena, schema, id, parent, words[0], words + 1);
}

/*
 * The schema "public" and what `text` says, an object per line, settings behind semicolons:
 *
 *     table t; comment=hello
 *     column t.id; type=integer; not_null
 *     enum app.mood; labels=sad,ok
 *
 * Without a dot the object is in "public" (or is a schema).
 */
static inline Object *build_line(Arena *arena, Schema *schema, const char *line)
{
    StrVec words = split_text(arena, line, ';');
    size_t space = strcspn(words.items[0], " ");
    int id = kind_find(arena_strndup(arena, words.items[0], space));
    const char *name = words.items[0] + space + 1;
    size_t dot = strcspn(name, ".");
    Object *parent = schema_namespace(arena, schema, "public");

    assert_true(id >= 0);
    if (name[dot]) {
        const char *holder = path_under(arena, NULL, arena_strndup(arena, name, dot));
        KindId holder_kind = kind_of((KindId)id)->in_parent ? KIND_TABLE : KIND_SCHEMA;

        if (holder_kind == KIND_TABLE)
            holder = arena_printf(arena, "public.%s", holder);
        parent = schema_find(schema, holder_kind, holder);
        assert_non_null(parent);
        name += dot + 1;
    }

    Object *object = schema_add(arena, schema, (KindId)id, id == KIND_SCHEMA ? NULL : parent, name);

    assert_non_null(object);
    for (size_t i = 1; i < words.count; i++)
        set(arena, object, words.items[i] + strspn(words.items[i], " "));
    return object;
}

static inline Schema build(Arena *arena, const char *text)
{
    Schema schema = {0};
    StrVec lines = split_text(arena, text, '\n');

    schema_namespace(arena, &schema, "public");
    for (size_t i = 0; i < lines.count; i++)
        build_line(arena, &schema, lines.items[i]);
    return schema;
}

#endif
