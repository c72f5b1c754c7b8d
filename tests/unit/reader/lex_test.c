#include "tests/unit/unit.h"

#include "modelc/reader/fold.h"
#include "modelc/reader/lex.h"

#include <string.h>

static Annotation annotation(const char *text)
{
    return (Annotation){
        .text = text,
        .length = strlen(text),
        .at = {.file = "x.h", .begin = 100, .end = 100 + strlen(text)},
        .exact = true
    };
}

/* The tokens as "kind:text" with a blank between them. */
static const char *tokens_of(Arena *arena, Findings *findings, const char *text)
{
    static const char kinds[] = "$wcsno()[],.";
    Annotation from = annotation(text);
    StrBuf out = {.arena = arena};
    Tokens tokens = {0};

    if (!lex(arena, findings, &from, &tokens))
        return NULL;
    for (size_t i = 0; i + 1 < tokens.count; i++)
        strbuf_addf(&out, "%s%c:%s", i > 0 ? " " : "", kinds[tokens.items[i].kind],
                    tokens.items[i].text);
    assert_int_equal(tokens.items[tokens.count - 1].kind, TOKEN_END);
    return strbuf_text(&out);
}

static void splits_into_tokens(void **state)
{
    static const char *const cases[][2] = {
        {"",                                     ""                                   },
        {"primary key",                          "w:primary w:key"                    },
        {"varchar(80)",                          "w:varchar (:( n:80 ):)"             },
        {"a.b[3], 1.5e3",                        "w:a .:. w:b [:[ n:3 ]:] ,:, n:1.5e3"},
        {"data->>'kind' <> ''''",                "w:data o:->> s:kind o:<> s:'"       },
        {"x::text",                              "w:x o::: w:text"                    },
        {"/* a (b' */ x // rest '\n y",          "w:x w:y"                            },
        {"\"a \\\"b\\\" \\x41\\101\\n\\u00e4\"", "c:a \"b\" AA\n\xc3\xa4"             },
        {"$$it's$$ $t$ $$ $t$",                  "s:it's s: $$ "                      },
        {"E'it\\'s' e''",                        "w:E s:it\\'s w:e s:"                },
        {"$1 a$b",                               "n:$1 w:a$b"                         },
        {"gr\xc3\xb6\xc3\x9f"
         "e",                           "w:gr\xc3\xb6\xc3\x9f"
         "e"                                                    },
        {"a\\\n b",                              "w:a w:b"                            },
        {"{",                                    "o:{"                                },
        {"1-/*x*/2",                             "n:1 o:- n:2"                        },
    };
    Arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Findings findings = {.arena = arena};

        assert_string_equal(tokens_of(arena, &findings, cases[i][0]), cases[i][1]);
        assert_int_equal(findings.error_count, 0);
    }
}

static void refuses_what_never_ends(void **state)
{
    static const struct {
        const char *text;
        FindingId id;
        size_t begin;
    } cases[] = {
        {"a 'b",      FINDING_M108, 2},
        {"\"b",       FINDING_M108, 0},
        {"\"b\\",     FINDING_M108, 0},
        {"$a$ b $a",  FINDING_M108, 0},
        {"a $a$ $b$", FINDING_M108, 2},
        {"a -- b",    FINDING_M105, 2},
        {"a = b --",  FINDING_M105, 6},
    };
    Arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Findings findings = {.arena = arena};

        assert_null(tokens_of(arena, &findings, cases[i].text));
        assert_int_equal(findings.items.count, 1);
        assert_int_equal(findings.items.items[0]->id, cases[i].id);
        assert_int_equal(findings.items.items[0]->at.begin, 100 + cases[i].begin);
    }
}

/* Without places of its own an annotation has that of the macro it came from. */
static void points_at_the_macro(void **state)
{
    Arena *arena = *state;
    Findings findings = {.arena = arena};
    Annotation from = annotation("a 'b");
    Tokens tokens = {0};

    from.exact = false;
    from.at.via = "ID";
    assert_false(lex(arena, &findings, &from, &tokens));
    assert_int_equal(findings.items.items[0]->at.begin, 100);
    assert_int_equal(findings.items.items[0]->at.end, 104);
    assert_string_equal(findings.items.items[0]->at.via, "ID");
}

static void folds_to_one_line(void **state)
{
    static const char *const cases[][2] = {
        {"a  +\n\t b",                       "a + b"             },
        {" a ",                              "a"                 },
        {"a/* x */+ // y\n b",               "a + b"             },
        {"'a  b' || \"c  d\"",               "'a  b' || \"c  d\""},
        {"\"a  'b  c'\" /* x */ \" and d\"", "a 'b  c' and d"    },
        {"\"x\" || 'y'",                     "\"x\" || 'y'"      },
        {"\"a /* b */ c // d\"",             "a c // d"          },
        {"$$ a  b $$",                       "$$ a  b $$"        },
        {"\"\"",                             ""                  },
        {"",                                 ""                  },
    };
    Arena *arena = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(fold_source(arena, cases[i][0], strlen(cases[i][0])).text, cases[i][1]);
}

static void finds_the_source_of_each_byte(void **state)
{
    Arena *arena = *state;
    const char *bare = "lower( /* x */ a )", *strings = "\"a\\n\" \"b \\\"c\\\"\"";
    Folded folded = fold_source(arena, bare, strlen(bare));

    assert_string_equal(folded.text, "lower( a )");
    assert_int_equal(folded.origin[7], 15);
    assert_int_equal(folded.origin[folded.length], strlen(bare));
    folded = fold_source(arena, strings, strlen(strings));
    assert_string_equal(folded.text, "a b \"c\"");
    assert_int_equal(folded.origin[2], 7);
    assert_int_equal(folded.origin[4], 9);
    assert_int_equal(folded.origin[5], 11);
    assert_int_equal(folded.origin[folded.length], strlen(strings) - 1);
}

static void maps_an_offset_to_the_file(void **state)
{
    Arena *arena = *state;
    const char *file = "PG(check (\"a > \" \"b\"))";
    Sql sql = {
        .text = "a > b", .at = {.file = "x.h", .begin = 10, .end = 20}
    };
    size_t length = strlen(file);

    assert_int_equal(fold_place(arena, &sql, file, length, 4).begin, 18);
    assert_int_equal(fold_place(arena, &sql, file, length, 4).end, 19);
    assert_int_equal(fold_place(arena, &sql, file, length, 99).begin, 19);
    sql.text = "a > p_b"; /* rewritten: only the whole is known */
    assert_int_equal(fold_place(arena, &sql, file, length, 4).begin, 10);
    assert_int_equal(fold_place(arena, &sql, file, length, 4).end, 20);
    sql.at.end = 100; /* the file has changed */
    assert_int_equal(fold_place(arena, &sql, file, length, 4).end, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(splits_into_tokens),
        UNIT(refuses_what_never_ends),
        UNIT(points_at_the_macro),
        UNIT(folds_to_one_line),
        UNIT(finds_the_source_of_each_byte),
        UNIT(maps_an_offset_to_the_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
