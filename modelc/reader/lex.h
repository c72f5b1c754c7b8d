/*
 * The words of an annotation: SQL in the clothes of C.
 *
 * C comments are white space, C string literals are names or SQL text, everything else is SQL.
 * Knows no grammar.
 */
#ifndef MODELC_READER_LEX_H
#define MODELC_READER_LEX_H

#include "modelc/reader/facts.h"

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_WORD,
    TOKEN_CSTRING, /* "…" */
    TOKEN_STRING,  /* '…' or $tag$…$tag$ */
    TOKEN_NUMBER,
    TOKEN_OPERATOR,
    TOKEN_OPEN, /* ( */
    TOKEN_CLOSE,
    TOKEN_OPEN_BRACKET,
    TOKEN_CLOSE_BRACKET,
    TOKEN_COMMA,
    TOKEN_DOT,
} TokenKind;

typedef struct Token {
    TokenKind kind;
    size_t begin, end; /* bytes of the annotation's text */
    const char *text;  /* as written; of strings the value */
} Token;

typedef VEC(Token) Tokens;

/*
 * Split the annotation into tokens, the last of which is TOKEN_END.
 *
 * Returns false and adds M105 or M108.  Warns with M106 and M107.
 */
bool lex(Arena *run, Findings *findings, const Annotation *annotation, Tokens *tokens);

/* Bytes [begin, end) of the annotation's text in the file; the whole invocation when not exact. */
Range annotation_range(const Annotation *annotation, size_t begin, size_t end);

/* Whether `c` can stand in a word. */
bool lex_is_word(char c);

/* The end of the white space and C comments that start at `at`; `length` when it never ends. */
size_t lex_skip(const char *text, size_t length, size_t at);

/* The end of the SQL string or quoted name that starts at `at`; length + 1 when it never ends. */
size_t lex_quoted_end(const char *text, size_t length, size_t at);

/* The same of a $tag$…$tag$ string; `at` when none starts there. */
size_t lex_dollar_end(const char *text, size_t length, size_t at);

#endif
