/* heads: the revisions that no other one revises. */
#include "modelc/command.h"
#include "modelc/revisions.h"

static Status run(Session *session, const void *args)
{
    const Graph *graph = revisions_read(session);
    RevisionMarks marks = {.labels = true};
    NodeVec heads = {0};

    (void)args;
    if (!graph)
        return STATUS_ERROR;
    graph_heads(session->run, graph, &heads);
    revisions_print(session, &heads, &marks);
    return STATUS_DONE;
}

const CommandBody heads_command = {
    .about = "More than one head means that two revisions were written from the same parent.",
    .run = run,
};
