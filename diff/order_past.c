/*
 * Names where a rename is not done yet, or undone already: what stands there says the old ones,
 * also of what it names.
 */
#include "base/text.h"
#include "diff/order_graph.h"

#include <string.h>

static const Object *oldest(const Renames *renames, const Object *object)
{
    const Object *old = object;

    for (size_t i = renames->count; i-- > 0;)
        if (renames->items[i].after->kind_id == object->kind_id &&
            text_same(renames->items[i].after->path, old->path))
            old = renames->items[i].before;
    return old;
}

/*
 * A copy of the object with the names that it and its parents had, and what is called after them as
 * it is called by now; NULL: they have them still.
 */
static Object *before_renames(Arena *run, const Plan *plan, const Object *object)
{
    Object *parent = object->parent ? before_renames(run, plan, object->parent) : NULL;
    const Object *old = oldest(plan->renames, object);
    Object *copy;

    if (!parent && old == object)
        return NULL;
    copy = object_copy(run, object);
    if (kind_of(copy->kind_id)->keep_names && plan_version(plan))
        kind_of(copy->kind_id)->keep_names(run, plan_version(plan), copy);
    copy->name = old->name;
    copy->parent = old == object ? parent : old->parent;
    copy->path = object_path(run, copy);
    return copy;
}

/* Whether it names other objects, which renames then follow. */
static bool names_others(const Attr *attr)
{
    return attr->type != ATTR_BOOL &&
           (attr->type != ATTR_TEXT || attr->ref || attr->marks || attr->keyed);
}

/* What stands before the renames, as it was then. */
typedef struct Past {
    Arena *run;
    const Plan *plan;
    Map copies; /* by kind and old path: two can have one path by now */
} Past;

static const char *key_of(const Past *past, const Object *object)
{
    return arena_printf(past->run, "%d %s", (int)object->kind_id, object->original->path);
}

/* A copy, without parts, of what has an original. */
static Object *copy_original(Past *past, const Object *object, Object *parent)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *original = object->original;
    Object *copy = object_copy(past->run, object);

    copy->name = original->name;
    copy->path = original->path;
    copy->parent = parent ? parent : original->parent;
    copy->in = original->in;
    memset(&copy->children, 0, sizeof copy->children);
    for (size_t i = 0; i < kind->attr_count; i++)
        if (names_others(&kind->attrs[i]))
            attr_take(copy, original, &kind->attrs[i]);
    map_put(past->run, &past->copies, key_of(past, object), copy);
    return copy;
}

static Object *copy_with_parts(Past *past, const Object *object, Object *parent)
{
    Object *copy = copy_original(past, object, parent);

    for (size_t i = 0; i < object->children.count; i++) {
        Object *part = object->children.items[i];

        vec_push(past->run, &copy->children,
                 part->original ? copy_with_parts(past, part, copy) : part);
    }
    return copy;
}

/* The same copy whenever it is asked for, and its parts with it: they may be said in one statement.
 */
static Object *copy_of(Past *past, const Object *object)
{
    const Object *whole = object;

    while (whole->parent && whole->parent->parent && whole->parent->original)
        whole = whole->parent;
    if (!map_get(&past->copies, key_of(past, object)))
        copy_with_parts(past, whole, NULL);
    return map_get(&past->copies, key_of(past, object));
}

/* What the plan has made of `object`, where it makes something of it. */
static Object *changed_copy(Arena *run, const Object *changed, const Object *object,
                            const Object *copy)
{
    const Kind *kind = kind_of(object->kind_id);
    Object *out = object_copy(run, copy);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (!attr_same(changed, object, &kind->attrs[i]))
            attr_take(out, changed, &kind->attrs[i]);
    return out;
}

/* NULL: it has no original. */
static Object *as_it_was(Past *past, const Object *object)
{
    const Object *own = object->original ? object->original->original : NULL;
    Object *copy;

    if (!own || !text_same(own->path, object->path))
        return NULL;
    copy = copy_of(past, own);
    return object == own ? copy : changed_copy(past->run, object, own, copy);
}

static void say_old_name(Past *past, const Object **object)
{
    const Object *before = *object ? as_it_was(past, *object) : NULL;

    if (*object && !before)
        before = before_renames(past->run, past->plan, *object);
    *object = before ? before : *object;
}

static bool is_step(const Renames *renames, const Op *op)
{
    for (size_t i = 0; i < renames->count; i++)
        if (op->from == renames->items[i].before || op->from == renames->items[i].after)
            return op->verb == VERB_RENAME;
    return false;
}

void say_old_names(Arena *run, const Plan *plan)
{
    const Renames *renames = plan->renames;
    const OpVec *ops = &plan->ops;
    size_t first = plan->undo ? ops->count : 0;
    Past past = {.run = run, .plan = plan};

    while (plan->undo && first > 0 && !is_step(renames, &ops->items[first - 1]))
        first--;
    for (size_t i = first; i < ops->count && !is_step(renames, &ops->items[i]); i++) {
        say_old_name(&past, &ops->items[i].from);
        say_old_name(&past, &ops->items[i].to);
    }
}
