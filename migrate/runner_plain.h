/*
 * A step outside of a transaction: one statement per exchange, and after each the ledger says where
 * it is.
 */
#ifndef MIGRATE_RUNNER_PLAIN_H
#define MIGRATE_RUNNER_PLAIN_H

#include "migrate/runner_step.h"

/* Run the step under way from the statement that is next; false as job_run(). */
bool plain_step_run(Job *job);

#endif
