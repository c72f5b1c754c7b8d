/* Which bounds are certainly within others. */
#include "schema/kinds/partition/bound.h"
#include "tests/unit/unit.h"

typedef struct Case {
    const char *a, *b;
    bool a_in_b, b_in_a;
} Case;

static void check_cases(Arena *arena, const char *words, const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *a = arena_printf(arena, "FOR VALUES %s", cases[i].a);
        const char *b = arena_printf(arena, "%s %s", words, cases[i].b);

        if (bound_is_within(arena, a, b) != cases[i].a_in_b ||
            bound_is_within(arena, b, a) != cases[i].b_in_a)
            fail_msg("%s and %s", a, b);
    }
}

static void of_ranges(void **state)
{
    static const Case cases[] = {
        {"FROM (1) TO (10)",                                              "from (1) to (10)",                      true,  true },
        {"FROM (1) TO (9)",                                               "FROM (1) TO (10)",                      true,  false},
        {"FROM (2) TO (9)",                                               "FROM (1) TO (10)",                      true,  false},
        {"FROM (1) TO (10)",                                              "FROM (2) TO (11)",                      false, false},
        {"FROM (-9) TO (-1)",                                             "FROM (-10) TO (0)",                     true,  false},
        {"FROM (1) TO (10)",                                              "FROM (minvalue) TO (maxvalue)",         true,  false},
        {"FROM (MINVALUE) TO (5)",                                        "FROM (minvalue) TO (MAXVALUE)",         true,  false},
        {"FROM (1, MINVALUE) TO (1, 5)",                                  "FROM (1, MINVALUE) TO (1, MAXVALUE)",   true,  false},
        {"FROM (1, 2) TO (3, 4)",                                         "FROM (0, 9) TO (3, 5)",                 true,  false},
        {"FROM (1) TO (3)",                                               "FROM (1, 2) TO (3, 4)",                 false, false},
        {"FROM ('2025-01-01') TO ('2025-07-01')",                         "FROM ('2025-01-01') TO ('2026-01-01')", true,
         false                                                                                                                 },
        {"FROM ('2025-01-01 00:00:00+01') TO ('2025-07-01 00:00:00+01')",
         "FROM ('2025-01-01 00:00:00+01') TO ('2026-01-01 00:00:00+01')",                                          true,  false},
        {"FROM ('2025-01-01 00:00:00+01') TO ('2025-07-01 00:00:00+02')",
         "FROM ('2025-01-01 00:00:00+01') TO ('2026-01-01 00:00:00+01')",                                          false, false},
        {"FROM ('01-01-2025') TO ('02-01-2025')",                         "FROM ('01-01-2025') TO ('01-02-2025')", false,
         false                                                                                                                 },
        {"FROM ('10') TO ('20')",                                         "FROM ('10') TO ('30')",                 true,  false},
        {"FROM ('10') TO ('9')",                                          "FROM ('10') TO ('11')",                 false, false},
        {"FROM ('-2') TO ('-1')",                                         "FROM ('-3') TO ('-1')",                 false, false},
        {"FROM ('a') TO ('b')",                                           "FROM ('a') TO ('c')",                   false, false},
        {"FROM ('a') TO ('b')",                                           "FROM ('a') TO ('B')",                   false, false},
        {"FROM ('a,b)') TO (f(1, 2))",                                    "FROM ('a,b)') TO (MAXVALUE)",           true,  false},
        {"FROM ('') TO (99999999999999999999)",                           "FROM ('') TO (100000000000000000000)",  false,
         false                                                                                                                 },
    };

    check_cases(*state, "for values", cases, sizeof cases / sizeof *cases);
}

static void of_lists_and_hashes(void **state)
{
    static const Case cases[] = {
        {"IN ('a', 'b')",                 "in ('b', 'a')",                 true,  true },
        {"IN ('a')",                      "IN ('a', 'b', NULL)",           true,  false},
        {"IN ('a', 'c')",                 "IN ('a', 'b')",                 false, false},
        {"WITH (modulus 8, remainder 5)", "WITH (modulus 4, remainder 1)", true,  false},
        {"WITH (modulus 8, remainder 5)", "WITH (modulus 4, remainder 2)", false, false},
        {"WITH (modulus 8, remainder 5)", "WITH (modulus 0)",              false, false},
        {"IN (1)",                        "FROM (1) TO (2)",               false, false},
    };

    check_cases(*state, "FOR VALUES", cases, sizeof cases / sizeof *cases);
    assert_false(bound_is_within(*state, "FOR VALUES IN (1)", "DEFAULT"));
    assert_false(bound_is_within(*state, "DEFAULT", "FOR VALUES IN (1)"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(of_ranges),
        UNIT(of_lists_and_hashes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
