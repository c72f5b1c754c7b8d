#include "schema/prune.h"

/* Whether the object, or what it is a part of, has been taken out. */
static bool is_gone(const Object *object)
{
    for (; object; object = object->parent)
        if (object->gone)
            return true;
    return false;
}

static bool mark(Schema *schema, ObjectFilter *keep, void *context)
{
    bool any = false;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++) {
            Object *object = schema->objects[id].entries.items[i].value;

            object->gone = !keep(context, object);
            any = any || object->gone;
        }
    return any;
}

static void prune_children(Object *object)
{
    size_t kept = 0;

    for (size_t i = 0; i < object->children.count; i++)
        if (!object->children.items[i]->gone)
            object->children.items[kept++] = object->children.items[i];
    object->children.count = kept;
}

static void prune_kind(Arena *run, Map *objects)
{
    Map kept = {0};

    for (size_t i = 0; i < objects->entries.count; i++) {
        Object *object = objects->entries.items[i].value;

        if (is_gone(object))
            continue;
        prune_children(object);
        map_put(run, &kept, object->path, object);
    }
    *objects = kept;
}

void schema_prune(Arena *run, Schema *schema, ObjectFilter *keep, void *context)
{
    if (!mark(schema, keep, context))
        return;
    for (KindId id = 0; id < KIND_COUNT; id++)
        prune_kind(run, &schema->objects[id]);
}
