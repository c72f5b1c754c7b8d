/* What rewrites rows comes while no column has values of them. */
#include "diff/order_graph.h"
#include "diff/passage.h"

typedef struct Passing {
    Graph *graph;
    bool leaves; /* what it takes away must be away: a column that goes, the first of two changes */
    unsigned strength;
} Passing;

static void add_between(const Passing *passing, size_t op)
{
    if (passing->leaves)
        add_edge(passing->graph, passing->graph->current, op, passing->strength);
    else
        add_edge(passing->graph, op, passing->graph->current, passing->strength);
}

static void collect_ops(const Passing *passing, const Object *object)
{
    const PlanState *state = &object->plan;

    for (size_t i = state->first_op; i < state->first_op + state->count; i++) {
        const Op *op = &passing->graph->plan->ops.items[i];

        if (op->verb != VERB_ALTER || !op->attr->separate)
            add_between(passing, i);
    }
    if (state->also_op)
        add_between(passing, state->also_op - 1);
}

static void collect_within(void *context, Object *object)
{
    collect_ops(context, object);
    if (object->plan.recreate)
        collect_ops(context, object->plan.pair);
}

void collect_passage(Graph *graph, const Op *op)
{
    Passing passing = {graph, op->from->plan.pair == op->to->plan.pair, REF_HARD};

    each_within(graph->scratch, graph->plan, attr_type(op->from->plan.pair, op->attr)->text,
                collect_within, &passing);
}

void collect_rows(Graph *graph, const Object *part, bool leaves, unsigned strength)
{
    Passing passing = {graph, leaves, strength};
    bool may_hold = graph->rewrites && kind_of(part->kind_id)->retype;
    const SqlType *type = may_hold ? object_type(part) : NULL;
    const Object *held = type ? type_called(graph->scratch, graph->plan->to, type->text) : NULL;

    if (held && is_rewritten(graph->scratch, graph->plan, held))
        each_within(graph->scratch, graph->plan, type->text, collect_within, &passing);
}
