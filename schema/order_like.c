#include "schema/order_like.h"

typedef VEC(Object *) Parts;

static Parts parts_of(Arena *run, const Object *object, KindId id)
{
    Parts parts = {0};

    for (size_t i = 0; i < object->children.count; i++)
        if (object->children.items[i]->kind_id == id)
            vec_push(run, &parts, object->children.items[i]);
    return parts;
}

/* The parts of an object in the order of `like`, which is the object in the other schema. */
static Parts ordered(Arena *run, const Schema *schema, const Schema *other, const Object *like,
                     KindId id, const Parts *parts)
{
    Parts order = {0};

    for (size_t i = 0; i < like->children.count; i++) {
        const Object *child = like->children.items[i];
        Object *part = child->kind_id == id ? schema_find(schema, id, child->path) : NULL;

        if (part)
            vec_push(run, &order, part);
    }
    for (size_t i = 0; i < parts->count; i++)
        if (!schema_find(other, id, parts->items[i]->path))
            vec_push(run, &order, parts->items[i]);
    return order;
}

/* `moved`: the path of what stood in a place -> what stands there now. */
static void put_parts(Arena *run, Object *object, KindId id, const Parts *order, Map *moved)
{
    size_t next = 0;

    for (size_t i = 0; i < object->children.count && next < order->count; i++) {
        Object *old = object->children.items[i];

        if (old->kind_id != id)
            continue;
        if (old != order->items[next])
            map_put(run, moved, old->path, order->items[next]);
        object->children.items[i] = order->items[next++];
        object->children.items[i]->position = i;
    }
}

static bool order_kind(Arena *run, Schema *schema, const Schema *other, KindId id)
{
    Map *objects = &schema->objects[id];
    const Object *last = NULL;
    Map moved = {0}, kept = {0};

    for (size_t i = 0; i < objects->entries.count; i++) {
        Object *parent = ((Object *)objects->entries.items[i].value)->parent;
        const Object *like =
            parent != last ? schema_find(other, parent->kind_id, parent->path) : NULL;

        last = parent;
        if (!like)
            continue;

        Parts parts = parts_of(run, parent, id);
        Parts order = ordered(run, schema, other, like, id, &parts);

        put_parts(run, parent, id, &order, &moved);
    }
    for (size_t i = 0; moved.entries.count > 0 && i < objects->entries.count; i++) {
        Object *old = objects->entries.items[i].value, *now = map_get(&moved, old->path);

        now = now ? now : old;
        map_put(run, &kept, now->path, now);
    }
    if (moved.entries.count > 0)
        *objects = kept;
    return moved.entries.count > 0;
}

bool schema_order_like(Arena *run, Schema *schema, const Schema *other)
{
    bool any = false;

    for (KindId id = 0; id < KIND_COUNT; id++)
        any = (kind_is_ordered(id) && order_kind(run, schema, other, id)) || any;
    return any;
}
