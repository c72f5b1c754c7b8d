/* What matters to others that do not name it: extensions, casts, default privileges. */
#include "diff/order_graph.h"

/* Whether it is said of something new, which uses nothing that goes. */
static bool is_of_new(const Op *op)
{
    return !op->from || op->verb == VERB_STRIP;
}

/*
 * What an extension brings is there before all else and goes after all else; but what has its name
 * from something that goes waits for that, and so does what takes the name of something it brings.
 */
static void collect_served(Graph *graph, const Op *op)
{
    for (size_t i = 0; i < graph->plan->ops.count; i++) {
        const Op *other = &graph->plan->ops.items[i];

        if (kind_of(op_object(other)->kind_id)->scope == SCOPE_DATABASE)
            continue;
        if (op->verb == VERB_CREATE && other->verb == VERB_DROP)
            add_edge(graph, i, graph->current, WISH);
        else if (op->verb == VERB_CREATE)
            add_edge(graph, graph->current, i, REF_SOFT);
        if (op->verb == VERB_DROP && other->verb == VERB_CREATE)
            add_edge(graph, graph->current, i, WISH);
        else if (op->verb == VERB_DROP && !is_of_new(other))
            add_edge(graph, i, graph->current, REF_SOFT);
    }
}

/* Whether it is made with an expression, be it that of a part. */
static bool has_text(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];
        bool holds = attr->type == ATTR_SQL || attr->type == ATTR_ELEMENTS || attr->keyed;

        if (holds && attr_is_set(object, attr))
            return true;
    }
    for (size_t i = 0; i < object->children.count; i++)
        if (has_text(object->children.items[i]))
            return true;
    return false;
}

/* It is there before what is made with an expression, where that is not what it is made of. */
static void collect_texts(Graph *graph, const Op *op)
{
    for (size_t i = 0; i < graph->plan->ops.count && op->verb == VERB_CREATE; i++) {
        const Op *other = &graph->plan->ops.items[i];

        if (other->to && !kind_of(other->to->kind_id)->serves_texts && has_text(other->to))
            add_edge(graph, graph->current, i, WISH);
    }
}

/* What it says holds for all that is made while it stands, which is to have its own. */
static void collect_hereafter(Graph *graph, const Op *op)
{
    for (size_t i = 0; i < graph->plan->ops.count; i++) {
        const Op *other = &graph->plan->ops.items[i];

        if (other->verb != VERB_CREATE || kind_of(other->to->kind_id)->hereafter)
            continue;
        if (op->verb == VERB_DROP)
            add_edge(graph, graph->current, i, REF_SOFT);
        else
            add_edge(graph, i, graph->current, REF_SOFT);
    }
}

void collect_unnamed(Graph *graph, const Op *op)
{
    const Kind *kind = kind_of(op_object(op)->kind_id);

    if (kind->serves_all)
        collect_served(graph, op);
    if (kind->serves_texts)
        collect_texts(graph, op);
    if (kind->hereafter)
        collect_hereafter(graph, op);
}
