#include "diff/heap.h"

void heap_push(Arena *arena, Heap *heap, size_t value)
{
    vec_push(arena, heap, value);

    size_t at = heap->count - 1;

    for (; at > 0 && heap->items[(at - 1) / 2] > value; at = (at - 1) / 2)
        heap->items[at] = heap->items[(at - 1) / 2];
    heap->items[at] = value;
}

size_t heap_pop(Heap *heap)
{
    size_t top = heap->items[0], last = heap->items[--heap->count], at = 0;

    for (size_t child; (child = 2 * at + 1) < heap->count; at = child) {
        if (child + 1 < heap->count && heap->items[child + 1] < heap->items[child])
            child++;
        if (heap->items[child] >= last)
            break;
        heap->items[at] = heap->items[child];
    }
    if (heap->count)
        heap->items[at] = last;
    return top;
}
