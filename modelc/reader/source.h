/*
 * The model headers of one run, read once: the text that is hashed is the text that is compiled.
 */
#ifndef MODELC_READER_SOURCE_H
#define MODELC_READER_SOURCE_H

#include "base/file.h"
#include "modelc/reader/reader.h"
#include "modelc/reader/scan.h"

typedef struct Source {
    const char *path;     /* as the user spelled it */
    const char *absolute; /* the same file, for the compiler */
    const char *bytes;
    size_t length;
    const char *hash;
    Scan scan;
} Source;

typedef VEC(Source *) Sources;

/*
 * Read all models of `input`, sorted by path.  A file that is named twice, also by two spellings,
 * is one source.  Text that outlives the run is in `run` (paths), all else in `work`.
 *
 * Returns false and adds M002 for each file that cannot be read or is no text, M001 for one whose
 * include guard is that of another, or M003 when there is none to read.
 */
bool sources_read(Arena *run, Arena *work, Findings *findings, const ReaderInput *input,
                  Sources *sources);

/* The open buffer for `path`, or NULL. */
const ReaderBuffer *buffer_find(const ReaderInput *input, const char *path);

/* `path` seen from the current directory. */
const char *path_absolute(Arena *arena, const char *path);

#endif
