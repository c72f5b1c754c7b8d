#include "base/file.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A fresh folder, removed with the arena. */
static void remove_folder(void *path)
{
    Arena *arena = arena_new();
    StrVec names = {0};
    const char *reason;

    dir_list(arena, path, &names, &reason);
    for (size_t i = 0; i < names.count; i++) {
        const char *inner = path_join(arena, path, names.items[i]);

        if (file_is_dir(inner))
            remove_folder(arena_strdup(arena, inner));
        else
            unlink(inner);
    }
    rmdir(path);
    arena_free(arena);
}

static const char *make_folder(Arena *arena)
{
    char *path = arena_strdup(arena, "/tmp/modelc-file-test-XXXXXX");

    assert_non_null(mkdtemp(path));
    arena_defer(arena, remove_folder, path);
    return path;
}

static void descriptors_give_all_or_nothing(void **state)
{
    StrBuf rest = {.arena = *state};
    char bytes[4] = "";
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_true(fd_write(ends[1], "abcdefgh", 8));
    assert_true(fd_read(ends[0], bytes, 3));
    assert_string_equal(bytes, "abc");
    close(ends[1]);
    fd_read_rest(ends[0], &rest, 4);
    assert_string_equal(strbuf_text(&rest), "defg");
    assert_false(fd_read(ends[0], bytes, 1));
    close(ends[0]);
    assert_false(fd_read(ends[0], bytes, 1));
    assert_false(fd_write(ends[1], "a", 1));
}

static void what_is_written_is_read(void **state)
{
    const char *path = path_join(*state, make_folder(*state), "a.txt");
    const char *reason = NULL;
    Text text;

    assert_false(file_exists(path));
    assert_true(file_write(*state, path, "a\0b", 3, true, &reason));
    assert_true(file_exists(path));
    assert_true(file_read(*state, path, &text, &reason));
    assert_int_equal(text.length, 3);
    assert_memory_equal(text.bytes, "a\0b\0", 4);
}

static void a_fresh_file_never_replaces(void **state)
{
    const char *folder = make_folder(*state);
    const char *path = path_join(*state, folder, "a.txt");
    const char *reason = NULL;
    StrVec names = {0};
    Text text;

    assert_true(file_write(*state, path, "old", 3, true, &reason));
    assert_false(file_write(*state, path, "new", 3, true, &reason));
    assert_string_equal(reason, "File exists");
    assert_true(file_read(*state, path, &text, &reason));
    assert_string_equal(text.bytes, "old");
    assert_true(file_write(*state, path, "new", 3, false, &reason));
    assert_true(file_read(*state, path, &text, &reason));
    assert_string_equal(text.bytes, "new");
    assert_true(dir_list(*state, folder, &names, &reason));
    assert_int_equal(names.count, 1);
}

static void what_is_no_file_is_refused(void **state)
{
    const char *folder = make_folder(*state);
    const char *pipe = path_join(*state, folder, "pipe");
    const char *reason = NULL;
    Text text;

    assert_false(file_read(*state, folder, &text, &reason));
    assert_string_equal(reason, "is a directory");
    assert_false(file_read(*state, path_join(*state, folder, "none"), &text, &reason));
    assert_string_equal(reason, "No such file or directory");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(file_read(*state, pipe, &text, &reason));
    assert_string_equal(reason, "is not a regular file");
    assert_false(file_write(*state, path_join(*state, folder, "no/such/a"), "", 0, true, &reason));
}

static void a_huge_file_is_refused_unread(void **state)
{
    const char *path = path_join(*state, make_folder(*state), "huge");
    const char *reason = NULL;
    Text text;

    assert_true(file_write(*state, path, "", 0, true, &reason));
    assert_int_equal(truncate(path, (off_t)FILE_SIZE_MAX + 1), 0);
    assert_false(file_read(*state, path, &text, &reason));
    assert_string_equal(reason, "is larger than 64 MiB");
}

static void directories_are_made_with_those_above(void **state)
{
    const char *folder = make_folder(*state);
    const char *deep = path_join(*state, folder, "a/b/c");
    const char *reason = NULL;

    assert_true(dir_make(*state, deep, &reason));
    assert_true(file_is_dir(deep));
    assert_true(dir_make(*state, deep, &reason));
    assert_true(file_write(*state, path_join(*state, folder, "file"), "", 0, true, &reason));
    assert_false(dir_make(*state, path_join(*state, folder, "file/x"), &reason));
    assert_false(dir_make(*state, path_join(*state, folder, "file"), &reason));
}

static void a_listing_is_sorted(void **state)
{
    const char *folder = make_folder(*state);
    const char *reason = NULL;
    StrVec names = {0};

    for (const char *name = "ca\0B\0b\0"; *name; name += strlen(name) + 1)
        assert_true(file_write(*state, path_join(*state, folder, name), "", 0, true, &reason));
    assert_true(dir_list(*state, folder, &names, &reason));
    assert_int_equal(names.count, 3);
    assert_string_equal(names.items[0], "B");
    assert_string_equal(names.items[1], "b");
    assert_string_equal(names.items[2], "ca");
    assert_false(dir_list(*state, path_join(*state, folder, "none"), &names, &reason));
}

static void paths_come_apart_and_together(void **state)
{
    assert_string_equal(path_join(*state, "a", "b"), "a/b");
    assert_string_equal(path_join(*state, "a/", "b"), "a/b");
    assert_string_equal(path_join(*state, ".", "b"), "b");
    assert_string_equal(path_join(*state, "", "b"), "b");
    assert_string_equal(path_join(*state, "a", "/b"), "/b");
    assert_string_equal(path_name("a/b.c"), "b.c");
    assert_string_equal(path_name("b.c"), "b.c");
    assert_string_equal(path_dir(*state, "a/b/c"), "a/b");
    assert_string_equal(path_dir(*state, "c"), ".");
    assert_string_equal(path_dir(*state, "/c"), "/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(what_is_written_is_read),       UNIT(descriptors_give_all_or_nothing),
        UNIT(a_fresh_file_never_replaces),   UNIT(what_is_no_file_is_refused),
        UNIT(a_huge_file_is_refused_unread), UNIT(directories_are_made_with_those_above),
        UNIT(a_listing_is_sorted),           UNIT(paths_come_apart_and_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
