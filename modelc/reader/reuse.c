#include "modelc/reader/reuse.h"

#include "base/hash.h"
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

typedef struct Node Node;

/* A unit of the cache, and what became of its file. */
struct Node {
    const Unit *unit;
    Source *model; /* NULL: an included file */
    VEC(Node *) needs;
    bool missing; /* it needs a unit that is not there */
    bool reached; /* from a model of this run */
    bool changed, dirty;
    size_t visit; /* number of the last walk that came by */
};

typedef struct Plan {
    Arena *work;
    const ReaderInput *input;
    const Sources *models;
    Map nodes; /* path → Node */
    size_t visit;
    bool whole;
} Plan;

static void add_nodes(Plan *plan, const Units *cached)
{
    for (size_t i = 0; i < cached->count; i++) {
        Node *node = ARENA_NEW(plan->work, Node);

        node->unit = cached->items[i];
        map_put(plan->work, &plan->nodes, node->unit->path, node);
    }
    for (size_t i = 0; i < plan->nodes.entries.count; i++) {
        Node *node = plan->nodes.entries.items[i].value;

        for (size_t k = 0; k < node->unit->needs.count; k++) {
            Node *needed = map_get(&plan->nodes, node->unit->needs.items[k]);

            node->missing |= !needed;
            if (needed)
                vec_push(plan->work, &node->needs, needed);
        }
    }
}

static void mark_reached(Node *node)
{
    if (node->reached)
        return;
    node->reached = true;
    for (size_t i = 0; i < node->needs.count; i++)
        mark_reached(node->needs.items[i]);
}

static void match_models(Plan *plan)
{
    for (size_t i = 0; i < plan->models->count; i++) {
        Source *model = plan->models->items[i];
        Node *node = map_get(&plan->nodes, model->path);

        if (!node) {
            plan->whole |= model->scan.leaks;
            continue;
        }
        node->model = model;
        node->changed = strcmp(node->unit->hash, model->hash) != 0;
        plan->whole |= node->changed && model->scan.leaks;
        mark_reached(node);
    }
}

/* Whether an included file is not what it was. */
static void check_included(Plan *plan, Node *node)
{
    const ReaderBuffer *buffer = buffer_find(plan->input, node->unit->path);
    const char *reason;
    Text text = {0};

    if (buffer)
        text = (Text){buffer->bytes, buffer->length};
    else if (!file_read(plan->work, node->unit->path, &text, &reason)) {
        node->changed = true;
        return;
    }
    node->changed = strcmp(hash_text(plan->work, text.bytes, text.length), node->unit->hash) != 0;
    if (node->changed)
        plan->whole |= scan_header(plan->work, text.bytes, text.length).leaks;
}

static void check_nodes(Plan *plan)
{
    for (size_t i = 0; i < plan->nodes.entries.count; i++) {
        Node *node = plan->nodes.entries.items[i].value;
        bool ours = node->unit->path[0] == '<';

        if (node->reached && !node->model && !ours)
            check_included(plan, node);
        if ((node->changed || !node->reached) && !ours)
            plan->whole |= node->unit->leaks;
        node->dirty = node->changed || node->missing;
    }
}

/* Until nothing more turns dirty; units may need each other in a circle. */
static void spread_dirt(Plan *plan)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < plan->nodes.entries.count; i++) {
            Node *node = plan->nodes.entries.items[i].value;

            for (size_t k = 0; k < node->needs.count && !node->dirty; k++)
                more |= node->dirty = node->needs.items[k]->dirty;
        }
    }
}

static bool visit(const Plan *plan, Node *from, const Node *wanted)
{
    if (from == wanted)
        return true;
    if (from->visit == plan->visit)
        return false;
    from->visit = plan->visit;
    for (size_t i = 0; i < from->needs.count; i++)
        if (visit(plan, from->needs.items[i], wanted))
            return true;
    return false;
}

static bool reaches(Plan *plan, const Source *model, const Node *wanted)
{
    Node *node = map_get(&plan->nodes, model->path);

    plan->visit++;
    return node && visit(plan, node, wanted);
}

static bool has_source(const Sources *sources, const Source *source)
{
    for (size_t i = 0; i < sources->count; i++)
        if (sources->items[i] == source)
            return true;
    return false;
}

/* Let `compile` see the macros of `node`, as it would among all models. */
static void bring(Plan *plan, Node *node, Sources *compile)
{
    if (node->model) {
        if (!has_source(compile, node->model))
            vec_push(plan->work, compile, node->model);
        return;
    }
    for (size_t i = 0; i < compile->count; i++)
        if (reaches(plan, compile->items[i], node))
            return;
    for (size_t i = 0; i < plan->models->count; i++)
        if (reaches(plan, plan->models->items[i], node)) {
            vec_push(plan->work, compile, plan->models->items[i]);
            return;
        }
}

static int compare_sources(const void *a, const void *b)
{
    return strcmp((*(Source *const *)a)->path, (*(Source *const *)b)->path);
}

void reuse_plan(Arena *work, const ReaderInput *input, const Sources *models, const Units *cached,
                Sources *compile)
{
    Plan plan = {.work = work, .input = input, .models = models};

    add_nodes(&plan, cached);
    match_models(&plan);
    check_nodes(&plan);
    spread_dirt(&plan);
    for (size_t i = 0; i < models->count; i++) {
        const Node *node = map_get(&plan.nodes, models->items[i]->path);

        if (plan.whole || !node || node->dirty)
            vec_push(work, compile, models->items[i]);
    }
    if (compile->count == 0 || compile->count == models->count)
        return;
    for (size_t i = 0; i < plan.nodes.entries.count; i++) {
        Node *node = plan.nodes.entries.items[i].value;

        if (node->reached && node->unit->leaks && node->unit->path[0] != '<')
            bring(&plan, node, compile);
    }
    qsort(compile->items, compile->count, sizeof *compile->items, compare_sources);
}

typedef struct Selection {
    Arena *run, *work;
    Map by_path, seen;
    Units *units;
} Selection;

static bool select_one(Selection *s, const char *path)
{
    Unit *unit = map_get(&s->by_path, path);

    if (!unit)
        return false;
    if (map_put(s->work, &s->seen, path, unit))
        return true;
    vec_push(s->run, s->units, unit);
    for (size_t i = 0; i < unit->needs.count; i++)
        if (!select_one(s, unit->needs.items[i]))
            return false;
    return true;
}

static int compare_units(const void *a, const void *b)
{
    return strcmp((*(Unit *const *)a)->path, (*(Unit *const *)b)->path);
}

bool reuse_select(Arena *run, Arena *work, const Sources *models, const Units *cached,
                  const Units *compiled, Units *selected)
{
    Selection s = {.run = run, .work = work, .units = selected};

    for (size_t i = 0; i < cached->count; i++)
        map_put(work, &s.by_path, cached->items[i]->path, cached->items[i]);
    for (size_t i = 0; i < compiled->count; i++)
        map_put(work, &s.by_path, compiled->items[i]->path, compiled->items[i]);
    for (size_t i = 0; i < models->count; i++)
        if (!select_one(&s, models->items[i]->path))
            return false;
    qsort(selected->items, selected->count, sizeof *selected->items, compare_units);
    return true;
}
