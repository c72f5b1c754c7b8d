#include "modelc/reader/compile.h"

#include "modelc/reader/clang.h"

#include <string.h>

/*
 * Models in one translation unit, about.  Measured with 1000 models of ten columns: one unit needs
 * 94 MiB, two of this size 84 MiB; libclang alone takes 75 MiB.  Each unit costs 4 ms before its
 * first line.
 */
enum { CHUNK_SIZE = 500 };

/* So many are worth a process of their own. */
enum { PART_SIZE = 200 };

static const char *const our_headers[] = {"modelc.h", "stdbool.h", "stddef.h", "stdint.h"};

static bool is_ours(const char *name)
{
    for (size_t i = 0; i < sizeof our_headers / sizeof *our_headers; i++)
        if (strcmp(our_headers[i], name) == 0)
            return true;
    return false;
}

/* Nothing that it includes, and nothing that it defines, reaches beyond the file. */
static bool is_plain(const Source *model)
{
    for (size_t i = 0; i < model->scan.includes.count; i++)
        if (!is_ours(model->scan.includes.items[i]))
            return false;
    return !model->scan.leaks;
}

/* The models that others can see, and all others. */
static void sort_out(Arena *run, const Sources *models, Sources *together, Sources *plain)
{
    for (size_t i = 0; i < models->count; i++) {
        Sources *out = is_plain(models->items[i]) ? plain : together;

        vec_push(run, out, models->items[i]);
    }
}

static size_t bytes_of(const Sources *models)
{
    size_t bytes = 0;

    for (size_t i = 0; i < models->count; i++)
        bytes += models->items[i]->length;
    return bytes;
}

void compile_split(Arena *run, const Sources *models, size_t count, Parts *parts)
{
    Sources part = {0}, plain = {0};
    size_t total = bytes_of(models), most = models->count / PART_SIZE, done;

    if (count > most)
        count = most > 0 ? most : 1;
    sort_out(run, models, &part, &plain);
    done = bytes_of(&part);
    for (size_t i = 0; i < plain.count; i++) {
        if (part.count > 0 && done * count >= total * (parts->count + 1)) {
            vec_push(run, parts, part);
            part = (Sources){0};
        }
        vec_push(run, &part, plain.items[i]);
        done += plain.items[i]->length;
    }
    vec_push(run, parts, part);
}

static bool compile_part(Arena *run, Arena *work, Findings *findings, const ReaderInput *input,
                         const Sources *part, Units *units)
{
    if (part->count == 0)
        return true;
    arena_reset(work);
    return clang_read(run, work, findings, input, part, units);
}

/* The models that others can see together, all others in chunks of one size. */
static bool compile_chunks(Arena *run, Arena *work, Findings *findings, const ReaderInput *input,
                           const Sources *models, Units *units)
{
    Arena *lists = arena_new();
    Sources together = {0}, plain = {0};
    size_t chunks = 1;
    bool ok;

    sort_out(lists, models, &together, &plain);
    ok = compile_part(run, work, findings, input, &together, units);
    if (plain.count > CHUNK_SIZE)
        chunks = (plain.count + CHUNK_SIZE / 2) / CHUNK_SIZE;
    for (size_t i = 0; i < chunks && ok; i++) {
        size_t begin = plain.count * i / chunks, end = plain.count * (i + 1) / chunks;
        Sources chunk = {.items = plain.items + begin, .count = end - begin};

        ok = compile_part(run, work, findings, input, &chunk, units);
    }
    arena_free(lists);
    return ok;
}

bool compile_models(Arena *run, Arena *work, Findings *findings, const ReaderInput *input,
                    const Sources *models, bool whole, Units *units)
{
    Findings unheard = {.arena = findings->arena};

    if (whole)
        return clang_read(run, work, findings, input, models, units);
    if (models->count > CHUNK_SIZE)
        return compile_chunks(run, work, &unheard, input, models, units);
    return clang_read(run, work, &unheard, input, models, units);
}
