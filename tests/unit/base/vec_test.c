#include "base/vec.h"
#include "tests/unit/unit.h"

static void push_keeps_order_while_it_grows(void **state)
{
    VEC(int) numbers = {0};

    for (int i = 0; i < 1000; i++)
        vec_push(*state, &numbers, i);
    assert_int_equal(numbers.count, 1000);
    assert_true(numbers.capacity >= 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers.items[i], i);
}

static void insert_moves_the_others_up(void **state)
{
    StrVec words = {0};

    vec_insert(*state, &words, 0, "c");
    vec_insert(*state, &words, 0, "a");
    vec_insert(*state, &words, 1, "b");
    vec_insert(*state, &words, 3, "d");
    assert_int_equal(words.count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(words.items[i][0], 'a' + (int)i);
}

static void insert_takes_items_of_any_size(void **state)
{
    typedef struct Wide {
        char bytes[13];
    } Wide;
    VEC(Wide) wides = {0};

    vec_insert(*state, &wides, 0, ((Wide){"second"}));
    vec_insert(*state, &wides, 0, ((Wide){"first"}));
    assert_string_equal(wides.items[0].bytes, "first");
    assert_string_equal(wides.items[1].bytes, "second");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(push_keeps_order_while_it_grows),
        UNIT(insert_moves_the_others_up),
        UNIT(insert_takes_items_of_any_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
