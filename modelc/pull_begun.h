/*
 * What a pull is about to make, noted beside the models while it writes them.
 *
 * A pull that is cut off leaves some of its new files: models that lack the rest, SQL files that no
 * header names.  The next one takes them for models that a person has cut down, unless it knows
 * better: it removes those that are still as they were written, and begins again around those that
 * a person has edited.
 */
#ifndef MODELC_PULL_BEGUN_H
#define MODELC_PULL_BEGUN_H

#include "codegen/headers/headers.h"
#include "modelc/session.h"

/* Note the files that are not there yet, and `kept`; false and MC903 when that cannot be written.
 */
bool pull_begun_note(Session *session, const char *dir, const ModelFiles *files,
                     const StrVec *kept);

/* They are all written. */
bool pull_begun_end(Session *session, const char *dir);

/*
 * Remove what a pull into `dir` that was cut off has left; `*kept` gets the files that are no
 * longer as it wrote them.  The note stays until all is written.  False and MC903 when that fails.
 */
bool pull_begun_undo(Session *session, const char *dir, StrVec *kept);

/* Add MC903: the file cannot be read, written or removed, as `doing` says.  Always false. */
bool pull_begun_fail(Session *session, const char *doing, const char *path, const char *reason);

#endif
