#include "modelc/reader/compiled.h"

#include "base/file.h"
#include "base/hash.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

/* The first bytes of the file; the number changes with the format. */
static const char magic[] = "modelc compiled 4\n";

enum { FILE_SIZE_MIN = 2 };

/* A program that was built anew may understand the same models in another way. */
static const char *program_identity(Arena *arena)
{
    struct stat info;

    if (stat("/proc/self/exe", &info) != 0)
        return MODELC_VERSION;
    return arena_printf(arena, "%s %jd %jd.%09ld", MODELC_VERSION, (intmax_t)info.st_size,
                        (intmax_t)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

static void add_text(Arena *arena, StrVec *parts, const char *text)
{
    vec_push(arena, parts, text ? arena_printf(arena, "=%s", text) : "");
}

const char *compiled_key(Arena *arena, const ReaderInput *input, const Units *units)
{
    const NamingPatterns *naming = &input->naming;
    StrVec parts = {0};

    vec_push(arena, &parts, program_identity(arena));
    add_text(arena, &parts, naming->primary_key);
    add_text(arena, &parts, naming->unique);
    add_text(arena, &parts, naming->foreign_key);
    add_text(arena, &parts, naming->check);
    add_text(arena, &parts, naming->exclusion);
    add_text(arena, &parts, naming->index);
    vec_push(arena, &parts, input->warn_unindexed ? "warn" : "");
    vec_push(arena, &parts, input->manage_owners ? "owners" : "");
    for (size_t i = 0; i < input->others.key.count; i++)
        vec_push(arena, &parts, input->others.key.items[i]);
    for (size_t i = 0; i < input->flags.count; i++)
        vec_push(arena, &parts, input->flags.items[i]);
    for (size_t i = 0; i < units->count; i++) {
        vec_push(arena, &parts, units->items[i]->path);
        vec_push(arena, &parts, units->items[i]->hash);
    }
    return hash_list(arena, &parts);
}

const char *compiled_path(Arena *arena, const ReaderInput *input)
{
    return path_join(arena, input->cache_dir, "schema.cache");
}

/* Reading */

static bool is_same_file(const char *path, const char *hash)
{
    Arena *scratch = arena_new();
    const char *reason;
    Text text;
    bool same = path && hash && file_read(scratch, path, &text, &reason) &&
                strcmp(hash_text(scratch, text.bytes, text.length), hash) == 0;

    arena_free(scratch);
    return same;
}

static bool is_answer(Bytes *in, const char *key)
{
    const char *found = bytes_string(in);
    size_t count = bytes_count(in, FILE_SIZE_MIN);
    bool same = found && strcmp(found, key) == 0;

    for (size_t i = 0; i < count && same; i++) {
        const char *path = bytes_string(in), *hash = bytes_string(in);

        same = is_same_file(path, hash);
    }
    return same && !in->bad;
}

static void take_findings(Bytes *in, Findings *findings)
{
    size_t count = bytes_count(in, FINDING_SIZE_MIN);

    for (size_t i = 0; i < count && !in->bad; i++)
        finding_unpack(in, findings);
}

bool compiled_read(Arena *run, Findings *findings, const char *path, const char *key,
                   Schema *schema)
{
    Schema read = {.managed = {0}};
    Bytes in;

    if (!bytes_read_file(run, path, magic, &in) || !is_answer(&in, key))
        return false;
    schema_unpack(run, &in, &read);
    if (in.bad)
        return false;
    *schema = read;
    take_findings(&in, findings);
    return true;
}

/* Writing */

void compiled_write(Arena *work, const char *path, const char *key, const SqlFiles *files,
                    const Findings *findings, size_t first, const Schema *schema)
{
    StrBuf file = bytes_begin_file(work, magic);

    bytes_add_string(&file, key);
    bytes_add_number(&file, files->count);
    for (size_t i = 0; i < files->count; i++) {
        bytes_add_string(&file, files->items[i].path);
        bytes_add_string(&file, files->items[i].hash);
    }
    schema_pack(&file, schema);
    bytes_add_number(&file, findings->items.count - first);
    for (size_t i = first; i < findings->items.count; i++)
        finding_pack(&file, findings->items.items[i]);
    bytes_write_file(work, path, magic, &file);
}
