/*
 * Region allocator: everything one phase of a run allocates, freed at once.
 *
 * Allocation never fails from the caller's point of view: when the system is
 * out of memory the process reports it and exits (see die()).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);

/* Run the deferred calls, newest first, then release every block. */
void arena_free(Arena *arena);

/* Zeroed memory, aligned for any type. */
void *arena_alloc(Arena *arena, size_t size);

/* Grow the block at `old` (`old_size` bytes, may be NULL/0), where it is or by copying. */
void *arena_grow(Arena *arena, const void *old, size_t old_size, size_t new_size);

/* Release what was allocated since arena_new() but keep the arena; deferred calls run first. */
void arena_reset(Arena *arena);

/* A copy of `text`; NULL gives NULL. */
char *arena_strdup(Arena *arena, const char *text);

/* A NUL-terminated copy of the first `length` bytes at `text`. */
char *arena_strndup(Arena *arena, const char *text, size_t length);

__attribute__((format(printf, 2, 3), nonnull)) char *arena_printf(Arena *arena, const char *format,
                                                                  ...);

__attribute__((format(printf, 2, 0), nonnull(1, 2))) char *
arena_vprintf(Arena *arena, const char *format, va_list args);

/* Hand a foreign handle to the arena: `fn(arg)` runs in arena_free(). */
void arena_defer(Arena *arena, void (*fn)(void *arg), void *arg);

#define ARENA_NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))

/* Say that the process cannot go on (out of memory, broken standard output) and end it, status 1.
 */
_Noreturn void die(const char *reason);

#endif
