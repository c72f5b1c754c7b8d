/* branches: where the history forks. */
#include "modelc/command.h"
#include "modelc/revisions.h"

/* A branch point, and below it, indented, the revisions that revise it. */
static void print_fork(Session *session, const GraphNode *node)
{
    RevisionMarks marks = {.tree = true, .labels = true, .title = true};

    if (session->options->verbose)
        session_print(session, "%s\n", revisions_entry(session, node, NULL));
    else
        session_print(session, "%s\n", revisions_line(session, node, &marks));
    for (size_t i = 0; i < node->children.count; i++)
        session_print(session, "    -> %s\n",
                      revisions_line(session, node->children.items[i], &marks));
}

static Status run(Session *session, const void *args)
{
    const Graph *graph = revisions_read(session);
    Json *result = session_result(session);
    NodeVec forks = {0};
    RevisionMarks marks = {.tree = true};

    (void)args;
    if (!graph)
        return STATUS_ERROR;
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (graph->nodes.items[i]->children.count > 1)
            vec_push(session->run, &forks, graph->nodes.items[i]);
    if (result)
        revisions_print(session, &forks, &marks);
    for (size_t i = 0; !result && i < forks.count; i++)
        print_fork(session, forks.items[i]);
    return STATUS_DONE;
}

const CommandBody branches_command = {
    .about = "Lists the revisions that several others revise, each with those.",
    .run = run,
};
