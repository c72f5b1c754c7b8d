#include "tests/unit/unit.h"

#include "introspect/conninfo.h"

static void tells_strings_from_names(void **state)
{
    (void)state;
    assert_true(conninfo_is_url("postgres://h/d"));
    assert_true(conninfo_is_url("postgresql://h/d"));
    assert_false(conninfo_is_url("mysql://h/d"));
    assert_true(conninfo_is_string("host=h"));
    assert_false(conninfo_is_string("app"));
    assert_false(conninfo_is_string(""));
}

static void accepts_escaped_passwords(void **state)
{
    static const char *const good[] = {
        "",
        "app",
        "postgres://u:p%40ss@h:5432/d",
        "postgres://u:p:q@h/d",
        "postgres://h:5432,h2:5433/d?application_name=a@b",
        "postgres://h/d?user=a@b",
        "postgres:///d?host=/run/x",
        "postgres://u@[::1]:5432/d?user=a@b",
        "host=h password=p@ss dbname=d",
    };

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_null(conninfo_fault(good[i]));
}

static void refuses_passwords_that_would_leak(void **state)
{
    static const char *const bad[] = {
        "postgres://u:p@ss@h/d",  "postgres://u:p/ss@h/d",          "postgres://u:p?ss@h/d",
        "postgres://u:p@s/s@h/d", "dbname=postgres://u:secret@h/d",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(conninfo_fault(bad[i]));
}

static void quotes_values(void **state)
{
    StrBuf buf = {.arena = *state};

    conninfo_add(&buf, "host", "/a b/it's\\x");
    conninfo_add(&buf, "dbname", "");
    assert_string_equal(strbuf_text(&buf), "host='/a b/it\\'s\\\\x' dbname=''");
}

static void shortens_messages(void **state)
{
    assert_string_equal(conninfo_parse_reason(*state, "missing \"=\" after \"secret\" in string\n"),
                        "missing");
    assert_string_equal(conninfo_parse_reason(*state, "invalid URI: \"postgres://u:p@h\"\n"),
                        "invalid URI");
    assert_string_equal(
        conninfo_failure_reason(*state,
                                "connection to server on socket \"/x\" failed: FATAL:  no\nmore"),
        "no");
    assert_string_equal(conninfo_failure_reason(*state,
                                                "connection to server at \"a\" failed: first\n"
                                                "connection to server at \"b\" failed: second\n"),
                        "second");
    assert_string_equal(conninfo_failure_reason(*state, "something else\n"), "something else");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(tells_strings_from_names),
        UNIT(accepts_escaped_passwords),
        UNIT(refuses_passwords_that_would_leak),
        UNIT(quotes_values),
        UNIT(shortens_messages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
