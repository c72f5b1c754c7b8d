/* merge: one revision behind several heads. */
#include "base/file.h"
#include "base/text.h"
#include "migrate/resolve.h"
#include "modelc/command.h"
#include "modelc/draft.h"
#include "modelc/record.h"
#include "modelc/revisions.h"

typedef struct MergeArgs {
    DraftArgs draft;
} MergeArgs;

static const Option merge_options[] = {
    OPTION(MergeArgs, draft.message, .name = "message", .letter = 'm', .value = "MESSAGE",
           .help = "what the revision does; also names the file (default: which ones it merges)"),
    DRAFT_ID_OPTION(MergeArgs),
    DRAFT_LABEL_OPTION(MergeArgs),
    DRAFT_EDIT_OPTION(MergeArgs),
    {.name = NULL},
};

static bool refuse_one(Session *session, const NodeVec *nodes)
{
    Finding *finding =
        finding_add(session->findings, FINDING_MC808, NO_RANGE,
                    "there is nothing to merge: only %s%s%s is named", nodes->count ? "\"" : "base",
                    nodes->count ? nodes->items[0]->revision->id : "", nodes->count ? "\"" : "");

    finding->hint = "Name two heads or more, or \"heads\"; \"modelc heads\" lists them.";
    return false;
}

static bool has(const NodeVec *nodes, const GraphNode *node)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (nodes->items[i] == node)
            return true;
    return false;
}

/* "heads" means those that a dependency hides too, unlike for upgrade: all are to be joined. */
static bool take_word(Session *session, const Graph *graph, const char *word, NodeVec *nodes)
{
    NodeVec none = {0};
    Target target = {0};

    if (text_same(word, "heads"))
        graph_heads(session->run, graph, &target.nodes);
    else if (!resolve_target(session->run, session->findings, graph, word, &none, DIRECTION_ANY,
                             &target))
        return false;
    for (size_t i = 0; i < target.nodes.count; i++)
        if (!has(nodes, target.nodes.items[i]))
            vec_push(session->run, nodes, target.nodes.items[i]);
    return true;
}

/* What two branches recorded, each for itself, is what neither is any more. */
static bool record_merged(Session *session, const Draft *draft)
{
    const Graph *graph = draft_graph(draft);

    return graph && (!file_exists(record_path(session)) || record_replay(session, graph));
}

static const char *default_message(Session *session, const NodeVec *nodes)
{
    StrVec ids = {0};

    for (size_t i = 0; i < nodes->count; i++)
        vec_push(session->run, &ids, nodes->items[i]->revision->id);
    return arena_printf(session->run, "merge %s", text_join(session->run, &ids, " and "));
}

static Status run(Session *session, const void *arguments)
{
    const MergeArgs *args = arguments;
    const Graph *graph;
    NodeVec nodes = {0};
    Draft draft;

    if (!draft_begin(session, &args->draft, &draft))
        return STATUS_USAGE;
    graph = revisions_read(session);
    if (!graph)
        return STATUS_ERROR;
    for (size_t i = 0; i < session->operands.count; i++)
        if (!take_word(session, graph, session->operands.items[i], &nodes))
            return STATUS_ERROR;
    if (nodes.count < 2) {
        refuse_one(session, &nodes);
        return STATUS_ERROR;
    }
    if (!args->draft.message)
        draft.revision.message = default_message(session, &nodes);
    draft.revision.up.present = draft.revision.down.present = true;
    if (!draft_place_on(&draft, graph, &nodes) || !draft_finish(&draft, "merge") ||
        !draft_write(&draft))
        return STATUS_ERROR;
    return record_merged(session, &draft) ? STATUS_DONE : STATUS_ERROR;
}

const CommandBody merge_command = {
    .options = merge_options,
    .args_size = sizeof(MergeArgs),
    .about =
        "Writes an empty revision that revises all of them, so that there is one head again, and\n"
        "migrations/schema.json anew, as the revisions give it on a scratch database.\n"
        "\"modelc rebase\" gives a straight line instead, while nobody else has run yours.",
    .run = run,
};
