#include "base/map.h"
#include "tests/unit/unit.h"

static int values[2000];

static void an_empty_map_has_nothing(void **state)
{
    Map map = {0};

    (void)state;
    assert_null(map_get(&map, ""));
    assert_null(map_get(&map, "a"));
}

static void every_key_is_found_after_growth(void **state)
{
    Map map = {0};

    for (int i = 0; i < 2000; i++)
        assert_null(map_put(*state, &map, arena_printf(*state, "key%d", i), &values[i]));
    assert_int_equal(map.entries.count, 2000);
    for (int i = 0; i < 2000; i++)
        assert_ptr_equal(map_get(&map, arena_printf(*state, "key%d", i)), &values[i]);
    assert_null(map_get(&map, "key2000"));
    assert_null(map_get(&map, "key"));
}

static void put_returns_what_it_replaces(void **state)
{
    Map map = {0};

    assert_null(map_put(*state, &map, "a", &values[0]));
    assert_ptr_equal(map_put(*state, &map, "a", &values[1]), &values[0]);
    assert_ptr_equal(map_get(&map, "a"), &values[1]);
    assert_int_equal(map.entries.count, 1);
}

static void entries_keep_the_order_of_insertion(void **state)
{
    Map map = {0};

    map_put(*state, &map, "z", &values[0]);
    map_put(*state, &map, "", &values[1]);
    map_put(*state, &map, "a", &values[2]);
    map_put(*state, &map, "z", &values[3]);
    assert_string_equal(map.entries.items[0].key, "z");
    assert_string_equal(map.entries.items[1].key, "");
    assert_string_equal(map.entries.items[2].key, "a");
    assert_ptr_equal(map.entries.items[0].value, &values[3]);
}

static void the_next_is_found_in_any_order(void **state)
{
    Map map = {0};
    size_t cursor = 0;

    assert_null(map_get_next(&map, &cursor, "a"));
    for (int i = 0; i < 4; i++)
        map_put(*state, &map, arena_printf(*state, "key%d", i), &values[i]);
    for (int i = 0; i < 4; i++)
        assert_ptr_equal(map_get_next(&map, &cursor, arena_printf(*state, "key%d", i)), &values[i]);
    assert_null(map_get_next(&map, &cursor, "key4"));
    assert_ptr_equal(map_get_next(&map, &cursor, "key1"), &values[1]);
    assert_int_equal(cursor, 2);
    assert_null(map_get_next(&map, &cursor, "nothing"));
    assert_ptr_equal(map_get_next(&map, &cursor, "key2"), &values[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(an_empty_map_has_nothing),       UNIT(every_key_is_found_after_growth),
        UNIT(put_returns_what_it_replaces),   UNIT(entries_keep_the_order_of_insertion),
        UNIT(the_next_is_found_in_any_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
