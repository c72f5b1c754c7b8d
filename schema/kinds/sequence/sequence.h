/*
 * A sequence that stands for itself or belongs to a serial column; those of identity columns are
 * part of the column.  Options are NULL where they are the default for the data type.
 */
#ifndef SCHEMA_KINDS_SEQUENCE_H
#define SCHEMA_KINDS_SEQUENCE_H

#include "schema/kind.h"

typedef struct Sequence {
    Object object;
    bool unlogged;
    bool of_unlogged;      /* it belongs to a column of an unlogged table */
    const char *data_type; /* "smallint", "integer"; NULL: bigint */
    const char *start;
    const char *increment;
    const char *min_value;
    const char *max_value;
    const char *cache;
    bool cycle;
    const char *owned_by; /* path of a column; NULL: none */
} Sequence;

/* The default of a serial column, as the server spells it. */
const char *sequence_next_value(Arena *run, const Object *sequence);

#endif
