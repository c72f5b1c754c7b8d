#include "modelc/reader/clang_doc.h"
#include "tests/unit/unit.h"

#include <string.h>

static void decoration_goes_and_paragraphs_stay(void **state)
{
    static const char *const cases[][2] = {
        {"/** One. */",                                   "One."                            },
        {"/*! One. */",                                   "One."                            },
        {"/**< One. */",                                  "One."                            },
        {"/*!< One. */",                                  "One."                            },
        {"/// One.",                                      "One."                            },
        {"//! One.",                                      "One."                            },
        {"///< One.",                                     "One."                            },
        {"/**\n * One\n * two.\n *\n * Three.\n */",      "One two.\n\nThree."              },
        {"/**\r\n * One\r\n * two.\r\n */",               "One two."                        },
        {"/**\n   One\n\n\n   two.\n*/",                  "One\n\ntwo."                     },
        {"/// One\n    /// two.\n",                       "One two."                        },
        {"/// One\n///\n/// two.",                        "One\n\ntwo."                     },
        {"/** One. */ /** Two. */",                       "One. Two."                       },
        {"/***** One. *****/",                            "One."                            },
        {"/** a * b ** c */",                             "a * b ** c"                      },
        {"/**\n * gr\xc3\xb6\xc3\x9f /* no nesting\n */", "gr\xc3\xb6\xc3\x9f /* no nesting"},
        {"/** open",                                      "open"                            },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(doc_clean(*state, cases[i][0], strlen(cases[i][0])), cases[i][1]);
}

static void nothing_is_no_comment(void **state)
{
    static const char *const cases[] = {"", "/***/", "/** */", "/**\n *\n */", "///", "/**/"};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_null(doc_clean(*state, cases[i], strlen(cases[i])));
}

static const char *behind(Arena *arena, const char *text)
{
    return doc_behind(arena, text, strlen(text), 0);
}

static void behind_a_declaration_the_mark_is_wanted(void **state)
{
    assert_string_equal(behind(*state, ";  /**< a */\nint b;"), "a");
    assert_string_equal(behind(*state, ", /*!< a */"), "a");
    assert_string_equal(behind(*state, " ///< a"), "a");
    assert_string_equal(behind(*state, "\n;///< a\n  ///< b\n// c"), "a b");
    assert_string_equal(behind(*state, "; /**< a"), "a");
    assert_null(behind(*state, "; /** a */"));
    assert_null(behind(*state, ";\n/**< a */"));
    assert_null(behind(*state, "; int c; /**< a */"));
    assert_null(behind(*state, ""));
    assert_null(behind(*state, ";"));
}

static const char *before(Arena *arena, const char *text, size_t floor)
{
    return doc_before(arena, text, floor, strlen(text));
}

static void before_a_statement_any_documentation_counts(void **state)
{
    assert_string_equal(before(*state, "/** a */\n  ", 0), "a");
    assert_string_equal(before(*state, "/*! a */ ", 0), "a");
    assert_string_equal(before(*state, "x; /// a\n/// b\n//! c\n", 2), "a b c");
    assert_string_equal(before(*state, "int x;\n/// a\n", 6), "a");
    assert_string_equal(before(*state, "/* b /* */ /** a */", 0), "a");
    assert_null(before(*state, "/* a */\n", 0));
    assert_null(before(*state, "/**< a */\n", 0));
    assert_null(before(*state, "/*** a ***/\n", 0));
    assert_null(before(*state, "///< a\n", 0));
    assert_null(before(*state, "// a\n", 0));
    assert_null(before(*state, "/** a */ int x;\n", 0));
    assert_null(before(*state, "/** a */\n", 5));
    assert_null(before(*state, "", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(decoration_goes_and_paragraphs_stay),
        UNIT(nothing_is_no_comment),
        UNIT(behind_a_declaration_the_mark_is_wanted),
        UNIT(before_a_statement_any_documentation_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
