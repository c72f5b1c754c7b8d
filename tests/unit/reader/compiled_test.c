/* The compiled models on disk: whoever reads them must not be able to tell. */
#include "modelc/reader/compiled.h"

#include "schema/defined.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/table/table.h"
#include "tests/unit/reader/folder.h"

static const char path[] = "cache/schema.cache";

/* Tests move to a folder of their own. */
static char source_dir[4096];

static int begin_with_cache(void **state)
{
    if (folder_begin(state) != 0)
        return -1;
    ((Folder *)*state)->input.cache_dir = "cache";
    return 0;
}

#define CACHE_TEST(test) cmocka_unit_test_setup_teardown(test, begin_with_cache, folder_end)

/* All that a schema says, places in the source included. */
static Text compile(Folder *folder)
{
    StrBuf out = {.arena = folder->run};
    Schema schema = {.managed = {0}};

    folder->findings = (Findings){.arena = folder->run};
    assert_true(reader_compile(folder->run, &folder->findings, &folder->input, &schema));
    schema_pack(&out, &schema);
    return (Text){strbuf_text(&out), out.length};
}

static bool same(Text a, Text b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static Text content(Folder *folder)
{
    const char *reason;
    Text text;

    assert_true(file_read(folder->run, path, &text, &reason));
    return text;
}

static void copy_file(Folder *folder, const char *name)
{
    const char *from = arena_printf(folder->run, "%s/tests/unit/reader/good/%s", source_dir, name);
    const char *reason;
    Text text;

    assert_true(file_read(folder->run, from, &text, &reason));
    put_file(folder, name, text.bytes);
}

static void add_models(Folder *folder)
{
    copy_file(folder, "hard.h");
    copy_file(folder, "sql/touch.sql");
    vec_push(folder->run, &folder->input.paths, "hard.h");
    add_model(folder, "a.h",
              "#include <modelc.h>\nstruct PG(table) a {\n    int32_t n PG(default 1);\n"
              "    char *b PG(renamed from c); /**< Why. */\n    PG_ALSO(index (b desc));\n};\n");
}

static void a_hit_gives_the_same(void **state)
{
    Folder *folder = *state;
    Text cold, file;

    add_models(folder);
    cold = compile(folder);
    file = content(folder);
    assert_true(same(compile(folder), cold));
    assert_true(same(content(folder), file));
    folder->input.cache_dir = NULL;
    assert_true(same(compile(folder), cold));
}

static void a_hit_says_the_same(void **state)
{
    Folder *folder = *state;
    const Finding *first, *again;

    add_models(folder);
    compile(folder);
    first = find_finding(folder, FINDING_M310);
    compile(folder);
    again = find_finding(folder, FINDING_M310);
    assert_non_null(first);
    assert_non_null(again);
    assert_ptr_not_equal(first, again);
    assert_string_equal(first->message, again->message);
    assert_int_equal(first->at.begin, again->at.begin);
    assert_string_equal(first->at.file, again->at.file);
}

static void what_changes_is_seen(void **state)
{
    Folder *folder = *state;
    Text before, after;

    add_models(folder);
    before = compile(folder);
    put_file(folder, "sql/touch.sql",
             "create function app.touch() returns trigger language plpgsql as $$begin return old; "
             "end$$;");
    after = compile(folder);
    assert_false(same(before, after));
    folder->input.naming.index = "ix_{table}_{columns}";
    assert_false(same(after, compile(folder)));
    folder->input.naming.index = NULL;
    assert_true(same(after, compile(folder)));
    add_model(folder, "b.h", "#include <modelc.h>\nstruct PG(table) b { int id; };\n");
    assert_false(same(after, compile(folder)));
}

static void errors_are_not_kept(void **state)
{
    Folder *folder = *state;
    Schema schema = {.managed = {0}};

    add_model(folder, "a.h",
              "#include <modelc.h>\nstruct PG(table) a { int id PG(primary key uniqe); };\n");
    for (int i = 0; i < 2; i++) {
        folder->findings = (Findings){.arena = folder->run};
        assert_false(reader_compile(folder->run, &folder->findings, &folder->input, &schema));
        assert_non_null(find_finding(folder, FINDING_M102));
    }
    assert_false(file_exists(path));
}

static void damage_is_mended(void **state)
{
    Folder *folder = *state;
    const char *reason;
    Text cold, file;

    add_models(folder);
    cold = compile(folder);
    file = content(folder);
    for (size_t i = 0; i < file.length; i += file.length / 25) {
        char *bytes = arena_strndup(folder->run, file.bytes, file.length);

        bytes[i] = (char)(bytes[i] ^ 0x41);
        assert_true(file_write(folder->run, path, bytes, i % 2 ? i : file.length, false, &reason));
        assert_true(same(compile(folder), cold));
        assert_true(same(content(folder), file));
    }
}

/* What passes the checksum may still be wrong: an error of ours, say.  It must not do harm. */
static void wrong_bytes_do_no_harm(void **state)
{
    Folder *folder = *state;
    unsigned seed = 1;
    Text packed;

    add_models(folder);
    packed = compile(folder);
    for (size_t round = 0; round < 3000; round++) {
        Arena *run = arena_new();
        char *bytes = arena_strndup(run, packed.bytes, packed.length);
        Schema schema = {.managed = {0}};
        StrBuf out = {.arena = run};

        for (size_t i = 0; i <= round % 3; i++) {
            seed = seed * 1103515245u + 12345u;
            bytes[(seed >> 8) % packed.length] = (char)(seed >> 3);
        }

        Bytes in = {bytes, bytes + packed.length, false};

        schema_unpack(run, &in, &schema);
        if (!in.bad)
            schema_pack(&out, &schema);
        arena_free(run);
    }
}

/* The end of the attribute that starts first at or behind `at`, less than a word away; or 0. */
static size_t end_of_next(const Kind *kind, size_t at)
{
    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr->offset >= at && attr->offset - at < sizeof(void *))
            return attr->offset + attr_size(attr);
    }
    return 0;
}

/* What is no attribute would be lost on the way. */
static void every_member_of_a_kind_is_an_attribute(void **state)
{
    (void)state;
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Kind *kind = kind_of(id);
        size_t at = sizeof(Object);

        for (size_t end; (end = end_of_next(kind, at));)
            at = end;
        if (id == KIND_COLUMN && at == offsetof(Column, no_cast))
            continue; /* of the live server, not of the models */
        if (id == KIND_TABLE && at == offsetof(Table, says_all))
            continue; /* of a plan */
        if (kind->size == sizeof(Defined))
            continue; /* shared: what a kind does not list it does not have */
        if (kind->size - at >= sizeof(void *))
            print_error("%s: no attribute at byte %zu\n", kind->name, at);
        assert_true(kind->size - at < sizeof(void *));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CACHE_TEST(a_hit_gives_the_same),
        CACHE_TEST(a_hit_says_the_same),
        CACHE_TEST(what_changes_is_seen),
        CACHE_TEST(errors_are_not_kept),
        CACHE_TEST(damage_is_mended),
        CACHE_TEST(wrong_bytes_do_no_harm),
        cmocka_unit_test(every_member_of_a_kind_is_an_attribute),
    };

    if (!getcwd(source_dir, sizeof source_dir))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
