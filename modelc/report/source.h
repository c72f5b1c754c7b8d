/*
 * From byte ranges to lines and columns, and a line as a terminal shows it.
 *
 * Files are read when the first finding in them is written; one that cannot be read (any more)
 * gives places without a line.
 */
#ifndef MODELC_REPORT_SOURCE_H
#define MODELC_REPORT_SOURCE_H

#include "base/file.h"
#include "base/finding.h"
#include "base/map.h"

typedef struct Sources {
    Arena *arena;
    Map files; /* path → Source */
} Sources;

/* Where a range begins and ends, counted from 1 in bytes, as gcc does; line 0: unknown. */
typedef struct SourcePlace {
    const char *line_text; /* of the first line, without its end; NULL: unknown */
    size_t line_length;
    size_t line, column;
    size_t end_line, end_column; /* exclusive */
} SourcePlace;

SourcePlace source_place(Sources *sources, const Range *at);

/* The column in UTF-16 code units of byte column `column` of the place's first line. */
size_t place_utf16_column(const SourcePlace *place, size_t column);

/*
 * The first line as shown: tabs become spaces, control characters and broken UTF-8 become visible,
 * a long line is cut around the range.  The caret stands under display column `caret` (from 0) and
 * the marked text is `width` columns wide, at least 1.
 */
typedef struct Snippet {
    const char *text;
    size_t caret, width;
} Snippet;

Snippet place_snippet(Arena *arena, const SourcePlace *place);

/* `text` with control characters other than newline and tab made visible. */
const char *text_printable(Arena *arena, const char *text);

#endif
