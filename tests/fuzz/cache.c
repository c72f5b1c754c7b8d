/* The cache of compiled models behind its checksum: damaged units are refused, never believed. */
#include "tests/fuzz/fuzz.h"

#include "modelc/reader/cache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *run = arena_new();
    Bytes in = {(const char *)data, (const char *)data + size, false};
    Units units = {0};

    units_unpack(run, &in, &units);
    for (size_t i = 0; !in.bad && i < units.count; i++) {
        Unit *unit = units.items[i];

        must(unit != NULL && unit->path != NULL, "a unit has a path");
        if (!unit->packed.bytes || !unit_unpack(run, unit))
            continue;

        Unit again = *unit;

        again.packed = unit_pack(run, unit);
        must(unit_unpack(run, &again), "what was unpacked can be packed and unpacked");
    }
    arena_free(run);
    return 0;
}
