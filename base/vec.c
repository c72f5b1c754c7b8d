#include "base/vec.h"

/* Most lists are short: eight names are little, eight indexes are not. */
static size_t first_capacity(size_t item_size)
{
    return item_size > 128 ? 1 : item_size > 32 ? 2 : 8;
}

void *vec_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : first_capacity(item_size);
    return arena_grow(arena, items, count * item_size, *capacity * item_size);
}

void vec_rotate(void *items, size_t count, size_t index, size_t item_size)
{
    char *base = items;

    for (size_t i = (count - 1) * item_size; i > index * item_size; i -= item_size)
        for (size_t k = 0; k < item_size; k++) {
            char byte = base[i + k];

            base[i + k] = base[i + k - item_size];
            base[i + k - item_size] = byte;
        }
}
