#include "schema/kinds/view/view.h"
#include "schema/kinds/view/view.sql.h"

#include "base/text.h"
#include "schema/parameters.h"

#include <string.h>

static const View *as_view(const Object *object)
{
    return (const View *)object;
}

/* CREATE OR REPLACE VIEW may only add columns at the end. */
static Change judge_definition(const Object *from, const Object *to)
{
    const StrVec *old = &as_view(from)->shape, *new = &as_view(to)->shape;

    if (old->count == 0 || new->count < old->count)
        return CHANGE_RECREATE;
    for (size_t i = 0; i < old->count; i++)
        if (!text_same(old->items[i], new->items[i]))
            return CHANGE_RECREATE;
    return CHANGE_ALTER;
}

/* The spelled query says them; two texts that nobody spelled are compared as they are. */
static Change judge_columns(const Object *from, const Object *to)
{
    return as_view(from)->definition.spelled && as_view(to)->definition.spelled ? CHANGE_IGNORE
                                                                                : CHANGE_RECREATE;
}

#define VIEW "VIEW {path}[ ({columns})][ WITH ({options})] AS\n{definition}"

static Change judge_options(const Object *from, const Object *to)
{
    bool replaced =
        !attr_same(from, to, attr_find(kind_of(to->kind_id), "definition", strlen("definition")));

    /* a replaced view takes the options that its statement says */
    return replaced && judge_definition(from, to) == CHANGE_ALTER ? CHANGE_IGNORE : CHANGE_ALTER;
}

static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    parameters_write(out, arena_printf(out->arena, "ALTER VIEW %s", to->path),
                     as_view(from)->options, as_view(to)->options);
}

static const Attr view_attrs[] = {
    ATTR_(View, definition, .change = CHANGE_ALTER, .query = true, .compiled = true,
          .judge = judge_definition, .alter = "CREATE OR REPLACE " VIEW),
    ATTR_(View, columns, .change = CHANGE_RECREATE, .judge = judge_columns),
    ATTR_(View, options, .change = CHANGE_ALTER, .whole = true, .judge = judge_options,
          .write = write_options),
    ATTR_IGNORE(View, shape),
    ATTR_COMMENT("COMMENT ON VIEW {path} IS {comment!}"),
};

const Kind kind_view = {
    .name = "view",
    .title = "view",
    .scope = SCOPE_SCHEMA,
    .has_type = true,
    .size = sizeof(View),
    .catalog_query = view_sql,
    ATTRS(view_attrs),
    .create = "CREATE " VIEW,
    .optional = true,
    .drop = "DROP VIEW {path}",
    .rename = "ALTER VIEW {path} RENAME TO",
};
