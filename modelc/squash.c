#include "modelc/squash.h"

#include "base/text.h"
#include "codegen/statement.h"
#include "introspect/catalog.h"
#include "migrate/ledger.h"
#include "migrate/resolve.h"
#include "modelc/project.h"
#include "modelc/record.h"
#include "modelc/replay.h"
#include "modelc/spell_sides.h"
#include "modelc/verify.h"
#include "schema/sql.h"

#include <string.h>

static const GraphNode *first_node(const Squash *squash)
{
    return squash->nodes.items[0];
}

static const GraphNode *last_node(const Squash *squash)
{
    return squash->nodes.items[squash->nodes.count - 1];
}

/* The range */

static bool refuse(const Squash *squash, const GraphNode *node, const char *message,
                   const char *hint)
{
    finding_add(squash->session->findings, FINDING_MC827, node ? node->revision->id_at : NO_RANGE,
                "%s", message)
        ->hint = hint;
    return false;
}

/* Whether the node at `i` stands between its neighbours in the range and nothing else. */
static bool is_in_line(const Squash *squash, size_t i)
{
    const GraphNode *node = squash->nodes.items[i];
    bool enters =
        i > 0 && (node->parents.count != 1 || node->parents.items[0] != squash->nodes.items[i - 1]);
    bool leaves = i + 1 < squash->nodes.count && node->children.count != 1;

    return !enters && !leaves;
}

bool squash_check(const Squash *squash)
{
    if (squash->nodes.count < 2)
        return refuse(squash, squash->nodes.count ? first_node(squash) : NULL,
                      "there is nothing to squash: the range holds less than two revisions",
                      "\"modelc history -r FROM:TO\" shows what a range holds.");
    for (size_t i = 0; i < squash->nodes.count; i++)
        if (!is_in_line(squash, i))
            return refuse(squash, squash->nodes.items[i],
                          arena_printf(squash->session->run,
                                       "revision \"%s\" forks or merges inside the range",
                                       squash->nodes.items[i]->revision->id),
                          "Only a line can become one revision: let the range end before it or "
                          "begin behind it.");
    if (last_node(squash)->revision->replaces.count)
        return refuse(squash, last_node(squash),
                      arena_printf(squash->session->run,
                                   "revision \"%s\" was squashed itself, and is the last one",
                                   last_node(squash)->revision->id),
                      "Let the range end before it or behind it.");
    return true;
}

static void add_new(Arena *run, StrVec *list, const char *item)
{
    if (!strvec_has(list, item))
        vec_push(run, list, item);
}

static bool is_inside(const Squash *squash, const char *name)
{
    const GraphNode *node = graph_find_alias(squash->graph, name);

    node = node ? node : map_get(&squash->graph->by_label, name);
    for (size_t i = 0; i < squash->nodes.count; i++)
        if (squash->nodes.items[i] == node)
            return true;
    return false;
}

static void place_node(Squash *squash, const Revision *from)
{
    Revision *revision = &squash->draft.revision;
    Arena *run = squash->session->run;

    for (size_t i = 0; i < from->depends_on.count; i++)
        if (!is_inside(squash, from->depends_on.items[i]))
            add_new(run, &revision->depends_on, from->depends_on.items[i]);
    for (size_t i = 0; i < from->labels.count; i++)
        add_new(run, &revision->labels, from->labels.items[i]);
    for (size_t i = 0; i < from->replaces.count; i++)
        add_new(run, &revision->replaces, from->replaces.items[i]);
    add_new(run, &revision->replaces, from->id);
}

void squash_place(Squash *squash)
{
    Revision *revision = &squash->draft.revision;

    squash->draft.graph = squash->graph;
    revision->parents = first_node(squash)->revision->parents;
    revision->starts_from = first_node(squash)->revision->starts_from;
    revision->schema = last_node(squash)->revision->schema;
    for (size_t i = 0; i < squash->nodes.count; i++)
        place_node(squash, squash->nodes.items[i]->revision);
}

/* Every statement */

static void add_steps(Squash *squash, const Revision *from, const Script *script, Script *to)
{
    Arena *run = squash->session->run;

    to->split = to->split || script->split;
    for (size_t i = 0; i < script->steps.count; i++) {
        Step step = script->steps.items[i];

        if (i == 0)
            step.sql = arena_printf(run, "-- %s%s%s\n\n%s", from->id, from->message[0] ? ", " : "",
                                    revision_title(run, from), step.sql);
        vec_push(run, &to->steps, step);
    }
}

/* What one of them cannot undo, all of them together cannot. */
static const Revision *first_without_way_down(const Squash *squash)
{
    for (size_t i = squash->nodes.count; i-- > 0;) {
        const Revision *revision = squash->nodes.items[i]->revision;

        if (!revision->down.present ||
            (revision->down.irreversible && !script_has_sql(&revision->down)))
            return revision;
    }
    return NULL;
}

static void join_statements(Squash *squash)
{
    Revision *revision = &squash->draft.revision;
    const Revision *stuck = first_without_way_down(squash);
    Arena *run = squash->session->run;
    const char *reason =
        stuck && stuck->down.irreversible ? stuck->down.irreversible : "it has no way down";

    for (size_t i = 0; i < squash->nodes.count; i++)
        add_steps(squash, squash->nodes.items[i]->revision, &squash->nodes.items[i]->revision->up,
                  &revision->up);
    if (stuck)
        script_add(run, &revision->down,
                   arena_printf(run, "-- irreversible: %s: %s", stuck->id, reason));
    for (size_t i = squash->nodes.count; !stuck && i-- > 0;)
        add_steps(squash, squash->nodes.items[i]->revision, &squash->nodes.items[i]->revision->down,
                  &revision->down);
}

/* The schema alone */

/* Whether the byte stands between modelc:begin and modelc:end. */
static bool is_generated(const Script *script, size_t at)
{
    for (size_t i = 0; i < script->generated.count; i++)
        if (at >= script->generated.items[i].begin && at < script->generated.items[i].end)
            return true;
    return false;
}

static bool is_all_generated(const Revision *revision)
{
    const Script *script = &revision->up;
    const char *text = revision->text.bytes;

    for (size_t i = 0; i < script->steps.count; i++) {
        const Step *step = &script->steps.items[i];

        for (size_t at = step->begin; at < step->end;) {
            const char *line = text + at + strspn(text + at, " \t\r");

            if (*line != '\n' && !text_starts(line, "--") && !is_generated(script, at))
                return false;
            at += strcspn(text + at, "\n") + 1;
        }
    }
    return true;
}

/*
 * A database that has rows needs every statement: a column that was renamed would be lost, one that
 * was filled would be empty.  Where all begins there are none.
 */
static bool is_schema_enough(const Squash *squash)
{
    const Revision *first = first_node(squash)->revision;

    if (squash->keep_statements || first->parents.count || first->starts_from ||
        squash->draft.revision.depends_on.count)
        return false;
    for (size_t i = 0; i < squash->nodes.count; i++)
        if (!is_all_generated(squash->nodes.items[i]->revision))
            return false;
    return true;
}

/* All before the revisions of the range, and with `range` themselves too. */
static NodeVec needed(const Squash *squash, const Graph *graph, GraphNode *last, bool range)
{
    Arena *run = squash->session->run;
    NodeSet set = nodeset_ancestors(run, graph, &(NodeVec){.items = &last, .count = 1}, EDGES_ALL);
    NodeVec nodes = {0};

    for (size_t i = 0; !range && i < squash->nodes.count; i++)
        set[squash->nodes.items[i]->order] = false;
    nodeset_list(run, graph, set, &nodes);
    return nodes;
}

static bool read_catalog(const Squash *squash, const Graph *graph, const NodeVec *nodes,
                         Schema *out)
{
    Session *session = squash->session;
    Db *db = replay_on_scratch(session, session->run, graph, nodes);
    CatalogOptions options = {
        .requested = session->options->owners,
        .ledger = path_under(session->run, sql_ident(session->run, project_ledger_schema(session)),
                             LEDGER_TABLE)};

    *out = (Schema){0};
    return db && catalog_read(session->run, db, session->findings, &options, out);
}

static bool add_difference(const Squash *squash, const Schema *from, const Schema *to,
                           Script *script)
{
    Session *session = squash->session;
    Statements statements;
    Plan plan;

    match_schemas(from, to);
    if (!plan_make(session->run, session->findings, from, to, &plan))
        return false;
    statements = statements_make(session->run, &plan, &(Hazards){0});
    script_add(session->run, script,
               revision_generated(session->run,
                                  statements_text(session->run, &statements, &(Hazards){0})));
    return true;
}

static bool make_schema(Squash *squash)
{
    Revision *revision = &squash->draft.revision;
    NodeVec before =
        needed(squash, squash->graph, squash->nodes.items[squash->nodes.count - 1], false);
    NodeVec after =
        needed(squash, squash->graph, squash->nodes.items[squash->nodes.count - 1], true);
    Schema from, to;

    return read_catalog(squash, squash->graph, &before, &from) &&
           read_catalog(squash, squash->graph, &after, &to) &&
           add_difference(squash, &from, &to, &revision->up) &&
           add_difference(squash, &to, &from, &revision->down);
}

static const char *content_of(Arena *run, const Script *script)
{
    StrVec parts = {0};

    for (size_t i = 0; i < script->steps.count; i++)
        vec_push(run, &parts, script->steps.items[i].sql);
    return text_join(run, &parts, "\n");
}

bool squash_fill(Squash *squash)
{
    Revision *revision = &squash->draft.revision;

    revision->up.present = revision->down.present = true;
    if (!is_schema_enough(squash))
        join_statements(squash);
    else if (!make_schema(squash))
        return false;
    squash->content = content_of(squash->session->run, &revision->up);
    return true;
}

/* Proof */

static bool same_catalogs(const Squash *squash, const Schema *expected, Schema *found)
{
    Session *session = squash->session;
    StrVec lines = {0};
    Finding *finding;
    Plan plan;

    spell_sides(session, NULL, expected, found);
    match_schemas(expected, found);
    if (!plan_make(session->run, session->findings, expected, found, &plan))
        return false;
    for (size_t i = 0; i < plan.ops.count; i++) {
        const char *line = op_describe(session->run, &plan.ops.items[i]);

        if (line)
            vec_push(session->run, &lines, line);
    }
    if (lines.count == 0 && strvec_same(&expected->unmanaged, &found->unmanaged))
        return true;
    finding =
        finding_add(session->findings, FINDING_MC827, NO_RANGE,
                    "the squashed revision does not give what the revisions of the range give");
    finding->hint = "Try again with --statements.";
    for (size_t i = 0; i < lines.count; i++)
        finding_note(session->findings, finding, NO_RANGE, "%s", lines.items[i]);
    return false;
}

bool squash_prove(Squash *squash)
{
    Session *session = squash->session;
    const Graph *graph = draft_graph(&squash->draft);
    GraphNode *node = graph ? graph_find(graph, squash->draft.revision.id) : NULL;
    NodeVec one = {.items = &node, .count = 1, .capacity = 1}, old, made;
    VerifiedVec verified = {0};
    Schema expected, found;

    if (!node)
        return false;
    old = needed(squash, squash->graph, squash->nodes.items[squash->nodes.count - 1], true);
    made = needed(squash, graph, node, true);
    return read_catalog(squash, squash->graph, &old, &expected) &&
           read_catalog(squash, graph, &made, &found) && same_catalogs(squash, &expected, &found) &&
           verify_revisions(session, graph, NULL, &one, &verified);
}

bool squash_record(const Squash *squash, const Graph *graph)
{
    Session *session = squash->session;
    Snapshot snapshot;
    bool found;

    return snapshot_read(session->run, session->findings, record_path(session), &snapshot,
                         &found) &&
           (!found ||
            record_write(session, graph, snapshot_objects(session->run, &snapshot.schema)));
}
