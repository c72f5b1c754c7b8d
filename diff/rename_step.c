#include "diff/rename_step.h"

#include "base/text.h"
#include "diff/order_graph.h"
#include "schema/copy.h"
#include "schema/defined.h"

void rename_begin(Arena *run, const Schema *from, const Renames *renames)
{
    Schema kept;

    if (renames->count > 0)
        return;
    kept = schema_copy(run, from);
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < from->objects[id].entries.count; i++) {
            Object *object = from->objects[id].entries.items[i].value;
            Object *original = schema_find(&kept, id, object->path);

            object->original = original;
            original->original = object;
        }
}

/* ---- A name that nothing has ---- */

Object *rename_under(Arena *run, const Object *object, const char *name)
{
    Object *copy = object_copy(run, object);
    const char *tail = object->name + kind_bare_length(kind_of(object->kind_id), object->name);

    copy->name = arena_printf(run, "%s%s", name, tail);
    copy->path = object_path(run, copy);
    return copy;
}

Object *rename_aside(Arena *run, const Schema *from, const Object *object)
{
    const char *name = "renaming";
    Object *aside = rename_under(run, object, name);

    while (schema_has(from, aside->path)) {
        name = arena_printf(run, "%s_", name);
        aside = rename_under(run, object, name);
    }
    return aside;
}

/* ---- Where a step goes ---- */

static bool is_same(const Object *a, const Object *b)
{
    return a->kind_id == b->kind_id && text_same(a->path, b->path);
}

static bool is_within(const Object *object, const Object *whole)
{
    for (; object; object = object->parent)
        if (is_same(object, whole))
            return true;
    return false;
}

static bool share_name(Arena *scratch, const Object *a, const Object *b)
{
    StrVec ours = own_names(scratch, a), theirs = own_names(scratch, b);

    for (size_t i = 0; i < ours.count; i++)
        if (strvec_has(&theirs, ours.items[i]))
            return true;
    return false;
}

/* The first step that takes a name which `step` leaves; the count of all when there is none. */
static size_t find_taker(Arena *scratch, const Renames *renames, RenameStep step)
{
    for (size_t i = 0; i < renames->count; i++) {
        RenameStep other = renames->items[i];

        if (!is_same(other.after, step.before) && !share_name(scratch, other.before, step.before) &&
            share_name(scratch, other.after, step.before))
            return i;
    }
    return renames->count;
}

/* Whether the steps from `first` on neither rename the same object nor a part of it. */
static bool can_precede(const Renames *renames, size_t first, RenameStep step)
{
    for (size_t i = first; i < renames->count; i++)
        if (is_same(step.before, renames->items[i].after) ||
            is_within(renames->items[i].before, step.after))
            return false;
    return true;
}

/* As it is said before the steps from `first` on: its table can have another name by then. */
static const Object *said_before(Arena *run, const Renames *renames, size_t first,
                                 const Object *object)
{
    Object *copy = object_copy(run, object);

    for (size_t i = renames->count; copy->parent && i-- > first;)
        if (is_same(copy->parent, renames->items[i].after))
            copy->parent = object_copy(run, renames->items[i].before);
    return copy;
}

static bool leaves(Arena *scratch, const Renames *renames, size_t first, const Object *after)
{
    for (size_t i = first; i < renames->count; i++)
        if (share_name(scratch, renames->items[i].before, after))
            return true;
    return false;
}

static void insert(Arena *run, Renames *renames, size_t at, RenameStep step)
{
    vec_push(run, renames, step);
    for (size_t i = renames->count - 1; i > at; i--)
        renames->items[i] = renames->items[i - 1];
    renames->items[at] = step;
}

void rename_push(Arena *run, const Schema *from, Renames *renames, RenameStep step)
{
    Arena *scratch = arena_new();
    size_t at = find_taker(scratch, renames, step);
    const Object *aside;

    if (!can_precede(renames, at, step))
        at = renames->count;
    if (leaves(scratch, renames, at, step.after)) {
        aside = rename_aside(run, from, step.after);
        vec_push(run, renames, ((RenameStep){aside, step.after}));
        step.after = aside;
    }
    step.before = said_before(run, renames, at, step.before);
    step.after = said_before(run, renames, at, step.after);
    insert(run, renames, at, step);
    arena_free(scratch);
}
