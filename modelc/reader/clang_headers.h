/* The headers that modelc brings: its own, and those of C that it includes. */
#ifndef MODELC_READER_CLANG_HEADERS_H
#define MODELC_READER_CLANG_HEADERS_H

#include <stddef.h>

typedef struct ClangHeader {
    const char *path; /* in CLANG_HEADERS */
    const char *text;
} ClangHeader;

enum { CLANG_HEADER_COUNT = 4 };

extern const ClangHeader clang_headers[CLANG_HEADER_COUNT];

#endif
