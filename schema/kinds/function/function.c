/* Functions, procedures and aggregates. */
#include "schema/kinds/function/function.sql.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/statement_text.h"

#include <stdlib.h>

static const Defined *as_function(const Object *object)
{
    return (const Defined *)object;
}

/*
 * CREATE OR REPLACE keeps what `shape` holds, but for its first item, a number that it cannot
 * lower: how many arguments have defaults.
 */
static Change judge_definition(const Object *from, const Object *to)
{
    const StrVec *old = &as_function(from)->shape, *new = &as_function(to)->shape;

    if (old->count == 0 || new->count == 0)
        return CHANGE_ALTER;
    if (old->count != new->count ||
        strtol(new->items[0], NULL, 10) < strtol(old->items[0], NULL, 10))
        return CHANGE_RECREATE;
    for (size_t i = 1; i < old->count; i++)
        if (!text_same(old->items[i], new->items[i]))
            return CHANGE_RECREATE;
    return CHANGE_ALTER;
}

static void write_definition(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    statement_add_replacing(out, as_function(to)->definition.text);
}

static const Attr function_attrs[] = {
    ATTR_RECREATE(Defined, keyword),
    DEFINED_SIGNATURE(true),
    ATTR_(Defined, definition, .change = CHANGE_ALTER, .query = true, .body = true,
          .compiled = true, .judge = judge_definition, .write = write_definition),
    ATTR_IGNORE(Defined, shape),
    ATTR_COMMENT("COMMENT ON {keyword} {signature} IS {comment!}"),
};

static const char *const made_by[] = {"function", "procedure", "aggregate", NULL};

const Kind kind_function = {
    .name = "function",
    .title = "function",
    .scope = SCOPE_SCHEMA,
    .size = sizeof(Defined),
    .catalog_query = function_sql,
    ATTRS(function_attrs),
    .made_by = made_by,
    .is_called = true,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP {keyword} {signature}",
    .rename = "ALTER {keyword} {signature} RENAME TO",
};
