/* The order in which labels get their new names, when those can be names of others. */
#ifndef SCHEMA_LABEL_STEPS_H
#define SCHEMA_LABEL_STEPS_H

#include "base/text.h"

typedef struct LabelStep {
    const char *old, *now;
} LabelStep;

typedef VEC(LabelStep) LabelSteps;

/*
 * Lead from `before` to `after`, one name after the other, without ever giving two the same; where
 * they go round in a ring, one of them steps aside under a name that none has.
 */
LabelSteps label_steps(Arena *run, const StrVec *before, const StrVec *after);

#endif
