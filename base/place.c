#include "base/place.h"

#include "base/file.h"

Place place_of(const char *text, size_t length, size_t offset)
{
    Place place = {1, 1};

    for (size_t i = 0; i < offset && i < length; i++) {
        place.column++;
        if (text[i] == '\n') {
            place.line++;
            place.column = 1;
        }
    }
    return place;
}

Place place_in_file(Range at)
{
    Arena *scratch = arena_new();
    Text text;
    const char *reason;
    Place place = {0, 0};

    if (at.file && file_read(scratch, at.file, &text, &reason))
        place = place_of(text.bytes, text.length, at.begin);
    arena_free(scratch);
    return place;
}
