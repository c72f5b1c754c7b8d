#include "modelc/comparison.h"

#include "base/text.h"
#include "diff/fill.h"
#include "introspect/catalog_needs.h"
#include "modelc/live.h"

#include <string.h>

/* Split "TABLE.COLUMN=EXPRESSION" and use it; the plan must add that column. */
static bool fill(Session *session, Plan *plan, const char *item)
{
    const char *equals = strchr(item, '=');
    const char *path = equals ? arena_strndup(session->run, item, (size_t)(equals - item)) : NULL;

    if (!path || !equals[1]) {
        session_misuse(session, "--fill takes TABLE.COLUMN=EXPRESSION, not \"%s\"", item);
        return false;
    }
    if (plan_fill(session->run, plan, path, equals + 1))
        return true;
    session_misuse(session, "--fill %s: no such column is added to an existing table", path);
    return false;
}

static void add_path(Arena *run, const Object *table, StrVec *paths)
{
    if (!strvec_has(paths, table->path))
        vec_push(run, paths, table->path);
}

/* Tables whose rows a finding may speak of. */
static void collect_tables(Arena *run, const Plan *plan, StrVec *paths)
{
    for (size_t i = 0; i < plan->ops.count; i++) {
        const Op *op = &plan->ops.items[i];
        const Object *object = op_object(op), *table = object_table(object);
        const Object *rest = hazard_default_partition(op),
                     *narrowed = hazard_narrowed_partition(op);

        if (op->verb == VERB_DROP && object->kind_id == KIND_PARTITION)
            table = object;
        if (rest)
            add_path(run, rest, paths);
        if (narrowed)
            add_path(run, narrowed, paths);
        if (!rest && !narrowed && table && (table->plan.pair || op->verb == VERB_DROP))
            add_path(run, table, paths);
    }
}

static void describe(Arena *run, Way *way)
{
    for (size_t i = 0; i < way->plan.ops.count; i++) {
        const char *line = op_describe(run, &way->plan.ops.items[i]);

        if (line)
            vec_push(run, &way->detected, line);
    }
}

void way_finish(Arena *run, Findings *findings, const LiveFacts *live, bool is_down, Way *way)
{
    find_hazards(run, findings, &way->plan, live, is_down, &way->hazards);
    way->statements = statements_make(run, &way->plan, &way->hazards);
    describe(run, way);
}

/* Whether the plan takes something away that others may stand on. */
static bool takes_away(const Plan *plan)
{
    for (size_t i = 0; i < plan->ops.count; i++) {
        const Op *op = &plan->ops.items[i];

        if (op->verb == VERB_DROP || (op->verb == VERB_ALTER && op->attr->retypes && op->from))
            return true;
    }
    return false;
}

/*
 * The server's notes of what needs what are asked for only where something goes, and before names
 * change: then the plan is made again with them.
 */
static bool make_plan(Session *session, Findings *findings, Comparison *comparison, Plan *plan)
{
    Arena *run = session->run;
    const Schema *from = &comparison->catalog, *to = &comparison->models;
    Findings first = {.arena = run};
    bool ok = plan_make_renamed(run, &first, from, to, &comparison->renames, false, plan);

    if (comparison->renames.count > 0 || !takes_away(plan)) {
        findings_append(findings, &first);
        return ok;
    }
    return catalog_needs(run, comparison->db, session->findings, from,
                         comparison_ledger(session)) &&
           plan_make_renamed(run, findings, from, to, &comparison->renames, false, plan);
}

static bool plan_up(Session *session, Findings *findings, Comparison *comparison,
                    const StrVec *fills)
{
    Way *up = &comparison->up;
    StrVec tables = {0};

    if (!make_plan(session, findings, comparison, &up->plan))
        return false;
    for (size_t i = 0; fills && i < fills->count; i++)
        if (!fill(session, &up->plan, fills->items[i]))
            return false;
    collect_tables(session->run, &up->plan, &tables);
    if (!live_facts(session, comparison, &tables))
        return false;
    way_finish(session->run, findings, &comparison->live, false, up);
    return true;
}

/* What the way back risks stands in the file; the terminal speaks of the way forth. */
static bool plan_down(Session *session, Findings *findings, Comparison *comparison)
{
    Way *down = &comparison->down;
    Findings quiet = {.arena = session->run};

    if (comparison->up.plan.ops.count == 0)
        return true;
    if (!plan_make_renamed(session->run, findings, &comparison->models, &comparison->catalog,
                           &comparison->renames, true, &down->plan))
        return false;
    way_finish(session->run, &quiet, &comparison->live, true, down);
    return true;
}

bool comparison_plan(Session *session, Findings *findings, Comparison *comparison,
                     const StrVec *fills)
{
    match_schemas(&comparison->catalog, &comparison->models);
    return live_casts(session, comparison) && plan_up(session, findings, comparison, fills) &&
           plan_down(session, findings, comparison);
}

const char *way_text(Arena *run, const Way *way)
{
    return statements_text(run, &way->statements, &way->hazards);
}

void way_script(Arena *run, const Way *way, Script *script)
{
    script->present = true;
    script_add(run, script, revision_generated(run, way_text(run, way)));
}
