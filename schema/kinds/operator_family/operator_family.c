/* Operator families: what binds operator classes over related types together. */
#include "schema/kinds/operator_family/operator_family.sql.h"

#include "base/text.h"
#include "schema/defined.h"

#include <string.h>

static const StrVec *members(const Object *object)
{
    return &((const Defined *)object)->shape;
}

/* "OPERATOR 1 app.<(app.a, app.b)" goes as "OPERATOR 1 (app.a, app.b)", a function by its types. */
static const char *key_of(Arena *arena, const char *member)
{
    size_t head = strcspn(member, " ") + 1;
    const char *open = strchr(member, '('), *close = strchr(member, ')');

    head += strcspn(member + head, " ");
    return arena_printf(arena, "%.*s %.*s", (int)head, member, (int)(close + 1 - open), open);
}

static void write_list(StrBuf *out, const Object *object, const char *verb, const StrVec *list)
{
    if (list->count)
        strbuf_addf(out, "%sALTER OPERATOR FAMILY %s %s\n    %s", out->length ? ";\n" : "",
                    ((const Defined *)object)->signature, verb,
                    text_join(out->arena, list, ",\n    "));
}

static void write_members(StrBuf *out, const Object *from, const Object *to)
{
    const StrVec *before = members(from), *after = members(to);
    StrBuf statements = {.arena = out->arena};
    StrVec gone = {0}, new = {0};

    for (size_t i = 0; i < before->count; i++)
        if (!strvec_has(after, before->items[i]))
            vec_push(out->arena, &gone, key_of(out->arena, before->items[i]));
    for (size_t i = 0; i < after->count; i++)
        if (!strvec_has(before, after->items[i]))
            vec_push(out->arena, &new, after->items[i]);
    write_list(&statements, to, "DROP", &gone);
    write_list(&statements, to, "ADD", &new);
    strbuf_add(out, strbuf_text(&statements));
}

static const Attr operator_family_attrs[] = {
    DEFINED_SIGNATURE(true),
    ATTR_(Defined, definition, .change = CHANGE_ALTER, .whole = true, .write = write_members),
    ATTR_IGNORE(Defined, shape),
    ATTR_COMMENT("COMMENT ON OPERATOR FAMILY {signature} IS {comment!}"),
};

static const char *const made_by[] = {"operator family", NULL};
static const char *const named_by[] = {"family", "for order by", NULL};

const Kind kind_operator_family = {
    .name = "operator_family",
    .title = "operator family",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = operator_family_sql,
    ATTRS(operator_family_attrs),
    .made_by = made_by,
    .name_rest = " USING ",
    .named_by = named_by,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP OPERATOR FAMILY {signature}",
    .rename = "ALTER OPERATOR FAMILY {signature} RENAME TO",
    .renames_alone = true,
};
