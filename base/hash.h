/* SHA-256, as lower case hexadecimal digits.  The one door to nettle. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/vec.h"

enum { HASH_DIGITS = 64 };

const char *hash_text(Arena *arena, const char *bytes, size_t length);

/* The hash of all the texts, each closed by a NUL byte, so that no two lists run together. */
const char *hash_list(Arena *arena, const StrVec *texts);

#endif
