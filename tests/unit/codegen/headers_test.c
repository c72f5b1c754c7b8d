/* Schemas as models: what a person would have written. */
#include "tests/unit/codegen/script.h"

#include "codegen/headers/headers.h"

static ModelFiles made(Arena *arena, const char *text, HeadersLayout layout)
{
    Schema *schema = ARENA_NEW(arena, Schema);
    HeadersInput input = {.schema = schema, .layout = layout};

    *schema = build(arena, text);
    return headers_make(arena, &input);
}

/* The text of the file; NULL when there is none. */
static const char *file_of(Arena *arena, const char *text, HeadersLayout layout, const char *name)
{
    ModelFiles files = made(arena, text, layout);

    for (size_t i = 0; i < files.count; i++)
        if (text_same(files.items[i].name, name))
            return files.items[i].text;
    return NULL;
}

#define HEAD      "#pragma once\n\n#include <modelc.h>\n\n"
#define TABLE     "table t\ncolumn t.k; type=bigint; not_null\n"
#define T(fields) HEAD "struct PG(table) t {\n    int64_t  k;\n" fields "};\n"

static void fields(void **state)
{
    static const struct {
        const char *columns, *text;
    } cases[] = {
        {"column t.a; type=text\n",                                                 T("    char    *a  PG(null);\n")             },
        {"column t.a; type=integer\n",                                              T("    int32_t *a;\n")                       },
        {"column t.a; type=character varying(20); not_null\n",
         T("    char    *a  PG(varchar(20));\n")                                                                                 },
        {"column t.a; type=boolean; not_null; default_expr=true\n",
         T("    bool     a  PG(default true);\n")                                                                                },
        {"column t.a; type=text; not_null; default_expr='x'::text\n",
         T("    char    *a  PG(default 'x');\n")                                                                                 },
        {"column t.a; type=text; not_null; default_expr=''::text\n",
         T("    char    *a  PG(default \"''\");\n")                                                                              },
        {"column t.a; type=integer; not_null; identity=ALWAYS; identity_start=5\n",
         T("    int32_t  a  PG(generated always as identity (start 5));\n")                                                      },
        {"column t.class; type=integer; not_null\n",                                T("    int32_t  class_  PG(column class);\n")},
        {"column t.a; type=integer; not_null; comment=Counts.\n",
         T("    int32_t  a;  /**< Counts. */\n")                                                                                 },
        {"column t.a; type=integer; not_null\nunique t.t_a_key; columns=a\n",
         T("    int32_t  a  PG(unique);\n")                                                                                      },
        {"column t.a; type=integer; not_null\ncheck t.t_a_check; expr=a > 0\n",
         T("    int32_t  a  PG(check (a > 0));\n")                                                                               },
        {"column t.a; type=integer; not_null\nforeign_key t.t_a_fkey; columns=a; "
         "ref_table=public.t; ref_columns=k\n",                            T("    int32_t  a  PG(references t (k));\n") },
        {"column t.a; type=integer; not_null\nunique t.u; columns=a\n",
         T("    int32_t  a;\n\n    PG_ALSO(constraint u unique (a));\n")                                                         },
        {"index t.t_k_idx; elements=k desc\n",                                      T("\n    PG_ALSO(index (k desc));\n")        },
        {"index t.i; elements=(lower(a)); predicate=a <> 'x'\n",
         T("\n    PG_ALSO(index i (lower(a)) where \"a <> 'x'\");\n")                                                            },
        {"index t.i; elements=(ROW(k, 1)::pair)\n",
         T("\n    PG_ALSO(index i ((row(k, 1)::pair)));\n")                                                                      },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(file_of(*state, arena_printf(*state, TABLE "%s", cases[i].columns),
                                    LAYOUT_TABLE, "t.h"),
                            cases[i].text);
}

/* What C cannot stand is in strings; what a comment of C cannot say is a statement. */
static void awkward(void **state)
{
    static const char schema[] = TABLE "column t.a; type=text; default_expr='\\$1'; comment= */\n";

    assert_string_equal(file_of(*state, schema, LAYOUT_TABLE, "t.h"),
                        T("    char    *a  PG(null default \"'\\\\$1'\");\n"));
    assert_non_null(strstr(file_of(*state, schema, LAYOUT_TABLE, "comments.sql"),
                           "COMMENT ON COLUMN public.t.a IS "));
}

static void types(void **state)
{
    static const char schema[] =
        "enum mood; labels=glad,so so\ndomain cents; type=bigint; not_null\n" TABLE
        "column t.m; type=public.mood; default_expr='so so'::public.mood\n"
        "column t.c; type=public.cents; not_null\n";

    assert_string_equal(
        file_of(*state, schema, LAYOUT_TABLE, "types.h"),
        HEAD "enum PG(type) mood {\n    MOOD_GLAD,\n    MOOD_SO_SO PG(label 'so so'),\n};\n\n"
             "typedef int64_t cents PG(domain cents not null);\n");
    assert_string_equal(
        file_of(*state, schema, LAYOUT_TABLE, "t.h"),
        "#pragma once\n\n#include <modelc.h>\n\n#include \"types.h\"\n\n"
        "struct PG(table) t {\n    int64_t    k;\n    enum mood *m  PG(default MOOD_SO_SO);\n"
        "    cents      c;\n};\n");
}

static void layouts(void **state)
{
    static const char schema[] = "schema app\ntable app.o\n" TABLE "view v; definition=SELECT 1\n";

    assert_non_null(
        strstr(file_of(*state, schema, LAYOUT_SCHEMA, "app.h"), "struct PG(table app.o)"));
    assert_non_null(file_of(*state, schema, LAYOUT_SCHEMA, "public.h"));
    assert_int_equal(made(*state, schema, LAYOUT_SINGLE).count, 2);
    assert_string_equal(file_of(*state, schema, LAYOUT_SINGLE, "views.sql"),
                        "CREATE VIEW public.v AS\nSELECT 1;\n");
    assert_non_null(strstr(file_of(*state, schema, LAYOUT_SINGLE, "models.h"),
                           "PG_ALSO(file \"views.sql\");\n"));
    assert_null(file_of(*state, schema, LAYOUT_TABLE, "models.h"));
}

/* Every kind stands somewhere: nothing is left out in silence. */
static void every_kind_has_a_form(void **state)
{
    (void)state;
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Kind *kind = kind_of(id);

        assert_true(kind->model || kind->create || kind->write_clause || kind->clause);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(fields), UNIT(awkward), UNIT(types), UNIT(layouts), UNIT(every_kind_has_a_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
