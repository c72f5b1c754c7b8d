/*
 * What the preprocessor directives of a header say about its neighbours.  This is not a
 * preprocessor: directives that are switched off count too.
 */
#ifndef MODELC_READER_SCAN_H
#define MODELC_READER_SCAN_H

#include "base/vec.h"

#include <stdbool.h>

typedef struct Scan {
    StrVec includes;   /* the names between "" or <>; a macro's name as it stands */
    const char *guard; /* the macro of its include guard; NULL: it has none */
    size_t guard_at;   /* offset of that name */
    bool leaks;        /* has directives (or _Pragma) whose effect reaches headers read later; an
                          include guard, #include and #pragma once have none */
} Scan;

/* All text of the result lives in `arena`. */
Scan scan_header(Arena *arena, const char *text, size_t length);

#endif
