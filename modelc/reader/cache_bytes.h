/*
 * The bytes of a cache: numbers in groups of seven bits, texts with their length in front and a
 * NUL behind, so that they can be used where they lie.
 */
#ifndef MODELC_READER_CACHE_BYTES_H
#define MODELC_READER_CACHE_BYTES_H

#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

void bytes_add_number(StrBuf *out, uint64_t number);

/* NULL is kept apart from "". */
void bytes_add_text(StrBuf *out, const char *text, size_t length);
void bytes_add_string(StrBuf *out, const char *text);

/* What is left to read.  The first thing that is not as it should be ends it: `bad`, all zero. */
typedef struct Bytes {
    const char *p, *end;
    bool bad;
} Bytes;

uint64_t bytes_number(Bytes *in);

/* A number of things that take at least `size` bytes each. */
size_t bytes_count(Bytes *in, size_t size);

const char *bytes_text(Bytes *in, size_t *length);
const char *bytes_string(Bytes *in);

/*
 * A file of them starts with `magic` and a checksum, which is against accidents, not against
 * enemies.  bytes_read_file() gives what stands behind that; false when the file is not whole.
 */
bool bytes_read_file(Arena *run, const char *path, const char *magic, Bytes *in);

/* The start of a file, what it holds to be added, and its end. */
StrBuf bytes_begin_file(Arena *work, const char *magic);
void bytes_write_file(Arena *work, const char *path, const char *magic, StrBuf *file);

#endif
