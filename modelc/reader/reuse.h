/*
 * Which units of the cache still hold, and which models have to be compiled again.
 *
 * A unit holds as long as its file and all files that it needs are unchanged.  Beyond that, the
 * models of a run see each other's macros in the order of their paths, without an #include; so a
 * change in a header that defines any means to compile everything, and a smaller set of models is
 * always completed by those that bring the macros of the others.
 */
#ifndef MODELC_READER_REUSE_H
#define MODELC_READER_REUSE_H

#include "modelc/reader/source.h"
#include "modelc/reader/unit.h"

/* Fill `compile` with the models to compile, in order: none, some, or all. */
void reuse_plan(Arena *work, const ReaderInput *input, const Sources *models, const Units *cached,
                Sources *compile);

/*
 * The units that the models need, sorted by path: from `compiled` if they are there, else from
 * `cached`.  False when one is in neither.
 */
bool reuse_select(Arena *run, Arena *work, const Sources *models, const Units *cached,
                  const Units *compiled, Units *selected);

#endif
