/*
 * Renames come first, since all else is said in the new names.  Before them comes what makes room:
 * the schema that something moves into is made, and what has a new name already goes.  On the way
 * back all of that is the other way round.
 */
#include "base/text.h"
#include "diff/order_graph.h"

/* Whether it makes that schema or, on the way back, drops it. */
static bool is_home(const Plan *plan, const Op *op, const RenameStep *step)
{
    const Object *object = plan->undo ? op->from : op->to;
    const Object *home = object_namespace(step->after);

    return op->verb == (plan->undo ? VERB_DROP : VERB_CREATE) && !object->parent &&
           home->kind_id == object->kind_id && text_same(home->path, object->path);
}

/* Whether it drops what has the new name or, on the way back, makes it. */
static bool is_holder(const Plan *plan, const Op *op, const RenameStep *step)
{
    const Object *object = plan->undo ? op->to : op->from;

    return op->verb == (plan->undo ? VERB_CREATE : VERB_DROP) && !object->plan.pair &&
           kind_of(object->kind_id)->scope == SCOPE_SCHEMA &&
           kind_of(step->after->kind_id)->scope == SCOPE_SCHEMA &&
           !text_same(step->before->path, step->after->path) && /* of labels it is the same */
           text_same(object->path, step->after->path);
}

static bool makes_room(const Plan *plan, const Op *op)
{
    for (size_t i = 0; i < plan->renames->count; i++)
        if (is_home(plan, op, &plan->renames->items[i]) ||
            is_holder(plan, op, &plan->renames->items[i]))
            return true;
    return false;
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

    for (size_t i = count; i < ops->count; i++)
        apart[i] = makes_room(graph->plan, &ops->items[i]);
    spread(graph, apart);
    for (size_t i = 1; i < count; i++)
        add_edge(graph, i - 1, i, REF_HARD);
    for (size_t i = count; i < ops->count; i++)
        if (apart[i] != graph->plan->undo)
            add_edge(graph, i, 0, REF_HARD);
        else
            add_edge(graph, count - 1, i, REF_HARD);
}
