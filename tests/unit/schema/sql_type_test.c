/* Names of types.  What is expected was read from format_type() of PostgreSQL 15. */
#include "base/text.h"
#include "schema/sql.h"
#include "tests/unit/unit.h"

static const struct {
    const char *written, *canonical, *shorter;
} types[] = {
    {"int",                            "integer",                        "integer"                    },
    {"INT8",                           "bigint",                         "bigint"                     },
    {"bool",                           "boolean",                        "boolean"                    },
    {"float",                          "double precision",               "double precision"           },
    {"float(1)",                       "real",                           "real"                       },
    {"float(10)",                      "real",                           "real"                       },
    {"float(24)",                      "real",                           "real"                       },
    {"float(25)",                      "double precision",               "double precision"           },
    {"float(53)",                      "double precision",               "double precision"           },
    {"double   precision",             "double precision",               "double precision"           },
    {"DOUBLE PRECISION",               "double precision",               "double precision"           },
    {"decimal",                        "numeric",                        "numeric"                    },
    {"decimal(5)",                     "numeric(5,0)",                   "numeric(5)"                 },
    {"numeric( 5 , 2 )",               "numeric(5,2)",                   "numeric(5,2)"               },
    {"numeric(5,-2)",                  "numeric(5,-2)",                  "numeric(5,-2)"              },
    {"numeric(10,0)",                  "numeric(10,0)",                  "numeric(10)"                },
    {"char",                           "character(1)",                   "char(1)"                    },
    {"char(5)",                        "character(5)",                   "char(5)"                    },
    {"character",                      "character(1)",                   "char(1)"                    },
    {"nchar(4)",                       "character(4)",                   "char(4)"                    },
    {"national character varying (4)", "character varying(4)",           "varchar(4)"                 },
    {"bpchar",                         "bpchar",                         "bpchar"                     },
    {"bpchar(5)",                      "character(5)",                   "char(5)"                    },
    {"pg_catalog.bpchar(5)",           "character(5)",                   "char(5)"                    },
    {"\"char\"",                       "\"char\"",                       "\"char\""                   },
    {"pg_catalog.char",                "\"char\"",                       "\"char\""                   },
    {"\"char\"[]",                     "\"char\"[]",                     "\"char\"[]"                 },
    {"char varying(3)",                "character varying(3)",           "varchar(3)"                 },
    {"character varying",              "character varying",              "varchar"                    },
    {"varchar",                        "character varying",              "varchar"                    },
    {"varchar (50)",                   "character varying(50)",          "varchar(50)"                },
    {"varchar(40)[]",                  "character varying(40)[]",        "varchar(40)[]"              },
    {"bit",                            "bit(1)",                         "bit(1)"                     },
    {"bit(5)",                         "bit(5)",                         "bit(5)"                     },
    {"pg_catalog.bit",                 "\"bit\"",                        "\"bit\""                    },
    {"pg_catalog.bit(3)",              "bit(3)",                         "bit(3)"                     },
    {"varbit(7)",                      "bit varying(7)",                 "varbit(7)"                  },
    {"bit varying",                    "bit varying",                    "varbit"                     },
    {"timestamp",                      "timestamp without time zone",    "timestamp"                  },
    {"timestamp(0)",                   "timestamp(0) without time zone", "timestamp(0)"               },
    {"timestamp (3) with time zone",   "timestamp(3) with time zone",    "timestamptz(3)"             },
    {"Timestamp With Time Zone",       "timestamp with time zone",       "timestamptz"                },
    {"timestamptz(3)[]",               "timestamp(3) with time zone[]",  "timestamptz(3)[]"           },
    {"time",                           "time without time zone",         "time"                       },
    {"timetz(4)",                      "time(4) with time zone",         "timetz(4)"                  },
    {"time(1) without time zone",      "time(1) without time zone",      "time(1)"                    },
    {"interval",                       "interval",                       "interval"                   },
    {"interval(3)",                    "interval(3)",                    "interval(3)"                },
    {"interval year to month",         "interval year to month",         "interval year to month"     },
    {"interval second(2)",             "interval second(2)",             "interval second(2)"         },
    {"text[][]",                       "text[]",                         "text[]"                     },
    {"text[3][4]",                     "text[]",                         "text[]"                     },
    {"int4[ ]",                        "integer[]",                      "integer[]"                  },
    {"numeric(5)[]",                   "numeric(5,0)[]",                 "numeric(5)[]"               },
    {"char[]",                         "character(1)[]",                 "char(1)[]"                  },
    {"pg_catalog.int4",                "integer",                        "integer"                    },
    {"pg_catalog.timestamptz(3)",      "timestamp(3) with time zone",    "timestamptz(3)"             },
    {"public.mood",                    "public.mood",                    "public.mood"                },
    {"app.\"Mood (x)\"[]",             "app.\"Mood (x)\"[]",             "app.\"Mood (x)\"[]"         },
    {"\"a\"\"b\"",                     "\"a\"\"b\"",                     "\"a\"\"b\""                 },
    {"\"Text\"",                       "\"Text\"",                       "\"Text\""                   },
    {"\"Char\"",                       "\"Char\"",                       "\"Char\""                   },
    {"public.text",                    "public.text",                    "public.text"                },
    {"public.geometry(Point, 4326)",   "public.geometry(Point,4326)",    "public.geometry(Point,4326)"},
};

#define COUNT (sizeof types / sizeof *types)

static void without_modifiers(void **state)
{
    static const char *const cases[][2] = {
        {"char",                   "character"               },
        {"bpchar",                 "character"               },
        {"pg_catalog.bpchar[]",    "character[]"             },
        {"bit(3)",                 "bit"                     },
        {"pg_catalog.bit",         "bit"                     },
        {"\"char\"",               "\"char\""                },
        {"varchar(5)[]",           "character varying[]"     },
        {"decimal(5)",             "numeric"                 },
        {"timestamptz(3)",         "timestamp with time zone"},
        {"public.geometry(Point)", "public.geometry"         },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(sql_type_unmodified(*state, cases[i][0]), cases[i][1]);
}

static void canonical_spelling(void **state)
{
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(sql_type_canonical(*state, types[i].written), types[i].canonical);
}

static void canonical_again_is_the_same(void **state)
{
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(sql_type_canonical(*state, types[i].canonical), types[i].canonical);
}

static void short_spelling(void **state)
{
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(sql_type_short(*state, types[i].canonical), types[i].shorter);
}

static void short_spelling_leads_back(void **state)
{
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(sql_type_canonical(*state, sql_type_short(*state, types[i].canonical)),
                            types[i].canonical);
}

static void damaged_types_end(void **state)
{
    static const char *const cases[] = {"",    "varchar(", "varchar(3", "text[",
                                        "\"a", "\"",       "(",         "["};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_non_null(sql_type_canonical(*state, cases[i]));
}

static void built_in(void **state)
{
    static const char *const no[] = {"public.mood", "citext",       "\"Text\"",
                                     "public.text", "app.\"char\"", ""};

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        const char *type = types[i].canonical;

        if (!text_starts(type, "public.") && !text_starts(type, "app.") && *type != '"')
            assert_true(sql_type_is_builtin(type));
    }
    assert_true(sql_type_is_builtin("\"char\""));
    assert_true(sql_type_is_builtin("jsonb[]"));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(sql_type_is_builtin(no[i]));
}

static void sure_constants(void **state)
{
    static const struct {
        const char *type, *text;
    } sure[] =
        {
            {"boolean",                  "true"              },
            {"boolean",                  "FALSE"             },
            {"smallint",                 "-9999"             },
            {"integer",                  "0"                 },
            {"integer",                  "-123456789"        },
            {"bigint",                   "123456789012345678"},
            {"numeric(12,2)",            "10"                },
            {"text",                     "''"                },
            {"character varying(50)",    "'it''s'"           },
            {"timestamp with time zone", "now()"             },
            {"date",                     "CURRENT_TIMESTAMP" },
    },
      unsure[] = {
          {"boolean", "0"},        {"boolean", "'true'"},
          {"smallint", "99999"},   {"integer", "-"},
          {"integer", ""},         {"integer", "1234567890"},
          {"integer", "1 + 1"},    {"integer", "--1"},
          {"integer[]", "0"},      {"text", "'"},
          {"text", "'a''"},        {"text", "'a' || 'b'"},
          {"text", "'\\'"},        {"text", "now()"},
          {"text", "0"},           {"jsonb", "'{'"},
          {"app.boolean", "true"}, {"bool", "true"},
          {"interval", "now()"},   {"timestamp(3) without", "now()"},
      };

    (void)state;
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
        assert_true(sql_type_takes(sure[i].type, sure[i].text));
    for (size_t i = 0; i < sizeof unsure / sizeof *unsure; i++)
        assert_false(sql_type_takes(unsure[i].type, unsure[i].text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(canonical_spelling),
        UNIT(without_modifiers),
        UNIT(canonical_again_is_the_same),
        UNIT(short_spelling),
        UNIT(short_spelling_leads_back),
        UNIT(damaged_types_end),
        UNIT(built_in),
        UNIT(sure_constants),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
