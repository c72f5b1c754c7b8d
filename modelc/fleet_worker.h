/*
 * One process of a fleet: it is given the numbers of targets, runs the revisions on each and
 * answers with a JSON object.
 */
#ifndef MODELC_FLEET_WORKER_H
#define MODELC_FLEET_WORKER_H

#include "modelc/fleet.h"

#include <sys/types.h>

typedef struct FleetWorker {
    pid_t pid;          /* 0: none */
    int tasks, answers; /* -1: closed */
    bool busy;
    size_t target; /* when busy */
    long long began_ms;
} FleetWorker;

/*
 * Start the worker `number` of the fleet's.  The signals of the user mean the parent, which tells
 * the workers.  False when the system has no more processes.
 */
bool fleet_worker_start(const Fleet *fleet, FleetWorker *workers, unsigned number);

/* Begin the target; false when the worker is dead. */
bool fleet_worker_give(FleetWorker *worker, size_t target);

/* The answer of a busy worker that has one; NULL when it died instead. */
Json *fleet_worker_take(Arena *run, FleetWorker *worker);

/* End what it does by cancelling the statement that runs, or with `at_once` the process. */
void fleet_worker_stop(const FleetWorker *worker, bool at_once);

/* Wait for the end of one that has nothing to do, or is dead. */
void fleet_worker_end(FleetWorker *worker);

#endif
