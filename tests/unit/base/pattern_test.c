#include "base/pattern.h"
#include "tests/unit/unit.h"

#include <string.h>

static bool matches(Arena *arena, const char *regex, const char *text)
{
    const char *reason = NULL;
    const Pattern *pattern = pattern_new(arena, regex, &reason);

    assert_non_null(pattern);
    return pattern_match(pattern, text);
}

static bool globs(Arena *arena, const char *glob, const char *text)
{
    const char *reason = NULL;
    const Pattern *pattern = pattern_glob(arena, glob, &reason);

    assert_non_null(pattern);
    return pattern_match(pattern, text);
}

static void an_expression_matches_anywhere(void **state)
{
    assert_true(matches(*state, "ser", "users"));
    assert_false(matches(*state, "^ser", "users"));
    assert_true(matches(*state, "", ""));
    assert_true(matches(*state, "^.$", "\xC3\xA4"));
}

static void a_broken_expression_says_why_and_where(void **state)
{
    const char *reason = NULL;

    assert_null(pattern_new(*state, "a(b", &reason));
    assert_non_null(strstr(reason, "offset 3"));
}

static void text_that_is_not_utf8_does_not_match(void **state)
{
    assert_false(matches(*state, ".", "\xFF"));
}

static void a_glob_matches_whole_names(void **state)
{
    assert_true(globs(*state, "models/*.h", "models/users.h"));
    assert_false(globs(*state, "models/*.h", "models/a/users.h"));
    assert_true(globs(*state, "models/**/*.h", "models/a/b/users.h"));
    assert_false(globs(*state, "*.h", "users.hpp"));
    assert_true(globs(*state, "?.h", "a.h"));
    assert_false(globs(*state, "?.h", "ab.h"));
    assert_true(globs(*state, "[ab].h", "b.h"));
}

static void a_broken_glob_says_why(void **state)
{
    const char *reason = NULL;

    assert_null(pattern_glob(*state, "[a", &reason));
    assert_non_null(reason);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(an_expression_matches_anywhere),
        UNIT(a_broken_expression_says_why_and_where),
        UNIT(text_that_is_not_utf8_does_not_match),
        UNIT(a_glob_matches_whole_names),
        UNIT(a_broken_glob_says_why),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
