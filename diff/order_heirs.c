/* What an heir says again of a column comes after what its table says of it, see diff/heirs.h. */
#include "diff/heirs.h"

#include "base/text.h"
#include "diff/order_graph.h"
#include "schema/inherited.h"
#include "schema/kinds/table/table.h"
#include "schema/refs.h"

typedef struct Said {
    Graph *graph;
    const Op *op; /* the heir's */
    bool is_last;
} Said;

/* Whether it gives the object what it is to have; else it takes away what is in the way. */
static bool is_last(const Graph *graph, const Op *op)
{
    return !op->from || op->to == schema_find(graph->plan->to, op->to->kind_id, op->to->path);
}

static bool gives(const Graph *graph, const Op *op)
{
    return op->from && is_last(graph, op) && attr_is_set(op->to, op->attr) &&
           !attr_is_set(op->from, op->attr);
}

static void collect_same(const Said *said, size_t above)
{
    Graph *graph = said->graph;
    const Op *op = &graph->plan->ops.items[above];

    if (said->is_last || !is_last(graph, op) || !attr_is_set(op->to, op->attr))
        add_edge(graph, above, graph->current, REF_HARD);
}

/*
 * A constraint that comes from above has its name from there, and what an heir says of it cannot
 * change while it does.  One that a key of the heir needs is made its own while it does.
 */
static void collect_clash(const Said *said, size_t above)
{
    Graph *graph = said->graph;

    if (heirs_say_again(said->op))
        add_edge(graph, said->graph->current, above, REF_HARD);
    else if (gives(graph, &graph->plan->ops.items[above]))
        add_edge(graph, graph->current, above, gives(graph, said->op) ? WISH : REF_HARD);
    else
        add_edge(graph, above, graph->current, REF_HARD);
}

static void collect_said(const Said *said, size_t above)
{
    Graph *graph = said->graph;
    const Op *op = &graph->plan->ops.items[above];

    if (op->verb != VERB_ALTER)
        return;
    bool stops = op->attr->compiled && !attr_is_set(op->to, op->attr); /* being generated */

    if (stops || (op->attr->retypes && said->is_last))
        add_edge(graph, above, graph->current, REF_HARD);
    else if (op->attr->retypes)
        add_edge(graph, graph->current, above, REF_HARD);
    else if (said->op->attr->constraint && heirs_clash(graph->plan, op->attr))
        collect_clash(said, above);
    else if (op->attr == said->op->attr && op->attr->spreads)
        collect_same(said, above);
}

static void collect_above(void *context, Object *same)
{
    const Said *said = context;
    const PlanState *state = &same->plan;

    for (size_t i = state->first_op; i < state->first_op + state->count; i++)
        collect_said(said, i);
    if (state->also_op)
        collect_said(said, state->also_op - 1);
}

/* All that a table in between says of what it has from above goes on to its heirs. */
static void collect_override(void *context, Object *override)
{
    const Said *said = context;
    const PlanState *state = &override->plan;

    for (size_t i = state->first_op; i < state->first_op + state->count; i++)
        add_edge(said->graph, i, said->graph->current, REF_HARD);
}

static void await_creation(Graph *graph, const Object *column)
{
    const PlanState *state = &column->plan;

    for (size_t i = 0; i < state->count; i++)
        if (graph->plan->ops.items[state->first_op + i].verb == VERB_CREATE)
            add_edge(graph, state->first_op + i, graph->current, REF_SOFT);
}

static void await_column(Graph *graph, const char *table, const char *name)
{
    const Object *column =
        schema_find(graph->plan->to, KIND_COLUMN, path_under(graph->scratch, table, name));

    if (column)
        await_creation(graph, column);
}

/*
 * What is said of a column behind its making comes behind the columns of that name that heirs get
 * from other tables as well: with a constraint they could not join one that is not valid.
 */
static void await_others(Graph *graph, const Op *op)
{
    const Object *table = op->to->parent;
    const Holders *heirs = map_get(&graph->heirs, table->path);

    for (size_t i = 0; heirs && i < heirs->count; i++) {
        const StrVec *tables = &((const Table *)heirs->items[i])->inherits;

        for (size_t k = 0; k < tables->count; k++)
            if (!text_same(tables->items[k], table->path))
                await_column(graph, tables->items[k], op->to->name);
    }
}

void collect_handed_down(Graph *graph, const Op *op)
{
    const Object *object = op->to;
    Said said = {graph, op, true};

    if (!object->parent || !kind_of(object->kind_id)->retype)
        return;
    if (op->attr->constraint && op->attr->separate && attr_is_set(object, op->attr))
        await_others(graph, op);
    said.is_last = is_last(graph, op);
    if (!said.is_last || attr_is_set(object, op->attr) || op->attr->spreads || op->attr->constraint)
        each_ancestor(graph->scratch, graph->plan->to, object, collect_above, &said);
    if (!said.is_last || !op->attr->spreads)
        return;
    each_override(graph->scratch, graph->plan->to, object, collect_override, &said);
    if (object->plan.pair)
        each_override(graph->scratch, graph->plan->from, object->plan.pair, collect_override,
                      &said);
}

/* A constraint that is held back from heirs is so before there are new ones. */
static void hold_back(Graph *graph, const Object *part)
{
    for (size_t i = part->plan.first_op; i < part->plan.first_op + part->plan.count; i++) {
        const Op *op = &graph->plan->ops.items[i];

        if (op->verb == VERB_ALTER && op->attr->holds_back)
            add_edge(graph, i, graph->current, WISH);
    }
}

/* Its parts have their new shape, and so have those that it takes from others. */
static void take_parts(void *context, Object *whole, RefStrength strength)
{
    Graph *graph = context;

    (void)strength;
    for (size_t i = 0; i < whole->children.count; i++) {
        const Object *part = whole->children.items[i];

        if (!kind_of(part->kind_id)->retype)
            continue;
        come_before(graph, part, WISH);
        hold_back(graph, part);
    }
    collect_taken(graph, whole);
}

static void say_before(Graph *graph, const Object *column, const Attr *attr, bool before)
{
    for (size_t i = column->plan.first_op; i < column->plan.first_op + column->plan.count; i++) {
        const Op *op = &graph->plan->ops.items[i];

        if (op->verb == VERB_ALTER && op->attr == attr)
            add_edge(graph, before ? i : graph->current, before ? graph->current : i, REF_HARD);
    }
}

void collect_stored(Graph *graph, const Object *heir)
{
    static const char storage[] = "storage";
    const Map *columns = &graph->plan->to->objects[KIND_COLUMN];
    const Attr *attr = attr_find(kind_of(KIND_COLUMN), storage, sizeof storage - 1);

    if (heir->kind_id != KIND_TABLE || ((const Table *)heir)->inherits.count < 2)
        return;
    for (size_t i = 0; i < columns->entries.count; i++) {
        Object *column = columns->entries.items[i].value;

        if (column->plan.count && column->parent != heir &&
            inherits_from(graph->plan->to, heir, column->parent))
            say_before(graph, column, attr,
                       !heirs_disagree(graph->scratch, graph->plan->to, heir, column, attr));
    }
}

void collect_taken(Graph *graph, const Object *object)
{
    parts_refs(graph->scratch, graph->plan->to, object, take_parts, graph);
}

typedef struct Above {
    Graph *graph;
    unsigned strength;
    EdgesFn *fn;
} Above;

static void go_on(void *context, Object *same)
{
    const Above *above = context;

    if (!goes(same))
        above->fn(above->graph, same, above->strength);
}

void with_above(Graph *graph, const Schema *schema, const Object *object, unsigned strength,
                EdgesFn *fn)
{
    Above above = {graph, strength, fn};

    fn(graph, object, strength);
    if (object->parent && kind_of(object->kind_id)->retype && !goes(object))
        each_ancestor(graph->scratch, schema, object, go_on, &above);
}

static void take_over(void *context, Object *same)
{
    Graph *graph = context;

    if (heirs_take_over(graph->plan->ops.items[graph->current].from, same))
        await_creation(graph, same);
}

static void collect_heirs_of(Graph *graph, const Object *table, const char *name, unsigned depth)
{
    const Holders *heirs = map_get(&graph->heirs, table->path);

    for (size_t i = 0; heirs && i < heirs->count && depth > 0; i++) {
        const Object *heir = heirs->items[i];
        Object column = {.kind_id = KIND_COLUMN, .name = name, .parent = heir->plan.pair};

        if (!goes(heir))
            each_ancestor(graph->scratch, graph->plan->to, &column, take_over, graph);
        collect_heirs_of(graph, heir, name, depth - 1);
    }
}

void collect_taken_over(Graph *graph, const Op *op)
{
    if (op->from->kind_id == KIND_COLUMN)
        collect_heirs_of(graph, op->from->parent, op->from->name, INHERITANCE_DEPTH);
}
