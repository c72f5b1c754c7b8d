/* resolve: say in the ledger how far a revision is that was repaired by hand. */
#include "modelc/command.h"
#include "modelc/revisions.h"

#include "base/text.h"
#include "migrate/runner_step.h"

#include <stdlib.h>
#include <string.h>

typedef struct ResolveArgs {
    bool done, undone, down;
    const char *step;
    const char *wait_lock;
} ResolveArgs;

static const Option resolve_options[] = {
    OPTION(ResolveArgs, done, .name = "done", .help = "all of it has run"),
    OPTION(ResolveArgs, undone, .name = "undone", .help = "nothing of it is there"),
    OPTION(ResolveArgs, step, .name = "step", .value = "N[.M]",
           .help = "N steps are done, and M statements of the next one"),
    OPTION(ResolveArgs, down, .name = "down", .help = "with --step: of its way down"),
    OPTION(ResolveArgs, wait_lock, .name = "wait-lock", .value = "TIME", .env = "MODELC_WAIT_LOCK",
           .help = "how long to wait for another modelc (default: 60s)"),
    {.name = NULL},
};

/* "3" or "3.1". */
static bool read_step(const char *text, Resolution *out)
{
    size_t whole = strspn(text, "0123456789");
    const char *rest = text + whole;
    size_t part = *rest == '.' ? strspn(rest + 1, "0123456789") : 0;

    if (whole == 0 || whole > 6 || part > 6 || (*rest && (*rest != '.' || part == 0)) ||
        (*rest && rest[1 + part]))
        return false;
    out->steps = strtoul(text, NULL, 10);
    out->statements = *rest ? strtoul(rest + 1, NULL, 10) : 0;
    return true;
}

static bool read_args(Session *session, const ResolveArgs *args, Resolution *out)
{
    *out = (Resolution){.undone = args->undone};
    if (args->done + args->undone + (args->step != NULL) > 1 || (args->down && !args->step)) {
        session_misuse(session, "give one of --done, --undone and --step; --down goes with --step");
        return false;
    }
    if (args->step && !read_step(args->step, out)) {
        session_misuse(session, "\"%s\" is no step: write 3, or 3.1 for a statement more",
                       args->step);
        return false;
    }
    if (args->step)
        out->way = args->down ? DIRECTION_DOWN : DIRECTION_UP;
    return true;
}

/* Where it is */

static const char *state_of(const LedgerRow *row, Direction way, size_t step, size_t statement)
{
    const LedgerMark *mark = &row->mark;

    if (row->under_way != way)
        return "";
    if (step < mark->steps || (step == mark->steps && statement < mark->statements))
        return "done  ";
    if (step == mark->steps && statement == mark->statements && mark->begun)
        return "begun ";
    return "      ";
}

static void print_steps(Session *session, const Job *job, const LedgerRow *row)
{
    for (size_t i = 0; i < job->steps.count; i++)
        for (size_t k = 0; k < job->steps.items[i].count; k++) {
            const char *sql = job->steps.items[i].items[k].sql;
            size_t length = strcspn(sql, "\n");

            session_print(session, "  %s%zu.%zu  %.*s\n", row ? state_of(row, job->way, i, k) : "",
                          i + 1, k + 1, (int)(length < 80 ? length : text_utf8_prefix(sql, 80)),
                          sql);
        }
}

static bool print_place(Session *session, Runner *runner, const GraphNode *node)
{
    Ledger ledger;
    NodeVec heads;
    const LedgerRow *row;
    Json *result = session_result(session);
    Job job = {.runner = runner, .revision = node->revision, .way = DIRECTION_UP};

    if (!runner_current(runner, &ledger, &heads))
        return false;
    row = ledger_find(&ledger, node->revision->id);
    if (row && row->under_way == DIRECTION_DOWN)
        job.way = DIRECTION_DOWN;
    if (result) {
        json_set_text(result, "revision", node->revision->id);
        json_set_text(result, "state", revisions_state(session, row));
        json_set_number(result, "steps_done", row ? (long long)row->mark.steps : 0);
        json_set_number(result, "statements_done", row ? (long long)row->mark.statements : 0);
        return true;
    }
    session_print(session, "%s is %s\n", node->revision->id, revisions_state(session, row));
    if (!job_prepare(&job))
        return false;
    print_steps(session, &job, row);
    return true;
}

static Status run(Session *session, const void *arguments)
{
    const ResolveArgs *args = arguments;
    NodeVec current = {0};
    Ledger ledger;
    const Graph *graph;
    const GraphNode *node;
    unsigned wait_ms;
    Runner runner;
    Resolution resolution;

    if (!revisions_wait(session, args->wait_lock, 60000, &wait_ms) ||
        !read_args(session, args, &resolution))
        return STATUS_USAGE;
    graph = revisions_read(session);
    if (!graph || !revisions_connect(session, graph, &runner) ||
        !runner_current(&runner, &ledger, &current))
        return STATUS_ERROR;
    node = resolve_one(session->run, session->findings, runner.graph, session->operands.items[0],
                       &current);
    if (!node)
        return STATUS_ERROR;
    runner.wait_lock_ms = wait_ms;
    if ((args->done || args->undone || args->step) && !runner_resolve(&runner, node, &resolution))
        return STATUS_ERROR;
    return print_place(session, &runner, node) ? STATUS_DONE : STATUS_ERROR;
}

const CommandBody resolve_command = {
    .options = resolve_options,
    .args_size = sizeof(ResolveArgs),
    .about =
        "For repairs by hand of a revision whose steps do not share one transaction. Without an\n"
        "option it only shows the steps and how far the ledger says they are. Nothing is run:\n"
        "upgrade or downgrade goes on from there.",
    .run = run,
};
