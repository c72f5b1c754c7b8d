/* revision: an empty revision, to be written by hand. */
#include "modelc/command.h"
#include "modelc/draft.h"
#include "modelc/revisions.h"

typedef struct RevisionArgs {
    DraftArgs draft;
} RevisionArgs;

static const Option revision_options[] = {
    OPTION(RevisionArgs, draft.message, .name = "message", .letter = 'm', .value = "MESSAGE",
           .help = "what the revision does; also names the file"),
    DRAFT_ID_OPTION(RevisionArgs),
    DRAFT_PLACE_OPTIONS(RevisionArgs),
    DRAFT_LABEL_OPTION(RevisionArgs),
    DRAFT_EDIT_OPTION(RevisionArgs),
    {.name = NULL},
};

static Status run(Session *session, const void *arguments)
{
    const RevisionArgs *args = arguments;
    const Graph *graph;
    Draft draft;

    if (!draft_begin(session, &args->draft, &draft))
        return STATUS_USAGE;
    draft.revision.up.present = draft.revision.down.present = true;
    graph = revisions_read(session);
    if (!graph || !draft_place(&draft, graph) || !draft_finish(&draft, "by hand") ||
        !draft_write(&draft))
        return STATUS_ERROR;
    return STATUS_DONE;
}

const CommandBody revision_command = {
    .options = revision_options,
    .args_size = sizeof(RevisionArgs),
    .about =
        "Write the SQL behind \"-- migrate:up\" and what undoes it behind \"-- migrate:down\".",
    .run = run,
};
