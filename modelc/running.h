/* What upgrade and downgrade share: their options, and running or printing revisions. */
#ifndef MODELC_RUNNING_H
#define MODELC_RUNNING_H

#include "migrate/graph.h"
#include "modelc/session.h"

typedef struct RunArgs {
    bool sql;
    bool dry_run;
    bool to_latest_tx;
    const char *wait; /* for the server */
    const char *wait_lock, *lock_timeout, *statement_timeout;
    unsigned tries, jobs;
    const char *targets, *schemas, *stands_for, *on_error;
    const char *progress;
} RunArgs;

extern const Option running_options[];

/* Go to the first operand, or to `otherwise` when there is none. */
Status running_command(Session *session, const RunArgs *args, Direction direction,
                       const char *otherwise);

#endif
