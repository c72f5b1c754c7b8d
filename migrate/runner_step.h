/*
 * One revision on a server: its steps in transactions, retried where waiting helps, and the story
 * of a failure.
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
} Job;

/* Take the migration lock as the runner says; false after MC706 or MC702. */
bool runner_lock(Runner *runner);

/* Split all steps; false after MC802 or MC812. */
bool job_prepare(Job *job);

/* Run it; false after MC707, MC701 or MC709. */
bool job_run(Job *job);

#endif
