/* Running revisions on many targets, a few at a time, each in a process of its own. */
#ifndef MODELC_FLEET_H
#define MODELC_FLEET_H

#include "migrate/runner.h"
#include "modelc/targets.h"

typedef struct Fleet {
    Session *session;
    const TargetDatabases *targets;
    const Runner *model; /* graph and settings; no connection */
    Direction way;
    const char *word; /* where to go */
    unsigned jobs;    /* how many at a time */
    unsigned wait_ms; /* for a server that starts */
    bool go_on;       /* a failure stops no others */
    bool lines;       /* JSON lines on standard error */
    bool silent;
} Fleet;

/*
 * Run it.  What each target did is printed, and stands in the result of a JSON run.
 *
 * False and MC727 when a target failed; those that were under way are finished, and without `go_on`
 * no further ones are begun.  False and MC727 as well when the user gave up: what was under way is
 * cancelled, and `session->interrupt` tells.
 */
bool fleet_run(const Fleet *fleet);

#endif
