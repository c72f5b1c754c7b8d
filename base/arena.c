#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

typedef struct Block {
    struct Block *next;
    size_t used;
    size_t size;
    max_align_t data[];
} Block;

typedef struct Deferred {
    struct Deferred *next;
    void (*fn)(void *arg);
    void *arg;
} Deferred;

struct Arena {
    Block *block;
    Deferred *deferred;
};

void die(const char *reason)
{
    fprintf(stderr, "modelc: fatal: %s\n", reason);
    exit(1);
}

static void push_block(Arena *arena, size_t at_least)
{
    size_t size = at_least > BLOCK_SIZE ? at_least : BLOCK_SIZE;
    Block *block = malloc(sizeof *block + size);

    if (!block)
        die("out of memory");
    *block = (Block){.next = arena->block, .size = size};
    arena->block = block;
}

Arena *arena_new(void)
{
    Arena *arena = calloc(1, sizeof *arena);

    if (!arena)
        die("out of memory");
    return arena;
}

void arena_reset(Arena *arena)
{
    for (Deferred *d = arena->deferred; d; d = d->next)
        d->fn(d->arg);
    for (Block *next, *block = arena->block; block; block = next) {
        next = block->next;
        free(block);
    }
    *arena = (Arena){0};
}

void arena_free(Arena *arena)
{
    arena_reset(arena);
    free(arena);
}

void *arena_alloc(Arena *arena, size_t size)
{
    size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);

    if (rounded < size)
        die("out of memory");
    if (!arena->block || arena->block->size - arena->block->used < rounded)
        push_block(arena, rounded);

    void *memory = (char *)arena->block->data + arena->block->used;

    arena->block->used += rounded;
    return memset(memory, 0, rounded);
}

void *arena_grow(Arena *arena, const void *old, size_t old_size, size_t new_size)
{
    void *memory = arena_alloc(arena, new_size);

    if (old_size)
        memcpy(memory, old, old_size);
    return memory;
}

char *arena_strndup(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);

    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *arena_strdup(Arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_vprintf(Arena *arena, const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);

    int length = vsnprintf(NULL, 0, format, args);

    if (length < 0)
        die("cannot format a message");

    char *text = arena_alloc(arena, (size_t)length + 1);

    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;

    va_start(args, format);

    char *text = arena_vprintf(arena, format, args);

    va_end(args);
    return text;
}

void arena_defer(Arena *arena, void (*fn)(void *arg), void *arg)
{
    Deferred *deferred = ARENA_NEW(arena, Deferred);

    *deferred = (Deferred){.next = arena->deferred, .fn = fn, .arg = arg};
    arena->deferred = deferred;
}
