/*
 * Patterns over names: regular expressions and shell globs.  The one door to PCRE2.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/arena.h"

#include <stdbool.h>

typedef struct Pattern Pattern;

/* Compile a PCRE2 expression; NULL and `*reason` (with the offset in it) when it is not one. */
Pattern *pattern_new(Arena *arena, const char *regex, const char **reason);

/* Compile a shell glob that must match whole; `*` and `?` do not match a slash, `**` does. */
Pattern *pattern_glob(Arena *arena, const char *glob, const char **reason);

/* Whether the pattern matches somewhere in `text`. */
bool pattern_match(const Pattern *pattern, const char *text);

#endif
