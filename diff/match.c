#include "diff/plan.h"
#include "schema/twins.h"

#include <string.h>

static bool defines(const Attr *attr)
{
    return attr->change != CHANGE_IGNORE && attr->offset != offsetof(Object, comment);
}

/* Whether both mean the same to PostgreSQL, names and comments aside. */
static bool same_definition(const Object *a, const Object *b)
{
    return object_same(a, b, defines);
}

static void pair_up(Object *a, Object *b)
{
    a->plan.pair = b;
    b->plan.pair = a;
}

static void forget(const Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++) {
            Object *object = schema->objects[id].entries.items[i].value;

            object->plan = (PlanState){0};
        }
}

/* An unpaired sibling under the parent's pair that says the same. */
static Object *find_by_definition(const Object *object)
{
    const Object *parent = object->parent ? object->parent->plan.pair : NULL;

    for (size_t i = 0; parent && i < parent->children.count; i++) {
        Object *candidate = parent->children.items[i];

        if (candidate->kind_id == object->kind_id && !candidate->plan.pair &&
            same_definition(object, candidate))
            return candidate;
    }
    return NULL;
}

/*
 * An index can move to another table of its schema; a table's path says its schema, which may be
 * one that is yet to be made.
 */
static bool same_parent(const Object *a, const Object *b)
{
    return !a->parent || a->parent->plan.pair == b->parent ||
           (!a->parent->parent && !b->parent->parent &&
            strcmp(a->parent->path, b->parent->path) == 0);
}

/* Those that were found to be alike when the catalog was read. */
static void match_twins(const Schema *from, const Schema *to, KindId id)
{
    for (size_t i = 0; i < to->objects[id].entries.count; i++) {
        Object *object = to->objects[id].entries.items[i].value;
        Object *twin = twin_of(object, to, from);

        if (twin && same_parent(object, twin))
            pair_up(object, twin);
    }
}

static void match_by_path(const Map *from, const Map *to, bool any)
{
    size_t cursor = 0;

    for (size_t i = 0; i < to->entries.count; i++) {
        Object *object = to->entries.items[i].value;
        Object *other = object->plan.pair ? NULL : map_get_next(from, &cursor, object->path);

        if (!other || other->plan.pair || !same_parent(object, other))
            continue;
        if (any || same_definition(object, other))
            pair_up(object, other);
    }
}

/* Those whose name is given too, unless `taken` is NULL or has that name: they are renamed. */
static void match_by_definition(const Map *to, const Map *taken)
{
    for (size_t i = 0; i < to->entries.count; i++) {
        Object *object = to->entries.items[i].value;

        if (object->plan.pair || (object->name_given && (!taken || map_get(taken, object->path))))
            continue;

        Object *other = find_by_definition(object);

        if (other)
            pair_up(object, other);
    }
}

static void match_kind(const Schema *from, const Schema *to, KindId id)
{
    match_twins(from, to, id);
    if (kind_of(id)->by_definition) {
        match_by_path(&from->objects[id], &to->objects[id], false);
        match_by_definition(&to->objects[id], NULL);
        match_by_definition(&from->objects[id], NULL);
    }
    match_by_path(&from->objects[id], &to->objects[id], true);
    if (kind_of(id)->by_definition)
        match_by_definition(&to->objects[id], &from->objects[id]);
}

/*
 * Parts come behind what they are parts of: an index can be one of a materialized view.
 *
 * Exact twins first, then the same definition under another name, then the same name with another
 * definition, last what only has another name now.  A given name is given on one side only (a
 * catalog always has names), so both sides are asked.
 */
void match_schemas(const Schema *from, const Schema *to)
{
    forget(from);
    forget(to);
    for (int part = 0; part < 2; part++)
        for (KindId id = 0; id < KIND_COUNT; id++)
            if (kind_of(id)->in_parent == part)
                match_kind(from, to, id);
}
