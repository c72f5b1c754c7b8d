/* Extended statistics. */
#ifndef SCHEMA_KINDS_STATISTICS_H
#define SCHEMA_KINDS_STATISTICS_H

#include "schema/kind.h"

typedef struct Statistics {
    Object object;
    StrVec kinds; /* sorted: dependencies, mcv, ndistinct; empty: all */
    Elements elements;
    const char *statistics; /* a target; NULL: that of the columns */
} Statistics;

#endif
