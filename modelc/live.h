/* Questions to the live server that no catalog answers, asked only where a plan needs to know. */
#ifndef MODELC_LIVE_H
#define MODELC_LIVE_H

#include "modelc/comparison.h"

/*
 * How values of columns whose type changes get across, both ways: USING where a cast has to be
 * named, Column.no_cast where there is none.  The schemas must be matched.  False and MC702.
 */
bool live_casts(Session *session, Comparison *comparison);

/* Rows of the tables, and what domains of new columns say of NULL.  False and MC702. */
bool live_facts(Session *session, Comparison *comparison, const StrVec *tables);

#endif
