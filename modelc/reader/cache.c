#include "modelc/reader/cache.h"

#include "base/hash.h"
#include "modelc/reader/clang.h"

/* The first bytes of a cache; the number changes with the format. */
static const char magic[] = "modelc facts 2\n";

enum { KEY_DIGITS = 16, PATH_SIZE_MIN = 6 };

const char *cache_path(Arena *arena, const ReaderInput *input)
{
    StrVec parts = {0};

    vec_push(arena, &parts, magic);
    vec_push(arena, &parts, MODELC_VERSION);
    vec_push(arena, &parts, clang_headers_hash(arena));
    for (size_t i = 0; i < input->flags.count; i++)
        vec_push(arena, &parts, input->flags.items[i]);

    const char *key = hash_list(arena, &parts);

    return path_join(arena, input->cache_dir,
                     arena_printf(arena, "facts-%.*s.cache", (int)KEY_DIGITS, key));
}

static Unit *take_unit(Arena *run, Bytes *in)
{
    Unit *unit = ARENA_NEW(run, Unit);

    unit->path = bytes_string(in);
    unit->hash = bytes_string(in);
    unit->leaks = bytes_number(in) != 0;

    size_t count = bytes_count(in, 2);

    for (size_t i = 0; i < count && !in->bad; i++) {
        const char *path = bytes_string(in);

        in->bad |= !path;
        vec_push(run, &unit->needs, path);
    }
    unit->packed.bytes = bytes_text(in, &unit->packed.length);
    in->bad |= !unit->path || !unit->hash || !unit->packed.bytes;
    return unit;
}

void units_unpack(Arena *run, Bytes *in, Units *units)
{
    size_t count = bytes_count(in, PATH_SIZE_MIN);

    for (size_t i = 0; i < count && !in->bad; i++) {
        Unit *unit = take_unit(run, in);

        vec_push(run, units, unit);
    }
}

void cache_read(Arena *run, const char *path, Units *units)
{
    Bytes in;

    if (!bytes_read_file(run, path, magic, &in))
        return;
    units_unpack(run, &in, units);
    if (in.bad || in.p != in.end)
        units->count = 0;
}

static void add_unit(StrBuf *out, const Unit *unit)
{
    Arena *scratch = arena_new();
    Text packed = unit->packed.bytes ? unit->packed : unit_pack(scratch, unit);

    bytes_add_string(out, unit->path);
    bytes_add_string(out, unit->hash);
    bytes_add_number(out, unit->leaks);
    bytes_add_number(out, unit->needs.count);
    for (size_t i = 0; i < unit->needs.count; i++)
        bytes_add_string(out, unit->needs.items[i]);
    bytes_add_text(out, packed.bytes, packed.length);
    arena_free(scratch);
}

void units_pack(StrBuf *out, const Units *units)
{
    bytes_add_number(out, units->count);
    for (size_t i = 0; i < units->count; i++)
        add_unit(out, units->items[i]);
}

void cache_write(Arena *work, const char *path, const Units *units)
{
    StrBuf file = bytes_begin_file(work, magic);

    units_pack(&file, units);
    bytes_write_file(work, path, magic, &file);
}
