#include "diff/places.h"

static const Attr *place_of(const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].place)
            return &kind->attrs[i];
    return NULL;
}

/* Whether a part of the whole, other than `part`, gets a place. */
static bool takes_place(const Object *whole, const Object *part)
{
    for (size_t i = 0; i < whole->children.count; i++) {
        const Object *other = whole->children.items[i];
        const Attr *attr = place_of(other);

        if (attr && other != part && (goes(other) || !attr_same(other->plan.pair, other, attr)))
            return true;
    }
    return false;
}

bool place_is_taken(const Object *old)
{
    return !old->plan.pair && place_of(old) && !goes(old->parent) &&
           takes_place(old->parent->plan.pair, NULL);
}

void push_place(Arena *run, Plan *plan, Object *to, const Attr *attr)
{
    Object *between;

    if (!takes_place(to->parent, to)) {
        vec_push(run, &plan->ops, ((Op){VERB_ALTER, to->plan.pair, to, attr}));
        return;
    }
    between = object_without(run, to, attr);
    vec_push(run, &plan->ops, ((Op){VERB_ALTER, to->plan.pair, between, attr}));
    vec_push(run, &plan->ops, ((Op){VERB_ALTER, between, to, attr}));
}

/* ---- Their order ---- */

typedef struct Places {
    Graph *graph;
    const Object *whole;
    size_t
        *left; /* by operation that takes a place: the first that leaves one, plus one; 0: none */
    size_t first, last; /* of the whole's that leave one, plus one; 0: none */
} Places;

static const Op *op_at(const Places *places, size_t i)
{
    return &places->graph->plan->ops.items[i];
}

static bool leaves(const Op *op)
{
    return op->verb == VERB_ALTER && op->attr->place && !attr_is_set(op->to, op->attr);
}

static bool takes(const Op *op)
{
    return op->verb == VERB_CREATE || (op->verb == VERB_ALTER && op->attr->place && !leaves(op));
}

/* One after the other, so that what waits for the last waits for all. */
static void collect_leaving(Places *places)
{
    places->first = places->last = 0;
    for (size_t i = 0; i < places->whole->children.count; i++) {
        const PlanState *part = &places->whole->children.items[i]->plan;

        for (size_t k = part->first_op; k < part->first_op + part->count; k++) {
            if (!leaves(op_at(places, k)))
                continue;
            if (places->last)
                add_edge(places->graph, places->last - 1, k, REF_HARD);
            else
                places->first = k + 1;
            places->last = k + 1;
        }
    }
}

static void come_behind(Places *places, size_t op)
{
    const Object *old = places->whole->plan.pair;

    if (places->last)
        add_edge(places->graph, places->last - 1, op, REF_HARD);
    places->left[op] = places->first;
    for (size_t i = 0; i < old->children.count; i++) {
        const Object *part = old->children.items[i];

        if (place_of(part) && goes(part) && part->plan.count)
            add_edge(places->graph, part->plan.first_op, op, REF_HARD);
    }
}

static void collect_taking(void *context, Object *whole)
{
    Places *places = context;

    places->whole = whole;
    if (goes(whole))
        return;
    collect_leaving(places);
    for (size_t i = 0; i < whole->children.count; i++) {
        const Object *part = whole->children.items[i];

        for (size_t k = 0; place_of(part) && k < part->plan.count; k++)
            if (takes(op_at(places, part->plan.first_op + k)))
                come_behind(places, part->plan.first_op + k);
    }
}

/*
 * What a part waits for before it takes a place happens while the others have theirs: a change of
 * the whole goes on to those.
 */
static void collect_waiting(const Places *places)
{
    Graph *graph = places->graph;

    for (size_t i = 0, count = graph->edges.count; i < count; i++) {
        Edge edge = graph->edges.items[i];
        size_t first = places->left[edge.after];

        if (first && !leaves(op_at(places, edge.before)))
            add_edge(graph, edge.before, first - 1, WISH);
    }
}

void collect_places(Graph *graph)
{
    Places places = {.graph = graph};

    places.left = arena_alloc(graph->scratch, graph->plan->ops.count * sizeof(size_t));
    each_object(graph->plan->to, collect_taking, &places);
    collect_waiting(&places);
}
