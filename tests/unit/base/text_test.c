#include "base/text.h"
#include "tests/unit/unit.h"

#include <string.h>

static void equality_takes_null(void **state)
{
    (void)state;
    assert_true(text_same(NULL, NULL));
    assert_false(text_same(NULL, ""));
    assert_false(text_same("", NULL));
    assert_true(text_same("a", "a"));
    assert_false(text_same("a", "A"));
    assert_true(text_same_fold("a", "A"));
    assert_false(text_same_fold("a", NULL));
    assert_true(text_same_fold(NULL, NULL));
}

static void prefixes_and_suffixes(void **state)
{
    (void)state;
    assert_true(text_starts("models/a.h", "models/"));
    assert_true(text_starts("x", ""));
    assert_false(text_starts("mod", "models"));
    assert_true(text_ends("a.h", ".h"));
    assert_true(text_ends("a.h", ""));
    assert_false(text_ends("h", ".h"));
    assert_false(text_ends("a.hpp", ".h"));
}

static void lower_leaves_other_bytes_alone(void **state)
{
    assert_string_equal(text_lower(*state, "AbZ[\xC3\x84"), "abz[\xC3\x84");
    assert_string_equal(text_lower(*state, ""), "");
}

static void a_prefix_cuts_no_character(void **state)
{
    (void)state;
    assert_int_equal(text_utf8_prefix("abc", 5), 3);
    assert_int_equal(text_utf8_prefix("abc", 3), 3);
    assert_int_equal(text_utf8_prefix("abc", 2), 2);
    assert_int_equal(text_utf8_prefix("a\xC3\xA4z", 2), 1);
    assert_int_equal(text_utf8_prefix("a\xC3\xA4z", 3), 3);
    assert_int_equal(text_utf8_prefix("\xF0\x9F\x90\x98z", 3), 0);
}

static void well_formed_utf8(void **state)
{
    static const char *const good[] = {
        "",
        "plain",
        "\xC2\x80",
        "\xE0\xA0\x80",
        "\xED\x9F\xBF",
        "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF",
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(text_is_utf8(good[i], strlen(good[i])));
}

static void ill_formed_utf8(void **state)
{
    static const char *const bad[] = {
        "\x80",             /* a continuation alone */
        "\xC3",             /* cut */
        "\xE2\x82",         /* cut */
        "\xC3(",            /* no continuation */
        "\xC0\x80",         /* overlong */
        "\xE0\x9F\xBF",     /* overlong */
        "\xF0\x8F\xBF\xBF", /* overlong */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xFF",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(text_is_utf8(bad[i], strlen(bad[i])));
}

static void a_nul_byte_is_not_text(void **state)
{
    char text[40];

    (void)state;
    assert_false(text_is_utf8("a\0b", 3));
    /* wherever it stands, among what is looked at together, too; and so for what is ill-formed */
    for (size_t i = 0; i < sizeof text; i++) {
        memset(text, 'a', sizeof text);
        assert_true(text_is_utf8(text, sizeof text));
        text[i] = '\0';
        assert_false(text_is_utf8(text, sizeof text));
        text[i] = '\x80';
        assert_false(text_is_utf8(text, sizeof text));
        text[i] = '\x01';
        assert_true(text_is_utf8(text, sizeof text));
        text[i] = '\x7f';
        assert_true(text_is_utf8(text, sizeof text));
    }
}

static void distance_counts_edits(void **state)
{
    (void)state;
    assert_int_equal(text_distance("", ""), 0);
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("unique", "UNIQUE"), 0);
    assert_int_equal(text_distance("uniqe", "unique"), 1);
    assert_int_equal(text_distance("nuique", "unique"), 1);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
}

static void distance_gives_up_on_long_words(void **state)
{
    char word[66];

    (void)state;
    memset(word, 'x', 65);
    word[65] = '\0';
    assert_true(text_distance(word, "x") >= 1000);
    assert_int_equal(text_distance(word + 1, "x"), 63);
}

static void the_nearest_word_is_suggested(void **state)
{
    Suggestion near = {.wanted = "userz"};
    Suggestion far = {.wanted = "xy"};

    suggest_offer(&near, "uses");
    suggest_offer(&near, "users");
    suggest_offer(&near, "useus");
    assert_string_equal(near.best, "users");
    assert_string_equal(suggest_text(*state, &near), "; did you mean 'users'?");
    suggest_offer(&far, "ab");
    assert_null(far.best);
    assert_string_equal(suggest_text(*state, &far), "");
}

static void lists_join_sort_and_compare(void **state)
{
    StrVec list = {0}, other = {0};

    assert_string_equal(text_join(*state, &list, ", "), "");
    assert_true(strvec_same(&list, &other));
    vec_push(*state, &list, "b");
    vec_push(*state, &list, "B");
    vec_push(*state, &list, "a");
    assert_string_equal(text_join(*state, &list, ", "), "b, B, a");
    assert_true(strvec_has(&list, "B"));
    assert_false(strvec_has(&list, "c"));
    strvec_sort(&list);
    assert_string_equal(text_join(*state, &list, ""), "Bab");
    assert_false(strvec_same(&list, &other));
    vec_push(*state, &other, "B");
    vec_push(*state, &other, "a");
    vec_push(*state, &other, "c");
    assert_false(strvec_same(&list, &other));
    other.items[2] = "b";
    assert_true(strvec_same(&list, &other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(equality_takes_null),
        UNIT(prefixes_and_suffixes),
        UNIT(lower_leaves_other_bytes_alone),
        UNIT(a_prefix_cuts_no_character),
        UNIT(well_formed_utf8),
        UNIT(ill_formed_utf8),
        UNIT(a_nul_byte_is_not_text),
        UNIT(distance_counts_edits),
        UNIT(distance_gives_up_on_long_words),
        UNIT(the_nearest_word_is_suggested),
        UNIT(lists_join_sort_and_compare),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
