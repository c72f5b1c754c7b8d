#include "base/map.h"

#include <string.h>

/* FNV-1a, 64 bit. */
static uint64_t hash(const char *key)
{
    uint64_t h = 14695981039346656037u;

    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 1099511628211u;
    return h;
}

/* The slot that holds `key`, or the free slot where it belongs. */
static uint32_t *find_slot(const Map *map, const char *key)
{
    size_t i = hash(key) & (map->slot_count - 1);

    while (map->slots[i] && strcmp(map->entries.items[map->slots[i] - 1].key, key) != 0)
        i = (i + 1) & (map->slot_count - 1);
    return &map->slots[i];
}

static void rehash(Arena *arena, Map *map)
{
    map->slot_count = map->slot_count ? map->slot_count * 2 : 16;
    map->slots = arena_alloc(arena, map->slot_count * sizeof *map->slots);
    for (size_t i = 0; i < map->entries.count; i++)
        *find_slot(map, map->entries.items[i].key) = (uint32_t)(i + 1);
}

void *map_get(const Map *map, const char *key)
{
    uint32_t *slot = map->slot_count ? find_slot(map, key) : NULL;

    return slot && *slot ? map->entries.items[*slot - 1].value : NULL;
}

void *map_put(Arena *arena, Map *map, const char *key, void *value)
{
    if (map->entries.count * 2 >= map->slot_count)
        rehash(arena, map);

    uint32_t *slot = find_slot(map, key);

    if (*slot) {
        void *replaced = map->entries.items[*slot - 1].value;

        map->entries.items[*slot - 1].value = value;
        return replaced;
    }
    vec_push(arena, &map->entries, ((MapEntry){key, value}));
    *slot = (uint32_t)map->entries.count;
    return NULL;
}
