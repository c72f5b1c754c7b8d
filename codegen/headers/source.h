/*
 * A header as its author laid it out: which bytes are which declaration, so that one can be
 * exchanged and all others stay.  Knows C's tokens, not its grammar.
 */
#ifndef CODEGEN_HEADERS_SOURCE_H
#define CODEGEN_HEADERS_SOURCE_H

#include "base/vec.h"

#include <stdbool.h>

typedef struct SourceItem SourceItem;
typedef VEC(SourceItem) SourceItems;

/* A declaration, an enumerator or a directive of the preprocessor. */
struct SourceItem {
    size_t begin;          /* start of its first line, its documentation comment included */
    size_t doc_end;        /* behind that comment; `begin` when there is none */
    size_t text;           /* its first byte */
    size_t end;            /* behind its semicolon or comma */
    size_t tail;           /* behind the line that it ends on, and so behind a comment there */
    size_t body, body_end; /* between its braces; 0: it has none */
    bool directive;
    SourceItems items; /* in its body */
};

/* The declarations of the file `text[0..length)`. */
SourceItems source_items(Arena *run, const char *text, size_t length);

/* Whether a word of C can hold it. */
bool source_is_word(char c);

/* Behind the comment or the literal that begins at byte `i`; i + 1 where none does. */
size_t source_token_end(const char *text, size_t length, size_t i);

/* The innermost item that holds the byte; NULL: none does. */
const SourceItem *source_find(const SourceItems *items, size_t offset);

/* The item that holds the byte and is no part of another. */
const SourceItem *source_find_outer(const SourceItems *items, size_t offset);

/* Put `text` in the place of the bytes [begin, end). */
typedef struct SourceEdit {
    size_t begin, end;
    const char *text;
    size_t order; /* set by source_edit() */
} SourceEdit;

typedef VEC(SourceEdit) SourceEdits;

/* The text with all edits done, in any order; NULL when two overlap. */
const char *source_edit(Arena *run, const char *text, size_t length, SourceEdits *edits);

#endif
