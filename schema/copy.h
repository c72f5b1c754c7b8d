/* A schema twice: one to change, one to keep. */
#ifndef SCHEMA_COPY_H
#define SCHEMA_COPY_H

#include "schema/kind.h"

/*
 * The same objects once more, with what is theirs; lists and texts are shared.  Nothing that is
 * noted on the way (uses, twins, plans) is taken along.
 */
Schema schema_copy(Arena *run, const Schema *schema);

#endif
