#include "modelc/rebase.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "modelc/comparison.h"
#include "modelc/decision.h"
#include "modelc/project.h"
#include "modelc/record.h"
#include "modelc/revisions.h"
#include "modelc/verify.h"

#include <string.h>

/* What moves */

static bool refuse(const Rebase *rebase, const GraphNode *node, const char *message,
                   const char *hint)
{
    finding_add(rebase->session->findings, FINDING_MC822, node->revision->id_at, "%s", message)
        ->hint = hint;
    return false;
}

/* The first of `nodes` that stays, or NULL. */
static const GraphNode *staying(const NodeVec *nodes, const bool *moves)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (!moves[nodes->items[i]->order])
            return nodes->items[i];
    return NULL;
}

static bool check_behind(const Rebase *rebase, const bool *moves)
{
    for (size_t i = 0; i < rebase->moving.count; i++) {
        const GraphNode *node = rebase->moving.items[i];
        const GraphNode *behind = staying(&node->children, moves);

        behind = behind ? behind : staying(&node->dependents, moves);
        if (behind)
            return refuse(rebase, behind,
                          arena_printf(rebase->session->run,
                                       "revision \"%s\" needs \"%s\", which would move",
                                       behind->revision->id, node->revision->id),
                          "Name the last revision of its branch, so that all of it moves.");
    }
    return true;
}

bool rebase_plan(Rebase *rebase, GraphNode *last)
{
    Arena *run = rebase->session->run;
    NodeVec one = {.items = &last, .count = 1}, onto = {.items = &rebase->onto, .count = 1};
    NodeSet moves = nodeset_ancestors(run, rebase->graph, &one, EDGES_REVISES);
    NodeSet stays = nodeset_ancestors(run, rebase->graph, &onto, EDGES_ALL);

    for (size_t i = 0; i < rebase->graph->nodes.count; i++)
        moves[i] = moves[i] && !stays[i];
    nodeset_list(run, rebase->graph, moves, &rebase->moving);
    if (rebase->moving.count == 0)
        return refuse(rebase, last,
                      arena_printf(run, "revision \"%s\" cannot go behind \"%s\", which revises it",
                                   last->revision->id, rebase->onto->revision->id),
                      "Name the revision that is to move first, and the other one with --onto.");
    return check_behind(rebase, moves);
}

/* At the new place */

static const char *new_id(const Rebase *rebase, const char *id)
{
    for (size_t i = 0; i < rebase->moved.count; i++)
        if (text_same(rebase->moved.items[i].from->revision->id, id))
            return rebase->moved.items[i].to->id;
    return NULL;
}

/* Those that move keep what they revised of each other; the first ones revise `onto`. */
static StrVec new_parents(const Rebase *rebase, const Revision *revision)
{
    StrVec parents = {0};

    for (size_t i = 0; i < revision->parents.count; i++) {
        const char *id = new_id(rebase, revision->parents.items[i]);

        if (id)
            vec_push(rebase->session->run, &parents, id);
    }
    if (parents.count == 0)
        vec_push(rebase->session->run, &parents, rebase->onto->revision->id);
    return parents;
}

static StrVec new_dependencies(const Rebase *rebase, const Revision *revision)
{
    StrVec ids = {0};

    for (size_t i = 0; i < revision->depends_on.count; i++) {
        const char *id = new_id(rebase, revision->depends_on.items[i]);

        vec_push(rebase->session->run, &ids, id ? id : revision->depends_on.items[i]);
    }
    return ids;
}

/* From the new parents and what stays of the file, so that the same move gives the same name. */
static const char *derive_id(Arena *run, const Revision *revision, const StrVec *parents,
                             const char *up)
{
    StrVec parts = {0};

    for (size_t i = 0; i < parents->count; i++)
        vec_push(run, &parts, parents->items[i]);
    for (size_t i = 0; i < revision->up.steps.count; i++)
        vec_push(run, &parts, revision->up.steps.items[i].sql);
    vec_push(run, &parts, up ? up : "");
    vec_push(run, &parts, revision->message);
    return arena_strndup(run, hash_list(run, &parts), 12);
}

/* One more; `edit` may hold new generated parts and the hash of the schema. */
static bool move_one(Rebase *rebase, const GraphNode *node, RevisionEdit edit)
{
    Session *session = rebase->session;
    const Revision *revision = node->revision;
    StrVec parents = new_parents(rebase, revision), depends_on = new_dependencies(rebase, revision);
    /* Each a second younger, so that the files stand in their order. */
    time_t date = revisions_date() + (time_t)rebase->moved.count;
    const char *path, *text;
    const Revision *moved;

    edit.id = derive_id(session->run, revision, &parents, edit.up);
    edit.parents = &parents;
    edit.depends_on = depends_on.count ? &depends_on : NULL;
    edit.create_date = revision_date(session->run, date);
    text = revision_edit(session->run, revision, &edit);
    path = path_join(session->run, project_versions(session),
                     revision_file_name(session->run, date, edit.id, revision->message));
    moved = revision_read(session->run, session->findings, path, (Text){text, strlen(text)});
    if (moved)
        vec_push(session->run, &rebase->moved, ((Moved){node, moved}));
    return moved != NULL;
}

static bool is_moving(const Rebase *rebase, const Revision *revision)
{
    for (size_t i = 0; i < rebase->moving.count; i++)
        if (rebase->moving.items[i]->revision == revision)
            return true;
    return false;
}

/* The graph with what has moved so far and without what is to move. */
static const Graph *graph_after(const Rebase *rebase)
{
    Session *session = rebase->session;
    RevisionVec revisions = {0};

    for (size_t i = 0; i < rebase->graph->revisions.count; i++)
        if (!is_moving(rebase, rebase->graph->revisions.items[i]))
            vec_push(session->run, &revisions, rebase->graph->revisions.items[i]);
    for (size_t i = 0; i < rebase->moved.count; i++)
        vec_push(session->run, &revisions, rebase->moved.items[i].to);
    return graph_build(session->run, session->findings, &revisions);
}

/* All of them, the last one with `edit`. */
static bool move_all(Rebase *rebase, RevisionEdit edit)
{
    rebase->moved.count = 0;
    for (size_t i = 0; i < rebase->moving.count; i++)
        if (!move_one(rebase, rebase->moving.items[i],
                      i + 1 == rebase->moving.count ? edit : (RevisionEdit){0}))
            return false;
    rebase->after = graph_after(rebase);
    return rebase->after != NULL;
}

/* Proof */

static bool has_one_head(const Rebase *rebase)
{
    NodeVec heads = {0};

    graph_heads(rebase->session->run, rebase->after, &heads);
    return heads.count == 1;
}

/* With other heads left, no snapshot tells what the schema is behind this one. */
static bool verify(Rebase *rebase, const Schema *models)
{
    Session *session = rebase->session;
    Snapshot snapshot = {.schema = *models};
    NodeVec nodes = {0};
    NodeSet moved = nodeset_new(session->run, rebase->after);
    VerifiedVec verified = {0};

    for (size_t i = 0; i < rebase->moved.count; i++)
        moved[graph_find(rebase->after, rebase->moved.items[i].to->id)->order] = true;
    nodeset_list(session->run, rebase->after, moved, &nodes);
    vec_push(session->run, &snapshot.heads, rebase->moved.items[rebase->moved.count - 1].to->id);
    return verify_revisions(session, rebase->after, has_one_head(rebase) ? &snapshot : NULL, &nodes,
                            &verified);
}

/* Whether the generated parts are still right as they are; what is wrong with them goes to `said`.
 */
static bool keeps(Rebase *rebase, const Schema *models, RevisionEdit edit, Findings *said)
{
    Session *session = rebase->session;
    Findings *loud = session->findings;
    bool ok;

    session->findings = said;
    ok = move_all(rebase, edit) && verify(rebase, models);
    session->findings = loud;
    return ok;
}

static void tell(Session *session, const Findings *said)
{
    for (size_t i = 0; i < said->items.count; i++) {
        vec_push(session->findings->arena, &session->findings->items, said->items.items[i]);
        session->findings->error_count += said->items.items[i]->severity == SEVERITY_ERROR;
        session->findings->warning_count += said->items.items[i]->severity == SEVERITY_WARNING;
    }
}

static bool is_generated(const Revision *revision)
{
    return revision->up.generated.count > 0 && revision->down.generated.count > 0;
}

/* What was decided when the revision was written is not asked again. */
static void forget_decided(Session *session, const Revision *revision, Hazards *hazards)
{
    for (size_t i = 0; i < hazards->count; i++) {
        Finding *finding = hazards->items[i].finding;
        const FindingKind *kind = finding_kind(finding->id);
        const char *mark = arena_printf(session->run, "-- modelc:hazard %s %s %s ", kind->code,
                                        kind->name, finding->object);

        if (finding->severity != SEVERITY_ERROR || !strstr(revision->text.bytes, mark))
            continue;
        finding->severity = SEVERITY_WARNING;
        session->findings->error_count--;
        session->findings->warning_count++;
    }
}

/* What the last one does is what the others before it leave to do. */
static Status regenerate(Rebase *rebase, RevisionEdit edit)
{
    Session *session = rebase->session;
    const GraphNode *last = rebase->moving.items[rebase->moving.count - 1];
    Comparison comparison;
    NodeVec before = {0};

    rebase->moved.count--;
    rebase->after = graph_after(rebase);
    if (!rebase->after)
        return STATUS_ERROR;
    before = rebase->after->nodes;
    if (!comparison_replay(session, rebase->after, &before, &comparison) ||
        !comparison_plan(session, session->findings, &comparison, &rebase->args->fill))
        return STATUS_ERROR;
    forget_decided(session, last->revision, &comparison.up.hazards);
    if (!decision_make(session, &rebase->args->allow, &comparison.up.hazards))
        return STATUS_BLOCKED;
    edit.up = way_text(session->run, &comparison.up);
    edit.down = way_text(session->run, &comparison.down);
    if (!*edit.up)
        session_say(session, "Nothing is left to generate: what is before it does it all.\n");
    return move_all(rebase, edit) && verify(rebase, &comparison.models) ? STATUS_DONE
                                                                        : STATUS_ERROR;
}

Status rebase_prove(Rebase *rebase)
{
    Session *session = rebase->session;
    const GraphNode *last = rebase->moving.items[rebase->moving.count - 1];
    Findings said = {.arena = session->run};
    RevisionEdit edit = {0};
    Schema models;
    const char *objects;

    if (!comparison_models(session, &(Findings){.arena = session->run}, &models))
        return STATUS_ERROR;
    objects = snapshot_objects(session->run, &models);
    edit.schema = snapshot_hash(session->run, objects);
    if (keeps(rebase, &models, edit, &said) && !rebase->args->regenerate) {
        rebase->objects = has_one_head(rebase) ? objects : NULL;
        return STATUS_DONE;
    }
    if (!is_generated(last->revision) || rebase->moved.count < rebase->moving.count) {
        tell(session, &said);
        return STATUS_ERROR;
    }
    session_say(session, "Generating its statements anew from the models\n");
    rebase->objects = has_one_head(rebase) ? objects : NULL;
    return regenerate(rebase, edit);
}

/* Files */

static bool refuse_file(Session *session, const char *doing, const char *path, const char *reason)
{
    finding_add(session->findings, FINDING_MC903, (Range){.file = path}, "cannot %s %s: %s", doing,
                path, reason);
    return false;
}

/* Until the new files are there, the old ones are all that there is. */
bool rebase_write(Rebase *rebase)
{
    Session *session = rebase->session;
    const char *reason;

    for (size_t i = 0; i < rebase->moved.count; i++) {
        const Revision *to = rebase->moved.items[i].to;

        if (!file_write(session->run, to->path, to->text.bytes, to->text.length, true, &reason))
            return refuse_file(session, "write", to->path, reason);
        session_say(session, "Generating %s ... done\n", to->path);
    }
    for (size_t i = 0; i < rebase->moved.count; i++) {
        const char *path = rebase->moved.items[i].from->revision->path;

        if (!file_remove(path, &reason))
            return refuse_file(session, "remove", path, reason);
        session_say(session, "Removing %s ... done\n", path);
    }
    return rebase->objects ? record_write(session, rebase->after, rebase->objects)
                           : record_replay(session, rebase->after);
}
