/* What the facts say of correct headers. */
#include "tests/unit/reader/folder.h"

static void an_annotation_is_its_exact_bytes(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(folder,
                           "struct PG(table app.\"T\") t {\r\n"
                           "\tint64_t id PG (primary key /* ) */\r\n\t\tidentity);\r\n"
                           "\tchar *name PG(varchar(LEN) default 'gr\xc3\xb6\xc3\x9f' check "
                           "(name <> '('));\r\n"
                           "\tbool b PG(default true);\r\n"
                           "};\r\n"));

    const FactStruct *t = find_struct(folder, "t");

    assert_int_equal(t->annotations.count, 1);
    assert_string_equal(t->annotations.items[0].text, "table app.\"T\"");
    assert_string_equal(find_field(t, "id")->annotations.items[0].text,
                        "primary key /* ) */\r\n\t\tidentity");
    assert_string_equal(find_field(t, "name")->annotations.items[0].text,
                        "varchar(LEN) default 'gr\xc3\xb6\xc3\x9f' check (name <> '(')");
    assert_string_equal(find_field(t, "b")->annotations.items[0].text, "default true");
    assert_string_equal(range_text(folder, t->at), "t");
    for (size_t i = 0; i < t->fields.count; i++) {
        const FactField *field = &t->fields.items[i];
        const Annotation *annotation = &field->annotations.items[0];

        assert_true(annotation->exact);
        assert_null(annotation->at.via);
        assert_int_equal(annotation->length, strlen(annotation->text));
        assert_string_equal(range_text(folder, annotation->at), annotation->text);
        assert_string_equal(range_text(folder, field->at), field->name);
        assert_string_equal(field->at.file, "a.h");
    }
}

static void a_macro_of_the_user_gives_the_stringified_text(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(folder, "#define STAMPS pg_timestamptz at PG(default  now()); bool "
                                   "on PG(default true)\n"
                                   "struct PG(table) t { STAMPS; };\n"));

    const FactField *at = find_field(find_struct(folder, "t"), "at");
    const FactField *on = find_field(find_struct(folder, "t"), "on");

    assert_false(at->annotations.items[0].exact);
    assert_string_equal(at->annotations.items[0].text, "default now()");
    assert_string_equal(on->annotations.items[0].text, "default true");
    assert_string_equal(at->annotations.items[0].at.via, "STAMPS");
    assert_string_equal(range_text(folder, at->annotations.items[0].at), "STAMPS");
    assert_string_equal(at->at.via, "STAMPS");
    assert_false(on->shared);
}

static void long_names_work_without_the_short_ones(void **state)
{
    Folder *folder = *state;

    add_model(folder, "a.h",
              "#define PG 1\n#define MODELC_NO_SHORT_NAMES\n#include <modelc.h>\n"
              "struct MODELC(table) t { int32_t id MODELC(primary key);\n"
              "MODELC_ALSO(index (id)); };\n");
    assert_true(read_facts(folder));

    const FactStruct *t = find_struct(folder, "t");

    assert_string_equal(t->annotations.items[0].text, "table");
    assert_string_equal(t->fields.items[0].annotations.items[0].text, "primary key");
    assert_string_equal(t->clauses.items[0].annotation.text, "index (id)");
}

static void types_keep_their_typedefs(void **state)
{
    static const char *const expected[][2] = {
        {"a", "int64_t = integer 64 long"                                           },
        {"b", "pg_timestamptz = int64_t = integer 64 long"                          },
        {"c", "pointer to char"                                                     },
        {"d", "array[] 81 of char"                                                  },
        {"e", "array[] 2 of array[] 3 of uint8_t = integer 8 unsigned unsigned char"},
        {"f", "enum color"                                                          },
        {"g", "pointer to struct other"                                             },
        {"h", "pg_text_array = struct pg_text_array"                                },
        {"i", "bool"                                                                },
        {"j", "pointer to function"                                                 },
        {"k", "short_name = integer 16 short"                                       },
        {"l", "double"                                                              },
        {"m", "union u"                                                             },
        {"n", "pointer to void"                                                     },
        {"o", "integer 32 unsigned unsigned int"                                    },
        {"z", "array[] -1 of float"                                                 },
    };
    Folder *folder = *state;

    assert_true(read_model(
        folder, "enum { SIZE = 81 };\nenum color { RED };\nunion u { int x; };\n"
                "typedef short short_name;\n"
                "struct t { int64_t a; pg_timestamptz b; const char *c; char d[SIZE]; uint8_t "
                "e[2][3]; enum color f; struct other *g; pg_text_array h; bool i; int (*j)(void); "
                "short_name k; double l; union u m; void *n; unsigned o : 3; float z[]; };\n"));

    const FactStruct *t = find_struct(folder, "t");

    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(type_text(folder, find_field(t, expected[i][0])->type), expected[i][1]);
    assert_string_equal(find_field(t, "i")->type->spelling, "bool");
    assert_string_equal(find_field(t, "c")->type->spelling, "const char *");
    assert_int_equal(find_field(t, "a")->bit_width, -1);
    assert_int_equal(find_field(t, "o")->bit_width, 3);
    assert_true(find_struct(folder, "u")->is_union);
}

static void declarators_that_share_a_declaration_say_so(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(folder, "struct t { int a, b PG(unique); int c PG(null); };\n"));

    const FactStruct *t = find_struct(folder, "t");

    assert_true(find_field(t, "a")->shared && find_field(t, "b")->shared);
    assert_false(find_field(t, "c")->shared);
    assert_int_equal(find_field(t, "a")->annotations.count, 0);
    assert_string_equal(find_field(t, "b")->annotations.items[0].text, "unique");
}

static void an_anonymous_member_is_transparent(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(folder,
                           "struct PG(table) t { struct { int a PG(unique); }; struct inner "
                           "{ int x; } b; union { int c; }; };\n"));

    const FactStruct *t = find_struct(folder, "t");

    assert_int_equal(t->fields.count, 3);
    assert_null(t->fields.items[0].name);
    assert_string_equal(t->fields.items[0].anonymous->fields.items[0].annotations.items[0].text,
                        "unique");
    assert_string_equal(t->fields.items[1].name, "b");
    assert_null(t->fields.items[1].anonymous);
    assert_true(t->fields.items[2].anonymous->is_union);
    assert_non_null(find_struct(folder, "inner"));
    assert_int_equal(folder->facts.structs.count, 2);
}

static void a_struct_in_a_typedef_comes_once(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(folder, "typedef struct PG(table posts) { int id; } Post;\n"
                                   "/** Said. */\n"
                                   "typedef struct PG(table) comment { int id; } Comment;\n"
                                   "typedef struct { double low, high; } bounds PG(numrange);\n"));
    assert_int_equal(folder->facts.structs.count, 3);
    assert_string_equal(find_struct(folder, "Post")->annotations.items[0].text, "table posts");
    assert_string_equal(range_text(folder, find_struct(folder, "Post")->at), "Post");
    assert_string_equal(find_struct(folder, "comment")->doc, "Said.");
    assert_string_equal(find_typedef(folder, "bounds")->annotations.items[0].text, "numrange");
    assert_string_equal(type_text(folder, find_typedef(folder, "bounds")->target), "struct bounds");
}

static void enumerators_have_annotations_and_comments(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(folder, "/** Where it stands. */\n"
                                   "enum PG(type app.state) state {\n"
                                   "    STATE_NEW, /**< Just in. */\n"
                                   "    STATE_GONE PG(label\n 'gone'), /**< Out. */\n"
                                   "    STATE_COUNT PG(ignore)\n};\n"));

    const FactEnum *fact = folder->facts.enums.items[0];

    assert_string_equal(fact->name, "state");
    assert_string_equal(fact->doc, "Where it stands.");
    assert_int_equal(fact->annotations.count, 1);
    assert_string_equal(fact->annotations.items[0].text, "type app.state");
    assert_int_equal(fact->enumerators.count, 3);
    assert_string_equal(fact->enumerators.items[0].doc, "Just in.");
    assert_string_equal(fact->enumerators.items[1].annotations.items[0].text, "label\n 'gone'");
    assert_string_equal(fact->enumerators.items[1].doc, "Out.");
    assert_string_equal(range_text(folder, fact->enumerators.items[2].at), "STATE_COUNT");
}

static void clauses_stand_in_structs_and_in_files(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(folder, "PG_ALSO(extension citext); /**< For mail. */\n"
                                   "_Static_assert(1, \"mine\");\n"
                                   "struct PG(table) t {\n"
                                   "    int a; /**< The first. */\n"
                                   "    /** By a. */\n"
                                   "    PG_ALSO(index (a));\n"
                                   "    PG_ALSO(index\n (a) where \"a > 1\"); /**< Big. */\n"
                                   "    PG_ALSO(check (a > 0));\n"
                                   "    /* private */\n"
                                   "    PG_ALSO(check (a > 1));\n"
                                   "    int b; /**< The second. */\n"
                                   "    PG_ALSO(check (b > 1));\n"
                                   "    /// One,\n"
                                   "    /// two.\n"
                                   "    PG_ALSO(check (b > 2));\n"
                                   "};\n"));

    const FactStruct *t = find_struct(folder, "t");
    static const char *const docs[] = {"By a.", "Big.", NULL, NULL, NULL, "One, two."};

    assert_int_equal(folder->facts.clauses.count, 1);
    assert_string_equal(folder->facts.clauses.items[0].annotation.text, "extension citext");
    assert_string_equal(folder->facts.clauses.items[0].doc, "For mail.");
    assert_int_equal(t->clauses.count, 6);
    for (size_t i = 0; i < t->clauses.count; i++) {
        const FactClause *clause = &t->clauses.items[i];

        assert_string_equal(range_text(folder, clause->annotation.at), clause->annotation.text);
        assert_true(docs[i] ? clause->doc && strcmp(docs[i], clause->doc) == 0 : !clause->doc);
    }
    assert_string_equal(find_field(t, "a")->doc, "The first.");
    assert_string_equal(find_field(t, "b")->doc, "The second.");
}

static void comments_of_fields_are_found_on_both_sides(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(folder, "/**\n * People.\n * They buy.\n *\n * Never delete.\n */\n"
                                   "struct PG(table) t {\n"
                                   "    /** Before. */\n    int a PG(unique);\n"
                                   "    int b PG(null\n        unique); /**< Behind. */\n"
                                   "    int c PG(null\n        unique); ///< One,\n"
                                   "                                ///< two.\n"
                                   "    int d; /* private */\n"
                                   "    int e;\n"
                                   "};\n"));

    const FactStruct *t = find_struct(folder, "t");

    assert_string_equal(t->doc, "People. They buy.\n\nNever delete.");
    assert_string_equal(find_field(t, "a")->doc, "Before.");
    assert_string_equal(find_field(t, "b")->doc, "Behind.");
    assert_string_equal(find_field(t, "c")->doc, "One, two.");
    assert_null(find_field(t, "d")->doc);
    assert_null(find_field(t, "e")->doc);
}

static void included_headers_give_what_is_annotated(void **state)
{
    Folder *folder = *state;

    put_file(folder, "include/parts.h",
             "#pragma once\n#include <modelc.h>\n#include <time.h>\n"
             "struct PG(mixin) stamps { pg_timestamptz at PG(default now()); };\n"
             "struct plain { int x; };\ntypedef int64_t cents PG(bigint);\ntypedef int other;\n");
    vec_push(folder->run, &folder->input.flags, "-Iinclude");
    assert_true(read_model(folder, "#include <parts.h>\n"
                                   "struct PG(table) t { struct stamps s; cents c; other o; };\n"));
    assert_string_equal(find_struct(folder, "stamps")->at.file, "include/parts.h");
    assert_string_equal(range_text(folder, find_struct(folder, "stamps")->fields.items[0].at),
                        "at");
    assert_null(find_struct(folder, "plain"));
    assert_null(find_struct(folder, "tm"));
    assert_non_null(find_typedef(folder, "cents"));
    assert_null(find_typedef(folder, "other"));
    assert_null(find_typedef(folder, "time_t"));
    assert_string_equal(find_typedef(folder, "pg_jsonb")->annotations.items[0].text, "jsonb");
    assert_string_equal(find_typedef(folder, "pg_jsonb")->at.file, "<modelc.h>");
    assert_string_equal(folder->facts.files.items[folder->facts.files.count - 1],
                        "include/parts.h");
}

static void models_come_in_the_order_of_their_paths(void **state)
{
    Folder *folder = *state;
    const char *body = "#include <modelc.h>\nstruct PG(table) %s { int id; };\n";

    add_model(folder, "m/z.h", arena_printf(folder->run, body, "z"));
    add_model(folder, "m/a.h", arena_printf(folder->run, body, "a"));
    vec_push(folder->run, &folder->input.paths, "./m/../m/z.h");
    vec_push(folder->run, &folder->input.paths, "m/a.h");
    assert_true(read_facts(folder));
    assert_int_equal(folder->facts.structs.count, 2);
    assert_string_equal(folder->facts.structs.items[0]->at.file, "m/a.h");
    assert_string_equal(folder->facts.structs.items[1]->at.file, "m/z.h");
    assert_int_equal(folder->facts.files.count, 2);
}

static void a_model_may_include_another_model(void **state)
{
    Folder *folder = *state;

    add_model(folder, "m/b.h",
              "#pragma once\n#include <modelc.h>\n#include \"../m/c.h\"\n"
              "struct PG(table) b { cents x; };\n");
    add_model(folder, "m/c.h",
              "#pragma once\n#include <modelc.h>\ntypedef int cents;\n"
              "struct PG(table) c { int x; };\n");
    assert_true(read_facts(folder));
    assert_int_equal(folder->facts.structs.count, 2);
    assert_string_equal(find_struct(folder, "c")->at.file, "m/c.h");
    assert_string_equal(type_text(folder, find_struct(folder, "b")->fields.items[0].type),
                        "cents = integer 32 int");
}

static void an_open_buffer_stands_for_its_file(void **state)
{
    Folder *folder = *state;
    static const char typed[] = "#include <modelc.h>\nstruct PG(table) typed { int a; };\n";

    add_model(folder, "a.h", "#include <modelc.h>\nstruct PG(table) saved { int a; };\n");
    vec_push(folder->run, &folder->input.paths, "new.h");
    vec_push(folder->run, &folder->input.buffers, ((ReaderBuffer){"a.h", typed, sizeof typed - 1}));
    vec_push(folder->run, &folder->input.buffers,
             ((ReaderBuffer){"new.h", "struct fresh { int a; };", 24}));
    assert_true(read_facts(folder));
    assert_non_null(find_struct(folder, "typed"));
    assert_null(find_struct(folder, "saved"));
    assert_string_equal(find_struct(folder, "fresh")->at.file, "new.h");
}

static void our_header_comes_before_an_older_one(void **state)
{
    Folder *folder = *state;

    put_file(folder, "include/modelc.h", "#error old\n");
    vec_push(folder->run, &folder->input.flags, "-Iinclude");
    assert_true(read_model(folder, "struct PG(table) t { int a; };\n"));
}

static void the_headers_of_c_are_complete(void **state)
{
    Folder *folder = *state;

    assert_true(read_model(
        folder, "#include <stdint.h>\n#include <stddef.h>\n#include <stdbool.h>\n"
                "_Static_assert(INT64_C(1) == 1 && UINT8_C(2) == 2 && UINTMAX_C(3) == 3, \"\");\n"
                "_Static_assert(INT8_MIN == -128 && UINT16_MAX == 65535 && INT64_MAX > 0, \"\");\n"
                "_Static_assert(SIZE_MAX > 0 && PTRDIFF_MIN < 0 && INT_FAST8_MAX >= 127, \"\");\n"
                "_Static_assert(sizeof(int_least32_t) >= 4 && sizeof(uintptr_t) > 1, \"\");\n"
                "_Static_assert(sizeof(intmax_t) == sizeof(uintmax_t) && true && !false, \"\");\n"
                "struct t { wchar_t w; max_align_t m; ptrdiff_t d; int x; };\n"
                "_Static_assert(offsetof(struct t, x) > 0 && sizeof(NULL) > 1, \"\");\n"));
}

static void odd_names_are_names(void **state)
{
    Folder *folder = *state;

    add_model(folder, "a b/gr\xc3\xb6\xc3\x9f.h",
              "#include <modelc.h>\nstruct PG() gr\xc3\xb6\xc3\x9f { int \xc3\xa4; };\n");
    assert_true(read_facts(folder));

    const FactStruct *fact = find_struct(folder, "gr\xc3\xb6\xc3\x9f");

    assert_string_equal(fact->annotations.items[0].text, "");
    assert_string_equal(range_text(folder, fact->at), fact->name);
    assert_string_equal(range_text(folder, fact->fields.items[0].at), "\xc3\xa4");
}

static void two_megabytes_are_read(void **state)
{
    Folder *folder = *state;
    StrBuf text = {.arena = folder->run};

    for (size_t i = 0; text.length < 2 << 20; i++)
        strbuf_addf(&text, "struct PG(table) t%zu { int a PG(unique); char *b; };\n", i);
    assert_true(read_model(folder, text.text));
    assert_true(folder->facts.structs.count > 30000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(an_annotation_is_its_exact_bytes),
        FOLDER_TEST(a_macro_of_the_user_gives_the_stringified_text),
        FOLDER_TEST(long_names_work_without_the_short_ones),
        FOLDER_TEST(types_keep_their_typedefs),
        FOLDER_TEST(declarators_that_share_a_declaration_say_so),
        FOLDER_TEST(an_anonymous_member_is_transparent),
        FOLDER_TEST(a_struct_in_a_typedef_comes_once),
        FOLDER_TEST(enumerators_have_annotations_and_comments),
        FOLDER_TEST(clauses_stand_in_structs_and_in_files),
        FOLDER_TEST(comments_of_fields_are_found_on_both_sides),
        FOLDER_TEST(included_headers_give_what_is_annotated),
        FOLDER_TEST(models_come_in_the_order_of_their_paths),
        FOLDER_TEST(a_model_may_include_another_model),
        FOLDER_TEST(an_open_buffer_stands_for_its_file),
        FOLDER_TEST(our_header_comes_before_an_older_one),
        FOLDER_TEST(the_headers_of_c_are_complete),
        FOLDER_TEST(odd_names_are_names),
        FOLDER_TEST(two_megabytes_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
