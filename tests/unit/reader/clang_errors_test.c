/* What is said about headers that C does not accept, or that cannot be read. */
#include "tests/unit/reader/folder.h"

/* The only finding, which points at `at`. */
static const Finding *only(Folder *folder, FindingId id, const char *at)
{
    assert_int_equal(folder->findings.items.count, 1);

    const Finding *finding = folder->findings.items.items[0];

    assert_int_equal(finding->id, id);
    assert_string_equal(range_text(folder, finding->at), at);
    return finding;
}

static void a_word_that_is_no_annotation_gets_a_suggestion(void **state)
{
    static const struct {
        const char *body, *word, *fix;
    } cases[] = {
        {"struct t { char *a SQL(varchar(80)); int b; };", "SQL",    "PG"     },
        {"struct t { char *a PQ (unique); };",             "PQ",     "PG"     },
        {"struct t { int a; PG_ALS(index (a)); };",        "PG_ALS", "PG_ALSO"},
        {"struct Pg(table) t { int a; };",                 "Pg",     "PG"     },
        {"enum COLUMN(type x) e { A };",                   "COLUMN", "PG"     },
        {"typedef char *t DB(citext);",                    "DB",     "PG"     },
        {"struct t { int a wonder(1); };",                 "wonder", NULL     },
    };
    Folder *folder = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(read_model(folder, cases[i].body));

        const Finding *finding = only(folder, FINDING_M001, cases[i].word);
        const char *expected = arena_printf(folder->run, "unknown annotation '%s'", cases[i].word);

        assert_int_equal(strncmp(finding->message, expected, strlen(expected)), 0);
        assert_true(cases[i].fix ? finding->fix && strcmp(finding->fix, cases[i].fix) == 0
                                 : !finding->fix);
    }
}

static void clang_speaks_for_itself_at_the_exact_place(void **state)
{
    Folder *folder = *state;

    assert_false(
        read_model(folder, "struct PG(table) t {\n    int a PG(unique)\n    int b;\n};\n"));

    const Finding *finding = only(folder, FINDING_M001, "");

    assert_string_equal(finding->message, "expected ';' at end of declaration list");
    assert_string_equal(finding->fix, ";");
    assert_int_equal(finding->at.begin, strlen("#include <modelc.h>\nstruct PG(table) t {\n    int "
                                               "a PG(unique)"));

    assert_false(read_model(folder, "struct t { int a; int a; };\n"));
    finding = only(folder, FINDING_M001, "a");
    assert_string_equal(finding->message, "duplicate member 'a'");
    assert_int_equal(finding->notes.count, 1);
    assert_string_equal(range_text(folder, finding->notes.items[0].at), "a");
    assert_true(finding->notes.items[0].at.begin < finding->at.begin);
}

static void unknown_types_get_suggestions(void **state)
{
    Folder *folder = *state;

    assert_false(read_model(folder, "struct t { pg_timestampz a; };\n"));
    assert_string_equal(only(folder, FINDING_M001, "pg_timestampz")->fix, "pg_timestamptz");
    assert_false(read_model(folder, "struct t { pg_jsonbb a; };\n"));
    assert_string_equal(only(folder, FINDING_M001, "pg_jsonbb")->fix, "pg_jsonb");
    assert_false(read_model(folder, "struct t { uuid a; };\n"));
    assert_string_equal(only(folder, FINDING_M001, "uuid")->fix, "pg_uuid");
    assert_false(read_model(folder, "struct t { entirely_else a; };\n"));
    assert_null(only(folder, FINDING_M001, "entirely_else")->fix);
}

static void an_open_quote_is_one_error(void **state)
{
    Folder *folder = *state;

    assert_false(read_model(folder, "struct PG(table) t {\n    char *a PG(default 'it's');\n"
                                    "    int b;\n};\n"));
    assert_string_equal(only(folder, FINDING_M001, "PG")->hint,
                        "A parenthesis or a quote is not closed.");
}

static void a_missing_include_is_one_error(void **state)
{
    Folder *folder = *state;

    add_model(folder, "a.h",
              "#include <stdint.h>\nstruct PG(table) t {\n"
              "    int32_t id PG(primary key);\n    PG_ALSO(index (id));\n};\n");
    assert_false(read_facts(folder));
    assert_string_equal(only(folder, FINDING_M004, "PG")->message,
                        "'PG' is not declared here; add #include <modelc.h>");

    folder->input.paths.count = 0;
    add_model(folder, "a.h", "PG_ALSO(extension citext);\n");
    assert_false(read_facts(folder));
    only(folder, FINDING_M004, "PG_ALSO");
}

static void an_include_that_is_not_there_is_shown_whole(void **state)
{
    Folder *folder = *state;

    assert_false(read_model(folder, "#include \"gone.h\"\n"));
    assert_string_equal(only(folder, FINDING_M001, "\"gone.h\"")->message,
                        "'gone.h' file not found");
}

static void an_annotation_before_struct_belongs_to_nothing(void **state)
{
    Folder *folder = *state;

    assert_false(read_model(folder, "PG(table) struct t { int a; };\n"));
    assert_string_equal(
        only(folder, FINDING_M109, "PG")->message,
        "this PG(...) belongs to nothing; place it after 'struct' or behind the name");
}

static void more_than_twenty_errors_are_counted(void **state)
{
    Folder *folder = *state;
    StrBuf body = {.arena = folder->run};

    for (int i = 0; i < 30; i++)
        strbuf_addf(&body, "nothing%d x%d;\n", i, i);
    assert_false(read_model(folder, body.text));
    assert_int_equal(folder->findings.error_count, 20);
    assert_string_equal(folder->findings.items.items[19]->hint, "10 more errors of C follow.");
}

static void flags_reach_the_compiler(void **state)
{
    Folder *folder = *state;

    vec_push(folder->run, &folder->input.flags, "-DLENGTH=7");
    assert_true(read_model(folder, "struct t { char a[LENGTH]; };\n"));
    assert_int_equal(find_struct(folder, "t")->fields.items[0].type->count, 7);
}

static void unreadable_files_are_named(void **state)
{
    static const char nul[] = "int a;\0int b;";
    Folder *folder = *state;
    const char *reason;

    put_file(folder, "latin1.h", "/* gr\xfc\xdf */\n");
    assert_true(file_write(folder->run, "nul.h", nul, sizeof nul - 1, false, &reason));
    assert_true(dir_make(folder->run, "folder.h", &reason));
    vec_push(folder->run, &folder->input.paths, "gone.h");
    vec_push(folder->run, &folder->input.paths, "folder.h");
    vec_push(folder->run, &folder->input.paths, "nul.h");
    vec_push(folder->run, &folder->input.paths, "latin1.h");
    assert_false(read_facts(folder));
    assert_int_equal(folder->findings.items.count, 4);

    static const char *const messages[] = {
        "cannot read 'gone.h': No such file or directory",
        "cannot read 'folder.h': is a directory",
        "cannot read 'nul.h': it holds a NUL byte (at offset 6)",
        "cannot read 'latin1.h': it is not UTF-8 text",
    };

    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(folder->findings.items.items[i]->id, FINDING_M002);
        assert_string_equal(folder->findings.items.items[i]->message, messages[i]);
        assert_string_equal(folder->findings.items.items[i]->at.file, folder->input.paths.items[i]);
    }
}

static void an_included_file_with_annotations_is_text_too(void **state)
{
    Folder *folder = *state;

    put_file(folder, "plain.h", "/* gr\xfc\xdf */\ntypedef int plain;\n");
    assert_true(read_model(folder, "#include \"plain.h\"\n"));
    put_file(folder, "parts.h", "/* gr\xfc\xdf */\ntypedef int cents PG(bigint);\n");
    assert_false(read_model(folder, "#include \"parts.h\"\n"));
    assert_int_equal(folder->findings.items.count, 1);
    assert_string_equal(find_finding(folder, FINDING_M002)->at.file, "parts.h");
}

static void one_guard_for_two_models_is_an_error(void **state)
{
    Folder *folder = *state;
    const char *body = "#ifndef USERS_H\n#define USERS_H\n#include <modelc.h>\n"
                       "struct PG(table) %s { int a; };\n#endif\n";

    add_model(folder, "a.h", arena_printf(folder->run, body, "a"));
    add_model(folder, "b.h", arena_printf(folder->run, body, "b"));
    assert_false(read_facts(folder));

    const Finding *finding = only(folder, FINDING_M001, "USERS_H");

    assert_string_equal(finding->at.file, "b.h");
    assert_string_equal(finding->message, "include guard 'USERS_H' is that of 'a.h' too");
    assert_string_equal(finding->notes.items[0].at.file, "a.h");
    assert_string_equal(range_text(folder, finding->notes.items[0].at), "USERS_H");
}

static void wrong_flags_are_shown(void **state)
{
    Folder *folder = *state;

    vec_push(folder->run, &folder->input.flags, "--bogus");
    assert_false(read_model(folder, "struct t { int a; };\n"));
    assert_non_null(strstr(find_finding(folder, FINDING_M001)->message, "--bogus"));
    assert_null(find_finding(folder, FINDING_M001)->at.file);
}

static void no_models_is_an_error(void **state)
{
    Folder *folder = *state;

    assert_false(read_facts(folder));
    assert_int_equal(folder->findings.items.count, 1);
    assert_non_null(find_finding(folder, FINDING_M003));
}

static void a_missing_libclang_is_explained(void **state)
{
    Folder *folder = *state;

    setenv("MODELC_LIBCLANG", "/nonexistent/libclang.so", 1);
    assert_false(read_model(folder, "struct t { int a; };\n"));

    const Finding *finding = find_finding(folder, FINDING_M005);

    assert_int_equal(folder->findings.items.count, 1);
    assert_non_null(strstr(finding->message, "/nonexistent/libclang.so"));
    assert_non_null(strstr(finding->hint, "libclang1-14"));

    /* A library, but another one. */
    setenv("MODELC_LIBCLANG", "libm.so.6", 1);
    assert_false(read_model(folder, "struct t { int a; };\n"));
    assert_string_equal(find_finding(folder, FINDING_M005)->message,
                        "cannot load libclang: it has no clang_createIndex");
    unsetenv("MODELC_LIBCLANG");
}

/* A library that takes the process with it. */
static void a_crash_of_libclang_is_a_finding(void **state)
{
    Folder *folder = *state;

    put_file(folder, "crash.c",
             "#include <signal.h>\n"
             "__attribute__((constructor)) static void crash(void)\n"
             "{\n    raise(SIGKILL);\n}\n");
    assert_int_equal(system("cc -shared -fPIC -o crash.so crash.c"), 0);
    setenv("MODELC_LIBCLANG", "./crash.so", 1);
    assert_false(read_model(folder, "struct t { int a; };\n"));
    unsetenv("MODELC_LIBCLANG");
    assert_int_equal(folder->findings.items.count, 1);
    assert_string_equal(find_finding(folder, FINDING_M001)->message,
                        "libclang crashed while it compiled the models: Killed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(a_word_that_is_no_annotation_gets_a_suggestion),
        FOLDER_TEST(clang_speaks_for_itself_at_the_exact_place),
        FOLDER_TEST(unknown_types_get_suggestions),
        FOLDER_TEST(an_open_quote_is_one_error),
        FOLDER_TEST(a_missing_include_is_one_error),
        FOLDER_TEST(an_include_that_is_not_there_is_shown_whole),
        FOLDER_TEST(an_annotation_before_struct_belongs_to_nothing),
        FOLDER_TEST(more_than_twenty_errors_are_counted),
        FOLDER_TEST(flags_reach_the_compiler),
        FOLDER_TEST(unreadable_files_are_named),
        FOLDER_TEST(an_included_file_with_annotations_is_text_too),
        FOLDER_TEST(one_guard_for_two_models_is_an_error),
        FOLDER_TEST(wrong_flags_are_shown),
        FOLDER_TEST(no_models_is_an_error),
        FOLDER_TEST(a_missing_libclang_is_explained),
        FOLDER_TEST(a_crash_of_libclang_is_a_finding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
