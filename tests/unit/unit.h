/*
 * What every unit test needs: cmocka behind the headers that it wants first, and an arena per test.
 *
 *     static void grows(void **state)
 *     {
 *         Arena *arena = *state;
 *         ...
 *     }
 *
 *     int main(void)
 *     {
 *         const struct CMUnitTest tests[] = {UNIT(grows)};
 *
 *         return cmocka_run_group_tests(tests, NULL, NULL);
 *     }
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline int unit_begin(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int unit_end(void **state)
{
    arena_free(*state);
    return 0;
}

/* A test whose `*state` is a fresh arena. */
#define UNIT(test) cmocka_unit_test_setup_teardown(test, unit_begin, unit_end)

#endif
