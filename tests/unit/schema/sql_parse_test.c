/* Expressions and scripts: parsed, compared, searched for names. */
#include "base/text.h"
#include "schema/sql.h"
#include "tests/unit/unit.h"

#include <string.h>

static void expressions(void **state)
{
    static const char *const good[] = {
        "1",
        "a + 1",
        "now()",
        "now() at time zone 'utc'",
        "a is null and b in (1, 2)",
        "'it''s'::text",
        "(select max(id) from t)",
        "array[1, 2]",
        "case when a then 1 else 2 end",
        "a -- why",
        "/* why */ a",
        "(1, 2)",
        "\"größe\" > 'ü'",
    };
    static const char *const bad[] = {
        "",
        " ",
        "a +",
        "1, 2",
        "select 1",
        "values (1)",
        "1) + (2",
        "a) from t where (b",
        "1; drop table x",
        "a b c",
        "'open",
        "(a",
        "a)",
        "/* open",
        "check (a)",
        "a as b",
        "*",
    };
    SqlError error;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (!sql_check_expr(*state, good[i], &error))
            print_error("%s: %s\n", good[i], error.message);
        assert_true(sql_check_expr(*state, good[i], &error));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (sql_check_expr(*state, bad[i], &error))
            print_error("accepted: %s\n", bad[i]);
        assert_false(sql_check_expr(*state, bad[i], &error));
        assert_non_null(error.message);
        assert_in_range(error.offset, 0, strlen(bad[i]));
    }
}

static void errors_have_places_in_bytes(void **state)
{
    static const struct {
        const char *text, *from;
    } cases[] = {
        {"a b c",                 "b c"},
        {"'größe' || 'ü' x y", "x y"},
        {"'\U0001F600' = 1 1",    "1"  },
        {"a and",                 ""   },
        {"\n\n  a ==> 'ß' b b",  "b b"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        SqlError error;

        assert_false(sql_check_expr(*state, text, &error));
        assert_string_equal(text + error.offset, cases[i].from);
    }
}

static void same_expressions(void **state)
{
    static const struct {
        const char *a, *b, *type;
    } cases[] = {
        {"a",               "a",                         NULL                     },
        {"a>0",             "( a > 0 )",                 NULL                     },
        {"A > 0",           "a > 0",                     NULL                     },
        {"a != 0",          "a <> 0",                    NULL                     },
        {"now( )",          "NOW()",                     NULL                     },
        {"a /* why */ > 0", "a > 0",                     NULL                     },
        {"'x'",             "'x'::text",                 "text"                   },
        {"'x'",             "'x'::character varying",    "character varying(50)"  },
        {"'x'",             "'x'::character varying",    "character varying"      },
        {"'x'",             "'x'::varchar",              "character varying"      },
        {"'{}'",            "'{}'::text[]",              "text[]"                 },
        {"'{}'",            "'{}'::character varying[]", "character varying(40)[]"},
        {"'it''s'",         "'it''s'::public.mood",      "public.mood"            },
        {"'2020-01-01'",    "'2020-01-01'::date",        "date"                   },
        {"'1'",             "'1'::numeric",              "numeric(5,2)"           },
        {"cast(a as int4)", "a::int4",                   NULL                     },
        {"a-1>2",           "a - 1 > 2",                 NULL                     },
        {"-1.5",            "- 1.5",                     NULL                     },
        {"-1",              "'-1'::integer",             "bigint"                 },
        {"-123456789",      "'-123456789'::integer",     "numeric(12,2)"          },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(sql_same_expr(*state, cases[i].a, cases[i].b, cases[i].type));
        assert_true(sql_same_expr(*state, cases[i].b, cases[i].a, cases[i].type));
    }
}

/* Some of these mean the same in truth; no proof is offered, and that is safe. */
static void other_expressions(void **state)
{
    static const struct {
        const char *a, *b, *type;
    } cases[] = {
        {"a",                     "b",                           NULL                      },
        {"'A'",                   "'a'",                         "text"                    },
        {"\"A\"",                 "a",                           NULL                      },
        {"1",                     "'1'",                         "integer"                 },
        {"1",                     "1.0",                         NULL                      },
        {"1.0",                   "1.00",                        NULL                      },
        {"a + b * c",             "(a + b) * c",                 NULL                      },
        {"a and b or c",          "a and (b or c)",              NULL                      },
        {"'x'",                   "'x'::text",                   NULL                      },
        {"'x'",                   "'x'::text",                   "character varying"       },
        {"'x'",                   "'y'::text",                   "text"                    },
        {"'x'",                   "'x '::text",                  "text"                    },
        {"'xyz'",                 "'xyz'::character varying(2)", "character varying(2)"    },
        {"'xyz'",                 "'xyz'::char",                 "character(3)"            },
        {"'xyz'",                 "'xyz'::character",            "character(3)"            },
        {"'xyz'",                 "'xyz'::bpchar",               "character(3)"            },
        {"'101'",                 "'101'::bit",                  "bit(3)"                  },
        {"'now'::text",           "now()",                       "text"                    },
        {"'now'",                 "now()",                       "timestamp with time zone"},
        {"'2020-01-01'::date",    "'2020-01-01'::timestamp",     "date"                    },
        {"'x'::public.mood",      "'x'::app.mood",               "public.mood"             },
        {"'x'",                   "'x'::public.\"a\"",           "public.\"a(b)\""         },
        {"'a\\b'",                "'a\\b'::text",                "text"                    },
        {"E'a\\nb'",              "'a\\nb'",                     NULL                      },
        {"'x'::varchar(3)",       "'x'::varchar(4)",             NULL                      },
        {"a::int4",               "a::int8",                     NULL                      },
        {"upper(a)",              "lower(a)",                    NULL                      },
        {"upper(a)",              "public.upper(a)",             NULL                      },
        {"'x' || 'y'",            "'x' || 'y'::text",            "text"                    },
        {"'x'",                   "'x'::text || 'y'",            "text"                    },
        {"'x'",                   "'x'::text collate \"C\"",     "text"                    },
        {"a = 'location'",        "a = 'other'",                 NULL                      },
        {"a = ',\"location\":1'", "a = ',\"location\":2'",       NULL                      },
        {"a(b, c)",               "a(c, b)",                     NULL                      },
        {"broken (",              "broken (",                    "text"                    },
        {"broken (",              "broken )",                    NULL                      },
        {"a",                     "",                            NULL                      },
        {"0",                     "-5",                          "integer"                 },
        {"-1",                    "- 2",                         "integer"                 },
        {"a > 0 and b > 1",       "a > -\n3 and b > 1",          NULL                      },
        {"a > 0",                 "a > -(1)",                    NULL                      },
        {"a > 0",                 "a > - /* one */ 1",           NULL                      },
        {"a > 0",                 "a > - -- one\n1",             NULL                      },
        {"0",                     "-((1))",                      "integer"                 },
        {"a::numeric(5, -1)",     "a::numeric(5, -2)",           NULL                      },
        {"-1",                    "'-2'::integer",               "integer"                 },
        {"-1",                    "'-1'::bigint",                "bigint"                  },
        {"1",                     "'-1'::integer",               "integer"                 },
        {"-01",                   "'-01'::integer",              "integer"                 },
        {"-1 + 2",                "'-1'::integer + 2",           "integer"                 },
        {"-3000000000",           "'-3000000000'::integer",      "bigint"                  },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool same = strcmp(cases[i].a, cases[i].b) == 0;

        if (sql_same_expr(*state, cases[i].a, cases[i].b, cases[i].type) != same)
            print_error("%s = %s\n", cases[i].a, cases[i].b);
        assert_int_equal(sql_same_expr(*state, cases[i].a, cases[i].b, cases[i].type), same);
        assert_int_equal(sql_same_expr(*state, cases[i].b, cases[i].a, cases[i].type), same);
    }
}

static const char *join(Arena *arena, const StrVec *names)
{
    return text_join(arena, names, " ");
}

static void names(void **state)
{
    static const struct {
        const char *text, *words, *literals;
    } cases[] = {
        {"a > 0",                            "a",                         ""            },
        {"A > a",                            "a",                         ""            },
        {"\"A\" > b.\"C d\" + App.touch(1)", "\"A\" app.touch b.\"C d\"", ""            },
        {"nextval('public.s'::regclass)",    "nextval regclass",          "public.s"    },
        {"nextval('public.\"S\"')",          "nextval",                   "public.\"S\""},
        {"'it''s' || 'b'",                   "",                          "b it's"      },
        {"''",                               "",                          ""            },
        {"1e5 + 12",                         "e5",                        ""            },
        {"\"a\"\"b\"",                       "\"a\"\"b\"",                ""            },
        {"größe",                          "\"größe\"",               ""            },
        {"a.b.c",                            "a.b.c",                     ""            },
        {"a..5",                             "a",                         ""            },
        {"order",                            "\"order\"",                 ""            },
        {"'open",                            "",                          "ope"         },
        {"\"open",                           "ope",                       ""            },
        {"",                                 "",                          ""            },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrVec words = {0}, literals = {0};

        sql_names(*state, cases[i].text, &words, &literals);
        assert_string_equal(join(*state, &words), cases[i].words);
        assert_string_equal(join(*state, &literals), cases[i].literals);
    }
}

static const char *shout(void *context, const char *name, SqlPlace place)
{
    (void)place;
    return text_same(name, "a") || text_same(name, "s.a") ? "\"New\"" : ((void)context, name);
}

static void replaced_names(void **state)
{
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"a > 0",           "\"New\" > 0"       },
        {"\"a\" = A",       "\"New\" = \"New\"" },
        {"b.a + ab",        "b.a + ab"          },
        {"nextval('s.a')",  "nextval('\"New\"')"},
        {"'it''s a'",       "'it''s a'"         },
        {"\"B\" || 'x''y'", "\"B\" || 'x''y'"   },
        {"12 + e",          "12 + e"            },
        {"",                ""                  },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(sql_replace_names(*state, cases[i].before, shout, NULL),
                            cases[i].after);
    assert_string_equal(sql_replace_words(*state, "s.a <> 's.a'", shout, NULL), "\"New\" <> 's.a'");
}

static void preceding_words(void **state)
{
    static const struct {
        const char *text, *words;
        bool follows;
    } cases[] = {
        {"USING btree FAMILY s.a", "family",       true },
        {"FOR  ORDER\nBY s.a",     "for order by", true },
        {"(PARSER = s.a)",         "parser =",     true },
        {"(parser=s.a)",           "parser =",     true },
        {"xfamily s.a",            "family",       false},
        {"ORDER BY s.a",           "for order by", false},
        {"s.a",                    "family",       false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t begin = (size_t)(strstr(cases[i].text, "s.a") - cases[i].text);

        assert_int_equal(sql_follows((SqlPlace){cases[i].text, begin, begin + 3}, cases[i].words),
                         cases[i].follows);
    }
}

static void respelled_names(void **state)
{
    static const char *const cases[][2] = {
        {"public.\"mine\"",             "public.mine"                },
        {"public.system_user",          "public.\"system_user\""     },
        {"f(public.\"Mine\", integer)", "f(public.\"Mine\", integer)"},
        {"double precision",            "double precision"           },
        {"\"json\".\"a.b\"[]",          "\"json\".\"a.b\"[]"         },
        {"\"char\"",                    "\"char\""                   },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(sql_respell(*state, cases[i][0]), cases[i][1]);
}

static void scripts(void **state)
{
    static const struct {
        const char *script, *parts;
    } cases[] = {
        {"",                                                                  ""                            },
        {" ;; \n;",                                                           ""                            },
        {"select 1",                                                          "<select 1>"                  },
        {" select 1 ; select 2;\n",                                           "<select 1><select 2>"        },
        {"select ';'; select $$a;b$$;",                                       "<select ';'><select $$a;b$$>"},
        {"select 'ü'; select 'ß;';",                                        "<select 'ü'><select 'ß;'>" },
        {"-- a; b\nselect 1; -- end",                                         "<-- a; b\nselect 1>"         },
        {"/* ; */ select 1;",                                                 "</* ; */ select 1>"          },
        {"create rule r as on insert to t do (select 1; select 2); select 3",
         "<create rule r as on insert to t do (select 1; select 2)><select 3>"                              },
        {"not sql at all; select 1",                                          "<not sql at all><select 1>"  },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrBuf parts = {.arena = *state};
        SqlSpans spans = {0};
        SqlError error;

        assert_true(sql_split(*state, cases[i].script, &spans, &error));
        for (size_t k = 0; k < spans.count; k++)
            strbuf_addf(&parts, "<%.*s>", (int)(spans.items[k].end - spans.items[k].begin),
                        cases[i].script + spans.items[k].begin);
        assert_string_equal(strbuf_text(&parts), cases[i].parts);
    }
}

static void scripts_that_do_not_end(void **state)
{
    static const char *const cases[] = {"select 'open", "select 1; select $$open", "/* open"};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        SqlSpans spans = {0};
        SqlError error;

        assert_false(sql_split(*state, cases[i], &spans, &error));
        assert_non_null(strstr(error.message, "unterminated"));
        assert_in_range(error.offset, 0, strlen(cases[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(expressions),
        UNIT(errors_have_places_in_bytes),
        UNIT(same_expressions),
        UNIT(other_expressions),
        UNIT(names),
        UNIT(replaced_names),
        UNIT(preceding_words),
        UNIT(respelled_names),
        UNIT(scripts),
        UNIT(scripts_that_do_not_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
