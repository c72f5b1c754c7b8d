/* Headers taken apart and edited in place. */
#include "tests/unit/unit.h"

#include "codegen/headers/source.h"

#include "base/strbuf.h"

#include <string.h>

static const char text[] = "#pragma once\n"
                           "// of nobody\n"
                           "\n"
                           "/** People. */\n"
                           "struct PG(table) users {\n"
                           "    /** Key. */\n"
                           "    int id PG(default \"};\");  /* first */\n"
                           "    char *name;  /**< Full. */\n"
                           "\n"
                           "    PG_ALSO(check (name <> ';'));\n"
                           "};\n"
                           "enum e { A, B PG(label ','), /* last */ C };\n";

static const char *slice(Arena *arena, size_t begin, size_t end)
{
    return arena_strndup(arena, text + begin, end - begin);
}

static void items_are_found(void **state)
{
    SourceItems items = source_items(*state, text, strlen(text));
    const SourceItem *users = &items.items[1];

    assert_int_equal(items.count, 3);
    assert_true(items.items[0].directive);
    assert_int_equal(users->items.count, 3);
    assert_string_equal(slice(*state, users->begin, users->text), "/** People. */\n");
    assert_string_equal(slice(*state, users->items.items[0].begin, users->items.items[0].tail),
                        "    /** Key. */\n    int id PG(default \"};\");  /* first */\n");
    assert_string_equal(slice(*state, users->items.items[2].text, users->items.items[2].end),
                        "PG_ALSO(check (name <> ';'));");
    assert_int_equal(items.items[2].items.count, 3);
    assert_string_equal(
        slice(*state, items.items[2].items.items[1].text, items.items[2].items.items[1].end),
        "B PG(label ','),");
}

static void the_innermost_is_found(void **state)
{
    SourceItems items = source_items(*state, text, strlen(text));
    size_t name = (size_t)(strstr(text, "name;") - text);

    assert_ptr_equal(source_find(&items, name), &items.items[1].items.items[1]);
    assert_ptr_equal(source_find_outer(&items, name), &items.items[1]);
    assert_null(source_find(&items, strlen("#pragma once\n")));
}

static void edits(void **state)
{
    SourceEdits some = {0}, overlapping = {0};

    vec_push(*state, &some, ((SourceEdit){.begin = 4, .end = 4, .text = "x"}));
    vec_push(*state, &some, ((SourceEdit){.begin = 0, .end = 1, .text = ""}));
    vec_push(*state, &some, ((SourceEdit){.begin = 4, .end = 4, .text = "y"}));
    assert_string_equal(source_edit(*state, "abcdef", 6, &some), "bcdxyef");
    vec_push(*state, &overlapping, ((SourceEdit){.begin = 0, .end = 3, .text = ""}));
    vec_push(*state, &overlapping, ((SourceEdit){.begin = 2, .end = 4, .text = ""}));
    assert_null(source_edit(*state, "abcdef", 6, &overlapping));
}

/* What is no whole C gives no more than fewer items. */
static void broken_text(void **state)
{
    static const char *const texts[] = {"",  "struct {",     "/* no end",   "\"no end", "a; b",
                                        "}", "#define x \\", "enum e { A,", ";;;",      "'"};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        SourceItems items = source_items(*state, texts[i], strlen(texts[i]));

        for (size_t k = 0; k < items.count; k++)
            assert_true(items.items[k].tail <= strlen(texts[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {UNIT(items_are_found), UNIT(the_innermost_is_found),
                                       UNIT(edits), UNIT(broken_text)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
