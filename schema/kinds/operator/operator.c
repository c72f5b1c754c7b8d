/* Operators. */
#include "schema/kinds/operator/operator.sql.h"

#include "schema/defined.h"

/* What ALTER OPERATOR can set, "" for none, then all else. */
enum { SHAPE_RESTRICT, SHAPE_JOIN, SHAPE_REST, SHAPE_COUNT };

static const char *shape(const Object *object, size_t item)
{
    const StrVec *shape = &((const Defined *)object)->shape;

    return shape->count == SHAPE_COUNT ? shape->items[item] : NULL;
}

static const char *estimator(const Object *object, size_t item)
{
    return *shape(object, item) ? shape(object, item) : "NONE";
}

static void write_definition(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    strbuf_addf(out, "ALTER OPERATOR %s SET (RESTRICT = %s, JOIN = %s)",
                ((const Defined *)to)->signature, estimator(to, SHAPE_RESTRICT),
                estimator(to, SHAPE_JOIN));
}

static const Attr operator_attrs[] = {
    DEFINED_SIGNATURE(true),
    ATTR_(Defined, definition, .change = CHANGE_ALTER, .whole = true, .judge = judge_shape_last,
          .write = write_definition),
    ATTR_IGNORE(Defined, shape),
    ATTR_COMMENT("COMMENT ON OPERATOR {signature} IS {comment!}"),
};

static const char *const made_by[] = {"operator", NULL};

const Kind kind_operator = {
    .name = "operator",
    .title = "operator",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = operator_sql,
    ATTRS(operator_attrs),
    .made_by = made_by,
    .name_rest = "(",
    .mutual = true, /* commutators, negators */
    .is_symbol = true,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP OPERATOR {signature}",
};
