/*
 * SQL that libpg_query cannot parse: no error, because a server knows better.
 */
#ifndef MODELC_READER_DOUBT_H
#define MODELC_READER_DOUBT_H

#include "modelc/reader/parse.h"

/* A text and, for each of its bytes and for its end, the byte of the annotation. */
typedef struct Written {
    const char *text;
    size_t length;
    const size_t *origin;
    bool is_expr; /* else a whole statement */
} Written;

/*
 * M607 where the text says something that is known to be newer; else M601 where the parser stopped.
 *
 * Returns false and adds M610 for a text that does not end where it should.
 */
bool doubt_add(const Parser *parser, const Written *written, const SqlError *error);

#endif
