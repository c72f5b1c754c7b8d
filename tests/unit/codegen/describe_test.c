/* Operations in the words that users of Alembic know. */
#include "tests/unit/codegen/script.h"

/* The lines for each operation that has one. */
static const char *described(Arena *arena, const char *from, const char *to)
{
    Schema before = build(arena, from), after = build(arena, to);
    Script script = script_of(arena, &before, &after, NULL);
    StrBuf out = {.arena = arena};

    for (size_t i = 0; i < script.plan.ops.count; i++) {
        const char *line = op_describe(arena, &script.plan.ops.items[i]);

        if (line)
            strbuf_addf(&out, "%s\n", line);
    }
    return strbuf_text(&out);
}

#define TABLE "table t\ncolumn t.a; type=integer\n"

static void descriptions(void **state)
{
    static const struct {
        const char *from, *to, *lines;
    } cases[] = {
        {"",                                              TABLE "check t.c; expr=a > 0; comment=x\n",            "Detected added table 't'\n"           },
        {TABLE "check t.c; expr=a > 0\n",                 "",                                                    "Detected removed table 't'\n"         },
        {TABLE,                                           TABLE "column t.b; type=text\n",                       "Detected added column 't.b'\n"        },
        {TABLE "column t.b; type=text\n",                 TABLE,                                                 "Detected removed column 't.b'\n"      },
        {TABLE,                                           "table t\ncolumn t.a; type=character varying(5)\n",
         "Detected type change from integer to varchar(5) on 't.a'\n"                                                                                   },
        {TABLE,                                           "table t\ncolumn t.a; type=integer; not_null\n",
         "Detected NOT NULL on column 't.a'\n"                                                                                                          },
        {"table t\ncolumn t.a; type=integer; not_null\n", TABLE,                                                 "Detected NULL on column 't.a'\n"      },
        {TABLE,                                           "table t\ncolumn t.a; type=integer; default_expr=0\n",
         "Detected server default change on column 't.a'\n"                                                                                             },
        {TABLE,                                           "table t; comment=x\ncolumn t.a; type=integer\n",
         "Detected comment change on table 't'\n"                                                                                                       },
        {"schema app\n",                                  "schema app\ntable app.T\n",                           "Detected added table 'app.\"T\"'\n"   },
        {TABLE "check t.c; expr=a > 0\n",                 TABLE "check t.c; expr=a > 1\n",
         "Detected changed check constraint 't.c'\n"                                                                                                    },
        {TABLE,                                           TABLE "index t.i; elements=a\n",                       "Detected added index 'i'\n"           },
        {TABLE "unique t.u; columns=a\n",                 TABLE "unique t.v; columns=a\n",
         "Detected renamed unique constraint 't.u' to 'v'\n"                                                                                            },
        {"enum e; labels=x\n",                            "enum e; labels=x,y\n",                                "Detected labels change on enum 'e'\n" },
        {"enum e; labels=x,y\n",                          "enum e; labels=y\n",                                  "Detected changed labels of enum 'e'\n"},
        {"sequence s\n",                                  "",                                                    "Detected removed sequence 's'\n"      },
        {TABLE,                                           TABLE,                                                 ""                                     },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(described(*state, cases[i].from, cases[i].to), cases[i].lines);
}

/* What every attribute of every kind is called: no underscores, no empty words. */
static void every_attribute_has_words(void **state)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < kind_of(id)->attr_count; i++) {
            Arena *arena = *state;
            const Attr *attr = &kind_of(id)->attrs[i];
            Schema schema = build(arena, TABLE);
            Object *table = schema_find(&schema, KIND_TABLE, "public.t");
            Object *from = make(arena, &schema, id, table, "x");
            Object *to = make(arena, &schema, id, table, "y");
            to->plan.pair = from;

            const char *line = op_describe(arena, &(Op){VERB_ALTER, from, to, attr});

            assert_non_null(line);
            assert_int_equal(strncmp(line, "Detected ", 9), 0);
            assert_null(strchr(line, '_'));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(descriptions), UNIT(every_attribute_has_words)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
