/*
 * Renames come first, since all else is said in the new names.  Before them comes what makes room:
 * the schema that something moves into is made, and what has a new name already goes.  On the way
 * back all of that is the other way round.
 */
#include "base/text.h"
#include "diff/compare.h"
#include "diff/order_graph.h"
#include "schema/inherited.h"

/* Whether it makes that schema or, on the way back, drops it. */
static bool is_home(const Plan *plan, const Op *op, const RenameStep *step)
{
    const Object *object = plan->undo ? op->from : op->to;
    const Object *home = object_namespace(step->after);

    return op->verb == (plan->undo ? VERB_DROP : VERB_CREATE) && !object->parent &&
           home->kind_id == object->kind_id && text_same(home->path, object->path);
}

/* Whether it is what a rename gave its name to, which may be made anew all the same. */
static bool is_renamed(const Renames *renames, const Object *object)
{
    bool found = false;

    for (size_t i = 0; i < renames->count && !found; i++)
        found = object->plan.pair && renames->items[i].after->kind_id == object->kind_id &&
                text_same(renames->items[i].after->path, object->path);
    return found;
}

static bool has_name(const Graph *graph, const Object *object, const Map *taken)
{
    StrVec names = own_names(graph->scratch, object);

    if (is_renamed(graph->plan->renames, object))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (map_get(taken, names.items[i]))
            return true;
    return false;
}

/* Whether it drops what has a name that is taken or, on the way back, makes it. */
static bool is_holder(const Graph *graph, const Op *op, const Map *taken)
{
    bool undo = graph->plan->undo;
    const Object *object = undo ? op->to : op->from;

    if (op->verb != (undo ? VERB_CREATE : VERB_DROP) || !goes(object))
        return false;
    for (size_t i = 0; i < object->children.count; i++) {
        const Object *part = object->children.items[i];

        /* goes along without a word, or comes so: a column */
        if ((!undo || kind_of(part->kind_id)->retype) && has_name(graph, part, taken))
            return true;
    }
    return has_name(graph, object, taken);
}

static bool makes_room(const Graph *graph, const Op *op, const Map *taken)
{
    const Renames *renames = graph->plan->renames;

    for (size_t i = 0; i < renames->count; i++)
        if (is_home(graph->plan, op, &renames->items[i]))
            return true;
    return is_holder(graph, op, taken);
}

/* A column meets what the heirs of its table call so, and what that has from others. */
static void take_in_family(const Graph *graph, const RenameStep *step, Map *taken)
{
    const Schema *old = graph->plan->undo ? graph->plan->to : graph->plan->from;
    const Map *tables = &old->objects[KIND_TABLE];
    Object same = *step->after;
    const Object *table =
        same.kind_id == KIND_COLUMN ? schema_find(old, KIND_TABLE, same.parent->path) : NULL;

    for (size_t i = 0; table && i < tables->entries.count; i++) {
        const Object *other = tables->entries.items[i].value;

        if (!inherits_from(old, other, table) && !inherits_from(old, table, other))
            continue;
        same.path = path_under(graph->scratch, other->path, same.name);
        map_put(graph->scratch, taken, own_names(graph->scratch, &same).items[0], taken);
    }
}

/* The names that the renames give; of labels the object keeps its own. */
static Map taken_names(const Graph *graph)
{
    const Renames *renames = graph->plan->renames;
    Map taken = {0};

    for (size_t i = 0; i < renames->count; i++) {
        StrVec before = own_names(graph->scratch, renames->items[i].before);
        StrVec after = own_names(graph->scratch, renames->items[i].after);

        for (size_t k = 0; k < after.count; k++)
            if (!strvec_has(&before, after.items[k]))
                map_put(graph->scratch, &taken, after.items[k], &renames->items[i]);
        take_in_family(graph, &renames->items[i], &taken);
    }
    return taken;
}

/* With it comes what has to precede it or, on the way back, to follow. */
static void spread(const Graph *graph, bool *apart)
{
    bool again;

    do {
        again = false;
        for (size_t i = 0; i < graph->edges.count; i++) {
            const Edge *edge = &graph->edges.items[i];
            size_t to = graph->plan->undo ? edge->after : edge->before;
            size_t from = graph->plan->undo ? edge->before : edge->after;

            if (edge->strength <= REF_SOFT && apart[from] && !apart[to])
                again = apart[to] = true;
        }
    } while (again);
}

void collect_renames(Graph *graph)
{
    const OpVec *ops = &graph->plan->ops;
    size_t count = graph->plan->renames->count;
    bool *apart = arena_alloc(graph->scratch, ops->count * sizeof(bool));
    Map taken = taken_names(graph);

    for (size_t i = count; i < ops->count; i++)
        apart[i] = makes_room(graph, &ops->items[i], &taken);
    spread(graph, apart);
    for (size_t i = 1; i < count; i++)
        add_edge(graph, i - 1, i, REF_HARD);
    for (size_t i = count; i < ops->count; i++)
        if (apart[i] != graph->plan->undo)
            add_edge(graph, i, 0, REF_HARD);
        else
            add_edge(graph, count - 1, i, REF_HARD);
}

/* ---- Names where a rename is not done yet, or undone already ---- */

static const Object *oldest(const Renames *renames, const Object *object)
{
    const Object *old = object;

    for (size_t i = renames->count; i-- > 0;)
        if (renames->items[i].after->kind_id == object->kind_id &&
            text_same(renames->items[i].after->path, old->path))
            old = renames->items[i].before;
    return old;
}

/* A copy of the object with the names that it and its parents had; NULL: they have them still. */
static Object *before_renames(Arena *run, const Renames *renames, const Object *object)
{
    Object *parent = object->parent ? before_renames(run, renames, object->parent) : NULL;
    const Object *old = oldest(renames, object);
    Object *copy;

    if (!parent && old == object)
        return NULL;
    copy = object_copy(run, object);
    copy->name = old->name;
    copy->parent = old == object ? parent : old->parent;
    copy->path = object_path(run, copy);
    return copy;
}

static void say_old_name(Arena *run, const Renames *renames, const Object **object)
{
    const Object *before = *object ? before_renames(run, renames, *object) : NULL;

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

    while (plan->undo && first > 0 && !is_step(renames, &ops->items[first - 1]))
        first--;
    for (size_t i = first; i < ops->count && !is_step(renames, &ops->items[i]); i++) {
        say_old_name(run, renames, &ops->items[i].from);
        say_old_name(run, renames, &ops->items[i].to);
    }
}
