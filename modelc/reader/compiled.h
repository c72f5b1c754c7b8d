/*
 * The schema of the models on disk, so that models that did not change are not even parsed.
 *
 * cache.h keeps what libclang said of each header; this keeps what came of all of them, with the
 * findings on the way.  The same rules hold: what is stale, damaged or foreign is as good as
 * absent.
 */
#ifndef MODELC_READER_COMPILED_H
#define MODELC_READER_COMPILED_H

#include "modelc/reader/cache_bytes.h"
#include "modelc/reader/reader.h"
#include "modelc/reader/syntax.h"
#include "modelc/reader/unit.h"

/* What the result depends on, but for SQL files: the units, the options, this very program. */
const char *compiled_key(Arena *arena, const ReaderInput *input, const Units *units);

/* The file, beside the other cache. */
const char *compiled_path(Arena *arena, const ReaderInput *input);

/*
 * Fill `schema`, which must be empty, and add the findings.  False when the file does not hold the
 * answer to `key`; nothing has been added then.
 */
bool compiled_read(Arena *run, Findings *findings, const char *path, const char *key,
                   Schema *schema);

/* Replace the file.  Of `findings` those from number `first` belong to the result. */
void compiled_write(Arena *work, const char *path, const char *key, const SqlFiles *files,
                    const Findings *findings, size_t first, const Schema *schema);

/* The schema as bytes, and back; `in` turns bad when they are damaged. */
void schema_pack(StrBuf *out, const Schema *schema);
void schema_unpack(Arena *run, Bytes *in, Schema *schema);

/* A finding as bytes, and back. */
void finding_pack(StrBuf *out, const Finding *finding);
void finding_unpack(Bytes *in, Findings *findings);

/* The fewest bytes that a finding takes. */
enum { FINDING_SIZE_MIN = 11 };

#endif
