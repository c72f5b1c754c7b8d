#include "migrate/graph_fold.h"

#include "base/text.h"

RevisionVec graph_fold(Arena *run, const RevisionVec *revisions, const StrVec *unfold)
{
    Map hidden = {0};
    RevisionVec folded = {0};

    for (size_t i = 0; i < revisions->count; i++) {
        const Revision *revision = revisions->items[i];
        bool unfolded = strvec_has(unfold, revision->id);

        for (size_t k = 0; !unfolded && k < revision->replaces.count; k++)
            map_put(run, &hidden, revision->replaces.items[k], &hidden);
        if (unfolded)
            map_put(run, &hidden, revision->id, &hidden);
    }
    for (size_t i = 0; i < revisions->count; i++)
        if (!map_get(&hidden, revisions->items[i]->id))
            vec_push(run, &folded, revisions->items[i]);
    return folded;
}

/* Behind an unfolded one stands what is behind the last of those it replaces. */
static void add_unfolded(Arena *run, Graph *graph, const Revision *revision)
{
    const StrVec *replaces = &revision->replaces;
    GraphNode *last = graph_find_alias(graph, replaces->items[replaces->count - 1]);

    if (last)
        map_put(run, &graph->aliases, revision->id, last);
}

void graph_add_aliases(Arena *run, Graph *graph, const StrVec *unfold)
{
    for (size_t i = 0; i < graph->nodes.count; i++) {
        GraphNode *node = graph->nodes.items[i];

        for (size_t k = 0; k < node->revision->replaces.count; k++)
            if (!graph_find(graph, node->revision->replaces.items[k]))
                map_put(run, &graph->aliases, node->revision->replaces.items[k], node);
    }
    for (size_t i = 0; unfold->count && i < graph->revisions.count; i++) {
        const Revision *revision = graph->revisions.items[i];

        if (revision->replaces.count && strvec_has(unfold, revision->id))
            add_unfolded(run, graph, revision);
    }
}

GraphNode *graph_find_alias(const Graph *graph, const char *id)
{
    GraphNode *node = graph_find(graph, id);

    return node ? node : map_get(&graph->aliases, id);
}

const Revision *graph_file(const Graph *graph, const char *id)
{
    const GraphNode *node = graph_find(graph, id);

    if (node)
        return node->revision;
    for (size_t i = 0; map_get(&graph->aliases, id) && i < graph->revisions.count; i++)
        if (text_same(graph->revisions.items[i]->id, id))
            return graph->revisions.items[i];
    return NULL;
}
