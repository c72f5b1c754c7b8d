/* Options of sequences and identity columns, where they are not PostgreSQL's default. */
#ifndef MODELC_READER_SEQUENCE_H
#define MODELC_READER_SEQUENCE_H

#include "modelc/reader/syntax.h"

/*
 * The options with NULL where PostgreSQL would choose the same.
 *
 * `type` is that of an identity column; NULL: the options' own data type counts, and stays unless
 * it is bigint.
 */
SequenceOptions sequence_normalize(const SequenceOptions *options, const char *type);

#endif
