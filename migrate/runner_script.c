/* What the runner would do, as a script for psql. */
#include "migrate/runner_batch.h"

#include "base/strbuf.h"
#include "migrate/baseline.h"

#include <string.h>

typedef struct Printer {
    StrBuf out;
    Job job;
} Printer;

/* Behind a comment at its end, the semicolon needs a line of its own. */
static void print(Printer *printer, const char *sql)
{
    const char *last = strrchr(sql, '\n');

    strbuf_addf(&printer->out, "%s%s;\n\n", sql, strstr(last ? last : sql, "--") ? "\n" : "");
}

/* The statements of the batch are one transaction. */
static void print_batch(Printer *printer, Batch *batch)
{
    batch_own(&printer->job, batch, "COMMIT");
    for (size_t i = 0; i < batch->sql.count; i++)
        print(printer, batch->sql.items[i]);
    printer->job.create_ledger = false;
}

static void print_note(Printer *printer, const LedgerMark *mark)
{
    Batch batch = {0};

    batch_begin(&printer->job, &batch);
    batch_own_role(&printer->job, &batch);
    batch_own(&printer->job, &batch, job_ledger_sql(&printer->job, mark));
    print_batch(printer, &batch);
}

static void print_atomic(Printer *printer)
{
    Job *job = &printer->job;
    Batch batch = {0};

    batch_begin(job, &batch);
    for (size_t i = 0; i < job->steps.count; i++)
        batch_step(job, &batch, i);
    batch_reset(job, &batch);
    batch_own(job, &batch, job_ledger_sql(job, NULL));
    print_batch(printer, &batch);
}

static void print_transaction(Printer *printer, const LedgerMark *next)
{
    Job *job = &printer->job;
    Batch batch = {0};

    batch_begin(job, &batch);
    batch_step(job, &batch, job->mark.steps);
    batch_reset(job, &batch);
    batch_own(job, &batch, job_ledger_sql(job, next));
    print_batch(printer, &batch);
}

static void print_alone(Printer *printer, const ScriptStatement *statement, const LedgerMark *next)
{
    Job *job = &printer->job;

    job->mark.begun = true;
    print_note(printer, &job->mark);
    print(printer, job_timeouts(job, false, statement_is_concurrent(statement)));
    print(printer, statement->sql);
    print(printer, "RESET lock_timeout; RESET statement_timeout");
    print_note(printer, next);
}

/* A transaction of the file's own. */
static void print_unit(Printer *printer, const LedgerMark *next)
{
    Job *job = &printer->job;
    Batch batch = {0};

    batch_unit(job, &batch);
    batch_own_role(job, &batch);
    batch_own(job, &batch, job_ledger_sql(job, next));
    print_batch(printer, &batch);
}

/* What comes next, up to the mark `next`; NULL: the end. */
static void print_next(Printer *printer, bool whole, const LedgerMark *next)
{
    const LedgerMark *mark = &printer->job.mark;
    const ScriptStatements *statements = &printer->job.steps.items[mark->steps];

    if (whole)
        print_transaction(printer, next);
    else if (statements->count == 0)
        print_note(printer, next);
    else if (statement_begins_transaction(&statements->items[mark->statements]))
        print_unit(printer, next);
    else
        print_alone(printer, &statements->items[mark->statements], next);
}

static void print_steps(Printer *printer)
{
    Job *job = &printer->job;
    const Script *script = revision_script(job->revision, job->way);
    bool more = job->steps.count > 0;

    print_note(printer, more ? &job->mark : NULL);
    while (more) {
        bool whole = script->steps.items[job->mark.steps].transactional;
        LedgerMark next;

        more = job_next(job, whole, &next);
        print_next(printer, whole, more ? &next : NULL);
        if (!whole && script_changes_settings(script) && (!more || next.steps > job->mark.steps))
            print(printer, BATCH_RESET);
        job->mark = next;
    }
}

static bool print_revision(Printer *printer)
{
    Job *job = &printer->job;
    const Script *script = revision_script(job->revision, job->way);

    if (!job_prepare(job))
        return false;
    strbuf_addf(&printer->out, "-- %s\n\n",
                running_line(printer->out.arena, job->revision, job->way));
    if (script_is_atomic(script))
        print_atomic(printer);
    else
        print_steps(printer);
    return true;
}

const char *script_write(Arena *run, Findings *findings, const NodeVec *nodes, Direction way,
                         const char *ledger_schema, bool create_ledger)
{
    Runner runner = {.run = run, .findings = findings, .ledger_schema = ledger_schema};
    Printer printer = {.out = {.arena = run}};

    if (nodes->count > 0)
        strbuf_add(&printer.out, "\\set ON_ERROR_STOP on\n\n");
    for (size_t i = 0; i < nodes->count; i++) {
        printer.job = (Job){
            .runner = &runner,
            .revision = nodes->items[i]->revision,
            .way = way,
            .create_ledger = create_ledger && i == 0,
        };
        if (printer.job.create_ledger && way == DIRECTION_UP &&
            !baseline_print(&runner, printer.job.revision, &printer.out))
            return NULL;
        if (!print_revision(&printer))
            return NULL;
    }
    return strbuf_text(&printer.out);
}
