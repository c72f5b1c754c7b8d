/* Labels: which branches a revision is on. */
#include "migrate/graph.h"

#include "base/text.h"

static void add_label(Arena *run, GraphNode *node, const char *label)
{
    if (!strvec_has(&node->labels, label))
        vec_push(run, &node->labels, label);
}

/* Where several lines meet or part, the branch of one of them ends. */
static bool is_shared(const GraphNode *node)
{
    return node->children.count + node->dependents.count > 1 || node->parents.count > 1;
}

static void spread_down(Arena *run, GraphNode *node, const char *label)
{
    while (!is_shared(node) && node->parents.count == 1 && !is_shared(node->parents.items[0])) {
        node = node->parents.items[0];
        add_label(run, node, label);
    }
}

static void spread_up(Arena *run, const Graph *graph, GraphNode *node, const char *label)
{
    NodeVec one = {0};
    NodeSet behind;

    vec_push(run, &one, node);
    behind = nodeset_descendants(run, graph, &one, EDGES_REVISES);
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (behind[i])
            add_label(run, graph->nodes.items[i], label);
}

void graph_spread_labels(Arena *run, Graph *graph)
{
    for (size_t i = 0; i < graph->by_label.entries.count; i++) {
        const MapEntry *entry = &graph->by_label.entries.items[i];

        spread_up(run, graph, entry->value, entry->key);
        spread_down(run, entry->value, entry->key);
    }
    for (size_t i = 0; i < graph->nodes.count; i++)
        strvec_sort(&graph->nodes.items[i]->labels);
}
