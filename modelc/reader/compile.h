/*
 * Models through libclang, in as few translation units as memory allows.
 */
#ifndef MODELC_READER_COMPILE_H
#define MODELC_READER_COMPILE_H

#include "modelc/reader/source.h"
#include "modelc/reader/unit.h"

typedef VEC(Sources) Parts;

/*
 * Split `models` into at most `count` parts of about the same size that can be compiled apart from
 * each other.  There are fewer where more would not be worth a process.
 */
void compile_split(Arena *run, const Sources *models, size_t count, Parts *parts);

/*
 * Compile `models`; `units` gets a unit for each file, a later one for the same file winning.
 *
 * With `whole`, as one translation unit, whose errors are reported.  Without, in pieces that need
 * less memory, and errors are not reported: a model may lean on one that is in another piece.
 *
 * libclang's memory lives as long as `work`, that of all pieces but the last not so long.
 *
 * Returns false for an error, as clang_read() does.
 */
bool compile_models(Arena *run, Arena *work, Findings *findings, const ReaderInput *input,
                    const Sources *models, bool whole, Units *units);

#endif
