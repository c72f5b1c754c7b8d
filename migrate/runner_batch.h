/*
 * The statements of one transaction, sent in few exchanges and run again as a whole while another
 * session is in the way.
 */
#ifndef MIGRATE_RUNNER_BATCH_H
#define MIGRATE_RUNNER_BATCH_H

#include "migrate/runner_step.h"

/* Where a statement failed: NULL when it was one of ours. */
typedef struct Failure {
    const Step *step;
    const ScriptStatement *statement;
    DbError error;
} Failure;

/* Ours around those of the file. */
typedef struct Batch {
    VEC(const char *) sql;
    VEC(const ScriptStatement *) statements; /* NULL: ours */
    VEC(const Step *) steps;
    VEC(const ScriptStatement *) measured; /* the statement that a probe follows; NULL: no probe */
} Batch;

/* BEGIN, the time-outs, and the ledger's table when it is still to be made. */
void batch_begin(const Job *job, Batch *batch);

void batch_own(const Job *job, Batch *batch, const char *sql);

/*
 * BEGIN, the time-outs, and the next statement outside of transactions; of a transaction of the
 * file's own all statements, and its BEGIN in place of ours.
 */
void batch_unit(const Job *job, Batch *batch);

/* One statement of a step, or all of them. */
void batch_statement(const Job *job, Batch *batch, size_t step, size_t statement);
void batch_step(const Job *job, Batch *batch, size_t step);

/*
 * What a file sets for its session (search_path, role) ends with it: the ledger's row and the
 * revisions behind it are run as the connection began.
 */
void batch_reset(const Job *job, Batch *batch);

/* The same outside of transactions, as SQL. */
#define BATCH_RESET "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL"

/* The same for the rest of the transaction alone, where statements behind it want the settings. */
void batch_own_role(const Job *job, Batch *batch);

/* COMMIT, and run it; false and `*failure`, everything rolled back, unless the connection is lost.
 */
bool batch_run(const Job *job, Batch *batch, Failure *failure);

/* Whether waiting may help: a lock was not to be had, or two sessions waited for each other. */
bool error_is_passing(const DbError *error);

/* Wait before the next try, and say so. */
void job_back_off(const Job *job, const DbError *error, unsigned try);

/* Whether the runner wants to know what the statement did. */
bool job_measures(const Job *job, const ScriptStatement *statement);

/* How often something is tried before it is given up. */
unsigned job_tries(const Job *job);

/* Whether the user has given up. */
bool job_is_stopped(const Job *job);

/* Settings for a statement or, `local`, for a transaction. */
const char *job_timeouts(const Job *job, bool local, bool concurrent);

#endif
