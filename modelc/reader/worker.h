/*
 * compile_models() in a process of its own: libclang's 75 MiB are gone when it ends, and a crash in
 * it is a finding.
 */
#ifndef MODELC_READER_WORKER_H
#define MODELC_READER_WORKER_H

#include "modelc/reader/source.h"
#include "modelc/reader/unit.h"

/* As compile_models(); the facts of the units are packed.  M001 when the process dies. */
bool worker_compile(Arena *run, Findings *findings, const ReaderInput *input, const Sources *models,
                    bool alone, Units *units);

#endif
