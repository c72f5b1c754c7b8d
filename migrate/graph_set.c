/* Sets of revisions. */
#include "migrate/graph.h"

NodeSet nodeset_new(Arena *run, const Graph *graph)
{
    return arena_alloc(run, graph->nodes.count + 1);
}

static void add_all(NodeSet set, const NodeVec *nodes)
{
    for (size_t i = 0; i < nodes->count; i++)
        set[nodes->items[i]->order] = true;
}

NodeSet nodeset_of(Arena *run, const Graph *graph, const NodeVec *nodes)
{
    NodeSet set = nodeset_new(run, graph);

    add_all(set, nodes);
    return set;
}

/*
 * The nodes are in topological order, so that one pass over them backwards meets every member
 * after the one that brought it in.
 */
NodeSet nodeset_ancestors(Arena *run, const Graph *graph, const NodeVec *from, Edges edges)
{
    NodeSet set = nodeset_of(run, graph, from);

    for (size_t i = graph->nodes.count; i-- > 0;) {
        const GraphNode *node = graph->nodes.items[i];

        if (!set[i])
            continue;
        add_all(set, &node->parents);
        if (edges == EDGES_ALL)
            add_all(set, &node->depends_on);
    }
    return set;
}

NodeSet nodeset_descendants(Arena *run, const Graph *graph, const NodeVec *from, Edges edges)
{
    NodeSet set = nodeset_of(run, graph, from);

    for (size_t i = 0; i < graph->nodes.count; i++) {
        const GraphNode *node = graph->nodes.items[i];

        if (!set[i])
            continue;
        add_all(set, &node->children);
        if (edges == EDGES_ALL)
            add_all(set, &node->dependents);
    }
    return set;
}

void nodeset_list(Arena *run, const Graph *graph, const bool *set, NodeVec *nodes)
{
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (set[i])
            vec_push(run, nodes, graph->nodes.items[i]);
}

void nodeset_heads(Arena *run, const Graph *graph, const bool *set, NodeVec *heads)
{
    NodeVec members = {0};
    NodeSet below = nodeset_new(run, graph);

    nodeset_list(run, graph, set, &members);
    for (size_t i = 0; i < members.count; i++) {
        add_all(below, &members.items[i]->parents);
        add_all(below, &members.items[i]->depends_on);
    }
    for (size_t i = 0; i < members.count; i++)
        if (!below[members.items[i]->order])
            vec_push(run, heads, members.items[i]);
}

NodeSet nodeset_lineage(Arena *run, const Graph *graph, GraphNode *node)
{
    NodeVec one = {0};
    NodeSet set, behind;

    vec_push(run, &one, node);
    set = nodeset_ancestors(run, graph, &one, EDGES_REVISES);
    behind = nodeset_descendants(run, graph, &one, EDGES_REVISES);
    for (size_t i = 0; i < graph->nodes.count; i++)
        set[i] = set[i] || behind[i];
    return set;
}
