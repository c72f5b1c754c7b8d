#include "modelc/replay.h"

#include "migrate/runner.h"
#include "modelc/project.h"

static void say(void *context, const char *line)
{
    session_say(context, "%s\n", line);
}

bool replay_revisions(Session *session, const char *conninfo)
{
    const Graph *graph = graph_load(session->run, session->findings, project_versions(session));
    Db *db = graph ? db_open(session->run, session->findings, conninfo) : NULL;
    Runner runner = {
        .run = session->run,
        .findings = session->findings,
        .db = db,
        .graph = graph,
        .ledger_schema = project_ledger_schema(session),
        .say = say,
        .context = session,
    };
    RunResult result;

    if (!db)
        return false;

    bool ok = graph->nodes.count == 0 || runner_upgrade(&runner, "heads", &result);

    db_close(db);
    return ok;
}
