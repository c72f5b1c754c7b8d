/* Which function of a name a text may call. */
#include "schema/calls.h"
#include "tests/unit/build.h"

static void fits_by_count(void **state)
{
    static const struct {
        const char *function, *text;
        bool fits;
    } cases[] = {
        {"function f(integer)",                                                          "select f(1)",                   true },
        {"function f(integer)",                                                          "select f(1, 2)",                false},
        {"function f(integer)",                                                          "select f()",                    false},
        {"function f(integer)",                                                          "select f (g(1, 2), 2), f((1))", true },
        {"function f(integer)",                                                          "select app.F(array[1])",        true },
        {"function f(integer)",                                                          "select \"f\"(1)",               false},
        {"function f(integer)",                                                          "select 'f(1)'",                 false},
        {"function f(integer)",                                                          "select f",                      false},
        {"function f(integer)",                                                          "select f(",                     false},
        {"function Odd(integer)",                                                        "select \"Odd\"(1)",             true },
        {"function f()",                                                                 "select f( /* none */ )",        true },
        {"function f(numeric, integer)",                                                 "select f(1.5, (2))",            true },
        {"function f(integer, integer); definition=f(a int, b int = 1)",                 "select f(1)",                   true },
        {"function f(integer, integer); definition=f(a int default 1, b int default 1)",
         "select f(1, 2, 3)",                                                                                             false},
        {"function f(text[]); definition=f(variadic a text[])",                          "select f('a', 'b', 'c')",       true },
        {"table f",                                                                      "select 1",                      true },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Schema schema = build(*state, "");
        const Object *object = build_line(*state, &schema, cases[i].function);

        if (calls_fit(*state, cases[i].text, object) != cases[i].fits)
            fail_msg("%s in %s", cases[i].function, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(fits_by_count)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
