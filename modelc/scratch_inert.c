#include "modelc/scratch_inert.h"

#include "schema/prune.h"

/* An expression of the table's own, none that only a whole database spells. */
static bool is_own(const Attr *attr)
{
    return attr->type == ATTR_SQL && !attr_is_whole(attr);
}

static bool has_type(const Kind *kind)
{
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_TYPE)
            return true;
    return false;
}

static bool has_expression(const Object *object, const Attr *attr)
{
    if (attr->type != ATTR_ELEMENTS)
        return is_own(attr) && attr_is_set(object, attr);
    for (size_t i = 0; i < attr_elements(object, attr)->count; i++)
        if (attr_elements(object, attr)->items[i].expr.text)
            return true;
    return false;
}

/* Columns and domains stay, without their expressions. */
static bool is_inert(void *context, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    (void)context;
    for (size_t i = 0; !has_type(kind) && i < kind->attr_count; i++)
        if (has_expression(object, &kind->attrs[i]))
            return false;
    return true;
}

static void clear(Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (is_own(&kind->attrs[i]))
            *(Sql *)attr_field(object, &kind->attrs[i]) = (Sql){0};
}

void scratch_make_inert(Arena *run, Schema *schema)
{
    schema_prune(run, schema, is_inert, NULL);
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; has_type(kind_of(id)) && i < schema->objects[id].entries.count; i++)
            clear(schema->objects[id].entries.items[i].value);
}
