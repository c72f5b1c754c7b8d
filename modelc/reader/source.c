#include "modelc/reader/source.h"

#include "base/hash.h"
#include "base/map.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* So many files take a millisecond. */
enum { IDLE_FILES = 50 };

typedef struct Reading {
    Arena *run, *work;
    Findings *findings;
    const ReaderInput *input;
    const char *directory; /* the current one */
    Map seen;              /* file identity → Source */
    Sources *sources;
} Reading;

const ReaderBuffer *buffer_find(const ReaderInput *input, const char *path)
{
    for (size_t i = 0; i < input->buffers.count; i++)
        if (strcmp(input->buffers.items[i].path, path) == 0)
            return &input->buffers.items[i];
    return NULL;
}

static const char *current_directory(Arena *arena)
{
    char buffer[4096];

    return arena_strdup(arena, getcwd(buffer, sizeof buffer) ? buffer : ".");
}

const char *path_absolute(Arena *arena, const char *path)
{
    return path_join(arena, current_directory(arena), path);
}

/* What is the same for two spellings of one file. */
static const char *identity(const Reading *r, const char *path)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return arena_strdup(r->work, path);
    return arena_printf(r->work, "%ju:%ju", (uintmax_t)info.st_dev, (uintmax_t)info.st_ino);
}

/* NULL, or why the bytes are no header. */
static const char *refuse(Arena *arena, const char *path, const char *bytes, size_t length)
{
    const char *nul = memchr(bytes, '\0', length);

    if (strpbrk(path, "\"\n"))
        return "its name holds a quote or a line break, which #include cannot say";
    if (nul)
        return arena_printf(arena, "it holds a NUL byte (at offset %td)", nul - bytes);
    if (!text_is_utf8(bytes, length))
        return "it is not UTF-8 text";
    return NULL;
}

static void read_one(Reading *r, const char *path)
{
    const ReaderBuffer *buffer = buffer_find(r->input, path);
    const char *key = identity(r, path), *reason = NULL;
    Text text = {0};

    if (map_get(&r->seen, key))
        return;
    if (buffer)
        text = (Text){buffer->bytes, buffer->length};
    else
        file_read(r->work, path, &text, &reason);
    if (!reason)
        reason = refuse(r->run, path, text.bytes, text.length);

    Source *source = ARENA_NEW(r->work, Source);

    map_put(r->work, &r->seen, key, source);
    if (reason) {
        Range at = {.file = arena_strdup(r->run, path)};

        finding_add(r->findings, FINDING_M002, at, "cannot read '%s': %s", path, reason);
        return;
    }
    *source = (Source){.path = arena_strdup(r->run, path),
                       .absolute = path_join(r->work, r->directory, path),
                       .bytes = text.bytes,
                       .length = text.length,
                       .hash = hash_text(r->run, text.bytes, text.length),
                       .scan = scan_header(r->work, text.bytes, text.length)};
    vec_push(r->work, r->sources, source);
}

static int compare(const void *a, const void *b)
{
    return strcmp((*(Source *const *)a)->path, (*(Source *const *)b)->path);
}

/* The second of two headers with one include guard would vanish without a word. */
static void check_guards(Reading *r)
{
    Map by_guard = {.slots = NULL};

    for (size_t i = 0; i < r->sources->count; i++) {
        Source *source = r->sources->items[i];
        const char *guard = source->scan.guard;
        const Source *first = guard ? map_put(r->work, &by_guard, guard, source) : NULL;

        if (!first)
            continue;

        size_t length = strlen(guard);
        Range at = {source->path, source->scan.guard_at, source->scan.guard_at + length, NULL};
        Range there = {first->path, first->scan.guard_at, first->scan.guard_at + length, NULL};
        Finding *finding =
            finding_add(r->findings, FINDING_M001, at, "include guard '%s' is that of '%s' too",
                        guard, first->path);

        finding->hint = "Nothing of this file would be read; give it a guard of its own, or write "
                        "#pragma once instead.";
        finding_note(r->findings, finding, there, "the other one is here");
    }
}

bool sources_read(Arena *run, Arena *work, Findings *findings, const ReaderInput *input,
                  Sources *sources)
{
    Reading reading = {run, work, findings, input, current_directory(work), .sources = sources};
    size_t errors = findings->error_count;

    if (input->paths.count == 0)
        finding_add(findings, FINDING_M003, NO_RANGE, "no model headers");
    for (size_t i = 0; i < input->paths.count; i++) {
        read_one(&reading, input->paths.items[i]);
        if (input->idle && i % IDLE_FILES == IDLE_FILES - 1)
            input->idle(input->idle_context);
    }
    if (sources->count > 0)
        qsort(sources->items, sources->count, sizeof *sources->items, compare);
    check_guards(&reading);
    return findings->error_count == errors;
}
