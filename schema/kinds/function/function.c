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

/* What `shape` holds: a count, what CREATE OR REPLACE keeps, and the columns of the result. */
enum { SHAPE_DEFAULTS, SHAPE_KEPT, SHAPE_COLUMNS = 6 };

static bool has_column(const StrVec *shape, const char *column)
{
    for (size_t i = SHAPE_COLUMNS; i < shape->count; i++)
        if (text_same(shape->items[i], column))
            return true;
    return false;
}

/*
 * CREATE OR REPLACE cannot lower how many arguments have defaults.  And where a row loses a column,
 * no body that returns it stands both before and after.
 */
static Change judge_definition(const Object *from, const Object *to)
{
    const StrVec *old = &as_function(from)->shape, *new = &as_function(to)->shape;

    if (old->count < SHAPE_COLUMNS || new->count < SHAPE_COLUMNS)
        return CHANGE_ALTER;
    if (strtol(new->items[SHAPE_DEFAULTS], NULL, 10) < strtol(old->items[SHAPE_DEFAULTS], NULL, 10))
        return CHANGE_RECREATE;
    for (size_t i = SHAPE_KEPT; i < SHAPE_COLUMNS; i++)
        if (!text_same(old->items[i], new->items[i]))
            return CHANGE_RECREATE;
    for (size_t i = SHAPE_COLUMNS; i<old->count &&new->count> SHAPE_COLUMNS; i++)
        if (!has_column(new, old->items[i]))
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
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = function_sql,
    ATTRS(function_attrs),
    .made_by = made_by,
    .name_rest = "(",
    .is_called = true,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP {keyword} {signature}",
    .rename = "ALTER {keyword} {signature} RENAME TO",
};
