/* What an operation is, in the words that users of Alembic know. */
#include "codegen/statement.h"

#include "base/text.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

/* Paths in messages leave public out. */
static const char *short_path(const Object *object)
{
    const char *path = object_label(object);

    return text_starts(path, "public.") ? path + strlen("public.") : path;
}

static const char *describe_type(Arena *run, const Op *op)
{
    return arena_printf(run, "Detected type change from %s to %s on '%s'",
                        sql_type_short(run, attr_type(op->from, op->attr)->text),
                        sql_type_short(run, attr_type(op->to, op->attr)->text), short_path(op->to));
}

/* The attribute's name as words: "default_expr" is what people call a server default. */
static const char *attr_words(Arena *run, const Attr *attr)
{
    static const struct {
        const char *name, *words;
    } special[] = {
        {"default_expr", "server default"},
        {"expr",         "expression"    },
    };

    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (strcmp(attr->name, special[i].name) == 0)
            return special[i].words;

    char *words = arena_strdup(run, attr->name);

    for (char *p = words; *p; p++)
        if (*p == '_')
            *p = ' ';
    return words;
}

static const char *describe_alter(Arena *run, const Op *op)
{
    const char *title = kind_of(op->to->kind_id)->title;
    const char *path = short_path(op->to);

    /* What CREATE could not say, and the value for old rows that is taken back, belong to it. */
    if (!op->from || !op->to->plan.pair)
        return NULL;
    if (kind_of(op->to->kind_id)->is_trait)
        return arena_printf(run, "Detected %s change on %s '%s'", title,
                            kind_of(op->to->parent->kind_id)->title, short_path(op->to->parent));
    if (op->attr->type == ATTR_TYPE &&
        !text_same(attr_type(op->from, op->attr)->text, attr_type(op->to, op->attr)->text))
        return describe_type(run, op);
    if (strcmp(op->attr->name, "not_null") == 0)
        return arena_printf(run, "Detected %s on %s '%s'",
                            attr_bool(op->to, op->attr) ? "NOT NULL" : "NULL", title, path);
    return arena_printf(run, "Detected %s change on %s '%s'", attr_words(run, op->attr), title,
                        path);
}

/* A part of a table that is itself new or gone goes without saying. */
static bool goes_without_saying(const Object *object)
{
    return object->parent && kind_of(object->kind_id)->in_parent &&
           (!object->parent->plan.pair || object->parent->plan.recreate ||
            object->parent->plan.replace);
}

/* What of a type cannot change in place. */
static const char *replaced_words(Arena *run, const Object *from)
{
    const Kind *kind = kind_of(from->kind_id);

    if (!from->plan.pair)
        return "kind";
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].offset != offsetof(Object, comment) &&
            !attr_same(from, from->plan.pair, &kind->attrs[i]))
            return attr_words(run, &kind->attrs[i]);
    return "parts";
}

const char *op_describe(Arena *run, const Op *op)
{
    const Object *object = op_object(op);
    const char *title = kind_of(object->kind_id)->title;

    switch (op->verb) {
    case VERB_CREATE:
        if (goes_without_saying(object) || object->plan.replace)
            return NULL;
        return arena_printf(run, "Detected %s %s '%s'", object->plan.pair ? "changed" : "added",
                            title, short_path(object));
    case VERB_DROP:
        if (object->plan.pair)
            return NULL;
        return arena_printf(run, "Detected removed %s '%s'", title, short_path(object));
    case VERB_RENAME:
        if (renames_labels(op))
            return arena_printf(run, "Detected renamed %s of %s '%s'",
                                kind_of(op->to->kind_id)->labels, title, short_path(op->to));
        if (text_same(op->from->name, op->to->name) && op->to->parent && !op->from->plan.replace)
            return arena_printf(run, "Detected moved %s '%s' to schema '%s'", title,
                                short_path(op->from), object_namespace(op->to)->name);
        return op->from->plan.replace
                   ? arena_printf(run, "Detected changed %s of %s '%s'",
                                  replaced_words(run, op->from), title, short_path(op->from))
                   : arena_printf(run, "Detected renamed %s '%s' to '%s'", title,
                                  short_path(op->from), op->to->name);
    case VERB_ALTER:
        return describe_alter(run, op);
    case VERB_STRIP:
        return NULL;
    }
    return NULL;
}
