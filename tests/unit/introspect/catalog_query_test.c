#include "base/text.h"
#include "introspect/catalog_query.h"
#include "tests/unit/unit.h"

#include <string.h>

static const char query[] = "-- A query.\n"
                            "-- when: 'S' = ANY (relations)\n"
                            "-- when: indexes\n"
                            "SELECT a\n"
                            "-- if: indexes\n"
                            "     , b\n"
                            "-- end\n"
                            "     /*15 , c */ /*17 , d */ /* not said */\n"
                            "FROM t\n";

static void conditions_are_asked_once(void **state)
{
    CatalogConditions conditions = {0};

    assert_true(catalog_query_conditions(*state, query, &conditions));
    assert_true(catalog_query_conditions(*state, "-- if: indexes\nx\n-- end\n", &conditions));
    assert_false(catalog_query_conditions(*state, "SELECT 1", &conditions));
    assert_int_equal(conditions.texts.count, 2);
    assert_string_equal(conditions.texts.items[0], "'S' = ANY (relations)");
    assert_string_equal(conditions.texts.items[1], "indexes");
    assert_true(text_starts(catalog_query_present(*state, 150000, &conditions),
                            "SELECT ('S' = ANY (relations)), (indexes)\n--"));
}

static void a_query_without_conditions_is_whole(void **state)
{
    CatalogConditions none = {0};

    assert_string_equal(catalog_query_text(*state, "SELECT 1 /*16 , 2 */\n", 150004, &none),
                        "SELECT 1 \n");
    assert_string_equal(catalog_query_text(*state, "SELECT 1 /*16 , 2 */\n", 160000, &none),
                        "SELECT 1  , 2 \n");
}

static const char *ask(Arena *run, bool sequences, bool indexes)
{
    CatalogConditions conditions = {0};
    const bool holds[] = {sequences, indexes};

    catalog_query_conditions(run, query, &conditions);
    conditions.holds = holds;
    return catalog_query_text(run, query, 160000, &conditions);
}

static void one_condition_suffices(void **state)
{
    assert_null(ask(*state, false, false));
    assert_non_null(ask(*state, false, true));
    assert_non_null(ask(*state, true, false));
}

static void parts_that_do_not_hold_are_left_out(void **state)
{
    const char *without = ask(*state, true, false), *with = ask(*state, true, true);

    assert_string_equal(strstr(without, "SELECT"), "SELECT a\n      , c   \nFROM t\n");
    assert_string_equal(strstr(with, "SELECT"), "SELECT a\n\n     , b\n      , c   \nFROM t\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(conditions_are_asked_once),
        UNIT(one_condition_suffices),
        UNIT(parts_that_do_not_hold_are_left_out),
        UNIT(a_query_without_conditions_is_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
