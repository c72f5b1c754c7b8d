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

bool rebase_move(Rebase *rebase, RevisionEdit edit)
{
    Session *session = rebase->session;
    const GraphNode *node = rebase->moving.items[rebase->moved.count];
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
    if (!moved)
        return false;
    vec_push(session->run, &rebase->moved, ((Moved){node, moved}));
    return rebase_graph(rebase);
}

static bool is_moving(const Rebase *rebase, const Revision *revision)
{
    for (size_t i = 0; i < rebase->moving.count; i++)
        if (rebase->moving.items[i]->revision == revision)
            return true;
    return false;
}

bool rebase_graph(Rebase *rebase)
{
    Session *session = rebase->session;
    RevisionVec revisions = {0};

    for (size_t i = 0; i < rebase->graph->revisions.count; i++)
        if (!is_moving(rebase, rebase->graph->revisions.items[i]))
            vec_push(session->run, &revisions, rebase->graph->revisions.items[i]);
    for (size_t i = 0; i < rebase->moved.count; i++)
        vec_push(session->run, &revisions, rebase->moved.items[i].to);
    rebase->after = graph_build(session->run, session->findings, &revisions);
    return rebase->after != NULL;
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
