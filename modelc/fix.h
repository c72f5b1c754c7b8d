/*
 * Fix-its: the edits that findings carry, written into the files.
 */
#ifndef MODELC_FIX_H
#define MODELC_FIX_H

#include "base/finding.h"

/*
 * Make the certain edits of `found`, which is sorted; each file is rewritten at once, and `*fixed`
 * says how many edits were made.  Edits that overlap an earlier one are left for the next time.
 * Only files among `models` and below the current directory are changed; links are followed,
 * permissions kept.
 *
 * Certain is what cannot be meant otherwise.  A word of the language has one spelling; which of the
 * project's own names was meant, or which C type, is a guess, however near.  What came out of a
 * macro is not edited: the macro is used elsewhere too.
 *
 * False and MC903 when a file cannot be written; what was written before it stays.
 */
bool fix_files(Arena *run, Findings *findings, const Findings *found, const StrVec *models,
               size_t *fixed);

#endif
