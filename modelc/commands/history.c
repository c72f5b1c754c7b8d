/* history: the revisions, newest first. */
#include "modelc/command.h"
#include "modelc/drawing.h"
#include "modelc/revisions.h"

#include <string.h>

typedef struct HistoryArgs {
    const char *range;
    bool indicate_current;
    bool graph;
} HistoryArgs;

static const Option history_options[] = {
    OPTION(HistoryArgs, range, .name = "rev-range", .letter = 'r', .value = "FROM:TO",
           .help = "only these, as in -r base:current, -r -3:head, -r REV:"),
    OPTION(HistoryArgs, indicate_current, .name = "indicate-current", .letter = 'i',
           .help = "mark where the database is"),
    OPTION(HistoryArgs, graph, .name = "graph", .help = "draw how the revisions hang together"),
    {.name = NULL},
};

/* What the drawing asks for. */
typedef struct Beside {
    Session *session;
    const RevisionMarks *marks;
} Beside;

static const char *describe(void *context, const GraphNode *node)
{
    const Beside *beside = context;

    if (beside->session->options->verbose)
        return arena_printf(beside->session->run, "%s\n",
                            revisions_entry(beside->session, node, beside->marks->current));
    return revisions_line(beside->session, node, beside->marks);
}

static void print_graph(Session *session, const NodeVec *nodes, RevisionMarks marks)
{
    Beside beside = {session, &marks};
    Drawing drawing = {session->run, nodes, drawing_locale_is_utf8(), describe, &beside};

    /* The lines say who revises whom. */
    marks.parents = false;
    session_print(session, "%s", drawing_text(&drawing));
}

static Status print_range(Session *session, const HistoryArgs *args, const char *from,
                          const char *to)
{
    const Graph *graph = revisions_read(session);
    NodeVec current = {0}, nodes = {0}, newest_first = {0};
    RevisionMarks marks = {.tree = true, .parents = true, .labels = true, .title = true};
    bool live = args->indicate_current || strstr(from, "current") || strstr(to, "current");

    if (!graph || (live && !revisions_current(session, &graph, &current)))
        return STATUS_ERROR;
    if (!resolve_range(session->run, session->findings, graph, from, to, &current, &nodes))
        return STATUS_ERROR;
    for (size_t i = nodes.count; i-- > 0;)
        vec_push(session->run, &newest_first, nodes.items[i]);
    marks.current = args->indicate_current ? &current : NULL;
    if (args->graph && !session_result(session))
        print_graph(session, &newest_first, marks);
    else
        revisions_print(session, &newest_first, &marks);
    return STATUS_DONE;
}

static Status run(Session *session, const void *arguments)
{
    const HistoryArgs *args = arguments;
    const char *from = "", *to = "";

    if (args->range && !range_split(session->run, args->range, &from, &to))
        return session_misuse(session,
                              "\"%s\" is no range: write FROM:TO, where either may be left out",
                              args->range);
    return print_range(session, args, from, to);
}

const CommandBody history_command = {
    .options = history_options,
    .args_size = sizeof(HistoryArgs),
    .about = "Needs no database, unless -i is given or the range says current.",
    .run = run,
};
