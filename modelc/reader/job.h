/*
 * What a worker is to compile, as bytes: it starts before the models are read.
 */
#ifndef MODELC_READER_JOB_H
#define MODELC_READER_JOB_H

#include "modelc/reader/compile.h"

typedef struct Job {
    bool whole; /* see compile_models() */
    Parts parts;
} Job;

/*
 * Through a socket, whose other end may be dead.
 *
 * Returns false when not all of it could be sent.
 */
bool job_send(Arena *scratch, int fd, const Job *job);

/* Lives in `run`, like the text of its models; false when it does not come whole. */
bool job_receive(Arena *run, int fd, Job *job);

#endif
