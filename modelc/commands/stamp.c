/* stamp: write the ledger, run nothing. */
#include "modelc/command.h"
#include "modelc/revisions.h"

typedef struct StampArgs {
    bool purge;
    const char *wait_lock;
} StampArgs;

static const Option stamp_options[] = {
    OPTION(StampArgs, purge, .name = "purge", .help = "delete all rows of the ledger first"),
    OPTION(StampArgs, wait_lock, .name = "wait-lock", .value = "TIME", .env = "MODELC_WAIT_LOCK",
           .help = "how long to wait for another modelc (default: 60s)"),
    {.name = NULL},
};

static void print_result(Session *session, const RunResult *done)
{
    Json *result = session_result(session);

    if (!result)
        return;
    json_set_value(result, "changed", revisions_ids(session, &done->nodes));
    json_set_value(result, "before", revisions_ids(session, &done->before));
    json_set_value(result, "after", revisions_ids(session, &done->after));
}

static void say_result(Session *session, const RunResult *done)
{
    RevisionMarks marks = {.tree = false};

    for (size_t i = 0; i < done->after.count; i++)
        session_say(session, "Stamped %s\n", revisions_line(session, done->after.items[i], &marks));
    if (done->after.count == 0)
        session_say(session, "Stamped base\n");
}

static Status run(Session *session, const void *arguments)
{
    const StampArgs *args = arguments;
    const Graph *graph;
    unsigned wait_ms;
    Runner runner;
    RunResult done;

    if (!revisions_wait(session, args->wait_lock, 60000, &wait_ms))
        return STATUS_USAGE;
    graph = revisions_read(session);
    if (!graph || !revisions_connect(session, graph, &runner))
        return STATUS_ERROR;
    runner.wait_lock_ms = wait_ms;
    if (!runner_stamp(&runner, &session->operands, args->purge, &done))
        return STATUS_ERROR;
    say_result(session, &done);
    print_result(session, &done);
    return STATUS_DONE;
}

const CommandBody stamp_command = {
    .options = stamp_options,
    .args_size = sizeof(StampArgs),
    .about =
        "Says in the ledger that the database is at REV, without running anything: head for a\n"
        "database that has it all, base for one that has nothing, current to accept files\n"
        "that were edited after they were applied.",
    .run = run,
};
