/*
 * Renames come first, since all else is said in the new names.  Before them comes what makes room:
 * the schema that something moves into is made, and what has a new name already goes.  On the way
 * back all of that is the other way round.
 */
#include "base/text.h"
#include "diff/compare.h"
#include "diff/order_graph.h"
#include "diff/rename_names.h"
#include "schema/inherited.h"

/* The schema in which the renames are done. */
static const Schema *old_schema(const Graph *graph)
{
    return graph->plan->undo ? graph->plan->to : graph->plan->from;
}

/* Whether it makes that schema or, on the way back, drops it. */
static bool is_home(const Plan *plan, const Op *op, const RenameStep *step)
{
    const Object *object = plan->undo ? op->from : op->to;
    const Object *home = object_namespace(step->after);

    return op->verb == (plan->undo ? VERB_DROP : VERB_CREATE) && !object->parent &&
           home->kind_id == object->kind_id && text_same(home->path, object->path);
}

typedef struct Inherited {
    const Renames *renames;
    bool found;
} Inherited;

static void find_kept(void *context, Object *same)
{
    Inherited *column = context;

    column->found |= !rename_gives(column->renames, same);
}

/* Whether the table inherits a column that is called so, and not by a rename. */
static bool inherits_name(const Graph *graph, const Object *table, const char *name)
{
    const Schema *old = old_schema(graph);
    Object part = {
        .kind_id = KIND_COLUMN, .name = name, .parent = schema_find(old, KIND_TABLE, table->path)};
    Inherited column = {graph->plan->renames, false};

    each_ancestor(graph->scratch, old, &part, find_kept, &column);
    return column.found;
}

/* Whether it inherits one whose name a rename takes. */
static bool inherits_taken(const Graph *graph, const Object *table, const Map *taken)
{
    const Renames *renames = graph->plan->renames;

    for (size_t i = 0; i < renames->count; i++) {
        Object same = *renames->items[i].after;

        if (same.kind_id != KIND_COLUMN || table->kind_id != KIND_TABLE)
            continue;
        same.path = path_under(graph->scratch, table->path, same.name);
        if (map_get(taken, own_names(graph->scratch, &same).items[0]) &&
            inherits_name(graph, table, same.name))
            return true;
    }
    return false;
}

/* Whether it drops what has a name that is taken or, on the way back, makes it. */
static bool is_holder(const Graph *graph, const Op *op, const Map *taken)
{
    bool undo = graph->plan->undo;
    const Renames *renames = graph->plan->renames;
    const Object *object = undo ? op->to : op->from;

    if (op->verb != (undo ? VERB_CREATE : VERB_DROP) || !goes(object))
        return false;
    for (size_t i = 0; i < object->children.count; i++) {
        const Object *part = object->children.items[i];

        /* goes along without a word, or comes so: a column */
        if ((!undo || kind_of(part->kind_id)->retype) &&
            rename_takes_from(graph->scratch, renames, taken, part))
            return true;
    }
    return rename_takes_from(graph->scratch, renames, taken, object) ||
           inherits_taken(graph, object, taken);
}

static bool makes_room(const Graph *graph, const Op *op, const Map *taken)
{
    const Renames *renames = graph->plan->renames;

    for (size_t i = 0; i < renames->count; i++)
        if (is_home(graph->plan, op, &renames->items[i]))
            return true;
    return is_holder(graph, op, taken);
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

/* ---- What is renamed itself, and dropped and made anew all the same ---- */

static bool is_same(const Object *a, const Object *b)
{
    return a && a->kind_id == b->kind_id && text_same(a->path, b->path);
}

/* The last rename of the object or of a part of it; the count of them: there is none. */
static size_t last_own(const Renames *renames, const Object *object)
{
    size_t last = renames->count;

    for (size_t i = 0; i < renames->count; i++)
        if (is_same(renames->items[i].after, object) ||
            is_same(renames->items[i].after->parent, object))
            last = i;
    return last;
}

/* The first rename that takes a name from what the operation drops, or makes on the way back. */
static size_t first_taking(const Graph *graph, const Op *op)
{
    const Plan *plan = graph->plan;
    size_t i = 0;

    for (; i < plan->renames->count; i++) {
        Renames one = {.items = &plan->renames->items[i], .count = 1};
        Map taken = rename_taken(graph->scratch, old_schema(graph), &one);

        if (is_holder(graph, op, &taken))
            break;
    }
    return i;
}

/* It goes under its new name, right before another takes what it has; false: it need not. */
static bool stands_between(Graph *graph, size_t at)
{
    const Plan *plan = graph->plan;
    const Op *op = &plan->ops.items[at];
    size_t count = plan->renames->count;
    size_t own = last_own(plan->renames, op_object(op)), taking = first_taking(graph, op);
    size_t next = plan->undo ? count - taking : taking;

    if (own >= taking || taking == count)
        return false;
    add_edge(graph, next - 1, at, REF_HARD);
    add_edge(graph, at, next, REF_HARD);
    return true;
}

void collect_renames(Graph *graph)
{
    const OpVec *ops = &graph->plan->ops;
    size_t count = graph->plan->renames->count;
    bool *apart = arena_alloc(graph->scratch, ops->count * sizeof(bool));
    bool *between = arena_alloc(graph->scratch, ops->count * sizeof(bool));
    const Plan *plan = graph->plan;
    Map taken = rename_taken(graph->scratch, old_schema(graph), plan->renames);

    for (size_t i = count; i < ops->count; i++)
        apart[i] = makes_room(graph, &ops->items[i], &taken);
    for (size_t i = count; i < ops->count; i++)
        between[i] = apart[i] && stands_between(graph, i);
    spread(graph, apart);
    for (size_t i = 1; i < count; i++)
        add_edge(graph, i - 1, i, REF_HARD);
    for (size_t i = count; i < ops->count; i++)
        if (between[i])
            continue;
        else if (apart[i] != graph->plan->undo)
            add_edge(graph, i, 0, REF_HARD);
        else
            add_edge(graph, count - 1, i, REF_HARD);
}
