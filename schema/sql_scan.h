/*
 * SQL as tokens, also where libpg_query cannot parse it.
 */
#ifndef SCHEMA_SQL_SCAN_H
#define SCHEMA_SQL_SCAN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum SqlTokenKind {
    SQL_TOKEN_WORD,   /* a key word, a name without quotes, a number */
    SQL_TOKEN_QUOTED, /* '…', "…" or $tag$…$tag$ */
    SQL_TOKEN_MARK,   /* one character of any other kind */
} SqlTokenKind;

typedef struct SqlToken {
    size_t begin, end; /* bytes of the text */
    SqlTokenKind kind;
    size_t depth; /* parentheses around it; those are not around themselves */
} SqlToken;

/*
 * Go on from `token`, all zero at first, to the next one, past white space and comments.
 *
 * Returns false at the end of the text.
 */
bool sql_token_next(const char *text, SqlToken *token);

/* Behind the comment at `text`, which may hold others; `text` itself when there is none. */
const char *sql_skip_comment(const char *text);

/* Past the white space and the comments at `text`. */
const char *sql_skip_space(const char *text);

/* Whether the tokens from `token` on are these words, in any case and separated by one space. */
bool sql_token_is(const char *text, SqlToken token, const char *words);

/* The text between the two dollar quotes that begin at `open`; NULL when there are none. */
const char *sql_dollar_quoted(Arena *arena, const char *open);

/* Whether such words are anywhere in the text, outside of strings and comments. */
bool sql_says(const char *text, const char *words);

/* Whether the token is that character. */
bool sql_token_marks(const char *text, const SqlToken *token, char mark);

#endif
