#include "migrate/runner_plain.h"

#include "base/text.h"
#include "migrate/leftover.h"
#include "migrate/runner_failure.h"

#include <string.h>

static const ScriptStatement *statement_of(const Job *job)
{
    return &job->steps.items[job->mark.steps].items[job->mark.statements];
}

static bool refuse(const Job *job, const DbError *error)
{
    Failure failure = {
        &revision_script(job->revision, job->way)->steps.items[job->mark.steps],
        statement_of(job),
        *error,
    };

    failure.error.position = 0;
    return refuse_failure(job, &failure);
}

/* Together with its note */

/*
 * Most statements could run in a transaction as well, and some are one (BEGIN to COMMIT).  Such a
 * unit is committed together with the ledger's row, so that no crash can come between.
 *
 * False with `*alone` when PostgreSQL wants it outside; nothing has happened then.
 */
static bool run_noted(Job *job, bool *alone)
{
    Batch batch = {0};
    Failure failure;
    LedgerMark next;
    bool more = job_next(job, false, &next);

    batch_unit(job, &batch);
    batch_own_role(job, &batch);
    batch_own(job, &batch, job_ledger_sql(job, more ? &next : NULL));
    *alone = false;
    if (batch_run(job, &batch, &failure)) {
        job_advance(job, more ? &next : NULL);
        return true;
    }
    /* active_sql_transaction; invalid_transaction_termination: a COMMIT in a DO block or CALL */
    *alone =
        !statement_begins_transaction(statement_of(job)) &&
        (text_same(failure.error.sqlstate, "25001") || text_same(failure.error.sqlstate, "2D000"));
    return *alone ? false : refuse_failure(job, &failure);
}

/* Alone */

static bool is_concurrent(const Job *job)
{
    return statement_is_concurrent(statement_of(job));
}

static bool clear(Job *job, DbError *error)
{
    Runner *runner = job->runner;
    StrVec removed = {0};
    bool ok = leftover_clear(runner->run, runner->db, statement_of(job)->sql, &removed, error);

    for (size_t i = 0; i < removed.count; i++)
        job_say(job, "removed",
                arena_printf(runner->run, "Removed invalid index %s of an earlier attempt",
                             removed.items[i]));
    return ok;
}

static bool send(const Job *job, DbError *error)
{
    Runner *runner = job->runner;
    DbError ignored;
    bool ok =
        db_run(runner->run, runner->db, job_timeouts(job, false, is_concurrent(job)), error) &&
        db_query(runner->run, runner->db, statement_of(job)->sql, NULL, error);

    if (!db_is_lost(runner->db))
        db_run(runner->run, runner->db, "RESET lock_timeout; RESET statement_timeout", &ignored);
    return ok;
}

/* What an attempt left goes at once, so that a failure is as if nothing had been tried. */
static bool send_retried(Job *job, DbError *error)
{
    for (unsigned try = 0;; try++) {
        DbError ignored;

        if (send(job, error))
            return true;
        if (db_is_lost(job->runner->db) || !clear(job, &ignored))
            return false;
        if (!error_is_passing(error) || try + 1 >= job_tries(job) || job_is_stopped(job))
            return false;
        job_back_off(job, error, try);
    }
}

static void measure_alone(const Job *job)
{
    const Runner *runner = job->runner;
    const ScriptStatement *statement = statement_of(job);
    const Rows *rows;
    DbError error;

    if (!job_measures(job, statement))
        return;
    rows = db_query(runner->run, runner->db, runner->probe, NULL, &error);
    if (rows)
        runner->measure(runner->measuring, job->revision,
                        &revision_script(job->revision, job->way)->steps.items[job->mark.steps],
                        statement, true, rows);
}

static bool note_begun(Job *job, bool begun)
{
    LedgerMark mark = job->mark;

    mark.begun = begun;
    if (!job_note(job, &mark))
        return false;
    job->mark = mark;
    return true;
}

static bool note_next(Job *job)
{
    LedgerMark next;
    bool more = job_next(job, false, &next);

    if (!job_note(job, more ? &next : NULL))
        return false;
    job_advance(job, more ? &next : NULL);
    return true;
}

static bool run_alone(Job *job)
{
    DbError error;

    if (!note_begun(job, true))
        return false;
    if (!clear(job, &error) || !send_retried(job, &error)) {
        /* An answer of the server is certain: it is not done. */
        if (!db_is_lost(job->runner->db))
            note_begun(job, false);
        return refuse(job, &error);
    }
    measure_alone(job);
    return note_next(job);
}

/* An earlier command */

static bool refuse_unknown(const Job *job)
{
    Findings *findings = job->runner->findings;
    const Step *step = &revision_script(job->revision, job->way)->steps.items[job->mark.steps];
    const ScriptStatement *statement = statement_of(job);
    size_t end = statement->offset + strcspn(statement->sql, "\n");
    Range at = {
        .file = job->revision->path,
        .begin = revision_offset(job->revision, step, statement->offset),
        .end = revision_offset(job->revision, step, end),
    };

    finding_add(findings, FINDING_MC723, at,
                "this statement of revision \"%s\" was sent before, and it is not known whether it "
                "ran",
                job->revision->id)
        ->hint = arena_printf(findings->arena,
                              "Look at the database. When it ran, say \"modelc resolve %s --step "
                              "%zu.%zu\"; when not, \"modelc resolve %s --step %zu.%zu\".",
                              job->revision->id, job->mark.steps, job->mark.statements + 1,
                              job->revision->id, job->mark.steps, job->mark.statements);
    return false;
}

/* The statement that was under way when an earlier command was killed. */
static bool settle(Job *job)
{
    DbError error;
    Runner *runner = job->runner;

    switch (leftover_outcome(runner->run, runner->db, statement_of(job)->sql,
                             ledger_age_sql(runner->run, runner->ledger_schema, job->revision),
                             &error)) {
    case OUTCOME_DONE:
        job_say(job, "settled",
                arena_printf(runner->run, "Statement %zu of step %zu had ended well",
                             job->mark.statements + 1, job->mark.steps + 1));
        return note_next(job);
    case OUTCOME_NOT_DONE:
        return run_alone(job);
    case OUTCOME_UNKNOWN:
        return refuse_unknown(job);
    case OUTCOME_ERROR:
        break;
    }
    return refuse(job, &error);
}

static bool run_statement(Job *job)
{
    bool alone = is_concurrent(job);

    if (job->mark.begun)
        return settle(job);
    return (!alone && run_noted(job, &alone)) || (alone && run_alone(job));
}

/* An earlier command has run the start of the step; what it set then went with its connection. */
static bool set_again(Job *job)
{
    const ScriptStatements *statements = &job->steps.items[job->mark.steps];
    size_t mark = job->mark.statements;
    bool ok = true;

    for (size_t i = 0; ok && i < mark; i = statements_unit(statements, i)) {
        DbError error;

        if (!statement_is_setting(&statements->items[i]))
            continue;
        job->mark.statements = i;
        ok = db_query(job->runner->run, job->runner->db, statements->items[i].sql, NULL, &error) ||
             refuse(job, &error);
    }
    job->mark.statements = mark;
    return ok;
}

bool plain_step_run(Job *job)
{
    size_t step = job->mark.steps;

    if (job->steps.items[step].count == 0)
        return note_next(job);
    if (!set_again(job))
        return false;
    while (!job->finished && job->mark.steps == step)
        if (job_is_stopped(job) ? !job_refuse_stopped(job) : !run_statement(job))
            return false;
    return true;
}
