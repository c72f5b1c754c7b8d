/*
 * One revision on a server: its steps, in transactions or outside of them, from wherever an earlier
 * command had to stop.
 */
#ifndef MIGRATE_RUNNER_STEP_H
#define MIGRATE_RUNNER_STEP_H

#include "migrate/runner.h"

/* One revision to run. */
typedef struct Job {
    Runner *runner;
    const Ledger *ledger; /* as read under the lock */
    const Revision *revision;
    Direction way;
    bool create_ledger; /* the table does not exist yet */
    size_t done_before; /* revisions this command has run already */
    VEC(ScriptStatements) steps;
    LedgerMark mark;      /* how far it is */
    bool finished;        /* all of it is done, and the ledger says so */
    long long started_ms; /* by clock_ms() */
} Job;

/* Take the migration lock as the runner says; false after MC706 or MC702. */
bool runner_lock(Runner *runner);

/* Split all steps; false after MC802 or MC812. */
bool job_prepare(Job *job);

/* Run it; false after MC707, MC701, MC709, MC721, MC722, MC723 or MC724. */
bool job_run(Job *job);

/* Where an earlier command stopped; false and MC722 or MC723 when it cannot go on from there. */
bool job_resume(Job *job);

/*
 * The mark behind the statement that is next (or `whole_step`: the step); false when nothing is
 * behind it.
 */
bool job_next(const Job *job, bool whole_step, LedgerMark *next);

/* The digest of what is done before the mark: of its text, so that a later edit is noticed. */
const char *job_digest(const Job *job, size_t steps, size_t statements);

/* The statement that makes the ledger say that the mark is reached; NULL: that all is done. */
const char *job_ledger_sql(const Job *job, const LedgerMark *mark);

/* Write it, alone. */
bool job_note(Job *job, const LedgerMark *mark);

/* The mark is reached, or all is done (`next` NULL), and the ledger says so. */
void job_advance(Job *job, const LedgerMark *next);

/* Tell those who watch; `line` is for people and may be NULL. */
void job_say(const Job *job, const char *event, const char *line);

/* MC707: the user has given up; returns false. */
bool job_refuse_stopped(const Job *job);

#endif
