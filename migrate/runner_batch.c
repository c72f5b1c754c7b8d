#include "migrate/runner_batch.h"

#include "base/clock.h"
#include "base/text.h"

enum { TRIES = 10, BACKOFF_MS_FIRST = 100, BACKOFF_MS_MOST = 5000, SLICE_MS = 50 };

/* Bounds what both sides have to keep. */
enum { STATEMENTS_PER_EXCHANGE = 500 };

static const RunnerTimeouts usual = {.lock_ms = 3000, .statement_ms = 0, .tries = TRIES};

static const RunnerTimeouts *timeouts(const Job *job)
{
    return job->runner->timeouts ? job->runner->timeouts : &usual;
}

unsigned job_tries(const Job *job)
{
    return timeouts(job)->tries;
}

bool job_is_stopped(const Job *job)
{
    return job->runner->stopped && job->runner->stopped(job->runner->context);
}

/*
 * A lock_timeout or a role's statement_timeout that ends a CREATE INDEX CONCURRENTLY leaves an
 * invalid index behind; it keeps nobody waiting while it waits.
 */
const char *job_timeouts(const Job *job, bool local, bool concurrent)
{
    const char *word = local ? "LOCAL " : "";

    return arena_printf(job->runner->run, "SET %slock_timeout = %u; SET %sstatement_timeout = %u",
                        word, concurrent ? 0 : timeouts(job)->lock_ms, word,
                        timeouts(job)->statement_ms);
}

/* Making one */

static void add(const Job *job, Batch *batch, const char *sql, const ScriptStatement *statement,
                const Step *step, const ScriptStatement *measured)
{
    Arena *run = job->runner->run;

    vec_push(run, &batch->sql, sql);
    vec_push(run, &batch->statements, statement);
    vec_push(run, &batch->steps, step);
    vec_push(run, &batch->measured, measured);
}

void batch_own(const Job *job, Batch *batch, const char *sql)
{
    add(job, batch, sql, NULL, NULL, NULL);
}

void batch_begin(const Job *job, Batch *batch)
{
    StrVec create = {0};

    batch_own(job, batch, "BEGIN");
    batch_own(
        job, batch,
        arena_printf(job->runner->run, "SET LOCAL lock_timeout = %u", timeouts(job)->lock_ms));
    batch_own(job, batch,
              arena_printf(job->runner->run, "SET LOCAL statement_timeout = %u",
                           timeouts(job)->statement_ms));
    if (!job->create_ledger)
        return;
    ledger_create_sql(job->runner->run, job->ledger, job->runner->ledger_schema, &create);
    for (size_t i = 0; i < create.count; i++)
        batch_own(job, batch, create.items[i]);
}

void batch_statement(const Job *job, Batch *batch, size_t step, size_t statement)
{
    const ScriptStatement *item = &job->steps.items[step].items[statement];
    const Step *of = &revision_script(job->revision, job->way)->steps.items[step];

    add(job, batch, item->sql, item, of, NULL);
    if (job_measures(job, item))
        add(job, batch, job->runner->probe, NULL, of, item);
}

bool job_measures(const Job *job, const ScriptStatement *statement)
{
    return job->runner->measure && !statement->precheck && !statement_is_setting(statement);
}

void batch_step(const Job *job, Batch *batch, size_t step)
{
    for (size_t i = 0; i < job->steps.items[step].count; i++)
        batch_statement(job, batch, step, i);
}

void batch_unit(const Job *job, Batch *batch)
{
    size_t step = job->mark.steps, first = job->mark.statements;
    const ScriptStatements *statements = &job->steps.items[step];
    size_t end = statements_unit(statements, first);

    batch_begin(job, batch);
    if (!statement_begins_transaction(&statements->items[first])) {
        batch_statement(job, batch, step, first);
        return;
    }
    batch->sql.items[0] = statements->items[first].sql;
    batch->statements.items[0] = &statements->items[first];
    batch->steps.items[0] = &revision_script(job->revision, job->way)->steps.items[step];
    for (size_t i = first + 1; i + 1 < end; i++)
        batch_statement(job, batch, step, i);
}

void batch_reset(const Job *job, Batch *batch)
{
    if (!script_changes_settings(revision_script(job->revision, job->way)))
        return;
    batch_own(job, batch, "RESET SESSION AUTHORIZATION");
    batch_own(job, batch, "RESET ROLE");
    batch_own(job, batch, "RESET ALL");
}

void batch_own_role(const Job *job, Batch *batch)
{
    if (!script_changes_settings(revision_script(job->revision, job->way)))
        return;
    batch_own(job, batch, "SET LOCAL SESSION AUTHORIZATION DEFAULT");
    batch_own(job, batch, "SET LOCAL role TO DEFAULT");
}

/* Running it */

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
        const Runner *runner = job->runner;
        const Rows *rows;
        DbError error;

        rows = db_pipe_take(scratch, runner->db, &error);
        ok = rows != NULL;
        if (ok && batch->measured.items[i])
            runner->measure(runner->measuring, job->revision, batch->steps.items[i],
                            batch->measured.items[i], false, rows);
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
    for (size_t begin = 0; ok && begin < batch->sql.count; begin += STATEMENTS_PER_EXCHANGE) {
        size_t end = begin + STATEMENTS_PER_EXCHANGE;

        end = end < batch->sql.count ? end : batch->sql.count;
        for (size_t i = begin; ok && i < end; i++)
            ok = db_pipe_send(db, batch->sql.items[i]);
        ok = ok && batch_take(job, batch, begin, end, failure);
    }
    return db_pipe_end(db) && ok;
}

bool error_is_passing(const DbError *error)
{
    return text_same(error->sqlstate, "55P03") || text_same(error->sqlstate, "40P01");
}

/* In slices, so that the user is heard. */
static void pause_job(const Job *job, unsigned pause_ms)
{
    for (unsigned waited_ms = 0; waited_ms < pause_ms && !job_is_stopped(job);
         waited_ms += SLICE_MS)
        clock_sleep(SLICE_MS);
}

void job_back_off(const Job *job, const DbError *error, unsigned try)
{
    unsigned pause_ms = (unsigned)BACKOFF_MS_FIRST << (try < 6 ? try : 6);

    pause_ms = pause_ms < BACKOFF_MS_MOST ? pause_ms : BACKOFF_MS_MOST;
    job_say(job, "retry",
            arena_printf(job->runner->run, "Retrying %s in %u ms: %s", job->revision->id, pause_ms,
                         error->message));
    pause_job(job, pause_ms);
}

bool batch_run(const Job *job, Batch *batch, Failure *failure)
{
    batch_own(job, batch, "COMMIT");
    for (unsigned try = 0;; try++) {
        DbError ignored;

        if (batch_send(job, batch, failure))
            return true;
        if (db_is_lost(job->runner->db))
            return false;
        if (db_in_transaction(job->runner->db))
            db_run(job->runner->run, job->runner->db, "ROLLBACK", &ignored);
        if (!error_is_passing(&failure->error) || try + 1 >= job_tries(job) || job_is_stopped(job))
            return false;
        job_back_off(job, &failure->error, try);
    }
}
