#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/*
 * Blocks grow with the arena, so that a small one stays small.  What is as large as a huge page
 * comes from the kernel as such: touching 1000 models' memory page by page took longer than parsing
 * them.
 */
enum { BLOCK_SIZE = 64 * 1024, HUGE_PAGE = 2 * 1024 * 1024, BLOCK_SIZE_MAX = 2 * HUGE_PAGE };

typedef struct Block {
    struct Block *next;
    size_t used;
    size_t size;
    bool mapped; /* and zeroed, by the kernel */
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
    size_t total; /* of all blocks */
    char *last;   /* the newest allocation, which can grow where it is */
};

void die(const char *reason)
{
    fprintf(stderr, "modelc: fatal: %s\n", reason);
    exit(1);
}

static size_t round_up(size_t size, size_t unit)
{
    size_t rounded = (size + unit - 1) & ~(unit - 1);

    if (rounded < size)
        die("out of memory");
    return rounded;
}

/* `size` bytes, a multiple of huge pages, at the start of one; NULL when there are none. */
static void *map_pages(size_t size)
{
    char *area =
        mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (area == MAP_FAILED)
        return NULL;

    size_t before = -(uintptr_t)area & (HUGE_PAGE - 1);

    if (before > 0)
        munmap(area, before);
    munmap(area + before + size, HUGE_PAGE - before);
    madvise(area + before, size, MADV_HUGEPAGE); /* a wish: small pages do as well */
    return area + before;
}

static void push_block(Arena *arena, size_t at_least)
{
    size_t wanted = arena->total < BLOCK_SIZE       ? BLOCK_SIZE
                    : arena->total < BLOCK_SIZE_MAX ? arena->total
                                                    : BLOCK_SIZE_MAX;
    size_t size = sizeof(Block) + (at_least > wanted ? at_least : wanted);
    bool mapped = size >= HUGE_PAGE;
    Block *block;

    if (mapped)
        size = round_up(size, HUGE_PAGE);
    block = mapped ? map_pages(size) : malloc(size);
    if (!block)
        die("out of memory");
    *block = (Block){.next = arena->block, .size = size - sizeof *block, .mapped = mapped};
    arena->block = block;
    arena->total += size;
}

static void free_block(Block *block)
{
    if (block->mapped)
        munmap(block, sizeof *block + block->size);
    else
        free(block);
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
        free_block(block);
    }
    *arena = (Arena){0};
}

void arena_free(Arena *arena)
{
    arena_reset(arena);
    free(arena);
}

/* Take `size` bytes, a multiple of the alignment, from the block, which has them. */
static char *take(Arena *arena, size_t size)
{
    Block *block = arena->block;
    char *memory = (char *)block->data + block->used;

    block->used += size;
    return block->mapped ? memory : memset(memory, 0, size);
}

static bool has_room(const Arena *arena, size_t size)
{
    return arena->block && arena->block->size - arena->block->used >= size;
}

void *arena_alloc(Arena *arena, size_t size)
{
    size_t rounded = round_up(size, alignof(max_align_t));

    if (!has_room(arena, rounded))
        push_block(arena, rounded);
    return arena->last = take(arena, rounded);
}

/* Let the newest allocation end `size` bytes behind its start; false when its block is full. */
static bool grow_in_place(Arena *arena, size_t old_size, size_t size)
{
    char *end = (char *)arena->block->data + arena->block->used;
    size_t had = (size_t)(end - arena->last), rounded = round_up(size, alignof(max_align_t));

    if (rounded > had) {
        if (!has_room(arena, rounded - had))
            return false;
        take(arena, rounded - had);
    }
    memset(arena->last + old_size, 0, had - old_size);
    return true;
}

void *arena_grow(Arena *arena, const void *old, size_t old_size, size_t new_size)
{
    if (old && old == arena->last && grow_in_place(arena, old_size, new_size))
        return arena->last;

    void *memory = arena_alloc(arena, new_size);

    if (old && old_size)
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
    char small[256];

    va_copy(again, args);

    int length = vsnprintf(small, sizeof small, format, args);

    if (length < 0)
        die("cannot format a message");

    char *text = arena_alloc(arena, (size_t)length + 1);

    if ((size_t)length < sizeof small)
        memcpy(text, small, (size_t)length);
    else
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
