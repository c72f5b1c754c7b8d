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

/* Whether the mark is that of an index of the object, or of what it is a part of, that goes. */
static bool is_mark_gone(Arena *scratch, const Object *object, const char *mark)
{
    for (size_t i = 0; i < object->children.count; i++) {
        const Object *part = object->children.items[i];

        if (part->gone && mark_of(scratch, mark, part->name))
            return true;
    }
    return kind_of(object->kind_id)->is_holder && is_mark_gone(scratch, object->parent, mark);
}

/* No mark is left of an index that is not there. */
static void forget_marks(Arena *scratch, Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr->marks && attr_is_set(object, attr) &&
            is_mark_gone(scratch, object, attr_text(object, attr)))
            *(const char **)attr_field(object, attr) = NULL;
    }
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
        for (size_t i = 0; i < schema->objects[id].entries.count; i++)
            forget_marks(run, schema->objects[id].entries.items[i].value);
    for (KindId id = 0; id < KIND_COUNT; id++)
        prune_kind(run, &schema->objects[id]);
}
