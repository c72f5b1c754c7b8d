#include "migrate/runner_step.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/text.h"
#include "migrate/runner_failure.h"
#include "migrate/runner_plain.h"
#include "migrate/tenant.h"

#include <string.h>

static const Script *job_script(const Job *job)
{
    return revision_script(job->revision, job->way);
}

/* The SQL of the file says another schema's name. */
static void replace_schema(const Runner *runner, ScriptStatements *statements)
{
    for (size_t i = 0; runner->stands_for && i < statements->count; i++) {
        ScriptStatement *statement = &statements->items[i];
        const char *sql =
            tenant_sql(runner->run, statement->sql, runner->stands_for, runner->ledger_schema);

        statement->replaced = !text_same(sql, statement->sql);
        statement->sql = sql;
    }
}

bool job_prepare(Job *job)
{
    const Script *script = job_script(job);
    const Runner *runner = job->runner;

    if (!revision_check_way(runner->findings, job->revision, job->way))
        return false;
    for (size_t i = 0; i < script->steps.count; i++) {
        ScriptStatements statements = {0};

        if (!step_statements(runner->run, runner->findings, job->revision, &script->steps.items[i],
                             &statements))
            return false;
        replace_schema(runner, &statements);
        vec_push(runner->run, &job->steps, statements);
    }
    return true;
}

void job_say(const Job *job, const char *event, const char *line)
{
    const Runner *runner = job->runner;
    bool inside = !script_is_atomic(job_script(job)) && !job->finished;
    RunnerEvent happened = {
        .name = event,
        .line = line,
        .revision = job->revision,
        .way = job->way,
        .step = inside ? job->mark.steps + 1 : 0,
        .steps = job->steps.count,
        .statement = inside ? job->mark.statements + 1 : 0,
        .elapsed_ms = clock_ms() - job->started_ms,
    };

    if (line && runner->say)
        runner->say(runner->context, line);
    if (runner->watch)
        runner->watch(runner->context, &happened);
}

/* Marks */

const char *job_digest(const Job *job, size_t steps, size_t statements)
{
    StrVec done = {0};

    if (job->way != DIRECTION_UP)
        return NULL;
    for (size_t i = 0; i < job->steps.count && i <= steps; i++)
        for (size_t k = 0; k < job->steps.items[i].count && (i < steps || k < statements); k++)
            vec_push(job->runner->run, &done, job->steps.items[i].items[k].sql);
    return arena_printf(job->runner->run, "sha256:%s", hash_list(job->runner->run, &done));
}

bool job_next(const Job *job, bool whole_step, LedgerMark *next)
{
    const ScriptStatements *statements = &job->steps.items[job->mark.steps];

    *next = (LedgerMark){.steps = job->mark.steps};
    if (!whole_step && job->mark.statements < statements->count)
        next->statements = statements_unit(statements, job->mark.statements);
    if (whole_step || next->statements == 0 || next->statements >= statements->count)
        *next = (LedgerMark){.steps = job->mark.steps + 1};
    return next->steps < job->steps.count;
}

const char *job_ledger_sql(const Job *job, const LedgerMark *mark)
{
    Arena *run = job->runner->run;
    const char *schema = job->runner->ledger_schema, *id = job->revision->id;
    LedgerMark noted;

    if (!mark)
        return job->way == DIRECTION_UP ? ledger_add_sql(run, schema, job->revision, NULL)
                                        : ledger_remove_sql(run, schema, job->revision);
    noted = *mark;
    noted.digest = job_digest(job, mark->steps, mark->statements);
    return job->way == DIRECTION_UP ? ledger_add_sql(run, schema, job->revision, &noted)
                                    : ledger_undo_sql(run, schema, id, &noted);
}

bool job_note(Job *job, const LedgerMark *mark)
{
    Batch batch = {0};
    Failure failure;

    batch_begin(job, &batch);
    batch_own_role(job, &batch);
    batch_own(job, &batch, job_ledger_sql(job, mark));
    if (!batch_run(job, &batch, &failure))
        return refuse_failure(job, &failure);
    job->create_ledger = false;
    return true;
}

void job_advance(Job *job, const LedgerMark *next)
{
    bool step_ends = !next || next->steps > job->mark.steps;

    job->create_ledger = false;
    if (step_ends)
        job_say(job, "step", NULL);
    job->finished = !next;
    if (next)
        job->mark = *next;
}

/* Running */

static bool run_atomic(Job *job)
{
    Batch batch = {0};
    Failure failure;

    batch_begin(job, &batch);
    for (size_t i = 0; i < job->steps.count; i++)
        batch_step(job, &batch, i);
    batch_reset(job, &batch);
    batch_own(job, &batch, job_ledger_sql(job, NULL));
    if (!batch_run(job, &batch, &failure))
        return refuse_failure(job, &failure);
    job_advance(job, NULL);
    return true;
}

static bool run_transaction_step(Job *job)
{
    Batch batch = {0};
    Failure failure;
    LedgerMark next;
    bool more = job_next(job, true, &next);

    batch_begin(job, &batch);
    batch_step(job, &batch, job->mark.steps);
    batch_reset(job, &batch);
    batch_own(job, &batch, job_ledger_sql(job, more ? &next : NULL));
    if (!batch_run(job, &batch, &failure))
        return refuse_failure(job, &failure);
    job_advance(job, more ? &next : NULL);
    return true;
}

bool job_refuse_stopped(const Job *job)
{
    Findings *findings = job->runner->findings;

    finding_add(findings, FINDING_MC707, NO_RANGE,
                "stopped inside revision \"%s\", before step %zu of %zu", job->revision->id,
                job->mark.steps + 1, job->steps.count)
        ->hint = "What ran before it stays; run the command again to go on.";
    return false;
}

/* After a step outside of transactions. */
static void reset_session(const Job *job)
{
    DbError ignored;

    if (script_changes_settings(job_script(job)) && !db_is_lost(job->runner->db))
        db_run(job->runner->run, job->runner->db, BATCH_RESET, &ignored);
}

static bool run_plain_step(Job *job)
{
    bool ok = plain_step_run(job);

    reset_session(job);
    return ok;
}

static bool run_steps(Job *job)
{
    const LedgerRow *row = ledger_find(job->ledger, job->revision->id);
    bool begun = row && row->under_way == job->way;

    /* Before the first step, so that a crash inside it does not pass for "never begun". */
    if (job->steps.count == 0 ? !job_note(job, NULL) : !begun && !job_note(job, &job->mark))
        return false;
    job->finished = job->steps.count == 0;
    while (!job->finished) {
        const Step *step = &job_script(job)->steps.items[job->mark.steps];

        if (job_is_stopped(job))
            return job_refuse_stopped(job);
        if (step->transactional ? !run_transaction_step(job) : !run_plain_step(job))
            return false;
    }
    return true;
}

bool job_run(Job *job)
{
    bool ok;

    job->started_ms = clock_ms();
    job_say(job, "begin", NULL);
    ok = script_is_atomic(job_script(job)) ? run_atomic(job) : run_steps(job);
    job_say(job, ok ? "end" : "failed", NULL);
    return ok;
}

/* Going on */

static bool refuse_direction(const Job *job, const char *id, Direction under_way)
{
    bool up = under_way == DIRECTION_UP;

    finding_add(job->runner->findings, FINDING_MC722, NO_RANGE,
                "revision \"%s\" is %s halfway; it cannot be %s from there", id,
                up ? "upgraded" : "downgraded", up ? "downgraded" : "upgraded")
        ->hint = arena_printf(job->runner->findings->arena,
                              "Run \"modelc %s\" to the end first, or put the database in order by "
                              "hand and say so with \"modelc resolve %s\".",
                              up ? "upgrade" : "downgrade", id);
    return false;
}

static bool refuse_edited(const Job *job)
{
    finding_add(job->runner->findings, FINDING_MC724, (Range){.file = job->revision->path},
                "steps of revision \"%s\" that have run were edited since", job->revision->id)
        ->hint = arena_printf(job->runner->findings->arena,
                              "Restore them; what has not run yet may be edited. \"modelc resolve "
                              "%s\" shows how far it is, and can set another place to go on from.",
                              job->revision->id);
    return false;
}

bool job_resume(Job *job)
{
    const LedgerRow *row = ledger_find(job->ledger, job->revision->id);

    if (!row || row->under_way == DIRECTION_ANY)
        return true;
    if (row->under_way != job->way)
        return refuse_direction(job, row->id, row->under_way);
    job->mark = row->mark;
    if (row->mark.steps >= job->steps.count ||
        row->mark.statements > job->steps.items[row->mark.steps].count)
        return refuse_edited(job);
    return !row->mark.digest ||
           text_same(row->mark.digest, job_digest(job, row->mark.steps, row->mark.statements)) ||
           refuse_edited(job);
}
