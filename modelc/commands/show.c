/* show: one revision, all of it. */
#include "modelc/command.h"
#include "modelc/revisions.h"

static void print_node(Session *session, const GraphNode *node, Json *array)
{
    const Revision *revision = node->revision;

    if (!array) {
        session_print(session, "%s", revisions_entry(session, node, NULL));
        if (session->options->verbose)
            session_print(session, "\n%s", revision->text.bytes);
        return;
    }

    Json *object = revisions_json(session, node, NULL);

    json_set_text(object, "text", revision->text.bytes);
    json_add_value(array, object);
}

static void print_nodes(Session *session, const NodeVec *nodes)
{
    Json *result = session_result(session);
    Json *array = result ? json_make_array(session->run) : NULL;

    if (result)
        json_set_value(result, "revisions", array);
    for (size_t i = 0; i < nodes->count; i++)
        print_node(session, nodes->items[i], array);
}

static Status run(Session *session, const void *args)
{
    const char *word = session->operands.items[0];
    const Graph *graph = revisions_read(session);
    NodeVec current = {0};
    Target target;

    (void)args;
    if (!graph)
        return STATUS_ERROR;
    if (revisions_needs_database(word) && !revisions_current(session, &graph, &current))
        return STATUS_ERROR;
    if (!resolve_target(session->run, session->findings, graph, word, &current, DIRECTION_ANY,
                        &target))
        return STATUS_ERROR;
    print_nodes(session, &target.nodes);
    return STATUS_DONE;
}

const CommandBody show_command = {
    .about = "With -v, the SQL too.",
    .run = run,
};
