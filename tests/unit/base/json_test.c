#include "base/json.h"
#include "base/strbuf.h"
#include "tests/unit/unit.h"

#include <string.h>

static Json *read_json(Arena *arena, const char *text)
{
    JsonError error;

    return json_read(arena, text, strlen(text), &error);
}

static void values_are_read_by_type(void **state)
{
    const Json *value = read_json(
        *state, "{\"t\": \"x\", \"n\": 7, \"r\": 1.5, \"b\": true, \"a\": [1, 2], \"z\": null}");

    assert_true(json_is_object(value));
    assert_string_equal(json_text(json_member(value, "t")), "x");
    assert_int_equal(json_number(json_member(value, "n"), 0), 7);
    assert_true(json_is_number(json_member(value, "r")));
    assert_true(json_bool(json_member(value, "b"), false));
    assert_true(json_is_array(json_member(value, "a")));
    assert_int_equal(json_count(json_member(value, "a")), 2);
    assert_int_equal(json_number(json_item(json_member(value, "a"), 1), 0), 2);
    assert_null(json_item(json_member(value, "a"), 2));
}

static void a_wrong_type_gives_the_fallback(void **state)
{
    const Json *value = read_json(*state, "{\"t\": \"x\"}");

    assert_null(json_text(value));
    assert_int_equal(json_number(json_member(value, "t"), -1), -1);
    assert_true(json_bool(json_member(value, "t"), true));
    assert_null(json_member(value, "none"));
    assert_null(json_member(json_member(value, "t"), "none"));
    assert_null(json_member(NULL, "none"));
    assert_int_equal(json_count(value), 0);
    assert_int_equal(json_count(NULL), 0);
    assert_false(json_is_object(NULL));
    assert_false(json_is_array(value));
    assert_false(json_is_text(value));
    assert_false(json_is_bool(value));
}

static void an_error_says_where(void **state)
{
    static const char text[] = "{\"a\": 1,\n \"b\": }";
    JsonError error;

    assert_null(json_read(*state, text, strlen(text), &error));
    assert_int_equal(error.line, 2);
    assert_true(strlen(error.reason) > 0);
    assert_true(error.offset <= strlen(text));
}

static void broken_text_is_refused(void **state)
{
    static const char *const bad[] = {
        "", "{", "[1,]", "nul", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "\"\xFF\""};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(read_json(*state, bad[i]));
}

static void writing_keeps_the_order_of_insertion(void **state)
{
    Json *object = json_make_object(*state);
    Json *array = json_make_array(*state);

    json_set_text(object, "z", "last \"letter\"");
    json_set_number(object, "n", -3);
    json_set_bool(object, "b", false);
    json_set_text(object, "none", NULL);
    json_add_text(array, "x");
    json_add_value(array, json_make_object(*state));
    json_set_value(object, "a", array);
    assert_string_equal(json_write(*state, object, 0),
                        "{\"z\": \"last \\\"letter\\\"\", \"n\": -3, \"b\": false, \"none\": null, "
                        "\"a\": [\"x\", {}]}");
    assert_string_equal(json_write(*state, array, 2), "[\n  \"x\",\n  {}\n]");
}

static void text_that_is_not_utf8_becomes_null(void **state)
{
    Json *array = json_make_array(*state);

    json_add_text(array, "\xFF");
    assert_string_equal(json_write(*state, array, 0), "[null]");
}

static void real_numbers(void **state)
{
    Json *object = json_make_object(*state);

    json_set_real(object, "r", 0.5);
    assert_string_equal(json_write(*state, object, 0), "{\"r\": 0.5}");
}

static void collect(void *context, const char *key, const Json *value)
{
    strbuf_addf(context, "%s=%lld;", key, json_number(value, 0));
}

static void each_goes_in_order(void **state)
{
    StrBuf seen = {.arena = *state};

    json_each(read_json(*state, "{\"b\": 1, \"a\": 2}"), collect, &seen);
    assert_string_equal(strbuf_text(&seen), "b=1;a=2;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(values_are_read_by_type),
        UNIT(a_wrong_type_gives_the_fallback),
        UNIT(an_error_says_where),
        UNIT(broken_text_is_refused),
        UNIT(writing_keeps_the_order_of_insertion),
        UNIT(text_that_is_not_utf8_becomes_null),
        UNIT(real_numbers),
        UNIT(each_goes_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
