/* Making one revision of several. */
#ifndef MODELC_SQUASH_H
#define MODELC_SQUASH_H

#include "modelc/draft.h"

typedef struct Squash {
    Session *session;
    const Graph *graph;
    NodeVec nodes;        /* the range, oldest first */
    bool keep_statements; /* never the schema alone */
    Draft draft;
    const char *content; /* what the identifier comes from */
} Squash;

/*
 * Whether the range is one line, which nothing enters or leaves but at its ends.  False and MC827.
 */
bool squash_check(const Squash *squash);

/* Parents, dependencies, branch names and what is replaced. */
void squash_place(Squash *squash);

/* The statements, both ways.  False after a finding of the replay. */
bool squash_fill(Squash *squash);

/*
 * Whether the new revision gives what the old ones give, and its way down leads back.  False and
 * MC827, MC832, or what a run says.
 */
bool squash_prove(Squash *squash);

/* Write the snapshot for the new files: its objects stay.  False and MC815, MC821, MC903. */
bool squash_record(const Squash *squash, const Graph *graph);

#endif
