/*
 * Facts on disk, so that an unchanged model costs a hash and libclang is not even loaded.
 *
 * The cache is a convenience: what is stale, damaged or foreign is as good as absent, and a cache
 * that cannot be written is no error.
 */
#ifndef MODELC_READER_CACHE_H
#define MODELC_READER_CACHE_H

#include "modelc/reader/cache_bytes.h"
#include "modelc/reader/reader.h"
#include "modelc/reader/unit.h"

/* The cache file for these flags and this modelc. */
const char *cache_path(Arena *arena, const ReaderInput *input);

/*
 * Read the units of a cache file; their facts stay packed.  Texts point into the file's content,
 * which lives in `run`.  No units when the file is not a sound cache.
 */
void cache_read(Arena *run, const char *path, Units *units);

/* Replace the file by one with these units. */
void cache_write(Arena *work, const char *path, const Units *units);

/* The units as bytes, and back.  units_unpack() leaves the facts packed. */
void units_pack(StrBuf *out, const Units *units);
void units_unpack(Arena *run, Bytes *in, Units *units);

/* Unpack the facts of a unit that cache_read() gave; false when they are damaged. */
bool unit_unpack(Arena *run, Unit *unit);

/* The facts of a unit that clang_read() gave, in packed form. */
Text unit_pack(Arena *arena, const Unit *unit);

#endif
