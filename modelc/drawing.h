/*
 * The history as a drawing in the terminal, in the manner of "git log --graph": one line per
 * revision, newest first, with the lines of descent at its left.
 */
#ifndef MODELC_DRAWING_H
#define MODELC_DRAWING_H

#include "migrate/graph.h"

typedef struct Drawing {
    Arena *run;
    const NodeVec *nodes; /* newest first; parents that are none of them are not drawn */
    bool unicode;         /* box characters; else ASCII alone */

    /* The text beside a revision, which may have several lines. */
    const char *(*describe)(void *context, const GraphNode *node);
    void *context;
} Drawing;

/* All of it; "" when there are no nodes. */
const char *drawing_text(const Drawing *drawing);

/* Whether the locale of the environment is a UTF-8 one. */
bool drawing_locale_is_utf8(void);

#endif
