/* Range types, each with its multirange type. */
#include "schema/kinds/range/range.sql.h"

#include "schema/defined.h"

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
    .create = "{definition}",
    .optional = true,
    .drop = "DROP TYPE {path}",
    .rename = "ALTER TYPE {path} RENAME TO",
};
