/* A temporary folder to stand in for the length of a test. */
#ifndef TESTS_UNIT_MODELC_FOLDER_H
#define TESTS_UNIT_MODELC_FOLDER_H

#include "base/file.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline void folder_remove(void *path)
{
    Arena *arena = arena_new();
    StrVec names = {0};
    const char *reason;

    dir_list(arena, path, &names, &reason);
    for (size_t i = 0; i < names.count; i++) {
        char *inner = arena_strdup(arena, path_join(arena, path, names.items[i]));

        if (file_is_dir(inner))
            folder_remove(inner);
        else
            unlink(inner);
    }
    rmdir(path);
    arena_free(arena);
}

static inline void folder_leave(void *back)
{
    if (chdir(back) != 0)
        abort();
}

/* Make a folder and stand in it until the arena is freed. */
static inline const char *folder_enter(Arena *arena)
{
    char *path = arena_strdup(arena, "/tmp/modelc-unit-XXXXXX");
    char here[4096];

    assert_non_null(getcwd(here, sizeof here));
    assert_non_null(mkdtemp(path));
    arena_defer(arena, folder_remove, path);
    assert_int_equal(chdir(path), 0);
    arena_defer(arena, folder_leave, arena_strdup(arena, here));
    return path;
}

/* Write a file below the folder, with the directories it needs. */
static inline void folder_write(Arena *arena, const char *path, const char *text)
{
    const char *reason = NULL;

    assert_true(dir_make(arena, path_dir(arena, path), &reason));
    assert_true(file_write(arena, path, text, strlen(text), false, &reason));
}

#endif
