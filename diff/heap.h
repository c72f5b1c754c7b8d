/* A binary heap of positions, smallest on top. */
#ifndef DIFF_HEAP_H
#define DIFF_HEAP_H

#include "base/vec.h"

typedef VEC(size_t) Heap;

void heap_push(Arena *arena, Heap *heap, size_t value);

/* Takes the smallest; the heap must not be empty. */
size_t heap_pop(Heap *heap);

#endif
