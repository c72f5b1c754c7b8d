/*
 * Growable array whose storage lives in an arena.
 *
 *     typedef VEC(Object *) ObjectVec;
 *     vec_push(arena, &tables, table);
 *     for (size_t i = 0; i < tables.count; i++) ...
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#define VEC(T)                                                                                     \
    struct {                                                                                       \
        T *items;                                                                                  \
        size_t count, capacity;                                                                    \
    }

/* Append `item`; the array may move. */
#define vec_push(arena, vec, item)                                                                 \
    ((vec)->items =                                                                                \
         vec_grow((arena), (vec)->items, (vec)->count, &(vec)->capacity, sizeof *(vec)->items),    \
     (vec)->items[(vec)->count++] = (item))

/* Storage with room for one more item of `item_size` bytes: `items` itself or a copy of it. */
void *vec_grow(Arena *arena, void *items, size_t count, size_t *capacity, size_t item_size);

/* Plain lists of text, used everywhere. */
typedef VEC(const char *) StrVec;

/* Make room at `index` and store `item` there. */
#define vec_insert(arena, vec, index, item)                                                        \
    (vec_push(arena, vec, item),                                                                   \
     vec_rotate((vec)->items, (vec)->count, (index), sizeof *(vec)->items))

/* Move the last of `count` items to `index`, the others up by one. */
void vec_rotate(void *items, size_t count, size_t index, size_t item_size);

#endif
