/* Names and literals, as quote_ident() and quote_literal() of PostgreSQL write them. */
#include "schema/sql.h"
#include "tests/unit/unit.h"

static void lengths(void **state)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {
        {"",                            0 },
        {"(a)",                         0 },
        {"text_ops",                    8 },
        {"gist_ops (siglen = 16)",      8 },
        {"app.gist_ops(siglen='16')",   12},
        {"\"(paren)\"",                 9 },
        {"app.\"a \"\"(b)\".\"c\" (d)", 17},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(sql_name_length(cases[i].text), cases[i].length);
}

static void identifiers(void **state)
{
    static const struct {
        const char *name, *quoted;
    } cases[] = {
        {"users",      "users"         },
        {"_a1",        "_a1"           },
        {"a_b_2",      "a_b_2"         },
        {"1a",         "\"1a\""        },
        {"",           "\"\""          },
        {"Users",      "\"Users\""     },
        {"a b",        "\"a b\""       },
        {"a$b",        "\"a$b\""       },
        {"a\"b",       "\"a\"\"b\""    },
        {"\"",         "\"\"\"\""      },
        {"größe",    "\"größe\""   },
        {"naïve.tab", "\"naïve.tab\""},
        {"order",      "\"order\""     },
        {"user",       "\"user\""      },
        {"select",     "\"select\""    },
        {"all",        "\"all\""       },
        {"xmltable",   "\"xmltable\""  },
        {"char",       "\"char\""      },
        {"timestamp",  "\"timestamp\"" },
        {"left",       "\"left\""      },
        {"name",       "name"          },
        {"type",       "type"          },
        {"orders",     "orders"        },
        {"text",       "text"          },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrBuf out = {.arena = *state};

        sql_add_ident(&out, cases[i].name);
        assert_string_equal(out.text, cases[i].quoted);
        assert_string_equal(sql_ident(*state, cases[i].name), cases[i].quoted);
    }
}

static void literals(void **state)
{
    static const struct {
        const char *value, *literal;
    } cases[] = {
        {"a",       "'a'"      },
        {"",        "''"       },
        {"it's",    "'it''s'"  },
        {"''",      "''''''"   },
        {"a\\b",    "E'a\\\\b'"},
        {"\\'",     "E'\\\\'''"},
        {"a\nb",    "'a\nb'"   },
        {"größe", "'größe'"},
        {NULL,      "NULL"     },
        {"NULL",    "'NULL'"   },
        {"$1",      "'$1'"     },
        {"\\",      "E'\\\\'"  },
        {"a;--b",   "'a;--b'"  },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrBuf out = {.arena = *state};

        sql_add_literal(&out, cases[i].value);
        assert_string_equal(out.text, cases[i].literal);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(identifiers), UNIT(literals), UNIT(lengths)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
