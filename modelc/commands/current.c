/* current: where the database is. */
#include "modelc/command.h"
#include "modelc/revisions.h"

static Status run(Session *session, const void *args)
{
    const Graph *graph = revisions_read(session);
    RevisionMarks marks = {.tree = true};
    NodeVec current = {0};

    (void)args;
    if (!graph || !revisions_current(session, &graph, &current))
        return STATUS_ERROR;
    if (current.count == 0)
        session_detail(session, "No revision is applied.\n");
    revisions_print(session, &current, &marks);
    return STATUS_DONE;
}

const CommandBody current_command = {
    .about = "Prints the newest revisions that the ledger of the database holds; nothing when it\n"
             "holds none. Changes nothing.",
    .run = run,
};
