/* One private server for all the tests of a program. */
#ifndef TESTS_UNIT_INTROSPECT_SHARED_H
#define TESTS_UNIT_INTROSPECT_SHARED_H

#include "tests/unit/introspect/server.h"

static Project shared;

static inline int start_shared(void **state)
{
    (void)state;
    shared = project_begin(arena_new(), "p", 0755);
    project_start(&shared);
    return 0;
}

static inline int stop_shared(void **state)
{
    (void)state;
    project_end(&shared);
    arena_free(shared.arena);
    return 0;
}

#endif
