/* Errors in SQL files stand in those files, at their byte. */
#include "tests/unit/reader/folder.h"

#include "base/text.h"
#include "schema/defined.h"

#define MODEL                                                                                      \
    "#include <modelc.h>\n"                                                                        \
    "PG_ALSO(file \"sql/x.sql\");\n"                                                               \
    "struct PG(table) users { int64_t id PG(primary key); };\n"

/* Whether the models compile with that SQL file beside them. */
static bool compile(Folder *folder, const char *sql, Schema *schema)
{
    folder->input.paths.count = 0;
    folder->findings = (Findings){.arena = folder->run};
    add_model(folder, "models/a.h", MODEL);
    put_file(folder, "models/sql/x.sql", sql);
    return reader_compile(folder->run, &folder->findings, &folder->input, schema);
}

static void errors_stand_in_the_file(void **state)
{
    static const struct {
        const char *sql, *code, *message, *place;
    } cases[] = {
        {"create operator + (\n  leftarg int)",                   "M610", "syntax error at or near \"int\"",                       "i"     },
        {"-- one\ninsert into users values (1);",                 "M605",
         "only definitions can stand here, not 'insert'",                                                                          "insert"},
        {"create view v as select 1;\nalter view v rename to w;", "M603",
         "this statement creates nothing that has a name",                                                                         "alter" },
        {"create index on users (id)",                            "M603", "this statement creates nothing that has a name",
         "create"                                                                                                                          },
        {"create server s foreign data wrapper w",                "M121", "modelc does not manage 'server'",
         "server"                                                                                                                          },
        {"create policy p on userz using (true)",                 "M301",
         "there is no table 'userz'; did you mean 'users'?",                                                                       "userz" },
        {"create view a as select 1; create view a as select 2",  "M604",
         "view 'a' is defined twice",                                                                                              "a"     },
        {"select 'never ends",                                    "M610", "unterminated quoted string at or near \"'never ends\"",
         NULL                                                                                                                              },
    };
    Folder *folder = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Schema schema = {0};

        assert_false(compile(folder, cases[i].sql, &schema));
        assert_int_equal(folder->findings.items.count, 1);

        const Finding *finding = folder->findings.items.items[0];

        assert_string_equal(finding_kind(finding->id)->code, cases[i].code);
        assert_string_equal(finding->message, cases[i].message);
        assert_string_equal(finding->at.file, "models/sql/x.sql");
        if (cases[i].place)
            assert_string_equal(range_text(folder, finding->at), cases[i].place);
    }
}

/* What PostgreSQL cannot parse is a warning where it stopped, and there is an object all the same.
 */
static void a_mistake_is_left_to_the_server(void **state)
{
    static const struct {
        const char *sql, *at;
        KindId kind;
        const char *path;
    } cases[] = {
        {"create view v as\n  select * form users;",                                        "f",  KIND_VIEW,              "public.v"          },
        {"create or replace function f(a text) returns int\n  langauge sql as 'select 1'",  "l",
         KIND_FUNCTION,                                                                                                   "public.\"f(text)\""},
        {"create index i on users (id) where id = = 1",                                     "=",  KIND_INDEX,             "public.i"          },
        {"create policy p on users to joe using (id > > 1)",                                ">",  KIND_POLICY,            "public.users.p"    },
        {"create trigger t after insert on public.users for each now execute function f()", "n",
         KIND_TRIGGER,                                                                                                    "public.users.t"    },
        {"create materialized view if not exists public.m as select",                       NULL, KIND_MATERIALIZED_VIEW,
         "public.m"                                                                                                                           },
    };
    Folder *folder = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Schema schema = {0};
        const Finding *finding;

        assert_true(compile(folder, cases[i].sql, &schema));
        assert_non_null(schema_find(&schema, cases[i].kind, cases[i].path));
        assert_int_equal(folder->findings.items.count, cases[i].at != NULL);
        if (!cases[i].at)
            continue;
        finding = folder->findings.items.items[0];
        assert_int_equal(finding->id, FINDING_M601);
        assert_non_null(finding->doubt);
        assert_string_equal(range_text(folder, finding->at), cases[i].at);
    }
}

static void what_clang_would_say_is_not_said(void **state)
{
    Schema schema = {0};

    assert_true(compile(*state,
                        "create view v as select '' as \"a\\b\", $$x$$ as c -- ' no string\n;"
                        "create view w as select 1 /* ; */ where 1 < 2;;\n\n",
                        &schema));
    assert_int_equal(((Folder *)*state)->findings.items.count, 0);
    assert_non_null(schema_find(&schema, KIND_VIEW, "public.v"));
    assert_non_null(schema_find(&schema, KIND_VIEW, "public.w"));
}

static void an_empty_file_says_nothing(void **state)
{
    Schema first = {0}, second = {0};

    assert_true(compile(*state, "", &first));
    assert_true(compile(*state, "-- nothing\n/* here */ ;", &second));
}

static void no_text(void **state)
{
    Folder *folder = *state;
    Schema schema = {0};

    assert_false(compile(folder, "create view v as select '\xff'", &schema));
    assert_string_equal(folder->findings.items.items[0]->message, "cannot read 'sql/x.sql'");
    assert_string_equal(folder->findings.items.items[0]->notes.items[0].text,
                        "models/sql/x.sql: it is not UTF-8 text");
    assert_string_equal(range_text(folder, folder->findings.items.items[0]->at), "\"sql/x.sql\"");
}

static void bodies_stay_as_they_are(void **state)
{
    static const char body[] = "$f$\nbegin -- it's\n    return  new;\tend $f$";
    Folder *folder = *state;
    Schema schema = {0};
    const char *text = arena_printf(
        folder->run,
        "create or replace  function f() returns trigger -- why\n language plpgsql as %s;", body);

    assert_true(compile(folder, text, &schema));

    const Defined *function =
        (const Defined *)schema_find(&schema, KIND_FUNCTION, "public.\"f()\"");

    assert_non_null(function);
    assert_string_equal(function->definition.text,
                        arena_printf(folder->run,
                                     "CREATE FUNCTION f() returns trigger\n language plpgsql as %s",
                                     body));
    assert_string_equal(function->signature, "public.f()");
}

/* The layout is the author's; comments and empty lines go, and blanks that all lines have. */
static void layout_stays(void **state)
{
    static const char *const cases[][2] = {
        {"create view v as\n    select a,  b -- b\n         , c\n\n    -- more\n    from t;",
         "select a,  b\n     , c\nfrom t"                                                                                   },
        {"create view v as select a\n  from t\n where b",                                     "select a\n  from t\n where b"},
        {"create view v as\r\n  select a\r\n  from t /* x */ ;",                              "select a\nfrom t"            },
        {"  create view v as\n      select a\n    from t",                                    "select a\nfrom t"            },
        {"create view v as\n\tselect '\n\n  b' as a\n\t\tfrom t",
         "select '\n\n  b' as a\n\tfrom t"                                                                                  },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Schema schema = {0};

        assert_true(compile(*state, cases[i][0], &schema));

        const Object *view = schema_find(&schema, KIND_VIEW, "public.v");

        assert_non_null(view);
        assert_string_equal(
            attr_sql(view, attr_find(kind_of(KIND_VIEW), "definition", strlen("definition")))->text,
            cases[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(errors_stand_in_the_file),
        FOLDER_TEST(a_mistake_is_left_to_the_server),
        FOLDER_TEST(what_clang_would_say_is_not_said),
        FOLDER_TEST(an_empty_file_says_nothing),
        FOLDER_TEST(no_text),
        FOLDER_TEST(bodies_stay_as_they_are),
        FOLDER_TEST(layout_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
