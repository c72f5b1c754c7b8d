/*
 * Kahn's algorithm with a heap of the smallest original positions, so that the order of comparing
 * (drops in reverse, then creations by kind) is kept wherever the edges allow it.  Edges from names
 * in expressions are only likely ones: where they close a loop the weakest of it gives way.
 */
#include "diff/heap.h"
#include "diff/order_graph.h"

#include <string.h>

static void link_edges(Graph *graph)
{
    size_t count = graph->plan->ops.count;

    graph->waits = arena_alloc(graph->scratch, count * sizeof(size_t));
    graph->heads = arena_alloc(graph->scratch, count * sizeof(size_t));
    graph->next = arena_alloc(graph->scratch, graph->edges.count * sizeof(size_t));
    graph->tails = arena_alloc(graph->scratch, count * sizeof(size_t));
    graph->previous = arena_alloc(graph->scratch, graph->edges.count * sizeof(size_t));
    graph->ways = arena_alloc(graph->scratch, count * sizeof(Edge *));
    for (size_t i = 0; i < graph->edges.count; i++) {
        const Edge *edge = &graph->edges.items[i];

        graph->next[i] = graph->heads[edge->before];
        graph->heads[edge->before] = i + 1;
        graph->previous[i] = graph->tails[edge->after];
        graph->tails[edge->after] = i + 1;
        graph->waits[edge->after]++;
    }
}

/* What can be made anew to open a loop: a statement is put in the place of another. */
static bool replaces(const Op *op)
{
    return op->verb == VERB_ALTER && op->to->plan.pair &&
           (op->attr->query || (op->attr->compiled && !kind_of(op->to->kind_id)->retype));
}

/* What can change by way of text, which it does not do yet. */
static bool can_detour(const Op *op)
{
    return op->verb == VERB_ALTER && op->from && op->attr->type == ATTR_TYPE && op->attr->passes &&
           !op->to->plan.detours;
}

/*
 * A table does not go before what probably uses it, nor does a statement come before what it
 * probably names: there is another way, parts of the table go first or the statement is made anew.
 * So it is with whatever stands in a loop with a column that can detour.
 */
static bool gives_way(const Graph *graph, const Edge *edge, bool detours)
{
    const Op *held = &graph->plan->ops.items[edge->after];

    if (edge->strength > REF_SOFT)
        return true;
    return edge->strength == REF_SOFT &&
           !(graph->strict && (detours || held->verb == VERB_DROP || replaces(held)));
}

/* What the operation, which nothing but a loop can hold back, waits for. */
static Edge *holding_edge(const Graph *graph, const bool *done, size_t op)
{
    for (size_t i = graph->tails[op]; i; i = graph->previous[i - 1]) {
        Edge *edge = &graph->edges.items[i - 1];

        if (!edge->cut && !done[edge->before])
            return edge;
    }
    return NULL;
}

static bool is_weaker(const Edge *a, const Edge *b)
{
    return a->strength != b->strength ? a->strength > b->strength : a->after < b->after;
}

/*
 * Where every operation that is left waits for another, the way back from any of them runs into a
 * loop.  The weakest edge of that loop; NULL: none of it gives way.
 */
static Edge *find_weakest(const Graph *graph, const bool *done)
{
    Edge **ways = graph->ways, *weakest = NULL;
    size_t at = 0;

    memset(ways, 0, graph->plan->ops.count * sizeof(Edge *));
    while (done[at])
        at++;
    for (; !ways[at]; at = ways[at]->before)
        ways[at] = holding_edge(graph, done, at);

    size_t end = at;
    bool detours = false;

    do {
        detours = detours || can_detour(&graph->plan->ops.items[at]);
        at = ways[at]->before;
    } while (at != end);
    do {
        Edge *edge = ways[at];

        if (gives_way(graph, edge, detours) && (!weakest || is_weaker(edge, weakest)))
            weakest = edge;
        at = edge->before;
    } while (at != end);
    return weakest;
}

/* One edge less; false: none gives way. */
static bool open_loop(Graph *graph, Heap *ready, const bool *done)
{
    Edge *edge = find_weakest(graph, done);

    if (!edge)
        return false;
    edge->cut = true;
    if (--graph->waits[edge->after] == 0)
        heap_push(graph->scratch, ready, edge->after);
    return true;
}

/* A replaced type's copies are not in the schema; everything created is. */
static Object *created_object(const Graph *graph, const Op *op)
{
    return schema_find(graph->plan->to, op->to->kind_id, op->to->path);
}

/* What is created behind what something else had to leave does not stand in a CREATE before it. */
static void note_behind(const Graph *graph, const Edge *edge, size_t position)
{
    const Op *before = &graph->plan->ops.items[edge->before];
    const Op *after = &graph->plan->ops.items[edge->after];

    if (before->verb == VERB_CREATE || after->verb != VERB_CREATE || edge->strength != REF_HARD)
        return;
    created_object(graph, after)->plan.behind = position;
}

static void release(Graph *graph, Heap *ready, size_t op, size_t position)
{
    for (size_t i = graph->heads[op]; i; i = graph->next[i - 1]) {
        const Edge *edge = &graph->edges.items[i - 1];

        if (edge->cut)
            continue;
        note_behind(graph, edge, position);
        if (--graph->waits[edge->after] == 0)
            heap_push(graph->scratch, ready, edge->after);
    }
}

const Object *op_object(const Op *op)
{
    return op->to ? op->to : op->from;
}

static void report_loop(Findings *findings, const Graph *graph, const bool *done)
{
    StrBuf names = {.arena = graph->scratch};

    if (!findings)
        return;

    for (size_t i = 0; i < graph->plan->ops.count; i++)
        if (!done[i])
            strbuf_addf(&names, "%s\"%s\"", names.length ? ", " : "",
                        op_object(&graph->plan->ops.items[i])->path);
    finding_add(findings, FINDING_MC904, NO_RANGE,
                "these changes depend on each other in a loop: %s", strbuf_text(&names));
}

/* Whether something that is left waits for it, so that it can be part of a loop. */
static bool is_awaited(const Graph *graph, const bool *done, size_t op)
{
    for (size_t i = graph->heads[op]; i; i = graph->next[i - 1])
        if (!graph->edges.items[i - 1].cut && !done[graph->edges.items[i - 1].after])
            return true;
    return false;
}

static Object *first_in_loop(const Graph *graph, const bool *done, bool (*opens)(const Op *op))
{
    for (size_t i = 0; i < graph->plan->ops.count; i++) {
        const Op *op = &graph->plan->ops.items[i];

        if (!done[i] && opens(op))
            return schema_find(graph->plan->to, op->to->kind_id, op->to->path);
    }
    return NULL;
}

/*
 * A statement that is put in the place of another stands on the old and the new at once, and so
 * does a column that changes its type.  What is left waits for a loop, is in it or is awaited by
 * it: peeled from the end, that and what is between two loops remains.
 */
static Object *find_loop(const Graph *graph, bool *done)
{
    bool again;

    do {
        again = false;
        for (size_t i = graph->plan->ops.count; i-- > 0;)
            if (!done[i] && !is_awaited(graph, done, i))
                again = done[i] = true;
    } while (again);

    Object *found = first_in_loop(graph, done, replaces);

    return found ? found : first_in_loop(graph, done, can_detour);
}

static void push_sorted(Graph *graph, OpVec *sorted, const Op *op)
{
    vec_push(graph->run, sorted, *op);
    if (op->verb != VERB_CREATE)
        return;

    created_object(graph, op)->plan.position = sorted->count; /* from 1 */
}

bool sort_ops(Graph *graph, Findings *findings)
{
    link_edges(graph);

    size_t count = graph->plan->ops.count;
    bool *done = arena_alloc(graph->scratch, count * sizeof(bool));
    Heap ready = {0};
    OpVec sorted = {0};

    for (size_t i = 0; i < count; i++)
        if (graph->waits[i] == 0)
            heap_push(graph->scratch, &ready, i);
    while (sorted.count < count) {
        while (ready.count == 0)
            if (!open_loop(graph, &ready, done)) {
                report_loop(findings, graph, done);
                graph->loop = find_loop(graph, done);
                return false;
            }

        size_t op = heap_pop(&ready);

        done[op] = true;
        push_sorted(graph, &sorted, &graph->plan->ops.items[op]);
        release(graph, &ready, op, sorted.count);
    }
    graph->plan->ops = sorted;
    return true;
}
