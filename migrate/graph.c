#include "migrate/graph.h"

#include "base/text.h"
#include "migrate/graph_fold.h"

#include <stdlib.h>
#include <string.h>

GraphNode *graph_find(const Graph *graph, const char *id)
{
    return map_get(&graph->by_id, id);
}

static int compare_revisions(const void *a, const void *b)
{
    const Revision *const *x = a, *const *y = b;
    int order = strcmp((*x)->create_date, (*y)->create_date);

    return order ? order : strcmp((*x)->id, (*y)->id);
}

/* Building */

typedef struct Builder {
    Arena *run;
    Findings *findings;
    Graph *graph;
} Builder;

static bool add_node(Builder *builder, const Revision *revision)
{
    GraphNode *node = ARENA_NEW(builder->run, GraphNode);
    GraphNode *twin = graph_find(builder->graph, revision->id);

    node->revision = revision;
    node->order = builder->graph->nodes.count;
    if (!twin) {
        map_put(builder->run, &builder->graph->by_id, revision->id, node);
        vec_push(builder->run, &builder->graph->nodes, node);
        return true;
    }

    Finding *finding = finding_add(builder->findings, FINDING_MC803, revision->id_at,
                                   "\"%s\" and \"%s\" have one identifier, \"%s\"",
                                   twin->revision->path, revision->path, revision->id);

    finding->hint = "Give one of them another identifier, or remove the copy.";
    finding_note(builder->findings, finding, twin->revision->id_at, "the other file is this");
    return false;
}

static bool add_label(Builder *builder, GraphNode *node, const char *label)
{
    GraphNode *twin = map_get(&builder->graph->by_label, label);
    Finding *finding;

    twin = twin ? twin : graph_find(builder->graph, label);
    if (!twin) {
        map_put(builder->run, &builder->graph->by_label, label, node);
        return true;
    }
    finding = finding_add(builder->findings, FINDING_MC803, node->revision->labels_at,
                          "branch name \"%s\" in revision \"%s\" is already used by revision "
                          "\"%s\"",
                          label, node->revision->id, twin->revision->id);
    finding_note(builder->findings, finding, twin->revision->id_at, "it is used here");
    return false;
}

static bool refuse_missing(Builder *builder, const GraphNode *node, const char *verb,
                           const char *id, Range at)
{
    Suggestion near = {.wanted = id};
    const Graph *graph = builder->graph;

    for (size_t i = 0; i < graph->nodes.count; i++)
        if (graph->nodes.items[i] != node)
            suggest_offer(&near, graph->nodes.items[i]->revision->id);
    finding_add(builder->findings, FINDING_MC804, at,
                "revision \"%s\" %s \"%s\", which does not exist%s", node->revision->id, verb, id,
                suggest_text(builder->findings->arena, &near))
        ->hint = "Is its file missing here, or on another branch of the repository?";
    return false;
}

static bool add_parents(Builder *builder, GraphNode *node)
{
    const Revision *revision = node->revision;
    bool ok = true;

    for (size_t i = 0; i < revision->parents.count; i++) {
        const char *id = revision->parents.items[i];
        GraphNode *parent = graph_find_alias(builder->graph, id);

        if (!parent) {
            ok = refuse_missing(builder, node, "revises", id, revision->parents_at);
            continue;
        }
        vec_push(builder->run, &node->parents, parent);
        vec_push(builder->run, &parent->children, node);
    }
    return ok;
}

static bool add_dependencies(Builder *builder, GraphNode *node)
{
    const Revision *revision = node->revision;
    bool ok = true;

    for (size_t i = 0; i < revision->depends_on.count; i++) {
        const char *id = revision->depends_on.items[i];
        GraphNode *other = graph_find_alias(builder->graph, id);

        other = other ? other : map_get(&builder->graph->by_label, id);
        if (!other) {
            ok = refuse_missing(builder, node, "depends on", id, revision->depends_on_at);
            continue;
        }
        vec_push(builder->run, &node->depends_on, other);
        vec_push(builder->run, &other->dependents, node);
    }
    return ok;
}

/* Order */

static size_t release(const NodeVec *behind, size_t *waiting, bool *ready, size_t lowest)
{
    for (size_t i = 0; i < behind->count; i++) {
        size_t at = behind->items[i]->order;

        if (--waiting[at] > 0)
            continue;
        ready[at] = true;
        lowest = at < lowest ? at : lowest;
    }
    return lowest;
}

/* Kahn's algorithm: of the nodes that wait for nothing, always take the first. */
static void sort_nodes(Arena *run, Graph *graph, NodeVec *sorted)
{
    size_t count = graph->nodes.count;
    size_t *waiting = arena_alloc(run, (count + 1) * sizeof *waiting);
    bool *ready = arena_alloc(run, count + 1);

    for (size_t i = 0; i < count; i++) {
        const GraphNode *node = graph->nodes.items[i];

        waiting[i] = node->parents.count + node->depends_on.count;
        ready[i] = waiting[i] == 0;
    }
    for (size_t at = 0; at < count;) {
        GraphNode *node = graph->nodes.items[at];

        if (!ready[at++])
            continue;
        ready[node->order] = false;
        vec_push(run, sorted, node);
        at = release(&node->children, waiting, ready, at);
        at = release(&node->dependents, waiting, ready, at);
    }
}

/* A node before `node` that the sort did not reach; one exists for every node it did not reach. */
static GraphNode *unsorted_before(const GraphNode *node, const bool *sorted)
{
    for (size_t i = 0; i < node->parents.count; i++)
        if (!sorted[node->parents.items[i]->order])
            return node->parents.items[i];
    for (size_t i = 0; i < node->depends_on.count; i++)
        if (!sorted[node->depends_on.items[i]->order])
            return node->depends_on.items[i];
    return NULL;
}

/* Walk back from a node that was not reached until one comes again: it is on a loop. */
static GraphNode *node_on_loop(Arena *run, const Graph *graph, const bool *sorted)
{
    NodeSet seen = nodeset_new(run, graph);
    GraphNode *node = NULL;

    for (size_t i = 0; i < graph->nodes.count && !node; i++)
        node = sorted[i] ? NULL : graph->nodes.items[i];
    for (; node && !seen[node->order]; node = unsorted_before(node, sorted))
        seen[node->order] = true;
    return node;
}

static Range edges_range(const GraphNode *node)
{
    return node->parents.count ? node->revision->parents_at : node->revision->depends_on_at;
}

static bool refuse_loop(Builder *builder, const NodeVec *sorted)
{
    NodeSet done = nodeset_of(builder->run, builder->graph, sorted);
    GraphNode *start = node_on_loop(builder->run, builder->graph, done), *node = start;
    StrVec path = {0};
    Finding *finding;

    do {
        vec_push(builder->run, &path, node->revision->id);
        node = unsorted_before(node, done);
    } while (node != start);
    vec_push(builder->run, &path, start->revision->id);
    finding = finding_add(builder->findings, FINDING_MC805, edges_range(start),
                          "revisions revise each other in a loop: %s",
                          text_join(builder->findings->arena, &path, " -> "));
    finding->hint = "One of these files names a wrong revision in \"Revises\" or \"Depends on\".";
    for (node = unsorted_before(start, done); node != start; node = unsorted_before(node, done))
        finding_note(builder->findings, finding, edges_range(node), "\"%s\" goes on here",
                     node->revision->id);
    return false;
}

static int compare_order(const void *a, const void *b)
{
    const GraphNode *const *x = a, *const *y = b;

    return ((*x)->order > (*y)->order) - ((*x)->order < (*y)->order);
}

static void sort_edges(NodeVec *nodes)
{
    if (nodes->count > 1)
        qsort(nodes->items, nodes->count, sizeof *nodes->items, compare_order);
}

static void set_order(Graph *graph, NodeVec sorted)
{
    graph->nodes = sorted;
    for (size_t i = 0; i < sorted.count; i++)
        sorted.items[i]->order = i;
    for (size_t i = 0; i < sorted.count; i++) {
        sort_edges(&sorted.items[i]->children);
        sort_edges(&sorted.items[i]->dependents);
    }
}

static bool add_edges(Builder *builder)
{
    Graph *graph = builder->graph;
    bool ok = true;

    for (size_t i = 0; i < graph->nodes.count; i++) {
        GraphNode *node = graph->nodes.items[i];

        for (size_t k = 0; k < node->revision->labels.count; k++)
            ok = add_label(builder, node, node->revision->labels.items[k]) && ok;
    }
    for (size_t i = 0; i < graph->nodes.count; i++) {
        ok = add_parents(builder, graph->nodes.items[i]) && ok;
        ok = add_dependencies(builder, graph->nodes.items[i]) && ok;
    }
    return ok;
}

static RevisionVec sorted_revisions(Arena *run, const RevisionVec *revisions)
{
    RevisionVec sorted = {0};

    for (size_t i = 0; i < revisions->count; i++)
        vec_push(run, &sorted, revisions->items[i]);
    if (sorted.count > 1)
        qsort(sorted.items, sorted.count, sizeof *sorted.items, compare_revisions);
    return sorted;
}

Graph *graph_build_unfolded(Arena *run, Findings *findings, const RevisionVec *revisions,
                            const StrVec *unfold)
{
    Graph *graph = ARENA_NEW(run, Graph);
    Builder builder = {run, findings, graph};
    NodeVec sorted = {0};
    bool ok = true;

    graph->revisions = sorted_revisions(run, revisions);
    RevisionVec folded = graph_fold(run, &graph->revisions, unfold);

    for (size_t i = 0; i < folded.count; i++)
        ok = add_node(&builder, folded.items[i]) && ok;
    graph_add_aliases(run, graph, unfold);
    if (!ok || !add_edges(&builder))
        return NULL;
    sort_nodes(run, graph, &sorted);
    if (sorted.count < graph->nodes.count && !refuse_loop(&builder, &sorted))
        return NULL;
    set_order(graph, sorted);
    graph_spread_labels(run, graph);
    return graph;
}

Graph *graph_build(Arena *run, Findings *findings, const RevisionVec *revisions)
{
    return graph_build_unfolded(run, findings, revisions, &(StrVec){0});
}

Graph *graph_load(Arena *run, Findings *findings, const char *dir)
{
    RevisionVec revisions = {0};
    StrVec names = {0};
    const char *reason;
    bool ok = true;

    if (file_exists(dir) && !dir_list(run, dir, &names, &reason)) {
        finding_add(findings, FINDING_MC801, (Range){.file = dir}, "cannot read \"%s\": %s", dir,
                    reason);
        return NULL;
    }
    for (size_t i = 0; i < names.count; i++) {
        const char *name = names.items[i];

        if (name[0] == '.' || !text_ends(name, ".sql"))
            continue;

        const Revision *revision = revision_load(run, findings, path_join(run, dir, name));

        ok = revision && ok;
        vec_push(run, &revisions, revision);
    }
    return ok ? graph_build(run, findings, &revisions) : NULL;
}

/* Questions */

void graph_heads(Arena *run, const Graph *graph, NodeVec *heads)
{
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (graph->nodes.items[i]->children.count == 0)
            vec_push(run, heads, graph->nodes.items[i]);
}

void graph_tips(Arena *run, const Graph *graph, NodeVec *tips)
{
    for (size_t i = 0; i < graph->nodes.count; i++) {
        GraphNode *node = graph->nodes.items[i];

        if (node->children.count == 0 && node->dependents.count == 0)
            vec_push(run, tips, node);
    }
}

void graph_bases(Arena *run, const Graph *graph, NodeVec *bases)
{
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (graph->nodes.items[i]->parents.count == 0)
            vec_push(run, bases, graph->nodes.items[i]);
}
