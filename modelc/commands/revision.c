/* revision: an empty revision, to be written by hand. */
#include "base/hash.h"
#include "base/text.h"
#include "modelc/command.h"
#include "modelc/project.h"
#include "modelc/revisions.h"

#include <stdlib.h>
#include <string.h>

typedef struct RevisionArgs {
    const char *message;
    const char *rev_id;
    const char *head;
} RevisionArgs;

static const Option revision_options[] = {
    OPTION(RevisionArgs, message, .name = "message", .letter = 'm', .value = "MESSAGE",
           .help = "what the revision does; also names the file"),
    OPTION(RevisionArgs, rev_id, .name = "rev-id", .value = "ID",
           .help = "identifier of the revision, instead of one derived from its content"),
    OPTION(RevisionArgs, head, .name = "head", .value = "REV",
           .help = "head that it revises (default: head)"),
    {.name = NULL},
};

/* Derived from what it follows and says, so that the same one made twice shows itself. */
static const char *derive_id(Session *session, const Revision *revision)
{
    StrVec parts = {0};

    for (size_t i = 0; i < revision->parents.count; i++)
        vec_push(session->run, &parts, revision->parents.items[i]);
    vec_push(session->run, &parts, "by hand");
    vec_push(session->run, &parts, revision->message);
    return arena_strndup(session->run, hash_list(session->run, &parts), 12);
}

static bool choose_parent(Session *session, const RevisionArgs *args, const Graph *graph,
                          Revision *revision)
{
    NodeVec none = {0};
    Target target;

    if (!resolve_target(session->run, session->findings, graph, args->head ? args->head : "head",
                        &none, DIRECTION_ANY, &target))
        return false;
    for (size_t i = 0; i < target.nodes.count; i++) {
        const GraphNode *node = target.nodes.items[i];

        if (node->children.count > 0) {
            finding_add(session->findings, FINDING_MC808, NO_RANGE,
                        "revision \"%s\" is not a head revision", node->revision->id)
                ->hint = "A second revision of one parent would make a second head.";
            return false;
        }
        vec_push(session->run, &revision->parents, node->revision->id);
    }
    return true;
}

static bool write_file(Session *session, const char *path, const char *text)
{
    const char *reason;

    if (dir_make(session->run, path_dir(session->run, path), &reason) &&
        file_write(session->run, path, text, strlen(text), true, &reason))
        return true;
    finding_add(session->findings, FINDING_MC903, (Range){.file = path}, "cannot write %s: %s",
                path, reason);
    return false;
}

static Status write_revision(Session *session, const Revision *revision, time_t date)
{
    Arena *run = session->run;
    Json *result = session_result(session);
    const char *path = path_join(run, project_versions(session),
                                 revision_file_name(run, date, revision->id, revision->message));

    if (!write_file(session, path, revision_write(run, revision)))
        return STATUS_ERROR;
    session_say(session, "Generating %s ... done\n", path);
    if (result) {
        json_set_text(result, "revision", revision->id);
        json_set_text(result, "path", path);
    }
    return STATUS_DONE;
}

static Status run(Session *session, const void *arguments)
{
    const RevisionArgs *args = arguments;
    time_t date = revisions_date();
    Revision revision = {
        .message = args->message ? args->message : "",
        .create_date = revision_date(session->run, date),
        .up = {.present = true},
        .down = {.present = true},
    };
    const Graph *graph;
    const GraphNode *taken;

    if (args->rev_id && !revision_id_valid(args->rev_id))
        return session_misuse(session,
                              "--rev-id \"%s\" is no identifier: use letters, digits, _ and .",
                              args->rev_id);
    graph = revisions_read(session);
    if (!graph || !choose_parent(session, args, graph, &revision))
        return STATUS_ERROR;
    revision.id = args->rev_id ? args->rev_id : derive_id(session, &revision);
    taken = graph_find(graph, revision.id);
    if (!taken)
        return write_revision(session, &revision, date);
    finding_add(session->findings, FINDING_MC803, taken->revision->id_at,
                "revision \"%s\" exists already: %s", revision.id, taken->revision->path)
        ->hint = "Give another message, or an identifier with --rev-id.";
    return STATUS_ERROR;
}

const CommandBody revision_command = {
    .options = revision_options,
    .args_size = sizeof(RevisionArgs),
    .about =
        "Write the SQL behind \"-- migrate:up\" and what undoes it behind \"-- migrate:down\".",
    .run = run,
};
