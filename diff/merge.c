#include "diff/merge.h"

#include "schema/prune.h"

#include <string.h>

static const size_t sizes[] = {
    [ATTR_BOOL] = sizeof(bool),    [ATTR_TEXT] = sizeof(const char *),
    [ATTR_TYPE] = sizeof(SqlType), [ATTR_SQL] = sizeof(Sql),
    [ATTR_NAMES] = sizeof(StrVec), [ATTR_ELEMENTS] = sizeof(Elements),
};

static void copy_attr(Object *to, const Object *from, const Attr *attr)
{
    memcpy(attr_field(to, attr), (const char *)from + attr->offset, sizes[attr->type]);
}

/* A part whose whole is not in `target` has no place there. */
static void create(Arena *run, const Object *object, Schema *target)
{
    const Kind *kind = kind_of(object->kind_id);
    Object *parent = NULL, *in = NULL, *copy;

    if (object->parent)
        parent = schema_find(target, object->parent->kind_id, object->parent->path);
    if (object->parent && !parent)
        return;
    if (object->in)
        in = schema_find(target, KIND_SCHEMA, object->in->path);
    copy = schema_add_in(run, target, object->kind_id, parent, in, object->name);
    if (!copy)
        return;
    copy->name_given = object->name_given;
    copy->comment = object->comment;
    for (size_t i = 0; i < kind->attr_count; i++)
        copy_attr(copy, object, &kind->attrs[i]);
}

static void change(const Object *before, const Object *after, Schema *target)
{
    const Kind *kind = kind_of(after->kind_id);
    Object *object = schema_find(target, before->kind_id, before->path);

    for (size_t i = 0; object && i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr->change != CHANGE_IGNORE && !attr_same(before, after, attr) &&
            attr_same(before, object, attr))
            copy_attr(object, after, attr);
    }
}

typedef struct Dropping {
    const Schema *before;
} Dropping;

static bool is_kept(void *context, const Object *object)
{
    const Dropping *dropping = context;
    const Object *old = schema_find(dropping->before, object->kind_id, object->path);

    return !old || old->plan.pair;
}

void merge_change(Arena *run, const Schema *before, const Schema *after, Schema *target)
{
    schema_prune(run, target, is_kept, &(Dropping){before});
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < after->objects[id].entries.count; i++) {
            const Object *object = after->objects[id].entries.items[i].value;

            if (object->plan.pair)
                change(object->plan.pair, object, target);
            else
                create(run, object, target);
        }
}
