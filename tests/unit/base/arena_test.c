#include "tests/unit/unit.h"

#include <stdalign.h>
#include <string.h>

static int order[4];
static int order_count;

static void note_one(void *arg)
{
    order[order_count++] = *(const int *)arg;
}

static void memory_is_zero_and_aligned(void **state)
{
    for (size_t size = 1; size < 300; size += 7) {
        const char *memory = arena_alloc(*state, size);

        assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
    }
}

static void a_block_may_be_larger_than_the_arena_takes_at_once(void **state)
{
    char *large = arena_alloc(*state, 1 << 20);
    char *small = arena_alloc(*state, 1);

    memset(large, 'x', 1 << 20);
    assert_int_equal(*small, 0);
}

static void grow_copies_and_clears_the_rest(void **state)
{
    char *old = arena_strdup(*state, "abc");
    const char *grown = arena_grow(*state, old, 3, 8);

    assert_memory_equal(grown, "abc\0\0\0\0", 8);
    assert_int_equal(*(const char *)arena_grow(*state, NULL, 0, 4), 0);
}

static void the_newest_grows_where_it_is(void **state)
{
    char *old = arena_alloc(*state, 64);

    memset(old, 'x', 64);
    assert_ptr_equal(arena_grow(*state, old, 3, 4096), old);
    assert_memory_equal(old, "xxx\0\0\0", 6);
    for (size_t i = 3; i < 4096; i++)
        assert_int_equal(old[i], 0);
    arena_alloc(*state, 1);
    assert_ptr_not_equal(arena_grow(*state, old, 3, 8192), old);
}

/* From small blocks to those of huge pages, with what does not fit into any of them. */
static void a_large_arena_is_as_good_as_a_small_one(void **state)
{
    enum { STEP = 100 * 1000, STEPS = 200 };
    char *steps[STEPS];

    for (size_t i = 0; i < STEPS; i++) {
        size_t size = i == STEPS / 2 ? 9 << 20 : STEP;

        steps[i] = arena_alloc(*state, size);
        assert_int_equal((uintptr_t)steps[i] % alignof(max_align_t), 0);
        assert_int_equal(steps[i][0], 0);
        assert_int_equal(steps[i][size - 1], 0);
        memset(steps[i], (int)i, size);
    }
    for (size_t i = 0; i < STEPS; i++)
        assert_int_equal((unsigned char)steps[i][STEP - 1], i);
    arena_reset(*state);
    assert_int_equal(*(const char *)arena_alloc(*state, 1), 0);
}

static void copies_are_terminated(void **state)
{
    assert_string_equal(arena_strdup(*state, "text"), "text");
    assert_null(arena_strdup(*state, NULL));
    assert_string_equal(arena_strndup(*state, "text", 2), "te");
    assert_string_equal(arena_strndup(*state, "", 0), "");
    assert_string_equal(arena_printf(*state, "%s-%d", "a", 7), "a-7");
    assert_string_equal(arena_printf(*state, "%s", ""), "");
}

static void printf_has_no_limit(void **state)
{
    assert_int_equal(strlen(arena_printf(*state, "%9000d", 1)), 9000);
}

static void deferred_calls_run_newest_first(void **state)
{
    static int numbers[] = {1, 2, 3};

    (void)state;

    Arena *arena = arena_new();

    order_count = 0;
    for (size_t i = 0; i < 3; i++)
        arena_defer(arena, note_one, &numbers[i]);
    assert_int_equal(order_count, 0);
    arena_free(arena);
    assert_int_equal(order_count, 3);
    assert_int_equal(order[0], 3);
    assert_int_equal(order[2], 1);
}

static void reset_runs_deferred_calls_once_and_keeps_the_arena(void **state)
{
    static int number = 9;

    order_count = 0;
    arena_defer(*state, note_one, &number);
    arena_reset(*state);
    assert_int_equal(order_count, 1);
    assert_string_equal(arena_strdup(*state, "again"), "again");
    arena_reset(*state);
    assert_int_equal(order_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(memory_is_zero_and_aligned),
        UNIT(a_block_may_be_larger_than_the_arena_takes_at_once),
        UNIT(grow_copies_and_clears_the_rest),
        UNIT(the_newest_grows_where_it_is),
        UNIT(a_large_arena_is_as_good_as_a_small_one),
        UNIT(copies_are_terminated),
        UNIT(printf_has_no_limit),
        UNIT(deferred_calls_run_newest_first),
        UNIT(reset_runs_deferred_calls_once_and_keeps_the_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
