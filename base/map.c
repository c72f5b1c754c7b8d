#include "base/map.h"

#include <string.h>

/* FNV-1a, 64 bit, folded. */
static uint32_t hash_of(const char *key)
{
    uint64_t h = 14695981039346656037u;

    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 1099511628211u;
    return (uint32_t)(h ^ (h >> 32));
}

/* The slot that holds `key`, or the free slot where it belongs. */
static MapSlot *find_slot(const Map *map, const char *key, uint32_t hash)
{
    size_t i = hash & (map->slot_count - 1);

    while (map->slots[i].number &&
           (map->slots[i].hash != hash ||
            strcmp(map->entries.items[map->slots[i].number - 1].key, key) != 0))
        i = (i + 1) & (map->slot_count - 1);
    return &map->slots[i];
}

static void widen(Arena *arena, Map *map)
{
    size_t count = map->slot_count ? map->slot_count * 2 : 16;
    MapSlot *slots = arena_alloc(arena, count * sizeof *slots);

    for (size_t k = 0; k < map->slot_count; k++) {
        size_t i = map->slots[k].hash & (count - 1);

        if (!map->slots[k].number)
            continue;
        while (slots[i].number)
            i = (i + 1) & (count - 1);
        slots[i] = map->slots[k];
    }
    map->slots = slots;
    map->slot_count = count;
}

void *map_get(const Map *map, const char *key)
{
    const MapSlot *slot = map->slot_count ? find_slot(map, key, hash_of(key)) : NULL;

    return slot && slot->number ? map->entries.items[slot->number - 1].value : NULL;
}

void *map_get_next(const Map *map, size_t *cursor, const char *key)
{
    if (*cursor < map->entries.count && strcmp(map->entries.items[*cursor].key, key) == 0)
        return map->entries.items[(*cursor)++].value;

    const MapSlot *slot = map->slot_count ? find_slot(map, key, hash_of(key)) : NULL;

    if (!slot || !slot->number)
        return NULL;
    *cursor = slot->number;
    return map->entries.items[slot->number - 1].value;
}

void *map_put(Arena *arena, Map *map, const char *key, void *value)
{
    uint32_t hash = hash_of(key);

    if (map->entries.count * 2 >= map->slot_count)
        widen(arena, map);

    MapSlot *slot = find_slot(map, key, hash);

    if (slot->number) {
        void *replaced = map->entries.items[slot->number - 1].value;

        map->entries.items[slot->number - 1].value = value;
        return replaced;
    }
    vec_push(arena, &map->entries, ((MapEntry){key, value}));
    *slot = (MapSlot){hash, (uint32_t)map->entries.count};
    return NULL;
}
