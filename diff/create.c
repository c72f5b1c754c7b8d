/* The operations that make an object. */
#include "diff/compare.h"
#include "diff/heirs.h"

#include <limits.h>

/* The attribute that cannot be said when the object is added to a whole that stays; NULL: none. */
static const Attr *following(const Plan *plan, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].follows && attr_is_set(object, &kind->attrs[i]) &&
            object_stays(object->parent) && kind->attrs[i].follows(plan->from, object))
            return &kind->attrs[i];
    return NULL;
}

/* The object as CREATE says it. */
static const Object *without_unsaid(Arena *run, const Plan *plan, const Object *object,
                                    const Attr *last)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *said = last ? object_without(run, object, last) : object;

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].repeats && heirs_hush(run, plan, object, &kind->attrs[i]))
            said = object_without(run, said, &kind->attrs[i]);
    return said;
}

/*
 * What the object brings gets the name that it would get alone: the one that steps aside for it has
 * that meanwhile.  Servers that give no such names do not keep it.
 */
static const Object *with_names(Arena *run, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    Object *copy;

    if (!object->plan.replace || !kind->keep_names)
        return object;
    copy = object_copy(run, object);
    kind->keep_names(run, UINT_MAX, copy);
    return copy;
}

static const Object *find_owner(const Plan *plan, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr->owner && attr_is_set(object, attr))
            return schema_find(plan->to, (KindId)(attr->ref - 1), attr_text(object, attr));
    }
    return NULL;
}

void push_create(Arena *run, Plan *plan, Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    const Attr *last = following(plan, object);

    object->plan.owner = find_owner(plan, object);

    const Object *first = with_names(run, without_unsaid(run, plan, object, last));

    vec_push(run, &plan->ops, ((Op){VERB_CREATE, NULL, first, NULL}));
    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr == last) {
            vec_push(run, &plan->ops, ((Op){VERB_ALTER, first, object, attr}));
            first = object;
        } else if ((attr->separate && attr_is_set(object, attr)) ||
                   heirs_get(run, plan, object, attr)) {
            vec_push(run, &plan->ops, ((Op){VERB_ALTER, NULL, first, attr}));
        }
    }
}
