#include "base/hash.h"
#include "tests/unit/unit.h"

#include <string.h>

/* The digests of FIPS 180-4's examples. */
static void known_digests(void **state)
{
    assert_string_equal(hash_text(*state, "", 0),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(hash_text(*state, "abc", 3),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void length_counts_not_the_nul(void **state)
{
    assert_string_not_equal(hash_text(*state, "a\0b", 3), hash_text(*state, "a", 1));
    assert_int_equal(strlen(hash_text(*state, "a\0b", 3)), HASH_DIGITS);
}

static void lists_do_not_run_together(void **state)
{
    StrVec first = {0}, second = {0}, third = {0};

    vec_push(*state, &first, "ab");
    vec_push(*state, &first, "c");
    vec_push(*state, &second, "a");
    vec_push(*state, &second, "bc");
    vec_push(*state, &third, "ab");
    vec_push(*state, &third, "c");
    assert_string_not_equal(hash_list(*state, &first), hash_list(*state, &second));
    assert_string_equal(hash_list(*state, &first), hash_list(*state, &third));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(known_digests),
        UNIT(length_counts_not_the_nul),
        UNIT(lists_do_not_run_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
