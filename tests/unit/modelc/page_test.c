/* Pages of Markdown as plain text. */
#include "tests/unit/unit.h"

#include "modelc/page.h"

static void assert_page(void **state, const char *markdown, const char *text)
{
    assert_string_equal(page_text(*state, markdown, 20), text);
}

static void paragraphs_are_wrapped(void **state)
{
    assert_page(state, "# M1 title\n\none two three\nfour five six\n\nnext\n",
                "one two three four\nfive six\n\nnext\n");
    assert_page(state, "no title, and no line feed", "no title, and no\nline feed\n");
    assert_page(state, "", "");
    assert_page(state, "# title", "");
}

static void a_long_word_stands_alone(void **state)
{
    assert_page(state, "a word_of_more_than_twenty_columns b\n",
                "a\nword_of_more_than_twenty_columns\nb\n");
}

static void columns_are_counted_not_bytes(void **state)
{
    assert_page(state, "ä-ö-ü-ß-ä-ö-ü-ß- ä-ö\n", "ä-ö-ü-ß-ä-ö-ü-ß- ä-ö\n");
}

static void code_in_a_sentence_is_not_torn(void **state)
{
    assert_page(state, "write it as `a b c d e f` there\n", "write it as\na b c d e f there\n");
    assert_page(state, "an `open one\n", "an open one\n");
}

static void code_stays_as_it_is(void **state)
{
    assert_page(state, "see\n\n```c M1\nint a;  # b `c`\n\n    - x y z and more of it\n```\n",
                "see\n\n    int a;  # b `c`\n\n        - x y z and more of it\n");
    assert_page(state, "```\nnot closed", "    not closed\n");
}

static void headings_and_items(void **state)
{
    assert_page(state,
                "## Fix\n\nOne of:\n\n- the first of all these\n- second\n  of them\n\nend\n",
                "Fix:\n\nOne of:\n\n- the first of all\n  these\n- second of them\n\nend\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(paragraphs_are_wrapped),        UNIT(a_long_word_stands_alone),
        UNIT(columns_are_counted_not_bytes), UNIT(code_in_a_sentence_is_not_torn),
        UNIT(code_stays_as_it_is),           UNIT(headings_and_items),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
