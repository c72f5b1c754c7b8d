/*
 * Renames come first, since all else is said in the new names.  Before them comes what makes room:
 * the schema that something moves into is made, and what has a new name already goes.  On the way
 * back all of that is the other way round.
 */
#include "base/text.h"
#include "diff/compare.h"
#include "diff/order_graph.h"
#include "diff/rename_names.h"

/* Whether it makes that schema or, on the way back, drops it. */
static bool is_home(const Plan *plan, const Op *op, const RenameStep *step)
{
    const Object *object = plan->undo ? op->from : op->to;
    const Object *home = object_namespace(step->after);

    return op->verb == (plan->undo ? VERB_DROP : VERB_CREATE) && !object->parent &&
           home->kind_id == object->kind_id && text_same(home->path, object->path);
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
    return rename_takes_from(graph->scratch, renames, taken, object);
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

void collect_renames(Graph *graph)
{
    const OpVec *ops = &graph->plan->ops;
    size_t count = graph->plan->renames->count;
    bool *apart = arena_alloc(graph->scratch, ops->count * sizeof(bool));
    const Plan *plan = graph->plan;
    Map taken = rename_taken(graph->scratch, plan->undo ? plan->to : plan->from, plan->renames);

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
