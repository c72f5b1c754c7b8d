#include "base/strbuf.h"
#include "tests/unit/unit.h"

#include <string.h>

static void an_empty_buffer_reads_as_empty_text(void **state)
{
    StrBuf buf = {.arena = *state};

    assert_string_equal(strbuf_text(&buf), "");
}

static void every_way_of_adding_appends(void **state)
{
    StrBuf buf = {.arena = *state};

    strbuf_add(&buf, "one");
    strbuf_addc(&buf, ' ');
    strbuf_addn(&buf, "twofold", 3);
    strbuf_addf(&buf, " %d%s", 3, "!");
    assert_string_equal(strbuf_text(&buf), "one two 3!");
    assert_int_equal(buf.length, 10);
}

static void it_grows_byte_by_byte(void **state)
{
    StrBuf buf = {.arena = *state};

    for (int i = 0; i < 5000; i++) {
        strbuf_addc(&buf, (char)('a' + i % 26));
        assert_int_equal(buf.text[buf.length], '\0');
    }
    assert_int_equal(strlen(buf.text), 5000);
    assert_int_equal(buf.text[4999], 'a' + 4999 % 26);
}

static void formats_of_any_length_fit(void **state)
{
    const size_t lengths[] = {254, 255, 256, 257, 5000};

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        StrBuf buf = {.arena = *state};

        strbuf_add(&buf, ">");
        strbuf_addf(&buf, "%*d", (int)lengths[i], 7);
        assert_int_equal(buf.length, lengths[i] + 1);
        assert_int_equal(strlen(buf.text), buf.length);
        assert_int_equal(buf.text[buf.length - 1], '7');
    }
}

static void cut_drops_the_end(void **state)
{
    StrBuf buf = {.arena = *state};

    strbuf_add(&buf, "a, b, ");
    strbuf_cut(&buf, 2);
    assert_string_equal(strbuf_text(&buf), "a, b");
    strbuf_cut(&buf, 4);
    assert_string_equal(strbuf_text(&buf), "");
}

static void room_is_filled_by_hand(void **state)
{
    StrBuf buf = {.arena = *state};

    for (size_t i = 0; i < 100; i++) {
        memset(strbuf_room(&buf, 60), 'a', 60);
        strbuf_take(&buf, 50);
        strbuf_add(&buf, "b");
    }
    assert_int_equal(buf.length, 5100);
    assert_int_equal(strspn(strbuf_text(&buf), "ab"), 5100);
    assert_int_equal(strbuf_text(&buf)[50], 'b');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(an_empty_buffer_reads_as_empty_text),
        UNIT(every_way_of_adding_appends),
        UNIT(it_grows_byte_by_byte),
        UNIT(formats_of_any_length_fit),
        UNIT(cut_drops_the_end),
        UNIT(room_is_filled_by_hand),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
