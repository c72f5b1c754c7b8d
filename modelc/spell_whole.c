#include "modelc/spell_whole.h"

bool whole_is_in(const Kind *kind)
{
    for (size_t i = 0; i < kind->attr_count; i++)
        if (attr_is_whole(&kind->attrs[i]))
            return true;
    return false;
}

void whole_each(const Schema *schema, void (*fn)(void *context, Object *object), void *context)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &schema->objects[id];

        for (size_t i = 0; whole_is_in(kind_of(id)) && i < objects->entries.count; i++)
            fn(context, objects->entries.items[i].value);
    }
}

bool whole_same(const Object *a, const Object *b)
{
    return object_same(a, b, attr_is_whole);
}

static void take_attr(Object *object, const Object *spelled, const Attr *attr)
{
    void *field = attr_field(object, attr);

    if (attr->type == ATTR_SQL && !((Sql *)field)->spelled)
        ((Sql *)field)->spelled = attr_sql(spelled, attr)->spelled;
    if (attr->type == ATTR_TEXT)
        *(const char **)field = attr_text(spelled, attr);
}

void whole_take(Object *object, const Object *spelled)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (attr_is_whole(&kind->attrs[i]))
            take_attr(object, spelled, &kind->attrs[i]);
    whole_take_known(object, spelled);
}

void whole_take_known(Object *object, const Object *known)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].change == CHANGE_IGNORE && kind->attrs[i].type == ATTR_NAMES)
            *(StrVec *)attr_field(object, &kind->attrs[i]) = *attr_names(known, &kind->attrs[i]);
}
