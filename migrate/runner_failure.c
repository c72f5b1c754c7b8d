#include "migrate/runner_failure.h"

#include "base/text.h"

#include <string.h>

static size_t word_length(const char *text)
{
    size_t length = strcspn(text, " \t\r\n(),;");

    return length ? length : 1;
}

/* The line of the mark. */
static Range precheck_range(const Job *job, const Failure *failure)
{
    const Step *step = failure->step;
    const char *at = strstr(step->sql, failure->statement->precheck);
    size_t offset = at ? (size_t)(at - step->sql) : 0;

    return (Range){
        .file = job->revision->path,
        .begin = revision_offset(job->revision, step, offset),
        .end = revision_offset(job->revision, step,
                               offset + (at ? strlen(failure->statement->precheck) : 0)),
    };
}

static Range failure_range(const Job *job, const Failure *failure)
{
    const ScriptStatement *statement = failure->statement;
    bool exact = failure->error.position && statement && !statement->replaced;
    size_t offset, length;

    if (!statement)
        return revision_script(job->revision, job->way)->at;
    if (statement->precheck)
        return precheck_range(job, failure);
    offset = exact ? text_utf8_offset(statement->sql, failure->error.position) : 0;
    /* Without a place, all of the first line is meant. */
    length = exact ? word_length(statement->sql + offset) : strcspn(statement->sql, "\n");
    offset += statement->offset;
    return (Range){
        .file = job->revision->path,
        .begin = revision_offset(job->revision, failure->step, offset),
        .end = revision_offset(job->revision, failure->step, offset + length),
    };
}

/* Advice where the server gives none, or one that loses what others have built. */
static const char *advice_for(const Failure *failure)
{
    const DbError *error = &failure->error;
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
        {"25001", "It cannot share a transaction: open its half with \"-- migrate:up "
                  "transaction:false\", or put it into a step of its own, \"-- modelc:step "
                  "transaction:false\"."                                       },
        {"25006",
         "The connection, its role or this file says that transactions read only; the ledger is "
         "written in the same one."                                                             },
        {"2BP01", "Change or drop first what stands on it; a drop with CASCADE would take it along "
                  "unseen."                                                    },
        {"57014", "It was cancelled."                                                           },
    };

    if (error->hint && !strstr(error->hint, "CASCADE"))
        return error->hint;
    if (!failure->statement && text_same(error->sqlstate, "42501"))
        return "The role of the connection writes the ledger: it needs INSERT, UPDATE and DELETE "
               "on " LEDGER_TABLE ", and to make it CREATE on its schema.";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_same(error->sqlstate, rows[i].state))
            return rows[i].advice;
    return NULL;
}

/* "steps 1 to 3 of 10". */
static const char *steps_done(const Job *job)
{
    size_t done = job->mark.steps;

    if (done == 0)
        return "no step is done";
    if (done == 1)
        return arena_printf(job->runner->run, "step 1 of %zu is done", job->steps.count);
    return arena_printf(job->runner->run, "steps 1 to %zu of %zu are done", done, job->steps.count);
}

static const char *state_of(const Job *job)
{
    Arena *run = job->runner->run;

    if (!script_is_atomic(revision_script(job->revision, job->way)))
        return arena_printf(run, "%s, and %zu statement%s of step %zu; run it again to go on there",
                            steps_done(job), job->mark.statements,
                            job->mark.statements == 1 ? "" : "s", job->mark.steps + 1);
    if (job->done_before == 0)
        return "rolled back; the database is unchanged";
    return arena_printf(run, "rolled back; the revisions before it (%zu) stay %s", job->done_before,
                        job->way == DIRECTION_UP ? "applied" : "undone");
}

static bool refuse_lost(const Job *job, const Failure *failure)
{
    Findings *findings = job->runner->findings;

    finding_add(findings, FINDING_MC701, failure_range(job, failure),
                "the connection was lost while revision \"%s\" was running: %s", job->revision->id,
                failure->error.message)
        ->hint = "The server rolls back what was not committed; \"modelc status\" tells where the "
                 "database is, and the same command goes on from there.";
    return false;
}

static bool refuse_precheck(const Job *job, const Failure *failure)
{
    Findings *findings = job->runner->findings;
    Finding *finding = finding_add(findings, FINDING_MC721, failure_range(job, failure),
                                   "a precheck of revision \"%s\" found rows", job->revision->id);

    finding->object = job->revision->id;
    finding->hint = "The step needs a query without rows: correct the data, then run it again.";
    finding_note(findings, finding, NO_RANGE, "%s", failure->statement->precheck);
    if (failure->error.detail)
        finding_note(findings, finding, NO_RANGE, "%s", failure->error.detail);
    finding_note(findings, finding, NO_RANGE, "%s", state_of(job));
    return false;
}

bool refuse_failure(const Job *job, const Failure *failure)
{
    const DbError *error = &failure->error;
    Findings *findings = job->runner->findings;
    Finding *finding;

    if (db_is_lost(job->runner->db))
        return refuse_lost(job, failure);
    if (failure->statement && failure->statement->precheck &&
        text_same(error->sqlstate, PRECHECK_STATE))
        return refuse_precheck(job, failure);
    finding = finding_add(findings, FINDING_MC707, failure_range(job, failure),
                          "%s of revision \"%s\" failed: %s (SQLSTATE %s)",
                          job->way == DIRECTION_UP ? "upgrade" : "downgrade", job->revision->id,
                          error->message, error->sqlstate ? error->sqlstate : "unknown");
    finding->object = job->revision->id;
    finding->hint = arena_strdup(findings->arena, advice_for(failure));
    if (error->detail)
        finding_note(findings, finding, NO_RANGE, "%s", error->detail);
    if (error->context)
        finding_note(findings, finding, NO_RANGE, "%s", error->context);
    finding_note(findings, finding, NO_RANGE, "%s", state_of(job));
    return false;
}
