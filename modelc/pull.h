/*
 * Models from a database: written where there are none, brought up to date where there are.
 *
 * What was written is compiled and compared with the database again, so that a pull says itself
 * what it could not do.
 */
#ifndef MODELC_PULL_H
#define MODELC_PULL_H

#include "codegen/headers/headers.h"
#include "modelc/session.h"

typedef struct Pull {
    const char *dir; /* where new files go */
    bool own;        /* `dir` was given: the models are the headers in it, not the project's */
    HeadersLayout layout;
    bool layout_given;                 /* false: as the models have it */
    StrVec kept;                       /* edited since a pull that was cut off made them */
    Map wrote;                         /* files that were made, changed or removed */
    Findings before;                   /* what the compiler said of the models that were there */
    Json *created, *changed, *removed; /* paths */
} Pull;

/* False after an error; what differs still afterwards is said by M410. */
bool pull(Session *session, Pull *pull);

#endif
