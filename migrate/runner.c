#include "migrate/runner.h"

#include "base/text.h"
#include "migrate/baseline.h"
#include "migrate/lock.h"
#include "migrate/runner_step.h"

/* What is there */

static void applied_heads(const Runner *runner, const bool *applied, NodeVec *heads)
{
    *heads = (NodeVec){0};
    nodeset_heads(runner->run, runner->graph, applied, heads);
}

static bool read_ledger(const Runner *runner, Ledger *ledger)
{
    return ledger_read(runner->run, runner->findings, runner->db, runner->ledger_schema, ledger);
}

bool runner_current(Runner *runner, Ledger *ledger, NodeVec *heads)
{
    if (!read_ledger(runner, ledger))
        return false;
    for (size_t i = 0; i < ledger->rows.count; i++)
        if (!graph_find_alias(runner->graph, ledger->rows.items[i].id))
            return ledger_check(runner->findings, runner->graph, ledger);
    runner->graph = ledger_graph(runner->run, runner->findings, runner->graph, ledger);
    if (!runner->graph)
        return false;
    applied_heads(runner, ledger_applied(runner->run, runner->graph, ledger), heads);
    return true;
}

/* Plans */

/* What is wanted, resolved against the ledger as it is now. */
typedef struct Plan {
    Runner *runner;
    const char *word;     /* go to what it means, or NULL: */
    const NodeVec *given; /* run these, as far as they are not run yet */
    Direction way;
    Ledger ledger;
    NodeSet applied;
    NodeVec nodes;
} Plan;

static void plan_given(Plan *plan)
{
    for (size_t i = 0; i < plan->given->count; i++) {
        GraphNode *node = plan->given->items[i];

        if (plan->applied[node->order] == (plan->way == DIRECTION_DOWN))
            vec_push(plan->runner->run, &plan->nodes, node);
    }
}

static bool plan_word(Plan *plan, const NodeVec *current)
{
    const Runner *runner = plan->runner;
    Target target;

    if (!resolve_target(runner->run, runner->findings, runner->graph, plan->word, current,
                        plan->way, &target))
        return false;
    if (plan->way == DIRECTION_DOWN)
        return plan_downgrade(runner->run, runner->findings, runner->graph, plan->applied, &target,
                              &plan->nodes);
    plan_upgrade(runner->run, runner->graph, plan->applied, &target, &plan->nodes);
    return true;
}

/* A revision that is halfway in one direction must not be passed over in the other. */
static bool check_under_way(const Plan *plan)
{
    const LedgerRow *row = ledger_under_way(&plan->ledger);
    const GraphNode *node = row ? graph_find(plan->runner->graph, row->id) : NULL;
    Job job = {.runner = plan->runner, .ledger = &plan->ledger, .way = plan->way};

    if (!node || row->under_way == plan->way)
        return true;
    job.revision = node->revision;
    return job_resume(&job);
}

/* What is halfway down is still to be undone. */
static void add_half_undone(Plan *plan)
{
    const LedgerRow *row = ledger_under_way(&plan->ledger);
    const GraphNode *node = row ? graph_find(plan->runner->graph, row->id) : NULL;

    if (node)
        plan->applied[node->order] = true;
}

/* As far as every revision is one transaction. */
static void cut_plan(Plan *plan)
{
    size_t count = 0;

    while (count < plan->nodes.count &&
           script_is_atomic(revision_script(plan->nodes.items[count]->revision, plan->way)))
        count++;
    if (plan->runner->to_latest_tx)
        plan->nodes.count = count;
}

static bool plan_make(Plan *plan, RunResult *result)
{
    Runner *runner = plan->runner;

    plan->nodes = (NodeVec){0};
    if (!read_ledger(runner, &plan->ledger) ||
        !ledger_check(runner->findings, runner->graph, &plan->ledger))
        return false;
    runner->graph = ledger_graph(runner->run, runner->findings, runner->graph, &plan->ledger);
    if (!runner->graph || !check_under_way(plan))
        return false;
    plan->applied = ledger_applied(runner->run, runner->graph, &plan->ledger);
    if (plan->way == DIRECTION_DOWN)
        add_half_undone(plan);
    applied_heads(runner, plan->applied, &result->before);
    result->after = result->before;
    if (plan->word && !plan_word(plan, &result->before))
        return false;
    if (!plan->word)
        plan_given(plan);
    cut_plan(plan);
    return true;
}

static void say_waiting(void *context, const char *holder)
{
    const Runner *runner = context;

    const char *line =
        arena_printf(runner->run, "Waiting for the migration lock, held by %s", holder);
    RunnerEvent event = {.name = "waiting", .line = line};

    if (runner->say)
        runner->say(runner->context, line);
    if (runner->watch)
        runner->watch(runner->context, &event);
}

static bool is_stopped(void *context)
{
    const Runner *runner = context;

    return runner->stopped && runner->stopped(runner->context);
}

bool runner_lock(Runner *runner)
{
    LockWait wait = {runner->wait_lock_ms, say_waiting, is_stopped, runner};

    return lock_take(runner->run, runner->findings, runner->db, runner->ledger_schema, &wait);
}

static bool refuse_stopped(const Runner *runner, const Revision *revision)
{
    finding_add(runner->findings, FINDING_MC707, NO_RANGE, "stopped before revision \"%s\"",
                revision->id)
        ->hint = "What ran before it stays; run the command again to go on.";
    return false;
}

/* Everything is prepared before anything runs, so that a bad file stops nothing halfway. */
static bool prepare_jobs(Plan *plan, Job *jobs)
{
    for (size_t i = 0; i < plan->nodes.count; i++) {
        jobs[i] = (Job){
            .runner = plan->runner,
            .ledger = &plan->ledger,
            .revision = plan->nodes.items[i]->revision,
            .way = plan->way,
            .create_ledger = i == 0 && !plan->ledger.exists,
            .done_before = i,
        };
        if (!job_prepare(&jobs[i]) || !job_resume(&jobs[i]))
            return false;
    }
    return true;
}

/* What the server remarked while the revision ran. */
static void say_notices(const Runner *runner)
{
    size_t count;
    const DbNotice *notices = db_notices(runner->db, &count);

    for (size_t i = 0; i < count; i++) {
        const char *line =
            arena_printf(runner->run, "%s: %s", notices[i].severity, notices[i].message);
        RunnerEvent event = {.name = "notice", .line = line};

        if (runner->say)
            runner->say(runner->context, line);
        if (runner->watch)
            runner->watch(runner->context, &event);
    }
    db_forget_notices(runner->db);
}

/* What was there before modelc is made where it is not. */
static bool lay(const Plan *plan, const Revision *revision, RunResult *result)
{
    return plan->way == DIRECTION_DOWN ||
           baseline_lay(plan->runner, &plan->ledger, revision, &result->baseline);
}

static bool run_jobs(Plan *plan, Job *jobs, RunResult *result)
{
    Runner *runner = plan->runner;

    db_forget_notices(runner->db);
    for (size_t i = 0; i < plan->nodes.count; i++) {
        GraphNode *node = plan->nodes.items[i];

        if (is_stopped(runner))
            return refuse_stopped(runner, node->revision);
        if (runner->say && !runner->dry_run)
            runner->say(runner->context, running_line(runner->run, node->revision, plan->way));

        bool ok = lay(plan, node->revision, result) && (runner->dry_run || job_run(&jobs[i]));

        say_notices(runner);
        if (!ok)
            return false;
        plan->applied[node->order] = plan->way == DIRECTION_UP;
        vec_push(runner->run, &result->nodes, node);
        applied_heads(runner, plan->applied, &result->after);
    }
    return true;
}

static bool plan_run(Plan *plan, RunResult *result)
{
    Job *jobs = arena_alloc(plan->runner->run, (plan->nodes.count + 1) * sizeof *jobs);

    return prepare_jobs(plan, jobs) && run_jobs(plan, jobs, result);
}

/* What is applied as those that it replaces gets a row of its own, for its way down to note. */
static bool adopt_rows(const Plan *plan)
{
    const Runner *runner = plan->runner;
    DbError error;

    for (size_t i = 0; plan->way == DIRECTION_DOWN && i < plan->nodes.count; i++) {
        const Revision *revision = plan->nodes.items[i]->revision;

        if (revision->replaces.count == 0 || ledger_find(&plan->ledger, revision->id))
            continue;
        if (db_run(runner->run, runner->db,
                   ledger_add_sql(runner->run, runner->ledger_schema, revision, NULL), &error))
            continue;
        db_report(runner->findings, runner->db, "cannot write the ledger", &error);
        return false;
    }
    return true;
}

/* What is pending is known only under the lock; without anything pending no lock is needed. */
static bool go(Plan *plan, RunResult *result)
{
    Runner *runner = plan->runner;
    bool ok;

    *result = (RunResult){0};
    if (!plan_make(plan, result))
        return false;
    if (plan->nodes.count == 0)
        return true;
    if (runner->dry_run)
        return plan_run(plan, result);
    if (!runner_lock(runner))
        return false;
    ok = plan_make(plan, result) && adopt_rows(plan) && plan_run(plan, result);
    if (!db_is_lost(runner->db))
        lock_release(runner->run, runner->db, runner->ledger_schema);
    return ok;
}

bool runner_upgrade(Runner *runner, const char *word, RunResult *result)
{
    return go(&(Plan){.runner = runner, .word = word, .way = DIRECTION_UP}, result);
}

bool runner_downgrade(Runner *runner, const char *word, RunResult *result)
{
    return go(&(Plan){.runner = runner, .word = word, .way = DIRECTION_DOWN}, result);
}

bool runner_run(Runner *runner, const NodeVec *nodes, Direction way, RunResult *result)
{
    return go(&(Plan){.runner = runner, .given = nodes, .way = way}, result);
}
