/* Lines and columns of byte offsets. */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

#include "base/finding.h"

/* Both count from 1; the column counts bytes, as gcc does. */
typedef struct Place {
    size_t line, column;
} Place;

Place place_of(const char *text, size_t length, size_t offset);

/* Where `at` begins; {0, 0} when it has no file or the file cannot be read. */
Place place_in_file(Range at);

#endif
