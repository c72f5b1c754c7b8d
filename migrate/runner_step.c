#include "migrate/runner_step.h"

#include "base/text.h"

#include <string.h>
#include <time.h>

static const unsigned tries = 10, backoff_ms_first = 100, backoff_ms_most = 5000;

/* Bounds what both sides have to keep. */
static const size_t statements_per_exchange = 500;

static const Script *job_script(const Job *job)
{
    return revision_script(job->revision, job->way);
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
        vec_push(runner->run, &job->steps, statements);
    }
    return true;
}

/* Failures */

/* Where a statement failed: NULL when it was one of ours. */
typedef struct Failure {
    const Step *step;
    const ScriptStatement *statement;
    DbError error;
} Failure;

/* Bytes before the `position`th character, counted from 1. */
static size_t byte_offset(const char *text, size_t position)
{
    size_t at = 0;

    for (; text[at] && position > 1; position--)
        do
            at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

static size_t word_length(const char *text)
{
    size_t length = strcspn(text, " \t\r\n(),;");

    return length ? length : 1;
}

static Range failure_range(const Job *job, const Failure *failure)
{
    const ScriptStatement *statement = failure->statement;
    size_t offset, length;

    if (!statement)
        return job_script(job)->at;
    if (statement->precheck)
        return (Range){job->revision->path, failure->step->begin, failure->step->end, NULL};
    offset = failure->error.position ? byte_offset(statement->sql, failure->error.position) : 0;
    /* Without a place, all of the first line is meant. */
    length = failure->error.position ? word_length(statement->sql + offset)
                                     : strcspn(statement->sql, "\n");
    offset += statement->offset;
    return (Range){
        .file = job->revision->path,
        .begin = revision_offset(job->revision, failure->step, offset),
        .end = revision_offset(job->revision, failure->step, offset + length),
    };
}

/* Advice where the server gives none. */
static const char *advice_for(const DbError *error)
{
    static const struct {
        const char *state, *advice;
    } rows[] = {
        {"23502", "Existing rows have no value for it: give the column a server default in the "
                  "model, or fill the rows in this revision first."            },
        {"23505", "Rows with the same value exist: remove them in this revision first."         },
        {"23503", "Rows refer to others that do not exist: correct them in this revision first."},
        {"23514", "Rows violate the check: correct them in this revision first."                },
        {"42501", "The role of the connection lacks a right; the owner of the object has it."   },
        {"55P03", "Another session uses the table: see pg_stat_activity, and run it again."     },
        {"40P01", "Another session takes locks in another order: run it again."                 },
        {"57014", "It was cancelled."                                                           },
    };

    if (error->hint)
        return error->hint;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_same(error->sqlstate, rows[i].state))
            return rows[i].advice;
    return NULL;
}

static const char *state_of(const Job *job, bool atomic)
{
    if (!atomic)
        return "the steps before this one are done, this one is not; run it again to go on here";
    if (job->done_before == 0)
        return "rolled back; the database is unchanged";
    return arena_printf(job->runner->run, "rolled back; the revisions before it (%zu) stay %s",
                        job->done_before, job->way == DIRECTION_UP ? "applied" : "undone");
}

static bool refuse_lost(const Job *job, const Failure *failure)
{
    Findings *findings = job->runner->findings;

    finding_add(findings, FINDING_MC701, failure_range(job, failure),
                "the connection was lost while revision \"%s\" was running: %s", job->revision->id,
                failure->error.message)
        ->hint = "The server rolls back what was not committed; \"modelc current\" tells where the "
                 "database is.";
    return false;
}

static bool refuse_failure(const Job *job, const Failure *failure, bool atomic)
{
    const DbError *error = &failure->error;
    Findings *findings = job->runner->findings;
    Finding *finding;

    if (db_is_lost(job->runner->db))
        return refuse_lost(job, failure);
    finding = finding_add(findings, FINDING_MC707, failure_range(job, failure),
                          "%s of revision \"%s\" failed: %s (SQLSTATE %s)",
                          job->way == DIRECTION_UP ? "upgrade" : "downgrade", job->revision->id,
                          error->message, error->sqlstate ? error->sqlstate : "unknown");
    finding->object = job->revision->id;
    finding->hint = arena_strdup(findings->arena, advice_for(error));
    if (error->detail)
        finding_note(findings, finding, NO_RANGE, "%s", error->detail);
    if (error->context)
        finding_note(findings, finding, NO_RANGE, "%s", error->context);
    finding_note(findings, finding, NO_RANGE, "%s", state_of(job, atomic));
    return false;
}

/* Transactions */

/* Statements of one transaction, ours around those of the file. */
typedef struct Batch {
    VEC(const char *) sql;
    VEC(const ScriptStatement *) statements; /* NULL: ours */
    VEC(const Step *) steps;
} Batch;

static void batch_own(const Job *job, Batch *batch, const char *sql)
{
    vec_push(job->runner->run, &batch->sql, sql);
    vec_push(job->runner->run, &batch->statements, NULL);
    vec_push(job->runner->run, &batch->steps, NULL);
}

static void batch_begin(const Job *job, Batch *batch)
{
    StrVec create = {0};

    batch_own(job, batch, "BEGIN");
    batch_own(job, batch, "SET LOCAL lock_timeout = '" RUNNER_LOCK_TIMEOUT "'");
    if (!job->create_ledger)
        return;
    ledger_create_sql(job->runner->run, job->runner->ledger_schema, &create);
    for (size_t i = 0; i < create.count; i++)
        batch_own(job, batch, create.items[i]);
}

static void batch_step(const Job *job, Batch *batch, size_t index)
{
    const ScriptStatements *statements = &job->steps.items[index];

    for (size_t i = 0; i < statements->count; i++) {
        vec_push(job->runner->run, &batch->sql, statements->items[i].sql);
        vec_push(job->runner->run, &batch->statements, &statements->items[i]);
        vec_push(job->runner->run, &batch->steps, &job_script(job)->steps.items[index]);
    }
}

static DbError copy_error(Arena *run, const DbError *error)
{
    return (DbError){
        .sqlstate = arena_strdup(run, error->sqlstate),
        .message = arena_strdup(run, error->message),
        .detail = arena_strdup(run, error->detail),
        .hint = arena_strdup(run, error->hint),
        .context = arena_strdup(run, error->context),
        .position = error->position,
    };
}

/* Take the results of statements [begin, end); the rows of scripts are of no use. */
static bool batch_take(const Job *job, const Batch *batch, size_t begin, size_t end,
                       Failure *failure)
{
    Arena *scratch = arena_new();
    bool ok = true;

    for (size_t i = begin; ok && i < end; i++) {
        DbError error;

        ok = db_pipe_take(scratch, job->runner->db, &error) != NULL;
        if (!ok)
            *failure = (Failure){batch->steps.items[i], batch->statements.items[i],
                                 copy_error(job->runner->run, &error)};
        arena_reset(scratch);
    }
    arena_free(scratch);
    return ok;
}

/* Few exchanges, each of many statements; false and the first failure. */
static bool batch_send(const Job *job, const Batch *batch, Failure *failure)
{
    Db *db = job->runner->db;
    bool ok = db_pipe_begin(db);

    *failure = (Failure){.error = {.message = "it cannot be written to"}};
    for (size_t begin = 0; ok && begin < batch->sql.count; begin += statements_per_exchange) {
        size_t end = begin + statements_per_exchange;

        end = end < batch->sql.count ? end : batch->sql.count;
        for (size_t i = begin; ok && i < end; i++)
            ok = db_pipe_send(db, batch->sql.items[i]);
        ok = ok && batch_take(job, batch, begin, end, failure);
    }
    return db_pipe_end(db) && ok;
}

static bool is_worth_retrying(const DbError *error)
{
    return text_same(error->sqlstate, "55P03") || text_same(error->sqlstate, "40P01");
}

static bool is_stopped(const Job *job)
{
    return job->runner->stopped && job->runner->stopped(job->runner->context);
}

/* In slices, so that the user is heard. */
static void pause_job(const Job *job, unsigned pause_ms)
{
    static const struct timespec slice = {0, 50000000};

    for (unsigned waited_ms = 0; waited_ms < pause_ms && !is_stopped(job); waited_ms += 50)
        nanosleep(&slice, NULL);
}

static void back_off(const Job *job, const DbError *error, unsigned try)
{
    unsigned pause_ms = backoff_ms_first << (try < 6 ? try : 6);

    pause_ms = pause_ms < backoff_ms_most ? pause_ms : backoff_ms_most;
    if (job->runner->say)
        job->runner->say(job->runner->context,
                         arena_printf(job->runner->run, "Retrying %s in %u ms: %s",
                                      job->revision->id, pause_ms, error->message));
    pause_job(job, pause_ms);
}

/* The whole transaction, again and again while another session is in the way. */
static bool batch_run(const Job *job, const Batch *batch, Failure *failure)
{
    for (unsigned try = 0;; try++) {
        DbError ignored;

        if (batch_send(job, batch, failure))
            return true;
        if (db_is_lost(job->runner->db))
            return false;
        db_run(job->runner->run, job->runner->db, "ROLLBACK", &ignored);
        if (!is_worth_retrying(&failure->error) || try + 1 == tries || is_stopped(job))
            return false;
        back_off(job, &failure->error, try);
    }
}

/* Whole revisions */

/* What the ledger says when `done` steps have run; -1: all. */
static const char *ledger_sql(const Job *job, long done)
{
    Arena *run = job->runner->run;
    const char *schema = job->runner->ledger_schema, *id = job->revision->id;

    if (job->way == DIRECTION_UP)
        return ledger_add_sql(run, schema, job->revision, done);
    return done < 0 ? ledger_remove_sql(run, schema, id) : ledger_undo_sql(run, schema, id, done);
}

static bool run_atomic(const Job *job)
{
    Batch batch = {0};
    Failure failure;

    batch_begin(job, &batch);
    for (size_t i = 0; i < job->steps.count; i++)
        batch_step(job, &batch, i);
    batch_own(job, &batch, ledger_sql(job, -1));
    batch_own(job, &batch, "COMMIT");
    return batch_run(job, &batch, &failure) || refuse_failure(job, &failure, true);
}

/* The ledger's row alone, between steps. */
static bool run_note(const Job *job, long done)
{
    Batch batch = {0};
    Failure failure;

    batch_begin(job, &batch);
    batch_own(job, &batch, ledger_sql(job, done));
    batch_own(job, &batch, "COMMIT");
    return batch_run(job, &batch, &failure) || refuse_failure(job, &failure, false);
}

static bool run_transaction_step(const Job *job, size_t index)
{
    Batch batch = {0};
    Failure failure;

    batch_begin(job, &batch);
    batch_step(job, &batch, index);
    batch_own(job, &batch, ledger_sql(job, (long)index + 1));
    batch_own(job, &batch, "COMMIT");
    return batch_run(job, &batch, &failure) || refuse_failure(job, &failure, false);
}

/*
 * One statement per exchange, because several would be one implicit transaction.  No lock_timeout:
 * a CREATE INDEX CONCURRENTLY that it ends leaves an invalid index behind.
 */
static bool run_plain_step(const Job *job, size_t index)
{
    const ScriptStatements *statements = &job->steps.items[index];
    Runner *runner = job->runner;

    for (size_t i = 0; i < statements->count; i++) {
        Failure failure = {&job_script(job)->steps.items[index], &statements->items[i], {0}};

        if (!db_query(runner->run, runner->db, statements->items[i].sql, NULL, &failure.error))
            return refuse_failure(job, &failure, false);
    }
    return run_note(job, (long)index + 1);
}

static bool run_step(const Job *job, size_t index)
{
    return job_script(job)->steps.items[index].transactional ? run_transaction_step(job, index)
                                                             : run_plain_step(job, index);
}

/* Where to go on: steps that an earlier command finished. */
static size_t first_step(const Job *job)
{
    const LedgerRow *row = ledger_find(job->ledger, job->revision->id);
    long done = !row ? 0 : job->way == DIRECTION_UP ? row->up_done : row->down_done;

    return done > 0 ? (size_t)done : 0;
}

static bool run_steps(Job *job)
{
    size_t index = first_step(job);

    /* Before the first step, so that a crash inside it does not pass for "never begun". */
    if (index == 0 && !run_note(job, 0))
        return false;
    job->create_ledger = false;
    for (; index < job->steps.count; index++)
        if (!run_step(job, index))
            return false;
    return run_note(job, -1);
}

/* A revision that is under way in one direction cannot be run in the other. */
static bool check_direction(const Job *job)
{
    const LedgerRow *row = ledger_find(job->ledger, job->revision->id);
    bool up = job->way == DIRECTION_UP;

    if (!row || (up ? row->down_done : row->up_done) < 0)
        return true;
    finding_add(job->runner->findings, FINDING_MC709, NO_RANGE, "revision \"%s\" was %s halfway",
                job->revision->id, up ? "downgraded" : "upgraded")
        ->hint = arena_printf(job->runner->findings->arena, "Run \"modelc %s\" to the end first.",
                              up ? "downgrade" : "upgrade");
    return false;
}

bool job_run(Job *job)
{
    if (!check_direction(job))
        return false;
    return script_is_atomic(job_script(job)) ? run_atomic(job) : run_steps(job);
}
