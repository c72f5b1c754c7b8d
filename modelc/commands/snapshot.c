/* snapshot: write migrations/schema.json anew. */
#include "modelc/command.h"
#include "modelc/record.h"
#include "modelc/revisions.h"

/* What a database has applied must be recorded as it was applied. */
static bool check_ledger(Session *session, const Graph *graph)
{
    Runner runner;
    Ledger ledger;

    return revisions_connect(session, graph, &runner) &&
           ledger_read(session->run, session->findings, runner.db, runner.ledger_schema, &ledger) &&
           ledger_check(session->findings, graph, &ledger);
}

static Status run(Session *session, const void *args)
{
    const Graph *graph = revisions_read(session);

    (void)args;
    if (!graph || !check_ledger(session, graph) || !record_replay(session, graph))
        return STATUS_ERROR;
    session_say(session, "Generating %s ... done\n", record_path(session));
    return STATUS_DONE;
}

const CommandBody snapshot_command = {
    .about =
        "Replays the revisions on a scratch database and records what they give, and the "
        "checksums\n"
        "of their files: after a file was edited that no database has run, or when git could not\n"
        "merge the snapshot. A file that was edited after the database ran it is refused.",
    .run = run,
};
