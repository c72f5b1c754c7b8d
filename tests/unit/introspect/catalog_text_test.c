#include "tests/unit/unit.h"

#include "base/text.h"
#include "introspect/catalog_text.h"

static const char *shown(Arena *arena, const StrVec *items)
{
    StrVec named = {0};

    for (size_t i = 0; i < items->count; i++)
        vec_push(arena, &named, items->items[i] ? items->items[i] : "(null)");
    return text_join(arena, &named, "|");
}

static void reads_arrays(void **state)
{
    const struct {
        const char *text, *shown;
    } cases[] = {
        {NULL,                                    ""                     },
        {"",                                      ""                     },
        {"{}",                                    ""                     },
        {"{a}",                                   "a"                    },
        {"{a,NULL,\"NULL\"}",                     "a|(null)|NULL"        },
        {"{\"a,b\",\"}\",\"\"}",                  "a,b|}|"               },
        {"{\"say \\\"x\\\"\",\"back\\\\slash\"}", "say \"x\"|back\\slash"},
        {"{ü,o'k}",                              "ü|o'k"               },
        {"{\"cut",                                "cut"                  },
        {"{\"cut\\",                              "cut\\"                },
        {"a,b",                                   ""                     },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrVec items = {0};

        catalog_array(*state, cases[i].text, &items);
        assert_string_equal(shown(*state, &items), cases[i].shown);
    }
}

static void reads_numbers(void **state)
{
    NumVec numbers = {0};

    catalog_numbers(*state, NULL, &numbers);
    catalog_numbers(*state, "{}", &numbers);
    assert_int_equal(numbers.count, 0);
    catalog_numbers(*state, "{1,-2}", &numbers);
    catalog_numbers(*state, "0 4294967295", &numbers);
    assert_int_equal(numbers.count, 4);
    assert_int_equal(numbers.items[1], -2);
    assert_int_equal(numbers.items[3], 4294967295);
}

static void splits_lists(void **state)
{
    const struct {
        const char *text, *shown;
    } cases[] = {
        {NULL,                                         ""                                       },
        {"lower(a)",                                   "lower(a)"                               },
        {"lower(a), (b + 1)",                          "lower(a)|(b + 1)"                       },
        {"f(a, b), ARRAY[a, b], 'x,''y', \"c,\"\"d\"", "f(a, b)|ARRAY[a, b]|'x,''y'|\"c,\"\"d\""},
        {"(a || E'\\\\'::text), b",                    "(a || E'\\\\'::text)|b"                 },
        {"'(', b",                                     "'('|b"                                  },
        {"'cut, b",                                    "'cut, b"                                },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrVec items = {0};

        catalog_split(*state, cases[i].text, &items);
        assert_string_equal(shown(*state, &items), cases[i].shown);
    }
}

static void unwraps(void **state)
{
    const struct {
        const char *text, *bare;
    } cases[] = {
        {"a",                      "a"                     },
        {"(a > 0)",                "a > 0"                 },
        {"((a > 0))",              "(a > 0)"               },
        {"(a) > (b)",              "(a) > (b)"             },
        {"((a > 0) AND (b > 0))",  "(a > 0) AND (b > 0)"   },
        {"(a = ')')",              "a = ')'"               },
        {"(a = '(') OR (b)",       "(a = '(') OR (b)"      },
        {"(\"(\" > 0)",            "\"(\" > 0"             },
        {"(cut",                   "(cut"                  },
        {"( SELECT a)",            "( SELECT a)"           },
        {"( WITH w AS (...) ...)", "( WITH w AS (...) ...)"},
        {"(\nCASE ... END)",       "\nCASE ... END"        },
    };

    assert_null(catalog_unwrap(*state, NULL));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(catalog_unwrap(*state, cases[i].text), cases[i].bare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(reads_arrays),
        UNIT(reads_numbers),
        UNIT(splits_lists),
        UNIT(unwraps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
