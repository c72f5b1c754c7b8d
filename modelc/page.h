/*
 * A documentation page for the terminal: the few marks of Markdown that our pages use become plain
 * text.  Not a Markdown reader.
 */
#ifndef MODELC_PAGE_H
#define MODELC_PAGE_H

#include "base/arena.h"

/*
 * The page without its first heading: paragraphs and list items wrapped to `width` columns, code
 * indented and kept as it is, headings as "Example:".  The result ends with a line feed.
 */
const char *page_text(Arena *run, const char *markdown, size_t width);

#endif
