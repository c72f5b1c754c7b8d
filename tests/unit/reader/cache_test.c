/* The cache must never be noticed, except by the clock. */
#include "modelc/reader/cache.h"

#include "tests/unit/reader/folder.h"

static const char no_library[] = "/nonexistent/libclang.so";

static int begin_with_cache(void **state)
{
    if (folder_begin(state) != 0)
        return -1;
    ((Folder *)*state)->input.cache_dir = "cache/inner";
    return 0;
}

#define CACHE_TEST(test) cmocka_unit_test_setup_teardown(test, begin_with_cache, folder_end)

/* Read the facts where libclang cannot be loaded. */
static bool read_cached(Folder *folder)
{
    setenv("MODELC_LIBCLANG", no_library, 1);

    bool ok = read_facts(folder);

    unsetenv("MODELC_LIBCLANG");
    return ok;
}

/* All facts as bytes, for comparison; each on its own, as units share types in other ways. */
static Text all_facts(Folder *folder)
{
    const Facts *facts = &folder->facts;
    StrBuf out = {.arena = folder->run};

#define ADD_EACH(member)                                                                           \
    for (size_t i = 0; i < facts->member.count; i++) {                                             \
        Unit unit = {.path = ""};                                                                  \
                                                                                                   \
        vec_push(folder->run, &unit.facts.member, facts->member.items[i]);                         \
                                                                                                   \
        Text packed = unit_pack(folder->run, &unit);                                               \
                                                                                                   \
        strbuf_addn(&out, packed.bytes, packed.length);                                            \
    }
    ADD_EACH(structs)
    ADD_EACH(enums)
    ADD_EACH(typedefs)
    ADD_EACH(clauses)
#undef ADD_EACH
    return (Text){out.text, out.length};
}

static void assert_same_facts(Text a, Text b)
{
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.bytes, b.bytes, a.length);
}

static void add_hard_models(Folder *folder)
{
    put_file(folder, "parts.h",
             "#pragma once\n#include <modelc.h>\n"
             "struct PG(mixin) stamps { pg_timestamptz at PG(default now()); /**< When. */ };\n");
    add_model(folder, "a.h",
              "#include <modelc.h>\n#include \"parts.h\"\n/** People. */\n"
              "struct PG(table) a { int64_t id PG(primary key); struct stamps s; char name[9];\n"
              "    struct { int x, y PG(null); }; int (*f)(int); bool g : 1;\n"
              "    PG_ALSO(index (id)); /**< Fast. */ };\n"
              "PG_ALSO(extension citext);\ntypedef int cents PG(bigint);\n");
    add_model(folder, "b.h",
              "#include <modelc.h>\n#define STAMP pg_date day PG(default now())\n"
              "enum PG(type) e { E_A PG(label 'a'), /**< First. */ E_B };\n"
              "union u { int x; };\nstruct b { enum e *e; STAMP; float z[]; };\n");
}

static void a_hit_gives_the_same_facts_without_libclang(void **state)
{
    Folder *folder = *state;

    add_hard_models(folder);
    assert_true(read_facts(folder));

    Text cold = all_facts(folder);

    assert_true(read_cached(folder));
    assert_same_facts(all_facts(folder), cold);
    assert_int_equal(folder->findings.items.count, 0);
    assert_int_equal(folder->facts.files.count, 3);
}

static bool is_loaded(const char *library)
{
    FILE *file = fopen("/proc/self/maps", "r");
    char line[512];
    bool found = false;

    assert_non_null(file);
    while (!found && fgets(line, sizeof line, file))
        found = strstr(line, library) != NULL;
    fclose(file);
    return found;
}

static void libclang_never_enters_this_process(void **state)
{
    Folder *folder = *state;

    add_hard_models(folder);
    assert_true(read_facts(folder));
    assert_true(read_facts(folder));
    assert_true(is_loaded("libc.so"));
    assert_false(is_loaded("libclang"));
}

static void a_changed_model_is_read_anew(void **state)
{
    Folder *folder = *state;

    add_hard_models(folder);
    assert_true(read_facts(folder));
    put_file(folder, "a.h", "#include <modelc.h>\nstruct PG(table) a { int id; int more; };\n");
    assert_false(read_cached(folder));
    assert_non_null(find_finding(folder, FINDING_M005));
    assert_true(read_facts(folder));
    assert_non_null(find_field(find_struct(folder, "a"), "more"));
    assert_null(find_struct(folder, "stamps"));
    assert_non_null(find_struct(folder, "b"));

    Text warm = all_facts(folder);

    assert_true(read_cached(folder));
    assert_same_facts(all_facts(folder), warm);
    folder->input.cache_dir = NULL;
    assert_true(read_facts(folder));
    assert_same_facts(all_facts(folder), warm);
}

static void a_changed_include_is_read_anew(void **state)
{
    Folder *folder = *state;

    add_hard_models(folder);
    assert_true(read_facts(folder));
    put_file(folder, "parts.h",
             "#pragma once\n#include <modelc.h>\n"
             "struct PG(mixin) stamps { pg_date day PG(default now()); };\n");
    assert_true(read_facts(folder));
    assert_non_null(find_field(find_struct(folder, "stamps"), "day"));
    assert_true(read_cached(folder));
    assert_non_null(find_field(find_struct(folder, "stamps"), "day"));
}

static void a_model_that_leans_on_another_is_understood(void **state)
{
    Folder *folder = *state;

    add_model(folder, "a.h", "#include <modelc.h>\ntypedef int cents;\nenum { SIZE = 5 };\n");
    add_model(folder, "b.h", "#include <modelc.h>\nstruct b { cents c; char d[SIZE]; };\n");
    add_model(folder, "c.h", "#include <modelc.h>\nstruct c { int x; };\n");
    assert_true(read_facts(folder));

    /* b.h alone does not compile; everything is compiled then. */
    put_file(folder, "b.h", "#include <modelc.h>\nstruct b { cents c; char d[SIZE]; int e; };\n");
    assert_true(read_facts(folder));
    assert_int_equal(find_field(find_struct(folder, "b"), "d")->type->count, 5);
    assert_non_null(find_field(find_struct(folder, "b"), "e"));

    /* What b.h takes from a.h changes with a.h, though no #include says so. */
    put_file(folder, "a.h", "#include <modelc.h>\ntypedef int cents;\nenum { SIZE = 6 };\n");
    assert_true(read_facts(folder));
    assert_int_equal(find_field(find_struct(folder, "b"), "d")->type->count, 6);
    put_file(folder, "a.h", "#include <modelc.h>\ntypedef long cents;\nenum { SIZE = 6 };\n");
    assert_true(read_facts(folder));
    assert_string_equal(find_field(find_struct(folder, "b"), "c")->type->target->name, "long");
}

static void a_macro_of_another_model_is_no_trap(void **state)
{
    Folder *folder = *state;

    add_model(folder, "a.h", "#include <modelc.h>\n#define SIZE 5\n");
    add_model(folder, "b.h",
              "#include <modelc.h>\n#ifdef SIZE\nstruct b { char d[SIZE]; };\n"
              "#endif\n");
    assert_true(read_facts(folder));
    put_file(folder, "a.h", "#include <modelc.h>\n#define SIZE 6\n");
    assert_true(read_facts(folder));
    assert_int_equal(find_field(find_struct(folder, "b"), "d")->type->count, 6);

    /* b.h changes, and SIZE is still defined when it is compiled. */
    put_file(folder, "b.h",
             "#include <modelc.h>\n#ifdef SIZE\nstruct b { char e[SIZE]; };\n"
             "#endif\n");
    assert_true(read_facts(folder));
    assert_int_equal(find_field(find_struct(folder, "b"), "e")->type->count, 6);
}

static void errors_are_told_every_time(void **state)
{
    Folder *folder = *state;

    add_hard_models(folder);
    assert_true(read_facts(folder));
    put_file(folder, "b.h", "#include <modelc.h>\nstruct b { int a SQL(null); };\n");
    for (size_t i = 0; i < 2; i++) {
        assert_false(read_facts(folder));
        assert_int_equal(folder->findings.items.count, 1);
        assert_non_null(find_finding(folder, FINDING_M001));
    }
}

static void a_set_of_models_may_shrink_and_grow(void **state)
{
    Folder *folder = *state;

    add_model(folder, "a.h", "#include <modelc.h>\nstruct a { int x; };\n");
    add_model(folder, "b.h", "#include <modelc.h>\nstruct b { int x; };\n");
    assert_true(read_facts(folder));
    folder->input.paths.count = 1;
    assert_true(read_cached(folder));
    assert_int_equal(folder->facts.structs.count, 1);
    folder->input.paths.count = 2;
    assert_true(read_cached(folder));
    assert_int_equal(folder->facts.structs.count, 2);
    add_model(folder, "c.h", "#include <modelc.h>\nstruct c { int x; };\n");
    assert_true(read_facts(folder));
    assert_int_equal(folder->facts.structs.count, 3);
    assert_true(read_cached(folder));
}

static void other_flags_are_another_cache(void **state)
{
    Folder *folder = *state;

    add_model(folder, "a.h", "#include <modelc.h>\nstruct a { char x[SIZE]; };\n");
    vec_push(folder->run, &folder->input.flags, "-DSIZE=5");
    assert_true(read_facts(folder));
    folder->input.flags.items[0] = "-DSIZE=6";
    assert_true(read_facts(folder));
    assert_int_equal(find_struct(folder, "a")->fields.items[0].type->count, 6);
    folder->input.flags.items[0] = "-DSIZE=5";
    assert_true(read_cached(folder));
    assert_int_equal(find_struct(folder, "a")->fields.items[0].type->count, 5);
}

static void a_buffer_is_not_kept(void **state)
{
    Folder *folder = *state;
    ReaderBuffer buffer = {"a.h", "struct typed { int a; };", 24};

    add_model(folder, "a.h", "#include <modelc.h>\nstruct saved { int x; };\n");
    assert_true(read_facts(folder));
    vec_push(folder->run, &folder->input.buffers, buffer);
    assert_true(read_facts(folder));
    assert_non_null(find_struct(folder, "typed"));
    folder->input.buffers.count = 0;
    assert_true(read_cached(folder));
    assert_non_null(find_struct(folder, "saved"));
}

static void a_cache_that_cannot_be_written_is_no_error(void **state)
{
    Folder *folder = *state;

    put_file(folder, "cache", "a file where the folder should be");
    add_hard_models(folder);
    assert_true(read_facts(folder));
    assert_true(read_facts(folder));
}

/* Every byte in turn wrong or missing: the models are compiled again, and the facts are right. */
static void damage_is_noticed(void **state)
{
    Folder *folder = *state;
    const char *path, *reason;
    Units units = {0};
    Text whole;

    add_model(folder, "a.h", "#include <modelc.h>\nstruct PG(table) a { int x PG(unique); };\n");
    assert_true(read_facts(folder));
    path = cache_path(folder->run, &folder->input);
    assert_true(file_read(folder->run, path, &whole, &reason));
    cache_read(folder->run, path, &units);
    assert_true(units.count > 1);
    for (size_t i = 0; i < whole.length; i += 1 + whole.length / 500) {
        char *bytes = arena_strndup(folder->run, whole.bytes, whole.length);

        bytes[i] = (char)(bytes[i] ^ 0x41);
        file_write(folder->run, path, bytes, whole.length, false, &reason);
        units.count = 0;
        cache_read(folder->run, path, &units);
        assert_int_equal(units.count, 0);
        file_write(folder->run, path, whole.bytes, i, false, &reason);
        cache_read(folder->run, path, &units);
        assert_int_equal(units.count, 0);
    }
    assert_true(read_facts(folder)); /* the last damage is still there */
    assert_non_null(find_struct(folder, "a"));
    assert_true(read_cached(folder));
}

/* What passes the checksum may still be wrong: an error of ours, say.  It must not do harm. */
static void wrong_bytes_do_no_harm(void **state)
{
    Folder *folder = *state;
    unsigned seed = 1;

    folder->input.cache_dir = NULL;
    add_hard_models(folder);
    assert_true(read_facts(folder));

    Unit unit = {.path = "", .facts = folder->facts};
    Text packed = unit_pack(folder->run, &unit);

    unit.packed = packed;

    assert_true(unit_unpack(folder->run, &unit));
    for (size_t round = 0; round < 20000; round++) {
        Arena *run = arena_new();
        char *bytes = arena_strndup(run, packed.bytes, packed.length);
        size_t changes = 1 + round % 4;

        for (size_t i = 0; i < changes; i++) {
            seed = seed * 1103515245u + 12345u;
            bytes[(seed >> 8) % packed.length] = (char)(seed >> 3);
        }
        seed = seed * 1103515245u + 12345u;
        unit.packed = (Text){bytes, round % 3 ? packed.length : (seed >> 8) % packed.length};
        if (unit_unpack(run, &unit))
            (void)unit_pack(run, &unit);
        arena_free(run);
    }
}

static void numbers_and_texts_come_back(void **state)
{
    static const uint64_t numbers[] = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX};
    StrBuf out = {.arena = *state};
    size_t length;

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        bytes_add_number(&out, numbers[i]);
    bytes_add_string(&out, NULL);
    bytes_add_string(&out, "");
    bytes_add_text(&out, "a\0b", 3);

    Bytes in = {out.text, out.text + out.length, false};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_true(bytes_number(&in) == numbers[i]);
    assert_null(bytes_string(&in));
    assert_string_equal(bytes_string(&in), "");
    assert_memory_equal(bytes_text(&in, &length), "a\0b", 4);
    assert_int_equal(length, 3);
    assert_false(in.bad);
    assert_int_equal(bytes_number(&in), 0);
    assert_true(in.bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CACHE_TEST(libclang_never_enters_this_process),
        CACHE_TEST(a_hit_gives_the_same_facts_without_libclang),
        CACHE_TEST(a_changed_model_is_read_anew),
        CACHE_TEST(a_changed_include_is_read_anew),
        CACHE_TEST(a_model_that_leans_on_another_is_understood),
        CACHE_TEST(a_macro_of_another_model_is_no_trap),
        CACHE_TEST(errors_are_told_every_time),
        CACHE_TEST(a_set_of_models_may_shrink_and_grow),
        CACHE_TEST(other_flags_are_another_cache),
        CACHE_TEST(a_buffer_is_not_kept),
        CACHE_TEST(a_cache_that_cannot_be_written_is_no_error),
        CACHE_TEST(damage_is_noticed),
        CACHE_TEST(wrong_bytes_do_no_harm),
        UNIT(numbers_and_texts_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
