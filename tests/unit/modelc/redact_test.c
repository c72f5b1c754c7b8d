#include "modelc/redact.h"
#include "tests/unit/unit.h"

static void passwords_are_masked(void **state)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"postgresql://u:secret@h:5432/db",             "postgresql://u:***@h:5432/db"            },
        {"postgres://u:p@w/ord?x@h/db",                 "postgres://u:***@h/db"                   },
        {"postgresql://:secret@h",                      "postgresql://:***@h"                     },
        {"cannot use 'postgresql://u:s@h/d' and more",
         "cannot use 'postgresql://u:***@h/d' and more"                                           },
        {"postgresql://h/db?password=secret&user=u",    "postgresql://h/db?password=***&user=u"   },
        {"postgresql://h/db?user=u&sslpassword=secret", "postgresql://h/db?user=u&sslpassword=***"},
        {"host=h password=secret user=u",               "host=h password=*** user=u"              },
        {"host=h PassWord = 'se \\' cret' user=u",      "host=h PassWord = *** user=u"            },
        {"password=a&b",                                "password=***"                            },
        {"password='never closed",                      "password=***"                            },
        {"a://u:1@h b://v:2@h",                         "a://u:***@h b://v:***@h"                 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(redact_text(*state, cases[i].text), cases[i].shown);
}

static void other_text_stays_the_same(void **state)
{
    static const char *const texts[] = {
        "",
        "postgresql://h:5432/db",
        "postgresql://user@h/db",
        "password",
        "password=",
        "the password is wrong",
        "a@b:c",
        "column \"password_hash\"",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_ptr_equal(redact_text(*state, texts[i]), texts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(passwords_are_masked),
        UNIT(other_text_stays_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
