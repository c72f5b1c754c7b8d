/*
 * Small questions about text: spelling distance, ASCII case, UTF-8 boundaries.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/vec.h"

#include <stdbool.h>

/* NULL-safe equality: NULL equals only NULL. */
bool text_same(const char *a, const char *b);

/* Equality that ignores ASCII case. */
bool text_same_fold(const char *a, const char *b);

bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);

/* ASCII lower and upper case copies. */
char *text_lower(Arena *arena, const char *text);
char *text_upper(Arena *arena, const char *text);

/* The longest prefix of `text` of at most `size` bytes that cuts no UTF-8 character, in bytes. */
size_t text_utf8_prefix(const char *text, size_t size);

/* Bytes before the `position`th character, counted from 1; at most those of `text`. */
size_t text_utf8_offset(const char *text, size_t position);

/* Whether the `length` bytes at `text` are well-formed UTF-8 without a NUL byte. */
bool text_is_utf8(const char *text, size_t length);

/* Optimal string alignment distance, ASCII case-blind; at least 1000 for very long words. */
size_t text_distance(const char *a, const char *b);

/*
 * The best "did you mean" for a word.  Start with {.wanted = word}, offer every word that is
 * possible there with suggest_offer(), then read `best` (NULL: nothing is near enough, that is
 * within (length + 2) / 3 edits).
 */
typedef struct Suggestion {
    const char *wanted;
    const char *best;
    size_t distance;
} Suggestion;

void suggest_offer(Suggestion *suggestion, const char *candidate);

/* "; did you mean 'BEST'?" or "". */
const char *suggest_text(Arena *arena, const Suggestion *suggestion);

/* The items joined by `separator`. */
char *text_join(Arena *arena, const StrVec *items, const char *separator);

bool strvec_same(const StrVec *a, const StrVec *b);
bool strvec_has(const StrVec *list, const char *item);

/* The items that `other` has too, in the order of `list`. */
StrVec strvec_common(Arena *arena, const StrVec *list, const StrVec *other);

/* Sort in byte order. */
void strvec_sort(StrVec *list);

/* "3 views", "1 index", "2 constraints without enforcement". */
const char *text_count(Arena *arena, size_t count, const char *thing);

#endif
