/*
 * The door to libclang: model headers in, facts out, one unit for each file.
 *
 * The clang_*.c files behind it know C and nothing of SQL: the text of annotations is handed on
 * as it stands.
 */
#ifndef MODELC_READER_CLANG_H
#define MODELC_READER_CLANG_H

#include "modelc/reader/source.h"
#include "modelc/reader/unit.h"

/*
 * Compile `models` (some or all of the run's) as one translation unit.
 *
 * `input` gives the flags and the open buffers.  `units` gets one unit for each file that took
 * part, in no particular order; units live in `run`, libclang's own memory as long as
 * `work`.
 *
 * Returns false when C itself has errors: M001, M004, M109 and M002 (an included file that is no
 * UTF-8 but has annotations); or M005.  Adds nothing when it succeeds.
 */
bool clang_read(Arena *run, Arena *work, Findings *findings, const ReaderInput *input,
                const Sources *models, Units *units);

/* A hash of the headers that modelc brings, for the key of a cache. */
const char *clang_headers_hash(Arena *arena);

#endif
