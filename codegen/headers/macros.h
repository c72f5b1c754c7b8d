/* The macros of models under both of their names: PG and PG_ALSO, MODELC and MODELC_ALSO. */
#ifndef CODEGEN_HEADERS_MACROS_H
#define CODEGEN_HEADERS_MACROS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Where the first PG( or MODELC( of the bytes [begin, end) stands; `end`: there is none. */
size_t annotation_find(const char *text, size_t begin, size_t end);

/* The first byte inside the parentheses of the macro at `at`. */
size_t macro_inside(const char *text, size_t at);

/* Behind the parenthesis that closes the macro at `at`; `at`: none begins there. */
size_t macro_end(const char *text, size_t end, size_t at);

/* Whether it is PG_ALSO( or MODELC_ALSO(. */
bool macro_is_clause(const char *text);

/* Whether the text uses the long names alone. */
bool macros_are_long(const char *text, size_t length);

/* The text with long names for short ones. */
const char *macros_long(Arena *run, const char *text);

#endif
