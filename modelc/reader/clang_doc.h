/*
 * Documentation comments: the text that becomes COMMENT ON.  Knows no libclang.
 */
#ifndef MODELC_READER_CLANG_DOC_H
#define MODELC_READER_CLANG_DOC_H

#include "base/arena.h"

/*
 * The text of one or more comments that follow each other, decoration removed: the lines of a
 * paragraph joined by a space, paragraphs by an empty line.  NULL when nothing is left.
 */
const char *doc_clean(Arena *arena, const char *raw, size_t length);

/*
 * The comment behind a declaration that ends at `offset`, on the line of its ; or comma.
 * libclang loses it when the declaration spans lines.  NULL when there is none.
 */
const char *doc_behind(Arena *arena, const char *text, size_t length, size_t offset);

/* The comment before a statement that begins at `offset`; nothing before `floor` is looked at. */
const char *doc_before(Arena *arena, const char *text, size_t floor, size_t offset);

#endif
