/*
 * Objects that exchange their names: each is renamed from the next one, and the last from the
 * first.  All names are there before and after, so only what has them tells whether it is done.
 */
#ifndef DIFF_RING_H
#define DIFF_RING_H

#include "diff/plan.h"

typedef VEC(const Object *) Ring;

typedef enum RingState {
    RING_DONE,
    RING_OPEN,   /* the renames are to be made */
    RING_UNTOLD, /* they look alike, or like neither */
} RingState;

/*
 * The objects of a schema of models from `to` on, each renamed from the next; empty: there is no
 * way back to it, or `from` lacks one of them.
 */
Ring ring_of(Arena *run, const Schema *from, const Schema *models, const Object *to);

RingState ring_state(Arena *run, const Schema *from, const Ring *ring);

/* Rename them in `from`: the first steps aside meanwhile, under a name that nothing has. */
bool ring_rename(Arena *run, Schema *from, const Ring *ring, Renames *renames);

#endif
