/* wait: for a server that starts, or for another process that runs the revisions. */
#include "modelc/command.h"

#include "base/clock.h"
#include "modelc/database.h"
#include "modelc/interrupt.h"
#include "modelc/revisions.h"

enum { LOOK_MS = 500 };

typedef struct WaitArgs {
    const char *timeout;
    bool head;
} WaitArgs;

static const Option wait_options[] = {
    OPTION(WaitArgs, timeout, .name = "timeout", .value = "TIME", .env = "MODELC_WAIT",
           .help = "how long at most (default: 60s)"),
    OPTION(WaitArgs, head, .name = "head", .help = "also until the database has every revision"),
    {.name = NULL},
};

static bool has_all(const Graph *graph, const bool *applied)
{
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (!applied[i])
            return false;
    return true;
}

/* Looks again and again, in memory that is given back each time. */
static bool await_head(Session *session, Runner *runner, unsigned timeout_ms)
{
    for (unsigned waited_ms = 0;; waited_ms += LOOK_MS) {
        Arena *arena = arena_new();
        Ledger ledger;
        bool ok = ledger_read(arena, session->findings, runner->db, runner->ledger_schema, &ledger);
        bool all = ok && has_all(runner->graph, ledger_applied(arena, runner->graph, &ledger));

        arena_free(arena);
        if (!ok || all)
            return ok;
        if (waited_ms >= timeout_ms || interrupt_came(session->interrupt)) {
            finding_add(session->findings, FINDING_MC811, NO_RANGE,
                        "Target database is not up to date.")
                ->hint = "Nobody has run  modelc upgrade  on it in that time.";
            return false;
        }
        clock_sleep(LOOK_MS);
    }
}

static Status run(Session *session, const void *arguments)
{
    const WaitArgs *args = arguments;
    const Graph *graph;
    unsigned timeout_ms;
    Runner runner;

    if (!revisions_wait(session, args->timeout, 60000, &timeout_ms))
        return STATUS_USAGE;
    if (!database_await(session, timeout_ms))
        return STATUS_ERROR;
    if (!args->head)
        return STATUS_DONE;
    graph = revisions_read(session);
    if (!graph || !revisions_connect(session, graph, &runner) ||
        !await_head(session, &runner, timeout_ms))
        return STATUS_ERROR;
    return STATUS_DONE;
}

const CommandBody wait_command = {
    .options = wait_options,
    .args_size = sizeof(WaitArgs),
    .about = "Ends with 0 as soon as the database takes connections; with --head, when another\n"
             "process has run every revision on it, so that an application can start behind it.",
    .run = run,
};
