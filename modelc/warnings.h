/*
 * What -W says, as with a C compiler: which warnings are told, and which of them are errors.
 *
 * NAME and no-NAME turn one on and off; error and no-error speak of all warnings, error=NAME and
 * no-error=NAME of one, whatever is said of all.  NAME is a finding's name or its code.
 */
#ifndef MODELC_WARNINGS_H
#define MODELC_WARNINGS_H

#include "base/finding.h"

typedef enum Wish { WISH_NONE, WISH_YES, WISH_NO } Wish;

typedef struct Warnings {
    Wish told[FINDING_COUNT];
    Wish error[FINDING_COUNT];
    bool all_errors;
} Warnings;

/* Read the options in their order, the last word counts; NULL, or why one cannot be understood. */
const char *warnings_read(Arena *run, const StrVec *options, Warnings *warnings);

/* Whether it was asked for, of one that is off by default. */
bool warnings_wanted(const Warnings *warnings, FindingId id);

/*
 * Take out what is not told and promote what is an error, from index `first` on.  What somebody
 * allowed, an error by nature, stays what it is.
 */
void warnings_apply(const Warnings *warnings, Findings *findings, size_t first);

#endif
