#include "modelc/verify.h"

#include "base/text.h"
#include "codegen/statement.h"
#include "migrate/baseline.h"
#include "migrate/runner.h"
#include "modelc/filter.h"
#include "modelc/interrupt.h"
#include "modelc/managed.h"
#include "modelc/project.h"
#include "modelc/scratch_database.h"
#include "modelc/spell_order.h"
#include "modelc/spell_sides.h"
#include "modelc/unsaid.h"
#include "schema/copy.h"
#include "schema/sql.h"

#include <string.h>

typedef struct Verification {
    Session *session;
    Arena *arena; /* the session's: its end drops the scratch database */
    const Graph *graph;
    const Snapshot *snapshot; /* or NULL */
    Runner runner;
    NodeSet applied;   /* on the scratch database */
    const bool *heads; /* what the snapshot stands for; NULL: nothing that is here */
} Verification;

/* The scratch database */

static bool is_stopped(void *context)
{
    return interrupt_came(((const Session *)context)->interrupt);
}

static void say(void *context, const char *line)
{
    session_detail(context, "%s\n", line);
}

static bool open_scratch(Verification *verification)
{
    Session *session = verification->session;
    const char *conninfo = scratch_anywhere(session, verification->arena);
    Db *db = conninfo ? db_open(verification->arena, session->findings, conninfo) : NULL;

    if (!db)
        return false;
    session->interrupt = interrupt_watch(verification->arena, db);
    session_detail(session, "Verifying on %s\n", db_address(db));
    verification->runner = (Runner){
        .run = verification->arena,
        .findings = session->findings,
        .db = db,
        .graph = verification->graph,
        .ledger_schema = project_ledger_schema(session),
        .say = say,
        .stopped = is_stopped,
        .context = session,
    };
    return true;
}

static bool run_nodes(Verification *verification, const NodeVec *nodes, Direction way)
{
    RunResult result;

    if (!runner_run(&verification->runner, nodes, way, &result))
        return false;
    for (size_t i = 0; i < nodes->count; i++)
        verification->applied[nodes->items[i]->order] = way == DIRECTION_UP;
    return true;
}

static bool run_one(Verification *verification, GraphNode *node, Direction way)
{
    return run_nodes(verification, &(NodeVec){.items = &node, .count = 1}, way);
}

/* All that the revision needs and that is not there yet. */
static bool run_before(Verification *verification, GraphNode *node)
{
    NodeSet needed = nodeset_ancestors(verification->arena, verification->graph,
                                       &(NodeVec){.items = &node, .count = 1}, EDGES_ALL);
    NodeVec missing = {0};

    needed[node->order] = false;
    for (size_t i = 0; i < verification->graph->nodes.count; i++)
        if (needed[i] && !verification->applied[i])
            vec_push(verification->arena, &missing, verification->graph->nodes.items[i]);
    return run_nodes(verification, &missing, DIRECTION_UP);
}

/* Comparing catalogs */

static bool read_catalog(const Verification *verification, Arena *arena, const Managed *managed,
                         Schema *out)
{
    const Runner *runner = &verification->runner;
    CatalogOptions options = managed ? managed_options(managed) : (CatalogOptions){0};

    *out = (Schema){0};
    options.requested = verification->session->options->owners;
    options.ledger = path_under(arena, sql_ident(arena, runner->ledger_schema), LEDGER_TABLE);
    /* The snapshot has no more than a filter leaves. */
    return catalog_read(arena, runner->db, runner->findings, &options, out) &&
           (!managed || filter_apply(verification->session, arena, out));
}

/* Whether the object could not be made for the comparison, or is a part of what could not. */
static bool is_refused(const Map *refused, const Object *object)
{
    for (; object; object = object->parent)
        if (map_get(refused, object->path))
            return true;
    return false;
}

/* A filter leaves out a schema of which nothing is there. */
static bool holds_refused(const Map *refused, const Object *object)
{
    for (size_t i = 0; object->kind_id == KIND_SCHEMA && i < object->children.count; i++)
        if (is_refused(refused, object->children.items[i]))
            return true;
    return false;
}

/* What is found that was not expected and the other way round, in words; true when nothing is. */
static bool same_catalogs(const Verification *verification, Arena *arena, const Schema *expected,
                          Schema *found, const Map *refused, StrVec *lines)
{
    Plan plan;

    spell_sides(verification->session, verification->runner.db, expected, found);
    match_schemas(expected, found);
    if (!plan_make(arena, verification->session->findings, expected, found, &plan))
        return false;
    for (size_t i = 0; i < plan.ops.count; i++) {
        const Op *op = &plan.ops.items[i];
        const char *line = op_describe(arena, op);

        if (line && !is_refused(refused, op_object(op)) && !holds_refused(refused, op_object(op)))
            vec_push(arena, lines, line);
    }
    for (size_t i = 0; i < found->unmanaged.count; i++)
        if (!strvec_has(&expected->unmanaged, found->unmanaged.items[i]))
            vec_push(arena, lines,
                     arena_printf(arena, "Found %s that modelc does not manage",
                                  found->unmanaged.items[i]));
    return lines->count == 0;
}

static void note_lines(Findings *findings, Finding *finding, const StrVec *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        finding_note(findings, finding, NO_RANGE, "%s", lines->items[i]);
}

/* The snapshot */

/* What is compared with the database, and how it is made. */
typedef struct Expecting {
    const Verification *verification;
    Arena *arena;
    Managed managed;
    Schema found; /* in the database */
    Map refused;  /* there, of what is made */
} Expecting;

/* The objects in a database of their own: both sides are then the server's words. */
static bool make_expected(void *context, Schema *said, Schema *expected)
{
    Expecting *expecting = context;
    Verification other = *expecting->verification;
    Arena *arena = expecting->arena;
    const char *conninfo = scratch_anywhere(other.session, arena);
    DbError ignored;

    other.runner.db = conninfo ? db_open(arena, other.session->findings, conninfo) : NULL;
    return other.runner.db &&
           db_run(arena, other.runner.db, "SET check_function_bodies = off", &ignored) &&
           scratch_fill_others(arena, other.runner.db, expecting->found.left_out) &&
           scratch_fill(arena, other.runner.db, said, &expecting->refused) &&
           read_catalog(&other, arena, &expecting->managed, expected);
}

static bool refuse_up(const Verification *verification, const GraphNode *node, const StrVec *lines)
{
    Findings *findings = verification->session->findings;
    const Revision *revision = node->revision;
    Finding *finding = finding_add(findings, FINDING_MC831, revision->up.at,
                                   "after the upgrade of revision \"%s\" the database is not what "
                                   "the snapshot says",
                                   revision->id);

    finding->object = revision->id;
    finding->hint = "Correct the file; or, if the models are wrong, correct them and generate a "
                    "further revision.";
    note_lines(findings, finding, lines);
    return false;
}

static bool read_expected(Expecting *expecting, Schema *expected)
{
    const Schema *said = &expecting->verification->snapshot->schema;
    Schema copy = schema_copy(expecting->arena, said);
    SpellOrder order = {.said = said,
                        .spelled = expected,
                        .like = &expecting->found,
                        .make = make_expected,
                        .context = expecting};

    return make_expected(expecting, &copy, expected) && spell_in_order(expecting->arena, &order);
}

static bool compare_snapshot(const Verification *verification, Arena *arena, const GraphNode *node)
{
    const Schema *said = &verification->snapshot->schema;
    Findings *findings = verification->session->findings;
    Expecting expecting = {.verification = verification, .arena = arena};
    Schema expected = {0}, *found = &expecting.found;
    StrVec lines = {0};
    size_t errors = findings->error_count;

    managed_add_schemas(arena, &expecting.managed, said);
    managed_add(arena, &expecting.managed, said);
    if (!read_catalog(verification, arena, &expecting.managed, found) ||
        !read_expected(&expecting, &expected))
        return false;
    unsaid_forget_names(&expected);
    unsaid_forget(arena, &expected, said, said);
    unsaid_forget(arena, found, said, said);
    unsaid_adopt(found, &expected);
    expected.unmanaged = found->unmanaged;
    if (same_catalogs(verification, arena, &expected, found, &expecting.refused, &lines))
        return true;
    return findings->error_count == errors && refuse_up(verification, node, &lines);
}

/* Whether the database is where the snapshot is. */
static bool is_at_snapshot(const Verification *verification)
{
    for (size_t i = 0; verification->heads && i < verification->graph->nodes.count; i++)
        if (verification->applied[i] != verification->heads[i])
            return false;
    return verification->heads != NULL;
}

/* One revision */

static bool refuse_down(const Verification *verification, const GraphNode *node,
                        const StrVec *lines)
{
    Findings *findings = verification->session->findings;
    const Revision *revision = node->revision;
    Finding *finding = finding_add(findings, FINDING_MC832, revision->down.at,
                                   "the downgrade of revision \"%s\" does not lead back to where "
                                   "its upgrade began",
                                   revision->id);

    finding->object = revision->id;
    finding->hint = "Undo in the section \"migrate:down\" what \"migrate:up\" does, last first.";
    note_lines(findings, finding, lines);
    return false;
}

static bool has_way_down(const Revision *revision)
{
    return script_has_sql(&revision->down) ||
           (revision->down.present && !revision->down.irreversible);
}

static bool verify_down(Verification *verification, Arena *arena, GraphNode *node,
                        const Schema *before)
{
    Findings *findings = verification->session->findings;
    size_t errors = findings->error_count;
    Schema back;
    StrVec lines = {0};

    if (!run_one(verification, node, DIRECTION_DOWN) ||
        !read_catalog(verification, arena, NULL, &back))
        return false;
    if (same_catalogs(verification, arena, before, &back, &(Map){0}, &lines))
        return true;
    return findings->error_count == errors && refuse_down(verification, node, &lines);
}

/* Ahead of the first one, so that it is a part of where that begins. */
static bool lay_baseline(const Verification *verification, const GraphNode *node)
{
    return baseline_lay(&verification->runner, &(Ledger){0}, node->revision, NULL);
}

static bool run_measured(Verification *verification, GraphNode *node, MeasuredVec *out)
{
    Measure measure;
    bool ok = measure_begin(&measure, verification->session->run, &verification->runner) &&
              run_one(verification, node, DIRECTION_UP);

    measure_end(&verification->runner);
    *out = measure.done;
    return ok;
}

static bool verify_node(Verification *verification, Arena *arena, GraphNode *node, Verified *out)
{
    Schema before;

    *out = (Verified){.node = node};
    if (!run_before(verification, node) || !lay_baseline(verification, node) ||
        !read_catalog(verification, arena, NULL, &before) ||
        !run_measured(verification, node, &out->measured))
        return false;
    out->compared = is_at_snapshot(verification);
    if (out->compared && !compare_snapshot(verification, arena, node))
        return false;
    out->undone = has_way_down(node->revision);
    return !out->undone || verify_down(verification, arena, node, &before);
}

/* The revisions that the snapshot stands for, when all its heads are here. */
static const bool *snapshot_nodes(const Verification *verification)
{
    NodeVec heads = {0};

    if (!verification->snapshot || verification->snapshot->heads.count == 0)
        return NULL;
    for (size_t i = 0; i < verification->snapshot->heads.count; i++) {
        GraphNode *node = graph_find(verification->graph, verification->snapshot->heads.items[i]);

        if (!node)
            return NULL;
        vec_push(verification->arena, &heads, node);
    }
    return nodeset_ancestors(verification->arena, verification->graph, &heads, EDGES_ALL);
}

static bool verify_all(Verification *verification, const NodeVec *nodes, VerifiedVec *verified)
{
    bool ok = true;

    verification->applied = nodeset_new(verification->arena, verification->graph);
    verification->heads = snapshot_nodes(verification);
    for (size_t i = 0; ok && i < nodes->count; i++) {
        Arena *arena = arena_new();
        Verified one;

        ok = verify_node(verification, arena, nodes->items[i], &one);
        arena_free(arena);
        if (ok)
            vec_push(verification->session->run, verified, one);
    }
    return ok;
}

bool verify_revisions(Session *session, const Graph *graph, const Snapshot *snapshot,
                      const NodeVec *nodes, VerifiedVec *verified)
{
    Verification verification = {
        .session = session, .arena = session->run, .graph = graph, .snapshot = snapshot};

    return open_scratch(&verification) && verify_all(&verification, nodes, verified);
}
