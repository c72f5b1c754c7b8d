/*
 * What may have been renamed (MC210), asked on a terminal.
 *
 * The answer is for this run: a revision says RENAME from then on, so the models need no hint.
 */
#ifndef MODELC_RENAMED_H
#define MODELC_RENAMED_H

#include "modelc/comparison.h"

typedef enum RenamedAnswer {
    RENAMED_NO_QUESTION, /* nothing to ask, or nobody there to answer */
    RENAMED_ANSWERED,    /* the comparison knows the answer: the plan has to be made again */
    RENAMED_STOP,        /* neither renamed nor dropped */
} RenamedAnswer;

/* Ask the first open question of the way up; `allow` are the classes that --allow names. */
RenamedAnswer renamed_ask(const Session *session, const StrVec *allow, Comparison *comparison);

#endif
