#include "modelc/running.h"

#include "base/text.h"
#include "modelc/database.h"
#include "modelc/fleet.h"
#include "modelc/progress.h"
#include "modelc/project.h"
#include "modelc/revisions.h"

#include <string.h>

static const char *const progress_names[] = {"text", "json", "none", NULL};

static const char *const on_error_names[] = {"stop", "continue", NULL};

const Option running_options[] = {
    OPTION(RunArgs, sql, .name = "sql",
           .help = "print the script for psql, without a database; REV may be a range FROM:TO"),
    OPTION(RunArgs, dry_run, .name = "dry-run",
           .help = "print what would run; the database is only read"),
    OPTION(RunArgs, wait, .name = "wait", .value = "TIME", .env = "MODELC_WAIT",
           .help = "how long to wait for a server that is still starting (default: not at all)"),
    OPTION(RunArgs, wait_lock, .name = "wait-lock", .value = "TIME", .env = "MODELC_WAIT_LOCK",
           .help = "how long to wait for another modelc (default: 60s)"),
    OPTION(RunArgs, to_latest_tx, .name = "to-latest-tx",
           .help = "stop before the first revision with steps outside of a transaction"),
    OPTION(RunArgs, lock_timeout, .name = "lock-timeout", .value = "TIME",
           .env = "MODELC_LOCK_TIMEOUT", .config = true,
           .help = "how long a statement waits for a lock before its step is tried again "
                   "(default: 3s; 0: without end; never for CONCURRENTLY)"),
    OPTION(RunArgs, statement_timeout, .name = "statement-timeout", .value = "TIME",
           .env = "MODELC_STATEMENT_TIMEOUT", .config = true,
           .help = "how long a statement may run (default: without end)"),
    OPTION(RunArgs, tries, .name = "tries", .value = "NUMBER", .env = "MODELC_TRIES",
           .help = "how often a step is tried that meets a lock or a deadlock (default: 10)"),
    OPTION(RunArgs, progress, .name = "progress", .value = "HOW", .env = "MODELC_PROGRESS",
           .choices = progress_names,
           .help = "text, json (lines, to standard error) or none (default: text)"),
    OPTION(RunArgs, targets, .name = "targets", .value = "FILE", .path = true,
           .help = "run on every database of the file: a URL per line, perhaps with "
                   "schemas=PATTERN"),
    OPTION(RunArgs, schemas, .name = "schemas", .value = "PATTERN",
           .help = "run in each schema of the database whose name is LIKE it: one per tenant"),
    OPTION(RunArgs, stands_for, .name = "template-schema", .value = "SCHEMA", .config = true,
           .help = "the schema in the revisions that each tenant's takes the place of (default: "
                   "public)"),
    OPTION(RunArgs, jobs, .name = "jobs", .letter = 'j', .value = "NUMBER", .env = "MODELC_JOBS",
           .help = "how many targets at a time (default: 4)"),
    OPTION(RunArgs, on_error, .name = "on-error", .value = "WHAT", .choices = on_error_names,
           .help = "stop (the default): begin no target behind one that fails; or continue"),
    {.name = NULL},
};

/* Offline */

/* The revisions between two words, as if the database was at the first one. */
static bool plan_offline(Session *session, const Graph *graph, Direction direction,
                         const char *from, const char *to, NodeVec *nodes)
{
    Target start, target;
    NodeVec none = {0};
    NodeSet applied;

    if (!resolve_target(session->run, session->findings, graph, from, &none, DIRECTION_ANY, &start))
        return false;
    if (!resolve_target(session->run, session->findings, graph, to, &start.nodes, direction,
                        &target))
        return false;
    applied = nodeset_ancestors(session->run, graph, &start.nodes, EDGES_ALL);
    if (direction == DIRECTION_DOWN)
        return plan_downgrade(session->run, session->findings, graph, applied, &target, nodes);
    plan_upgrade(session->run, graph, applied, &target, nodes);
    return true;
}

static Status print_script(Session *session, Direction direction, const char *word)
{
    const char *from = "base", *to = word, *script;
    bool range = range_split(session->run, word, &from, &to);
    const Graph *graph;
    NodeVec nodes = {0};
    Json *result = session_result(session);

    if (direction == DIRECTION_DOWN && !range)
        return session_misuse(session, "downgrade with --sql requires <fromrev>:<torev>");
    from = from[0] ? from : "base";
    to = to[0] ? to : direction == DIRECTION_UP ? "head" : "base";
    graph = revisions_read(session);
    if (!graph || !plan_offline(session, graph, direction, from, to, &nodes))
        return STATUS_ERROR;
    script = script_write(session->run, session->findings, &nodes, direction,
                          project_ledger_schema(session),
                          direction == DIRECTION_UP && strcmp(from, "base") == 0);
    if (!script)
        return STATUS_ERROR;
    if (result)
        json_set_text(result, "script", script);
    else
        session_print(session, "%s", script);
    return STATUS_DONE;
}

/* On a server */

static void print_result(Session *session, const RunArgs *args, const RunResult *ran)
{
    Json *result = session_result(session);
    RevisionMarks marks = {.parents = true, .title = true};

    if (result) {
        json_set_bool(result, "dry_run", args->dry_run);
        json_set_text(result, "baseline", ran->baseline);
        json_set_value(result, "ran", revisions_ids(session, &ran->nodes));
        json_set_value(result, "before", revisions_ids(session, &ran->before));
        json_set_value(result, "after", revisions_ids(session, &ran->after));
        return;
    }
    if (args->dry_run && ran->baseline)
        session_print(session, "%s, because the database is empty\n", ran->baseline);
    for (size_t i = 0; args->dry_run && i < ran->nodes.count; i++)
        session_print(session, "%s\n", revisions_line(session, ran->nodes.items[i], &marks));
    if (ran->nodes.count == 0)
        session_detail(session, "Nothing to do.\n");
}

/* The times that the options say; false and MC901 for one that is none. */
static bool read_times(Session *session, const RunArgs *args, RunnerTimeouts *timeouts,
                       unsigned *lock_ms, unsigned *server_ms)
{
    timeouts->tries = args->tries ? args->tries : 10;
    return revisions_wait(session, args->wait_lock, 60000, lock_ms) &&
           revisions_wait(session, args->wait, 0, server_ms) &&
           revisions_wait(session, args->lock_timeout, 3000, &timeouts->lock_ms) &&
           revisions_wait(session, args->statement_timeout, 0, &timeouts->statement_ms);
}

static Status run_one(Session *session, const RunArgs *args, Runner *settings, Direction direction,
                      const char *word)
{
    Runner runner;
    RunResult ran;
    bool ok;

    if (!revisions_connect(session, settings->graph, &runner))
        return STATUS_ERROR;
    runner.wait_lock_ms = settings->wait_lock_ms;
    runner.dry_run = settings->dry_run;
    runner.timeouts = settings->timeouts;
    runner.to_latest_tx = settings->to_latest_tx;
    progress_begin(session, &runner, args->progress);
    ok = direction == DIRECTION_UP ? runner_upgrade(&runner, word, &ran)
                                   : runner_downgrade(&runner, word, &ran);
    print_result(session, args, &ran);
    return ok ? STATUS_DONE : STATUS_ERROR;
}

static Status run_many(Session *session, const RunArgs *args, const Runner *settings,
                       Direction direction, const char *word, unsigned server_ms)
{
    TargetDatabases targets;
    Fleet fleet = {
        .session = session,
        .targets = &targets,
        .model = settings,
        .way = direction,
        .word = word,
        .jobs = args->jobs ? args->jobs : 4,
        .wait_ms = server_ms,
        .go_on = text_same(args->on_error, "continue"),
        .lines = text_same(args->progress, "json"),
        .silent = text_same(args->progress, "none"),
    };

    if (args->targets && args->schemas)
        return session_misuse(session, "give --targets or --schemas; a line of the file may say "
                                       "schemas=PATTERN");
    if (!targets_read(session, args->targets, args->schemas, &targets))
        return STATUS_ERROR;
    if (fleet.jobs > targets.count)
        fleet.jobs = (unsigned)targets.count;
    return fleet_run(&fleet) ? STATUS_DONE : STATUS_ERROR;
}

static Status run_revisions(Session *session, const RunArgs *args, Direction direction,
                            const char *word)
{
    RunnerTimeouts timeouts;
    unsigned server_ms;
    Runner settings = {
        .ledger_schema = project_ledger_schema(session),
        .stands_for = args->stands_for ? args->stands_for : "public",
        .timeouts = &timeouts,
        .to_latest_tx = args->to_latest_tx,
        .dry_run = args->dry_run,
    };

    if (!read_times(session, args, &timeouts, &settings.wait_lock_ms, &server_ms))
        return STATUS_USAGE;
    settings.graph = revisions_read(session);
    if (!settings.graph || (args->wait && !args->targets && !database_await(session, server_ms)))
        return STATUS_ERROR;
    if (args->targets || args->schemas)
        return run_many(session, args, &settings, direction, word, server_ms);
    return run_one(session, args, &settings, direction, word);
}

Status running_command(Session *session, const RunArgs *args, Direction direction,
                       const char *otherwise)
{
    const char *word = session->operands.count ? session->operands.items[0] : NULL;

    if (args->sql && (args->targets || args->schemas))
        return session_misuse(session, "--sql is the same for all targets: leave them out");
    if (args->sql)
        return print_script(session, direction, word ? word : otherwise);
    return run_revisions(session, args, direction, word ? word : otherwise);
}
