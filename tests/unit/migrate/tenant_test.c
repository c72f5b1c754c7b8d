#include "tests/unit/unit.h"

#include "migrate/tenant.h"

static void replaces_what_qualifies(void **state)
{
    static const struct {
        const char *sql, *to, *wanted;
    } cases[] = {
        {"ALTER TABLE public.t ADD a int",                                     "x",    "ALTER TABLE x.t ADD a int"     },
        {"SELECT PUBLIC.\"T\".public.a, public.f()",                           "x",    "SELECT x.\"T\".public.a, x.f()"},
        {"SELECT \"public\".t.a FROM \"public\".\"t\"",                        "A b",
         "SELECT \"A b\".t.a FROM \"A b\".\"t\""                                                                       },
        {"DEFAULT nextval('public.s'::regclass)",                              "it's",
         "DEFAULT nextval('\"it''s\".s'::regclass)"                                                                    },
        {"SELECT 'a public.t', 'it''s public.t', \"a public.t\"",              "x",
         "SELECT 'a public.t', 'it''s public.t', \"a public.t\""                                                       },
        {"-- public.t isn't\nSELECT public.t /* public.t /* ' */ public.t */", "x",
         "-- public.t isn't\nSELECT x.t /* public.t /* ' */ public.t */"                                               },
        {"AS $f$ SELECT 1 FROM public.t $f$",                                  "x",    "AS $f$ SELECT 1 FROM x.t $f$"  },
        {"SELECT notpublic.t, public.1, public, public .t",                    "x",
         "SELECT notpublic.t, x.1, public, public .t"                                                                  },
        {"'",                                                                  "x",    "'"                             },
        {"/* open",                                                            "x",    "/* open"                       },
        {"",                                                                   "x",    ""                              },
    };
    Arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(tenant_sql(arena, cases[i].sql, "public", cases[i].to),
                            cases[i].wanted);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(replaces_what_qualifies)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
