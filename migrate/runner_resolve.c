/* Repairs by hand: a person says in the ledger how far a revision is. */
#include "migrate/lock.h"
#include "migrate/runner_failure.h"

static bool refuse_step(const Job *job, const Resolution *resolution)
{
    Findings *findings = job->runner->findings;

    finding_add(findings, FINDING_MC806, NO_RANGE,
                "revision \"%s\" has no step %zu.%zu in its way %s", job->revision->id,
                resolution->steps, resolution->statements,
                resolution->way == DIRECTION_UP ? "up" : "down")
        ->hint =
        arena_printf(findings->arena, "It has %zu step%s; \"modelc resolve %s\" lists them.",
                     job->steps.count, job->steps.count == 1 ? "" : "s", job->revision->id);
    return false;
}

/* The place of the resolution, as the runner would have noted it. */
static bool place(Job *job, const Resolution *resolution, LedgerMark *mark, bool *finished)
{
    size_t steps = resolution->steps, statements = resolution->statements;

    if (!job_prepare(job))
        return false;
    if (steps < job->steps.count && statements > 0 && statements == job->steps.items[steps].count) {
        steps++;
        statements = 0;
    }
    *mark = (LedgerMark){.steps = steps, .statements = statements};
    *finished = steps == job->steps.count && statements == 0;
    return *finished ||
           (steps < job->steps.count && statements <= job->steps.items[steps].count &&
            !statement_is_inside(&job->steps.items[steps], statements) &&
            (statements == 0 ||
             !revision_script(job->revision, job->way)->steps.items[steps].transactional)) ||
           refuse_step(job, resolution);
}

static bool write_row(Job *job, const Resolution *resolution)
{
    Runner *runner = job->runner;
    Batch batch = {0};
    Failure failure;
    LedgerMark mark;
    bool finished = true;

    if (resolution->way != DIRECTION_ANY && !place(job, resolution, &mark, &finished))
        return false;
    batch_begin(job, &batch);
    /* A way down begins at a row. */
    if (resolution->way == DIRECTION_DOWN)
        batch_own(job, &batch,
                  ledger_add_sql(runner->run, runner->ledger_schema, job->revision, NULL));
    if (resolution->undone)
        batch_own(job, &batch,
                  ledger_remove_sql(runner->run, runner->ledger_schema, job->revision));
    else
        batch_own(job, &batch, job_ledger_sql(job, finished ? NULL : &mark));
    return batch_run(job, &batch, &failure) || refuse_failure(job, &failure);
}

bool runner_resolve(Runner *runner, const GraphNode *node, const Resolution *resolution)
{
    Ledger ledger;
    Job job = {
        .runner = runner,
        .ledger = &ledger,
        .revision = node->revision,
        .way = resolution->way == DIRECTION_DOWN ? DIRECTION_DOWN : DIRECTION_UP,
    };
    bool ok;

    if (!runner_lock(runner))
        return false;
    ok = ledger_read(runner->run, runner->findings, runner->db, runner->ledger_schema, &ledger);
    job.create_ledger = !ledger.exists;
    ok = ok && write_row(&job, resolution);
    if (!db_is_lost(runner->db))
        lock_release(runner->run, runner->db, runner->ledger_schema);
    return ok;
}
