#include "migrate/resolve.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

typedef struct Resolver {
    Arena *run;
    Findings *findings;
    const Graph *graph;
    const NodeVec *current;
    const char *word; /* as the user gave it */
    GraphNode *branch;
    const bool *lineage; /* of the branch, or NULL: all */
    const char *branch_name;
} Resolver;

static bool on_branch(const Resolver *resolver, const GraphNode *node)
{
    return !resolver->lineage || resolver->lineage[node->order];
}

static NodeVec filter_branch(const Resolver *resolver, const NodeVec *nodes)
{
    NodeVec kept = {0};

    for (size_t i = 0; i < nodes->count; i++)
        if (on_branch(resolver, nodes->items[i]))
            vec_push(resolver->run, &kept, nodes->items[i]);
    return kept;
}

/* One identifier */

static bool refuse_unknown(const Resolver *resolver, const char *what, const char *id)
{
    static const char *const words[] = {"head", "heads", "base", "current"};
    Suggestion near = {.wanted = id};
    const Graph *graph = resolver->graph;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        suggest_offer(&near, words[i]);
    for (size_t i = 0; i < graph->by_label.entries.count; i++)
        suggest_offer(&near, graph->by_label.entries.items[i].key);
    for (size_t i = 0; i < graph->nodes.count; i++)
        suggest_offer(&near, graph->nodes.items[i]->revision->id);
    finding_add(resolver->findings, FINDING_MC806, NO_RANGE, "%s '%s'%s", what, id,
                suggest_text(resolver->findings->arena, &near))
        ->hint = "\"modelc history\" lists the revisions.";
    return false;
}

static bool refuse_ambiguous(const Resolver *resolver, const char *id, const NodeVec *found)
{
    StrVec names = {0};
    Finding *finding;

    for (size_t i = 0; i < found->count && i < 3; i++)
        vec_push(resolver->run, &names,
                 arena_printf(resolver->run, "'%s'", found->items[i]->revision->id));
    finding = finding_add(resolver->findings, FINDING_MC807, NO_RANGE,
                          "multiple revisions start with '%s': %s%s", id,
                          text_join(resolver->run, &names, ", "), found->count > 3 ? "..." : "");
    finding->hint = "Give more of the identifier.";
    return false;
}

/* An identifier, a label, or the beginning of one identifier; NULL and `found` otherwise. */
static GraphNode *find_ident(const Resolver *resolver, const char *id, NodeVec *found)
{
    const Graph *graph = resolver->graph;
    GraphNode *node = graph_find_alias(graph, id);

    node = node ? node : map_get(&graph->by_label, id);
    if (node || !id[0])
        return node;
    for (size_t i = 0; i < graph->nodes.count; i++) {
        node = graph->nodes.items[i];
        if (text_starts(node->revision->id, id) && on_branch(resolver, node))
            vec_push(resolver->run, found, node);
    }
    return found->count == 1 ? found->items[0] : NULL;
}

/* A squashed revision stands for the last of those it replaces; those before are no place any more.
 */
static bool is_passed_by(const GraphNode *node, const char *id)
{
    const StrVec *replaces = &node->revision->replaces;

    return strvec_has(replaces, id) && !text_same(replaces->items[replaces->count - 1], id);
}

static bool refuse_passed_by(const Resolver *resolver, const GraphNode *node, const char *id)
{
    finding_add(resolver->findings, FINDING_MC806, NO_RANGE,
                "revision \"%s\" is inside what revision \"%s\" replaces", id, node->revision->id)
        ->hint = "Only a database that is there already can stop there.";
    return false;
}

static bool resolve_ident(const Resolver *resolver, const char *id, NodeVec *nodes)
{
    NodeVec found = {0};
    GraphNode *node = find_ident(resolver, id, &found);

    if (!node && found.count > 1)
        return refuse_ambiguous(resolver, id, &found);
    if (node && is_passed_by(node, id))
        return refuse_passed_by(resolver, node, id);
    if (!node)
        return refuse_unknown(resolver, "can't locate revision identified by", id);
    if (!on_branch(resolver, node)) {
        finding_add(resolver->findings, FINDING_MC806, NO_RANGE,
                    "revision \"%s\" is not a member of branch '%s'", node->revision->id,
                    resolver->branch_name);
        return false;
    }
    vec_push(resolver->run, nodes, node);
    return true;
}

static bool set_branch(Resolver *resolver, const char *name)
{
    NodeVec found = {0};

    resolver->branch = find_ident(resolver, name, &found);
    if (!resolver->branch && found.count > 1)
        return refuse_ambiguous(resolver, name, &found);
    if (!resolver->branch)
        return refuse_unknown(resolver, "no such branch:", name);
    resolver->branch_name = name;
    resolver->lineage = nodeset_lineage(resolver->run, resolver->graph, resolver->branch);
    return true;
}

/* Words */

static bool refuse_heads(const Resolver *resolver, const NodeVec *heads)
{
    StrVec names = {0};
    Finding *finding =
        finding_add(resolver->findings, FINDING_MC808, NO_RANGE,
                    "Multiple head revisions are present for given argument '%s'", resolver->word);

    for (size_t i = 0; i < heads->count; i++)
        vec_push(resolver->run, &names, heads->items[i]->revision->id);
    finding->hint = "Specify a specific target revision, '<branchname>@head' to narrow to a "
                    "specific head, or 'heads' for all heads; \"modelc merge heads\" joins them, "
                    "\"modelc rebase\" moves yours behind the other.";
    finding_note(resolver->findings, finding, NO_RANGE, "the heads are %s",
                 text_join(resolver->run, &names, ", "));
    return false;
}

static bool resolve_head(const Resolver *resolver, NodeVec *nodes)
{
    NodeVec heads = {0};

    graph_heads(resolver->run, resolver->graph, &heads);
    *nodes = filter_branch(resolver, &heads);
    return nodes->count <= 1 || refuse_heads(resolver, nodes);
}

static bool resolve_heads(const Resolver *resolver, NodeVec *nodes)
{
    NodeVec heads = {0};

    if (resolver->branch)
        graph_heads(resolver->run, resolver->graph, &heads);
    else
        graph_tips(resolver->run, resolver->graph, &heads);
    *nodes = filter_branch(resolver, &heads);
    return true;
}

static bool resolve_base(const Resolver *resolver, NodeVec *nodes)
{
    (void)resolver;
    (void)nodes;
    return true;
}

static bool resolve_current(const Resolver *resolver, NodeVec *nodes)
{
    *nodes = filter_branch(resolver, resolver->current);
    return true;
}

static bool resolve_symbol(const Resolver *resolver, const char *symbol, NodeVec *nodes)
{
    static const struct {
        const char *word;
        bool (*resolve)(const Resolver *resolver, NodeVec *nodes);
    } words[] = {
        {"head",    resolve_head   },
        {"heads",   resolve_heads  },
        {"base",    resolve_base   },
        {"current", resolve_current},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(symbol, words[i].word) == 0)
            return words[i].resolve(resolver, nodes);
    return resolve_ident(resolver, symbol, nodes);
}

/* Relative */

static bool refuse_walk(const Resolver *resolver, const char *relative, long steps)
{
    finding_add(resolver->findings, FINDING_MC806, NO_RANGE,
                "relative revision %s didn't produce %ld migrations", relative, labs(steps));
    return false;
}

static bool refuse_fork(const Resolver *resolver, const NodeVec *nodes)
{
    Finding *finding =
        finding_add(resolver->findings, FINDING_MC807, NO_RANGE,
                    "'%s' is ambiguous: several revisions are that far", resolver->word);
    StrVec names = {0};

    for (size_t i = 0; i < nodes->count; i++)
        vec_push(resolver->run, &names, nodes->items[i]->revision->id);
    finding->hint = "Name the revision, or the branch as in BRANCH@+1.";
    finding_note(resolver->findings, finding, NO_RANGE, "they are %s",
                 text_join(resolver->run, &names, ", "));
    return false;
}

/* The nodes one step from `node`, where NULL is base; `past` when the step leads below base. */
static NodeVec neighbours(const Resolver *resolver, const GraphNode *node, bool up)
{
    NodeVec bases = {0};

    if (!up)
        return node->parents;
    if (node)
        return filter_branch(resolver, &node->children);
    graph_bases(resolver->run, resolver->graph, &bases);
    return filter_branch(resolver, &bases);
}

/* Go `steps` from `node` (NULL: base); at the end of the graph stop, and count what is left. */
static bool walk(const Resolver *resolver, GraphNode **node, long *steps)
{
    bool up = *steps > 0;

    for (; *steps != 0; *steps += up ? -1 : 1) {
        NodeVec next;

        if (!up && !*node)
            return true;
        next = neighbours(resolver, *node, up);
        if (next.count > 1)
            return refuse_fork(resolver, &next);
        if (up && next.count == 0)
            return true;
        *node = next.count ? next.items[0] : NULL;
    }
    return true;
}

/* The current revisions of the branch; where none is a head, the newest applied ones on it. */
static NodeVec current_on_branch(const Resolver *resolver)
{
    NodeVec start = filter_branch(resolver, resolver->current);
    NodeSet applied;

    if (start.count > 0 || !resolver->lineage)
        return start;
    applied = nodeset_ancestors(resolver->run, resolver->graph, resolver->current, EDGES_ALL);
    for (size_t i = 0; i < resolver->graph->nodes.count; i++)
        applied[i] = applied[i] && resolver->lineage[i];
    nodeset_heads(resolver->run, resolver->graph, applied, &start);
    return start;
}

static bool walk_start(const Resolver *resolver, const char *symbol, NodeVec *start)
{
    if (!symbol[0]) {
        *start = current_on_branch(resolver);
        return start->count <= 1 || refuse_fork(resolver, start);
    }
    if (!resolve_symbol(resolver, symbol, start))
        return false;
    return start->count <= 1 || refuse_heads(resolver, start);
}

/*
 * The word is SYMBOL+N or SYMBOL-N; `clamp` lets a walk that leads out of the graph end there.
 */
static bool resolve_relative(Resolver *resolver, const char *symbol, const char *relative,
                             bool clamp, Target *target)
{
    long steps = strtol(relative, NULL, 10), left = steps;
    NodeVec start = {0};
    GraphNode *node;

    if (!walk_start(resolver, symbol, &start))
        return false;
    node = start.count ? start.items[0] : NULL;
    /* Undoing the last revision of one branch must not touch another that starts at its parent. */
    if (steps < 0 && !symbol[0])
        target->branch = node;
    if (!walk(resolver, &node, &left))
        return false;
    if (left != 0 && !clamp)
        return refuse_walk(resolver, relative, steps);
    if (node)
        vec_push(resolver->run, &target->nodes, node);
    return true;
}

/* The sign of a "+2" or "-1" that ends the word, or NULL. */
static const char *relative_part(const char *word)
{
    size_t length = strlen(word), digits = length;

    while (digits > 0 && word[digits - 1] >= '0' && word[digits - 1] <= '9')
        digits--;
    /* Six digits are more than any project has revisions. */
    if (digits == 0 || digits == length || length - digits > 6)
        return NULL;
    return word[digits - 1] == '+' || word[digits - 1] == '-' ? word + digits - 1 : NULL;
}

static bool is_wrong_way(const char *symbol, const char *relative, Direction direction)
{
    return !symbol[0] && ((direction == DIRECTION_UP && relative[0] == '-') ||
                          (direction == DIRECTION_DOWN && relative[0] == '+'));
}

static bool resolve_word(Resolver *resolver, Direction direction, bool clamp, Target *target)
{
    const char *word = resolver->word, *at = strchr(word, '@'), *relative, *symbol;

    *target = (Target){0};
    if (at && !set_branch(resolver, arena_strndup(resolver->run, word, (size_t)(at - word))))
        return false;
    word = at ? at + 1 : word;
    target->branch = resolver->branch;
    relative = relative_part(word);
    if (!relative)
        return resolve_symbol(resolver, word, &target->nodes);
    symbol = arena_strndup(resolver->run, word, (size_t)(relative - word));
    if (is_wrong_way(symbol, relative, direction))
        return refuse_walk(resolver, relative, strtol(relative, NULL, 10));
    return resolve_relative(resolver, symbol, relative, clamp, target);
}

bool resolve_target(Arena *run, Findings *findings, const Graph *graph, const char *word,
                    const NodeVec *current, Direction direction, Target *target)
{
    Resolver resolver = {run, findings, graph, current, word, NULL, NULL, NULL};

    return resolve_word(&resolver, direction, false, target);
}

bool resolve_end(Arena *run, Findings *findings, const Graph *graph, const char *word,
                 const NodeVec *current, Target *target)
{
    Resolver resolver = {run, findings, graph, current, word, NULL, NULL, NULL};

    return resolve_word(&resolver, DIRECTION_ANY, true, target);
}

GraphNode *resolve_one(Arena *run, Findings *findings, const Graph *graph, const char *word,
                       const NodeVec *current)
{
    Resolver resolver = {run, findings, graph, current, word, NULL, NULL, NULL};
    Target target;

    if (!resolve_word(&resolver, DIRECTION_ANY, false, &target))
        return NULL;
    if (target.nodes.count > 1) {
        refuse_heads(&resolver, &target.nodes);
        return NULL;
    }
    if (target.nodes.count == 1)
        return target.nodes.items[0];
    finding_add(findings, FINDING_MC806, NO_RANGE, "'%s' is no revision: nothing is there", word);
    return NULL;
}
