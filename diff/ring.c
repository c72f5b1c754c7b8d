#include "diff/ring.h"

#include "base/text.h"
#include "diff/likeness.h"
#include "diff/rename_step.h"
#include "schema/defined.h"

#include <string.h>

static bool has(const Ring *ring, const Object *object)
{
    for (size_t i = 0; i < ring->count; i++)
        if (ring->items[i] == object)
            return true;
    return false;
}

/* What only has another name, and loses nothing when it is made anew, needs no ring. */
static bool turns(const Schema *from, const Object *to)
{
    const Kind *kind = kind_of(to->kind_id);

    return to->renamed_from && kind->rename && !kind->by_definition && !kind->renames_alone &&
           schema_find(from, to->kind_id, to->path);
}

Ring ring_of(Arena *run, const Schema *from, const Schema *models, const Object *to)
{
    Ring ring = {0};
    const Object *next = to;

    do {
        if (!next || !turns(from, next) || has(&ring, next))
            return (Ring){0};
        vec_push(run, &ring, next);
        next = schema_find(models, next->kind_id, object_old_path(run, next));
    } while (next != to);
    return ring;
}

/* ---- Which is which ---- */

static bool has_column(const Object *object, const Object *column, bool *any)
{
    for (size_t i = 0; i < object->children.count; i++) {
        const Object *other = object->children.items[i];

        *any = *any || kind_is_ordered(other->kind_id);
        if (other->kind_id == column->kind_id &&
            (text_same(other->name, column->name) || text_same(other->renamed_from, column->name) ||
             text_same(other->name, column->renamed_from)) &&
            text_same(object_type(other)->text, object_type(column)->text))
            return true;
    }
    return false;
}

/* Columns of `a` that `b` lacks. */
static size_t lacking(const Object *a, const Object *b, bool *any)
{
    size_t count = 0;

    for (size_t i = 0; i < a->children.count; i++) {
        const Object *column = a->children.items[i];

        if (!kind_is_ordered(column->kind_id))
            continue;
        *any = true;
        count += !has_column(b, column, any);
    }
    return count;
}

/*
 * How far both are from being the same, by what a change of names alone leaves as it is.  Of a
 * column its type is all: whether it is null, or its default, may well stay with the name.
 */
static size_t unlikeness(Arena *run, const Object *from, const Object *to)
{
    const Kind *kind = kind_of(to->kind_id);
    bool has_columns = false;
    size_t count;

    if (kind_is_ordered(to->kind_id))
        return !text_same(object_type(from)->text, object_type(to)->text);
    if (kind->labels)
        return !attr_same(from, to, attr_find(kind, kind->labels, strlen(kind->labels)));
    count = lacking(from, to, &has_columns) + lacking(to, from, &has_columns);
    return has_columns ? count : !is_same_but_name(run, from, to);
}

RingState ring_state(Arena *run, const Schema *from, const Ring *ring)
{
    size_t done = 0, open = 0;

    for (size_t i = 0; i < ring->count; i++) {
        const Object *to = ring->items[i];
        const Object *same = schema_find(from, to->kind_id, to->path);
        const Object *old = schema_find(from, to->kind_id, object_old_path(run, to));

        if (object_namespace(old) != object_namespace(same))
            return RING_UNTOLD;
        done += unlikeness(run, same, to);
        open += unlikeness(run, old, to);
    }
    if (done == open || 2 * (done < open ? done : open) > (done < open ? open : done))
        return RING_UNTOLD;
    return done < open ? RING_DONE : RING_OPEN;
}

/* ---- Around it ---- */

bool ring_rename(Arena *run, Schema *from, const Ring *ring, Renames *renames)
{
    const Object *first = ring->items[0];
    Object *object = schema_find(from, first->kind_id, object_old_path(run, first));
    bool ok = plan_rename(run, from, object, rename_aside(run, from, first), renames);

    for (size_t i = 1; ok && i < ring->count; i++) {
        const Object *to = ring->items[i];

        ok = plan_rename(run, from, schema_find(from, to->kind_id, object_old_path(run, to)), to,
                         renames);
    }
    return ok && plan_rename(run, from, object, first, renames);
}
