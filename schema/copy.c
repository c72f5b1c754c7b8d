#include "schema/copy.h"

#include <string.h>

static void copy_object(Arena *run, const Object *object, Schema *out)
{
    Object *copy = object_copy(run, object);

    memset(&copy->children, 0, sizeof copy->children);
    copy->uses = NULL;
    copy->twin = NULL;
    copy->original = NULL;
    copy->plan = (PlanState){0};
    map_put(run, &out->objects[object->kind_id], object->path, copy);
}

static Object *counterpart(const Schema *copies, const Object *object)
{
    return object ? schema_find(copies, object->kind_id, object->path) : NULL;
}

static void connect(Arena *run, const Object *object, const Schema *copies)
{
    Object *copy = counterpart(copies, object);

    copy->parent = counterpart(copies, object->parent);
    copy->in = counterpart(copies, object->in);
    for (size_t i = 0; i < object->children.count; i++)
        vec_push(run, &copy->children, counterpart(copies, object->children.items[i]));
}

Schema schema_copy(Arena *run, const Schema *schema)
{
    Schema copy = *schema;

    copy.beside = NULL;
    memset(copy.objects, 0, sizeof copy.objects);
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++)
            copy_object(run, schema->objects[id].entries.items[i].value, &copy);
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++)
            connect(run, schema->objects[id].entries.items[i].value, &copy);
    return copy;
}
