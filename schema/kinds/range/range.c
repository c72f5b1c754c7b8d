/* Range types, each with its multirange type. */
#include "schema/kinds/range/range.h"
#include "schema/kinds/range/range.sql.h"

#include "schema/defined.h"
#include "schema/sql.h"

#include <string.h>

/* The name of the multirange type, then all else; both are known or none. */
enum { SHAPE_MULTIRANGE, SHAPE_REST, SHAPE_COUNT };

static const char *shape(const Object *object, size_t item)
{
    const StrVec *shape = &((const Defined *)object)->shape;

    return shape->count == SHAPE_COUNT ? shape->items[item] : NULL;
}

static void write_definition(StrBuf *out, const Object *from, const Object *to)
{
    strbuf_addf(out, "ALTER TYPE %s.%s RENAME TO %s", to->parent->path,
                shape(from, SHAPE_MULTIRANGE), shape(to, SHAPE_MULTIRANGE));
}

const char *multirange_name(Arena *run, const char *name)
{
    const char *range = strstr(name, "range");

    if (!range)
        return name_join(run, name, NULL, "multirange");
    return arena_printf(run, "%.*smulti%s", (int)(range - name), name, range);
}

static const char *brings(Arena *run, const Object *object)
{
    const char *given = shape(object, SHAPE_MULTIRANGE);

    return given ? given : sql_ident(run, multirange_name(run, object->name));
}

static const Attr range_attrs[] = {
    ATTR_(Defined, definition, .change = CHANGE_ALTER, .whole = true, .judge = judge_shape_last,
          .write = write_definition),
    ATTR_IGNORE(Defined, shape),
    ATTR_COMMENT("COMMENT ON TYPE {path} IS {comment!}"),
};

static const char *const made_by[] = {"range type", NULL};

const Kind kind_range = {
    .name = "range",
    .title = "range type",
    .scope = SCOPE_SCHEMA,
    .size = sizeof(Defined),
    .catalog_query = range_sql,
    ATTRS(range_attrs),
    .made_by = made_by,
    .is_type = true,
    .brings = brings,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP TYPE {path}",
    .rename = "ALTER TYPE {path} RENAME TO",
};
