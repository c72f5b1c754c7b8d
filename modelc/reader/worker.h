/*
 * compile_models() in a process of its own: libclang's 75 MiB are gone when it ends, and a crash in
 * it is a finding.
 */
#ifndef MODELC_READER_WORKER_H
#define MODELC_READER_WORKER_H

#include "modelc/reader/source.h"
#include "modelc/reader/unit.h"

#include <sys/types.h>

typedef struct Worker {
    const ReaderInput *input;
    const Sources *models;
    bool alone;
    pid_t child; /* 0: there is none, worker_end() does the work itself */
    int fd;      /* where its answer comes from */
} Worker;

/*
 * Start on what compile_models() takes; `models` must live until the end.  The process is ended
 * with `run` when nobody has taken its answer.
 */
Worker *worker_begin(Arena *run, const ReaderInput *input, const Sources *models, bool alone);

/* As compile_models(); the facts of the units are packed.  M001 when the process died. */
bool worker_end(Arena *run, Findings *findings, Worker *worker, Units *units);

#endif
