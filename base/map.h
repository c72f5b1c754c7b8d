/* String-keyed map in an arena; iterate `entries` for insertion order. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/vec.h"

#include <stdint.h>

typedef struct MapEntry {
    const char *key;
    void *value;
} MapEntry;

typedef struct MapSlot {
    uint32_t hash;
    uint32_t number; /* index into entries plus one; 0 is free */
} MapSlot;

typedef struct Map {
    VEC(MapEntry) entries;
    MapSlot *slots;
    size_t slot_count; /* a power of two, or 0 */
} Map;

/* The value stored under `key`, or NULL. */
void *map_get(const Map *map, const char *key);

/*
 * The same for keys that mostly come in the order in which they were put: `cursor` (begin with 0)
 * is where the next one is looked for first, without a hash.
 */
void *map_get_next(const Map *map, size_t *cursor, const char *key);

/* Store `value` under `key`, which must outlive the map; return the value it replaced, or NULL. */
void *map_put(Arena *arena, Map *map, const char *key, void *value);

#endif
