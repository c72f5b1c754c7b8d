#include "modelc/draft.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "migrate/resolve.h"
#include "modelc/project.h"
#include "modelc/revisions.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool check_id(Session *session, const char *option, const char *id)
{
    if (revision_id_valid(id))
        return true;
    session_misuse(session, "--%s \"%s\" is no identifier: use letters, digits, _ and .", option,
                   id);
    return false;
}

bool draft_begin(Session *session, const DraftArgs *args, Draft *draft)
{
    *draft = (Draft){.session = session, .args = args, .date = revisions_date()};
    draft->revision.message = args->message ? args->message : "";
    draft->revision.create_date = revision_date(session->run, draft->date);
    if (args->rev_id && !check_id(session, "rev-id", args->rev_id))
        return false;
    for (size_t i = 0; i < args->branch_labels.count; i++)
        if (!check_id(session, "branch-label", args->branch_labels.items[i]))
            return false;
    return true;
}

/* Place */

static bool refuse_no_head(const Draft *draft, const GraphNode *node)
{
    finding_add(draft->session->findings, FINDING_MC808, NO_RANGE,
                "revision \"%s\" is not a head revision", node->revision->id)
        ->hint = "A second revision of one parent would make a second head; --splice is for that.";
    return false;
}

static bool place_parents(Draft *draft, const NodeVec *heads)
{
    for (size_t i = 0; i < heads->count; i++) {
        const GraphNode *node = heads->items[i];

        if (node->children.count > 0 && !draft->args->splice)
            return refuse_no_head(draft, node);
        if (!strvec_has(&draft->revision.parents, node->revision->id))
            vec_push(draft->session->run, &draft->revision.parents, node->revision->id);
    }
    return true;
}

/* A branch's name stays what it is: that branch may go on. */
static bool place_dependencies(Draft *draft)
{
    Session *session = draft->session;
    const StrVec *words = &draft->args->depends_on;
    NodeVec none = {0};

    for (size_t i = 0; i < words->count; i++) {
        const char *word = words->items[i];
        const GraphNode *node =
            resolve_one(session->run, session->findings, draft->graph, word, &none);

        if (!node)
            return false;
        if (!map_get(&draft->graph->by_label, word))
            word = node->revision->id;
        if (!strvec_has(&draft->revision.depends_on, word))
            vec_push(session->run, &draft->revision.depends_on, word);
    }
    return true;
}

static bool place_labels(Draft *draft)
{
    Session *session = draft->session;
    const StrVec *labels = &draft->args->branch_labels;

    for (size_t i = 0; i < labels->count; i++) {
        const GraphNode *taken = map_get(&draft->graph->by_label, labels->items[i]);

        taken = taken ? taken : graph_find(draft->graph, labels->items[i]);
        if (taken) {
            finding_add(session->findings, FINDING_MC803, taken->revision->id_at,
                        "branch name \"%s\" is already used by revision \"%s\"", labels->items[i],
                        taken->revision->id);
            return false;
        }
        if (!strvec_has(&draft->revision.labels, labels->items[i]))
            vec_push(session->run, &draft->revision.labels, labels->items[i]);
    }
    return true;
}

bool draft_place_on(Draft *draft, const Graph *graph, const NodeVec *heads)
{
    draft->graph = graph;
    return place_parents(draft, heads) && place_dependencies(draft) && place_labels(draft);
}

bool draft_place(Draft *draft, const Graph *graph)
{
    Session *session = draft->session;
    const char *word = draft->args->head ? draft->args->head : "head";
    NodeVec none = {0};
    Target target;

    return resolve_target(session->run, session->findings, graph, word, &none, DIRECTION_ANY,
                          &target) &&
           draft_place_on(draft, graph, &target.nodes);
}

/* Name and text */

/* Derived from what it follows, does and says, so that the same one made twice shows itself. */
static const char *derive_id(const Draft *draft, const char *content)
{
    const Revision *revision = &draft->revision;
    Arena *run = draft->session->run;
    StrVec parts = {0};

    for (size_t i = 0; i < revision->parents.count; i++)
        vec_push(run, &parts, revision->parents.items[i]);
    vec_push(run, &parts, content);
    vec_push(run, &parts, revision->message);
    return arena_strndup(run, hash_list(run, &parts), 12);
}

bool draft_finish(Draft *draft, const char *content)
{
    Session *session = draft->session;
    Revision *revision = &draft->revision;
    const GraphNode *taken;

    revision->id = draft->args->rev_id ? draft->args->rev_id : derive_id(draft, content);
    draft->path =
        path_join(session->run, project_versions(session),
                  revision_file_name(session->run, draft->date, revision->id, revision->message));
    draft->text = revision_write(session->run, revision);
    taken = graph_find(draft->graph, revision->id);
    if (!taken)
        return true;
    finding_add(session->findings, FINDING_MC803, taken->revision->id_at,
                "revision \"%s\" exists already: %s", revision->id, taken->revision->path)
        ->hint = "Give another message, or an identifier with --rev-id.";
    return false;
}

/* Files */

static bool refuse_editor(Session *session, const char *editor, const char *path)
{
    finding_add(session->findings, FINDING_MC903, (Range){.file = path},
                "the editor \"%s\" failed; the file is as it left it", editor)
        ->hint = "Set EDITOR to a program that waits until the file is closed.";
    return false;
}

/* Through the shell, as git does, so that EDITOR may hold arguments. */
bool draft_edit(Session *session, const char *path)
{
    const char *editor = getenv("VISUAL");
    int status = -1;
    pid_t child;

    editor = editor && *editor ? editor : getenv("EDITOR");
    editor = editor && *editor ? editor : "vi";
    fflush(session->out);
    fflush(session->err);
    child = fork();
    if (child == 0) {
        const char *command = arena_printf(session->run, "%s \"$@\"", editor);

        execl("/bin/sh", "sh", "-c", command, editor, path, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status))
        return refuse_editor(session, editor, path);
    return true;
}

static bool edit_new(Draft *draft)
{
    Session *session = draft->session;
    const Revision *edited;

    if (!draft_edit(session, draft->path))
        return false;
    edited = revision_load(session->run, session->findings, draft->path);
    if (edited)
        draft->text = edited->text.bytes;
    return edited != NULL;
}

bool draft_write(Draft *draft)
{
    Session *session = draft->session;
    const char *reason;

    session_say(session, "Generating %s ... ", draft->path);
    if (!dir_make(session->run, path_dir(session->run, draft->path), &reason) ||
        !file_write(session->run, draft->path, draft->text, strlen(draft->text), true, &reason)) {
        session_say(session, "failed\n");
        finding_add(session->findings, FINDING_MC903, (Range){.file = draft->path},
                    "cannot write %s: %s", draft->path, reason);
        return false;
    }
    session_say(session, "done\n");
    draft_result(draft);
    return !draft->args->edit || edit_new(draft);
}

void draft_result(const Draft *draft)
{
    Json *result = session_result(draft->session);

    if (!result)
        return;
    json_set_text(result, "revision", draft->revision.id);
    json_set_text(result, "path", draft->path);
}

const Graph *draft_graph(const Draft *draft)
{
    Session *session = draft->session;
    RevisionVec revisions = {0};
    Revision *written = revision_read(session->run, session->findings, draft->path,
                                      (Text){draft->text, strlen(draft->text)});

    if (!written)
        return NULL;
    written->baseline = draft->revision.baseline;
    for (size_t i = 0; i < draft->graph->revisions.count; i++)
        vec_push(session->run, &revisions, draft->graph->revisions.items[i]);
    vec_push(session->run, &revisions, written);
    return graph_build(session->run, session->findings, &revisions);
}
