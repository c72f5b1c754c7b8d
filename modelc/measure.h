/*
 * What the statements of a revision do to the tables that are there before it: the locks they take
 * and whether they write a table anew.  The server tells, in the transaction of the statement.
 */
#ifndef MODELC_MEASURE_H
#define MODELC_MEASURE_H

#include "base/json.h"
#include "base/map.h"
#include "migrate/runner.h"

typedef struct TakenLock {
    const char *table; /* as SQL names it */
    const char *mode;  /* "ACCESS EXCLUSIVE" */
} TakenLock;

/* One statement that took a lock or wrote a table anew. */
typedef struct Measured {
    size_t line;          /* in the revision's file */
    const char *sql;      /* its first line */
    bool alone;           /* outside of a transaction: its locks are gone before they can be seen */
    VEC(TakenLock) locks; /* stronger than what the transaction held already */
    StrVec rewritten;     /* tables */
} Measured;

typedef VEC(Measured) MeasuredVec;

typedef struct Measure {
    Arena *run;
    MeasuredVec done;
    Map tables;       /* oid -> what is known of it */
    const Step *step; /* of the last statement */
} Measure;

/* Measure what `runner` runs from here on, until measure_end().  False and MC702. */
bool measure_begin(Measure *measure, Arena *run, Runner *runner);

void measure_end(Runner *runner);

/* What one did in words, and all of them as JSON. */
const char *measure_text(Arena *run, const Measured *measured);
Json *measure_json(Arena *run, const MeasuredVec *measured);

#endif
