/* The story of a failed statement: where it stands in the file, what the server said, what now. */
#ifndef MIGRATE_RUNNER_FAILURE_H
#define MIGRATE_RUNNER_FAILURE_H

#include "migrate/runner_batch.h"

/* MC707 (MC721 for a precheck, MC701 when the connection is lost); returns false. */
bool refuse_failure(const Job *job, const Failure *failure);

#endif
