/*
 * The options that a sequence and an identity column share, and how they hang together: a counter
 * starts at a bound unless it says otherwise, and its usual bounds are those of its direction.
 */
#ifndef SCHEMA_COUNTER_H
#define SCHEMA_COUNTER_H

#include "schema/kind.h"

/* NULL: the default. */
typedef struct Counter {
    const char *increment, *min, *max, *start;
    const char *set; /* what the statement that changes an option says before it: "", "SET " */
} Counter;

const char *counter_first_value(const Counter *counter);

/*
 * Whether the start has a statement of its own to say.  PostgreSQL keeps the old start when a bound
 * moves or the direction turns, the model means the new bound: who says that says the start too.
 */
Change counter_judge_start(const Counter *from, const Counter *to);

/*
 * Where a counter that the new range leaves out has to be set before the bound changes, the upper
 * one if `upper`: at the bound.  NULL: nowhere, it is inside for sure or begins anew.
 */
const char *counter_move(const Counter *from, const Counter *to, bool upper);

/* Whether the counter comes from its last values, so that at the bound it is used up, not at its
 * beginning. */
bool counter_ends_at(const Counter *to, bool upper);

/* What the statement that sets a bound, the upper one if `upper`, says of the start. */
void counter_add_start(StrBuf *out, const Counter *from, const Counter *to, bool upper);

/*
 * What the statement that sets the increment says besides where the direction turns: the usual
 * bounds, which no other attribute sets, and the start; a counter out of them begins anew.
 */
void counter_add_turn(StrBuf *out, const Counter *from, const Counter *to);

/*
 * Behind the statement that gives a column a counter: where the column has rows already, of a type
 * that counters are for, it goes on behind the last of their values.  `sequence` is an expression.
 */
void counter_add_rows(StrBuf *out, const Counter *counter, const char *sequence,
                      const Object *column);

#endif
