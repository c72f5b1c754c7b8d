#include "modelc/replay.h"

#include "migrate/runner.h"
#include "modelc/project.h"
#include "modelc/scratch_database.h"

static void say(void *context, const char *line)
{
    session_say(context, "%s\n", line);
}

static Runner runner_for(Session *session, const Graph *graph, Db *db)
{
    return (Runner){
        .run = session->run,
        .findings = session->findings,
        .db = db,
        .graph = graph,
        .ledger_schema = project_ledger_schema(session),
        .say = say,
        .context = session,
    };
}

bool replay_revisions(Session *session, const char *conninfo)
{
    const Graph *graph = graph_load(session->run, session->findings, project_versions(session));
    Db *db = graph ? db_open(session->run, session->findings, conninfo) : NULL;
    Runner runner = runner_for(session, graph, db);
    RunResult result;

    if (!db)
        return false;

    bool ok = graph->nodes.count == 0 || runner_upgrade(&runner, "heads", &result);

    db_close(db);
    return ok;
}

Db *replay_on_scratch(Session *session, Arena *arena, const Graph *graph, const NodeVec *nodes)
{
    const char *conninfo = scratch_anywhere(session, arena);
    Db *db = conninfo ? db_open(arena, session->findings, conninfo) : NULL;
    Runner runner = runner_for(session, graph, db);
    RunResult result;

    runner.say = NULL;
    return db && runner_run(&runner, nodes, DIRECTION_UP, &result) ? db : NULL;
}
