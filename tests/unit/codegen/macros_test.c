/* The names of the macros in headers, and what only looks like one. */
#include "tests/unit/unit.h"

#include "codegen/headers/macros.h"

#include <string.h>

static void annotations_are_found(void **state)
{
    static const char *const none[] = {"int id;", "int APG(x);", "int /* PG(x) */ id;",
                                       "char *PG = \"PG(x)\";", "PG_ALSO(index (a));"};
    static const char *const first[] = {"PG(primary key);", "MODELC(primary key);"};

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(annotation_find(none[i], 0, strlen(none[i])), strlen(none[i]));
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        size_t at = annotation_find(first[i], 0, strlen(first[i]));

        assert_int_equal(at, 0);
        assert_string_equal(first[i] + macro_inside(first[i], at), "primary key);");
    }
    assert_int_equal(annotation_find("int id PG(x);", 0, strlen("int id ")), strlen("int id "));
}

static void ends_are_found(void **state)
{
    static const char text[] = "PG(check (a > ')' and \")\" = b)) x";

    (void)state;
    assert_string_equal(text + macro_end(text, strlen(text), 0), " x");
    assert_int_equal(macro_end(text, strlen(text), 3), 3);
    assert_int_equal(macro_end("PG(a", strlen("PG(a"), 0), strlen("PG(a"));
}

static void clauses_are_told(void **state)
{
    (void)state;
    assert_true(macro_is_clause("PG_ALSO(index (a));"));
    assert_true(macro_is_clause("MODELC_ALSO(index (a));"));
    assert_false(macro_is_clause("PG(index)"));
    assert_false(macro_is_clause(""));
}

static void names_are_told(void **state)
{
    static const char mixed[] = "int a MODELC(x); int b PG(y);";

    (void)state;
    assert_true(
        macros_are_long("int a MODELC(x); // PG(y)\n", strlen("int a MODELC(x); // PG(y)\n")));
    assert_false(macros_are_long(mixed, strlen(mixed)));
    assert_false(macros_are_long("int a;", strlen("int a;")));
}

static void names_become_long(void **state)
{
    assert_string_equal(macros_long(*state, "int a PG(default \"PG(\"); /* PG(x) */ MODELC(y)\n"
                                            "PG_ALSO(check (a > 1));"),
                        "int a MODELC(default \"PG(\"); /* PG(x) */ MODELC(y)\n"
                        "MODELC_ALSO(check (a > 1));");
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(annotations_are_found), UNIT(ends_are_found),
                                       UNIT(clauses_are_told), UNIT(names_are_told),
                                       UNIT(names_become_long)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
