#include "schema/kinds/function/function.h"
#include "schema/kinds/function/function.sql.h"

#include "base/text.h"
#include "schema/statement_text.h"

#include <stdlib.h>

static const Function *as_function(const Object *object)
{
    return (const Function *)object;
}

/* CREATE OR REPLACE keeps the result, the names of arguments and those of them with defaults. */
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

/* Its path says the same. */
static Change judge_signature(const Object *from, const Object *to)
{
    (void)from;
    (void)to;
    return CHANGE_IGNORE;
}

static void write_definition(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    statement_add_replacing(out, as_function(to)->definition.text);
}

static const Attr function_attrs[] = {
    ATTR_RECREATE(Function, keyword),
    ATTR_(Function, signature, .change = CHANGE_RECREATE, .called = true, .judge = judge_signature),
    ATTR_(Function, definition, .change = CHANGE_ALTER, .query = true, .body = true,
          .judge = judge_definition, .write = write_definition),
    ATTR_IGNORE(Function, shape),
    ATTR_COMMENT("COMMENT ON {keyword} {signature} IS {comment!}"),
};

const Kind kind_function = {
    .name = "function",
    .title = "function",
    .scope = SCOPE_SCHEMA,
    .size = sizeof(Function),
    .catalog_query = function_sql,
    ATTRS(function_attrs),
    .create = "{definition}",
    .optional = true,
    .drop = "DROP {keyword} {signature}",
};
