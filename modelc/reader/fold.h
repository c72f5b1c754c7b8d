/*
 * SQL text out of source text: C strings decoded and joined, or bare SQL.
 *
 * Folding is a pure function of the source bytes, so that a place in the folded text (say of an
 * error that the server found in it) can be found in the source again at any later time.
 */
#ifndef MODELC_READER_FOLD_H
#define MODELC_READER_FOLD_H

#include "schema/kind.h"

typedef struct Folded {
    const char *text; /* NUL-terminated */
    size_t length;
    const size_t *origin; /* for each byte of text, and its end, the byte of the source */
    bool has_comment;     /* an SQL comment stands at source byte `comment` */
    size_t comment;
} Folded;

/* The source as one line of SQL; white space and comments outside of quotes become one space. */
Folded fold_source(Arena *run, const char *source, size_t length);

/* The same of SQL, in which nothing is a C string. */
Folded fold_sql(Arena *run, const char *source, size_t length);

/*
 * One of both, with the line breaks and indentation that it has; comments and empty lines go.  Up
 * to `indent` blanks are taken from the head of each line, as many as all can spare.
 */
Folded fold_layout(Arena *run, const char *source, size_t length, bool sql, size_t indent);

/* SQL's comments are no C comments: the text with spaces in their place. */
const char *fold_blank_comments(Arena *run, const char *text, size_t length);

/* The value of the C string literal at `*at`, which moves behind it; false: never ends. */
bool fold_cstring(Arena *run, const char *source, size_t length, size_t *at, Folded *out);

/*
 * Where byte `offset` of `sql->text` stands in the file, given the bytes of that file.
 *
 * The whole of `sql->at` when the text was rewritten or came out of a macro.
 */
Range fold_place(Arena *scratch, const Sql *sql, const char *file, size_t length, size_t offset);

#endif
