#include "diff/overload.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/refs.h"

#include <string.h>

static bool has_same_name(const Object *a, const Object *b)
{
    const Kind *kind = kind_of(a->kind_id);
    size_t length = kind_bare_length(kind, a->name);

    return length == kind_bare_length(kind, b->name) && strncmp(a->name, b->name, length) == 0 &&
           a->parent && b->parent && text_same(a->parent->path, b->parent->path);
}

void each_namesake(const Schema *schema, const Object *object, ObjectFn *fn, void *context)
{
    const Map *objects = &schema->objects[object->kind_id];

    for (size_t i = 0; i < objects->entries.count; i++) {
        Object *other = objects->entries.items[i].value;

        if (!other->plan.pair && has_same_name(other, object))
            fn(context, other);
    }
}

static void take_first(void *context, Object *namesake)
{
    PlanState *state = context;

    if (!state->namesake)
        state->namesake = namesake;
}

static void mark(const Schema *schema, const Schema *other, KindId id)
{
    const Map *objects = &schema->objects[id];

    for (size_t i = 0; i < objects->entries.count; i++) {
        Object *object = objects->entries.items[i].value;

        if (!object->plan.pair)
            each_namesake(other, object, take_first, &object->plan);
    }
}

void mark_namesakes(const Schema *from, const Schema *to)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (called_attr(kind_of(id))) {
            mark(from, to, id);
            mark(to, from, id);
        }
}

bool stands_on_namesake(const Object *object, const Object *needed)
{
    size_t count = noted_count(object);

    for (size_t i = 0; i < count; i++)
        if (noted_need(object, i, NULL) == needed)
            return true;
    return count == 0;
}
