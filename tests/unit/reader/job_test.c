/* What a worker is to do, through a socket. */
#include "tests/unit/unit.h"

#include "modelc/reader/job.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static Source *source(Arena *arena, const char *path, const char *bytes)
{
    Source *out = ARENA_NEW(arena, Source);

    *out = (Source){.path = path,
                    .absolute = arena_printf(arena, "/%s", path),
                    .bytes = bytes,
                    .length = strlen(bytes),
                    .hash = "hash"};
    out->scan.leaks = true;
    vec_push(arena, &out->scan.includes, "modelc.h");
    vec_push(arena, &out->scan.includes, "other.h");
    return out;
}

static Job job_of_two(Arena *arena)
{
    Job job = {.whole = true};
    Sources first = {0}, second = {0};

    vec_push(arena, &first, source(arena, "a.h", "struct a;"));
    vec_push(arena, &first, source(arena, "b.h", ""));
    vec_push(arena, &second, source(arena, "c.h", "/* ä */"));
    vec_push(arena, &job.parts, first);
    vec_push(arena, &job.parts, second);
    return job;
}

static void arrives_as_it_was_sent(void **state)
{
    Job job = job_of_two(*state), found;
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_true(job_send(*state, ends[0], &job));
    assert_true(job_receive(*state, ends[1], &found));
    assert_true(found.whole);
    assert_int_equal(found.parts.count, 2);
    assert_int_equal(found.parts.items[0].count, 2);
    assert_int_equal(found.parts.items[1].count, 1);
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < found.parts.items[i].count; k++) {
            const Source *is = found.parts.items[i].items[k], *was = job.parts.items[i].items[k];

            assert_string_equal(is->path, was->path);
            assert_string_equal(is->absolute, was->absolute);
            assert_string_equal(is->hash, was->hash);
            assert_int_equal(is->length, was->length);
            assert_memory_equal(is->bytes, was->bytes, was->length);
            assert_true(is->scan.leaks);
            assert_int_equal(is->scan.includes.count, 2);
            assert_string_equal(is->scan.includes.items[1], "other.h");
        }
    close(ends[0]);
    close(ends[1]);
}

static void a_dead_end_is_no_signal(void **state)
{
    Job job = job_of_two(*state);
    size_t length = 100;
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    close(ends[1]);
    assert_false(job_send(*state, ends[0], &job));
    close(ends[0]);

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_int_equal(write(ends[0], &length, sizeof length), sizeof length);
    assert_int_equal(write(ends[0], "half", 4), 4);
    close(ends[0]);
    assert_false(job_receive(*state, ends[1], &job));
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(arrives_as_it_was_sent), UNIT(a_dead_end_is_no_signal)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
