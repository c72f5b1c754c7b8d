/*
 * Column names inside expressions: an approximation by the words of the text, no grammar.
 */
#ifndef MODELC_READER_WORDS_H
#define MODELC_READER_WORDS_H

#include "base/vec.h"

/* Those of `columns` that `expr` mentions, each once, in the order of `columns`. */
void words_columns(Arena *run, const char *expr, const StrVec *columns, StrVec *out);

/* `expr` with `prefix` before each of `columns`; `expr` itself when it mentions none. */
const char *words_prefix(Arena *run, const char *expr, const StrVec *columns, const char *prefix);

#endif
