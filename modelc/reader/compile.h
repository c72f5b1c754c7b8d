/*
 * Models through libclang, in as few translation units as memory allows.
 */
#ifndef MODELC_READER_COMPILE_H
#define MODELC_READER_COMPILE_H

#include "modelc/reader/source.h"
#include "modelc/reader/unit.h"

/*
 * Compile `models`; `units` gets a unit for each file, a later one for the same file winning.
 *
 * Without `alone`, errors are not reported: a model may lean on one that is not among them.
 *
 * Returns false for an error, as clang_read() does.
 */
bool compile_models(Arena *run, Findings *findings, const ReaderInput *input, const Sources *models,
                    bool alone, Units *units);

#endif
