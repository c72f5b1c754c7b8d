/* Ranges of revisions, and what an upgrade or a downgrade has to run. */
#include "migrate/resolve.h"

#include <string.h>

bool range_split(Arena *run, const char *word, const char **from, const char **to)
{
    const char *colon = strchr(word, ':');

    if (!colon)
        return false;
    *from = arena_strndup(run, word, (size_t)(colon - word));
    *to = arena_strdup(run, colon + 1);
    return true;
}

static bool contains(const bool *set, const NodeVec *nodes)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (!set[nodes->items[i]->order])
            return false;
    return true;
}

/* Whether the word, behind a branch's name, begins with the sign: it counts from the other end. */
static bool is_relative(const char *word, char sign)
{
    const char *at = strchr(word, '@');

    return (at ? at[1] : word[0]) == sign;
}

/* The ends, the one that the other counts from first. */
static bool resolve_ends(Arena *run, Findings *findings, const Graph *graph, const char *from,
                         const char *to, const NodeVec *current, Target *lower, Target *upper)
{
    from = from[0] ? from : "base";
    to = to[0] ? to : "heads";
    if (is_relative(to, '+'))
        return resolve_end(run, findings, graph, from, current, lower) &&
               resolve_end(run, findings, graph, to, &lower->nodes, upper);
    return resolve_end(run, findings, graph, to, current, upper) &&
           resolve_end(run, findings, graph, from, is_relative(from, '-') ? &upper->nodes : current,
                       lower);
}

/* From a place on a branch, only that branch is meant. */
static void narrow(Arena *run, const Graph *graph, const Target *lower, Target *upper)
{
    NodeSet line;
    NodeVec kept = {0};

    if (!lower->branch)
        return;
    line = nodeset_lineage(run, graph, lower->branch);
    for (size_t i = 0; i < upper->nodes.count; i++)
        if (line[upper->nodes.items[i]->order])
            vec_push(run, &kept, upper->nodes.items[i]);
    upper->nodes = kept;
}

bool resolve_range(Arena *run, Findings *findings, const Graph *graph, const char *from,
                   const char *to, const NodeVec *current, NodeVec *nodes)
{
    Target lower, upper;
    NodeSet set, below, behind;

    if (!resolve_ends(run, findings, graph, from, to, current, &lower, &upper))
        return false;
    narrow(run, graph, &lower, &upper);
    set = nodeset_ancestors(run, graph, &upper.nodes, EDGES_ALL);
    if (!contains(set, &lower.nodes)) {
        finding_add(findings, FINDING_MC806, NO_RANGE, "'%s' is not an ancestor of '%s'",
                    from[0] ? from : "base", to[0] ? to : "heads");
        return false;
    }
    below = nodeset_ancestors(run, graph, &lower.nodes, EDGES_ALL);
    for (size_t i = 0; i < lower.nodes.count; i++)
        below[lower.nodes.items[i]->order] = false;
    behind = nodeset_descendants(run, graph, &lower.nodes, EDGES_REVISES);
    for (size_t i = 0; i < graph->nodes.count; i++)
        set[i] = set[i] && !below[i] && (behind[i] || lower.nodes.count == 0);
    nodeset_list(run, graph, set, nodes);
    return true;
}

void plan_upgrade(Arena *run, const Graph *graph, const bool *applied, const Target *target,
                  NodeVec *nodes)
{
    NodeSet set = nodeset_ancestors(run, graph, &target->nodes, EDGES_ALL);

    for (size_t i = 0; i < graph->nodes.count; i++)
        set[i] = set[i] && !applied[i];
    nodeset_list(run, graph, set, nodes);
}

/* The revisions right behind the target, of which all that follows goes too. */
static NodeVec first_behind(Arena *run, const Graph *graph, const Target *target)
{
    NodeVec roots = {0}, kept = {0}, branch = {0};
    NodeSet line;

    if (target->nodes.count == 0)
        graph_bases(run, graph, &roots);
    for (size_t i = 0; i < target->nodes.count; i++)
        for (size_t k = 0; k < target->nodes.items[i]->children.count; k++)
            vec_push(run, &roots, target->nodes.items[i]->children.items[k]);
    if (!target->branch || roots.count <= 1)
        return roots;
    vec_push(run, &branch, target->branch);
    line = nodeset_ancestors(run, graph, &branch, EDGES_REVISES);
    for (size_t i = 0; i < roots.count; i++)
        if (line[roots.items[i]->order])
            vec_push(run, &kept, roots.items[i]);
    return kept;
}

static bool refuse_target(Findings *findings, const Target *target)
{
    finding_add(findings, FINDING_MC806, NO_RANGE,
                "revision \"%s\" is not applied, so that there is no way down to it",
                target->nodes.items[0]->revision->id)
        ->hint = "\"modelc current\" shows what is applied.";
    return false;
}

static bool refuse_branch(Findings *findings, const Target *target)
{
    finding_add(findings, FINDING_MC806, NO_RANGE,
                "branch \"%s\" is none of those that lead down to %s%s%s",
                target->branch->revision->id, target->nodes.count ? "\"" : "base",
                target->nodes.count ? target->nodes.items[0]->revision->id : "",
                target->nodes.count ? "\"" : "")
        ->hint = "\"modelc history --graph\" shows the branches.";
    return false;
}

/* Whether something behind the target is on no branch that is meant. */
static bool leads_nowhere(const Graph *graph, const Target *target, const NodeVec *roots)
{
    return target->branch && roots->count == 0 &&
           (target->nodes.count ? target->nodes.items[0]->children.count : graph->nodes.count) > 1;
}

bool plan_downgrade(Arena *run, Findings *findings, const Graph *graph, const bool *applied,
                    const Target *target, NodeVec *nodes)
{
    NodeVec roots, oldest_first = {0};
    NodeSet set;

    if (!contains(applied, &target->nodes))
        return refuse_target(findings, target);
    roots = first_behind(run, graph, target);
    if (leads_nowhere(graph, target, &roots))
        return refuse_branch(findings, target);
    set = nodeset_descendants(run, graph, &roots, EDGES_ALL);
    for (size_t i = 0; i < graph->nodes.count; i++)
        set[i] = set[i] && applied[i];
    nodeset_list(run, graph, set, &oldest_first);
    for (size_t i = oldest_first.count; i-- > 0;)
        vec_push(run, nodes, oldest_first.items[i]);
    return true;
}
