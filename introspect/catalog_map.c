#include "introspect/catalog_map.h"

static size_t slot_of(const CatalogMap *map, uint32_t oid)
{
    size_t mask = map->slot_count - 1;
    size_t slot = ((size_t)oid * 2654435761u) & mask;

    while (map->slots[slot] && map->slots[slot]->oid != oid)
        slot = (slot + 1) & mask;
    return slot;
}

CatalogEntry *catalog_map_get(const CatalogMap *map, uint32_t oid)
{
    return map->slot_count ? map->slots[slot_of(map, oid)] : NULL;
}

static void grow(Arena *arena, CatalogMap *map)
{
    CatalogMap wider = {.slot_count = map->slot_count ? map->slot_count * 2 : 64,
                        .count = map->count};

    wider.slots = arena_alloc(arena, wider.slot_count * sizeof *wider.slots);
    for (size_t i = 0; i < map->slot_count; i++)
        if (map->slots[i])
            wider.slots[slot_of(&wider, map->slots[i]->oid)] = map->slots[i];
    *map = wider;
}

CatalogEntry *catalog_map_add(Arena *arena, CatalogMap *map, uint32_t oid)
{
    CatalogEntry *entry = ARENA_NEW(arena, CatalogEntry);

    if (map->count * 2 >= map->slot_count)
        grow(arena, map);
    entry->oid = oid;
    entry->rank = map->count++;
    map->slots[slot_of(map, oid)] = entry;
    return entry;
}

const CatalogColumn *catalog_column(const CatalogEntry *table, long attnum)
{
    if (attnum < 1 || (size_t)attnum > table->columns.count)
        return NULL;
    return &table->columns.items[attnum - 1];
}

void catalog_column_add(Arena *arena, CatalogEntry *table, long attnum, CatalogColumn column)
{
    while (table->columns.count < (size_t)attnum)
        vec_push(arena, &table->columns, (CatalogColumn){0});
    table->columns.items[attnum - 1] = column;
}
