/*
 * Kahn's algorithm with a heap of the smallest original positions, so that the order of comparing
 * (drops in reverse, then creations by kind) is kept wherever the edges allow it.  Edges from names
 * in expressions are only likely ones: when nothing else can go on they give way.
 */
#include "diff/heap.h"
#include "diff/order_graph.h"

static void link_edges(Graph *graph)
{
    size_t count = graph->plan->ops.count;

    for (unsigned strength = 0; strength < STRENGTHS; strength++)
        graph->waits[strength] = arena_alloc(graph->scratch, count * sizeof(size_t));
    graph->heads = arena_alloc(graph->scratch, count * sizeof(size_t));
    graph->next = arena_alloc(graph->scratch, graph->edges.count * sizeof(size_t));
    for (size_t i = 0; i < graph->edges.count; i++) {
        const Edge *edge = &graph->edges.items[i];

        graph->next[i] = graph->heads[edge->before];
        graph->heads[edge->before] = i + 1;
        graph->waits[edge->strength][edge->after]++;
    }
}

/* Whether nothing of that strength, or a greater one, holds the operation back. */
static bool is_free(const Graph *graph, size_t op, unsigned strength)
{
    for (unsigned i = 0; i <= strength; i++)
        if (graph->waits[i][op] != 0)
            return false;
    return true;
}

/* What can be made anew to open a loop: a statement is put in the place of another. */
static bool replaces(const Op *op)
{
    return op->verb == VERB_ALTER && op->attr->query && op->to->plan.pair;
}

/*
 * A table does not go before what probably uses it, nor does a statement come before what it
 * probably names: there is another way, parts of the table go first or the statement is made anew.
 */
static bool gives_way(const Graph *graph, size_t op, unsigned strength)
{
    const Op *held = &graph->plan->ops.items[op];

    return !graph->strict || strength > REF_HARD || (held->verb != VERB_DROP && !replaces(held));
}

/* The first operation that the weakest edges alone hold back; the count when there is none. */
static size_t find_loose(const Graph *graph, const bool *done)
{
    size_t count = graph->plan->ops.count;

    for (unsigned strength = WISH; strength-- > REF_HARD;)
        for (size_t i = 0; i < count; i++)
            if (!done[i] && gives_way(graph, i, strength) && is_free(graph, i, strength))
                return i;
    return count;
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

static void release(Graph *graph, Heap *ready, const bool *done, size_t op, size_t position)
{
    for (size_t i = graph->heads[op]; i; i = graph->next[i - 1]) {
        const Edge *edge = &graph->edges.items[i - 1];
        size_t after = edge->after;

        graph->waits[edge->strength][after]--;
        note_behind(graph, edge, position);
        if (!done[after] && is_free(graph, after, WISH))
            heap_push(graph->scratch, ready, after);
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
        if (!done[graph->edges.items[i - 1].after])
            return true;
    return false;
}

/*
 * A statement that is put in the place of another stands on the old and the new at once.  What is
 * left waits for a loop, is in it or is awaited by it: peeled from the end, that and what is
 * between two loops remains.
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
    for (size_t i = 0; i < graph->plan->ops.count; i++) {
        const Op *op = &graph->plan->ops.items[i];

        if (!done[i] && replaces(op))
            return schema_find(graph->plan->to, op->to->kind_id, op->to->path);
    }
    return NULL;
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
        if (is_free(graph, i, WISH))
            heap_push(graph->scratch, &ready, i);
    while (sorted.count < count) {
        size_t op = ready.count ? heap_pop(&ready) : find_loose(graph, done);

        if (op == count) {
            report_loop(findings, graph, done);
            graph->loop = find_loop(graph, done);
            return false;
        }
        if (done[op])
            continue;
        done[op] = true;
        push_sorted(graph, &sorted, &graph->plan->ops.items[op]);
        release(graph, &ready, done, op, sorted.count);
    }
    graph->plan->ops = sorted;
    return true;
}
