#include "schema/twins.h"

#include "base/text.h"

static bool says_the_same(const Object *a, const Object *b)
{
    return object_same(a, b, NULL) && text_same(a->comment, b->comment);
}

void twins_note(Schema *a, Schema *b, KindId id)
{
    const Map *objects = &a->objects[id];
    size_t cursor = 0;

    a->beside = b;
    b->beside = a;
    for (size_t i = 0; i < objects->entries.count; i++) {
        Object *one = objects->entries.items[i].value;
        Object *other = map_get_next(&b->objects[id], &cursor, one->path);

        if (other && says_the_same(one, other)) {
            one->twin = other;
            other->twin = one;
        }
    }
}

void twins_part(Object *object)
{
    if (object->twin)
        object->twin->twin = NULL;
    object->twin = NULL;
}

void twins_forget(Schema *schema)
{
    schema->beside = NULL;
}

Object *twin_of(const Object *object, const Schema *schema, const Schema *other)
{
    if (!object->twin || object->twin->gone || schema->beside != other || other->beside != schema)
        return NULL;
    return object->twin;
}
