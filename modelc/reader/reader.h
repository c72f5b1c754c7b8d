/*
 * The model compiler: annotated C headers in, a Schema out.
 */
#ifndef MODELC_READER_READER_H
#define MODELC_READER_READER_H

#include "modelc/reader/facts.h"
#include "modelc/reader/naming.h"
#include "modelc/reader/syntax.h"
#include "schema/kind.h"

/* Where a project keeps its cache, unless told otherwise. */
#define READER_CACHE ".modelc/cache"

/* An open editor buffer that stands for the file on disk. */
typedef struct ReaderBuffer {
    const char *path;
    const char *bytes;
    size_t length;
} ReaderBuffer;

/* The tables that others manage: models may refer to them and declare them nowhere. */
typedef struct ReaderOthers {
    bool (*has)(const void *context, const char *path); /* NULL: there are none */
    const void *context;
    StrVec key; /* what the answers depend on */
} ReaderOthers;

typedef struct ReaderInput {
    StrVec paths; /* model headers, as the user spelled them; any order */
    StrVec flags; /* more compiler flags: -Iinclude, -DX */
    VEC(ReaderBuffer) buffers;
    const char *cache_dir;       /* where facts are kept by content; NULL: no cache */
    void (*idle)(void *context); /* called now and then, for other work; NULL: not */
    void *idle_context;
    NamingPatterns naming; /* the project's; NULL patterns: PostgreSQL's own names */
    bool warn_unindexed;   /* M312, which is off by default */
    bool manage_owners;    /* false: M125 where a model names one */
    ReaderOthers others;
} ReaderInput;

/*
 * Compile the models.  Everything lives in `run`.
 *
 * Returns false when an error was found (M…); warnings do not count.  `schema` is then not to be
 * used.  M002 for a header that cannot be read, M003 when `paths` is empty, M005 without libclang.
 */
bool reader_compile(Arena *run, Findings *findings, const ReaderInput *input, Schema *schema);

/*
 * reader_compile() in two halves: the compiler works between them, in a process of its own. `input`
 * must live until the end.
 *
 * reader_begin() gives NULL after M002 and M003.
 */
typedef struct ReaderJob ReaderJob;

ReaderJob *reader_begin(Arena *run, Findings *findings, const ReaderInput *input);
bool reader_end(ReaderJob *job, Schema *schema);

/* Stage one, from the cache or through libclang; the first half of reader_compile(). */
bool reader_facts(Arena *run, Findings *findings, const ReaderInput *input, Facts *facts);

/*
 * Stage two: understand the annotations; the second half.  Of `input` the files, the flags and the
 * cache are not read; NULL: nothing is given.  `files` takes the SQL files that were read,
 * unless it is NULL.
 */
bool reader_resolve(Arena *run, Findings *findings, const Facts *facts, const ReaderInput *input,
                    SqlFiles *files, Schema *schema);

#endif
