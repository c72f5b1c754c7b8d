/*
 * compile_models() in processes of its own: libclang's 75 MiB are gone when they end, a crash in it
 * is a finding, and many models are compiled by several at a time.
 */
#ifndef MODELC_READER_WORKER_H
#define MODELC_READER_WORKER_H

#include "modelc/reader/source.h"
#include "modelc/reader/unit.h"

typedef struct Worker Worker;

/*
 * A process that loads libclang; there is something else to do meanwhile.  It is ended with `run`
 * when nobody has taken its answer.
 */
Worker *worker_start(Arena *run, const ReaderInput *input);

/*
 * Let it compile `models`, which must live until the end.
 *
 * With `alone`, all errors are reported in the end.  Without, none is: a model may lean on one that
 * is not among them.
 */
void worker_begin(Arena *run, Worker *worker, const Sources *models, bool alone);

/*
 * The units of all files; their facts are packed.
 *
 * Returns false for an error, as clang_read() does; M001 too when a process died.
 */
bool worker_end(Arena *run, Findings *findings, Worker *worker, Units *units);

#endif
