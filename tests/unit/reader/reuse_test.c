/* Which models are compiled again, without compiling any. */
#include "modelc/reader/reuse.h"

#include "base/hash.h"
#include "base/text.h"
#include "tests/unit/reader/folder.h"

typedef struct Case {
    Folder *folder;
    Sources models;
    Units cached;
} Case;

/* A model whose content is `text`, unit and file alike. */
static void add_both(Case *c, const char *path, const char *text, const char *needs)
{
    Arena *run = c->folder->run;
    Source *model = ARENA_NEW(run, Source);
    Unit *unit = ARENA_NEW(run, Unit);

    *model = (Source){.path = path, .hash = hash_text(run, text, strlen(text))};
    model->scan = scan_header(run, text, strlen(text));
    *unit = (Unit){.path = path, .hash = model->hash, .leaks = model->scan.leaks};
    for (const char *p = needs; *p; p += *p == ' ') {
        size_t length = strcspn(p, " ");

        vec_push(run, &unit->needs, arena_strndup(run, p, length));
        p += length;
    }
    vec_push(run, &c->models, model);
    vec_push(run, &c->cached, unit);
}

/* A file that is included only. */
static void add_included(Case *c, const char *path, const char *text, const char *needs)
{
    add_both(c, path, text, needs);
    c->models.count--;
    put_file(c->folder, path, text);
}

static void change(Case *c, const char *path, const char *text)
{
    Arena *run = c->folder->run;

    for (size_t i = 0; i < c->models.count; i++)
        if (strcmp(c->models.items[i]->path, path) == 0) {
            c->models.items[i]->hash = hash_text(run, text, strlen(text));
            c->models.items[i]->scan = scan_header(run, text, strlen(text));
            return;
        }
    put_file(c->folder, path, text);
}

static const char *planned(Case *c)
{
    Sources compile = {0};
    StrVec paths = {0};

    reuse_plan(c->folder->run, &c->folder->input, &c->models, &c->cached, &compile);
    for (size_t i = 0; i < compile.count; i++)
        vec_push(c->folder->run, &paths, compile.items[i]->path);
    return text_join(c->folder->run, &paths, " ");
}

static Case three_models(Folder *folder)
{
    Case c = {.folder = folder};

    add_both(&c, "a.h", "int a;", "<modelc.h> parts.h");
    add_both(&c, "b.h", "int b;", "<modelc.h> a.h");
    add_both(&c, "c.h", "int c;", "<modelc.h>");
    add_included(&c, "parts.h", "int parts;", "deep.h");
    add_included(&c, "deep.h", "int deep;", "");
    add_included(&c, "<modelc.h>", "", "");
    return c;
}

static void nothing_changed_compiles_nothing(void **state)
{
    Case c = three_models(*state);

    assert_string_equal(planned(&c), "");
}

static void a_change_reaches_those_that_need_it(void **state)
{
    static const char *const cases[][2] = {
        {"c.h",     "c.h"    },
        {"b.h",     "b.h"    },
        {"a.h",     "a.h b.h"},
        {"parts.h", "a.h b.h"},
        {"deep.h",  "a.h b.h"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Case c = three_models(*state);

        change(&c, cases[i][0], "int changed;");
        assert_string_equal(planned(&c), cases[i][1]);
    }
}

static void a_file_that_is_gone_is_changed(void **state)
{
    Case c = three_models(*state);

    assert_int_equal(unlink("deep.h"), 0);
    assert_string_equal(planned(&c), "a.h b.h");
}

static void an_open_buffer_is_what_an_included_file_says(void **state)
{
    Case c = three_models(*state);
    ReaderBuffer buffer = {"deep.h", "int typed;", 10};

    vec_push(c.folder->run, &c.folder->input.buffers, buffer);
    assert_string_equal(planned(&c), "a.h b.h");
    c.folder->input.buffers.items[0] = (ReaderBuffer){"deep.h", "int deep;", 9};
    assert_string_equal(planned(&c), "");
}

static void a_new_model_is_compiled_alone(void **state)
{
    Case c = three_models(*state);

    add_both(&c, "d.h", "int d;", "<modelc.h>");
    c.cached.count--;
    assert_string_equal(planned(&c), "d.h");
}

static void a_missing_unit_is_compiled(void **state)
{
    Case c = three_models(*state);

    c.cached.items[4] = c.cached.items[5]; /* deep.h */
    c.cached.count--;
    assert_string_equal(planned(&c), "a.h b.h");
}

static void macros_that_change_mean_everything(void **state)
{
    Case c = three_models(*state);

    change(&c, "c.h", "#define C 1\n");
    assert_string_equal(planned(&c), "a.h b.h c.h");

    c = three_models(*state);
    change(&c, "deep.h", "#define DEEP 1\n");
    assert_string_equal(planned(&c), "a.h b.h c.h");

    c = three_models(*state);
    c.cached.items[2]->leaks = true; /* c.h had macros before */
    change(&c, "c.h", "int c2;");
    assert_string_equal(planned(&c), "a.h b.h c.h");

    /* A model with macros that is no model any more. */
    c = three_models(*state);
    c.cached.items[2]->leaks = true;
    c.models.count--;
    assert_string_equal(planned(&c), "a.h b.h");
}

static void macros_of_unchanged_headers_come_along(void **state)
{
    Case c = three_models(*state);

    c.cached.items[4]->leaks = true; /* deep.h, which a.h and b.h reach */
    change(&c, "c.h", "int c2;");
    assert_string_equal(planned(&c), "a.h c.h");

    c = three_models(*state);
    c.cached.items[2]->leaks = true;
    change(&c, "b.h", "int b2;");
    assert_string_equal(planned(&c), "b.h c.h");

    c = three_models(*state);
    c.cached.items[4]->leaks = true;
    change(&c, "b.h", "int b2;");
    assert_string_equal(planned(&c), "b.h");
}

static void circles_end(void **state)
{
    Case c = {.folder = *state};

    add_both(&c, "a.h", "int a;", "b.h");
    add_both(&c, "b.h", "int b;", "a.h c.h");
    add_both(&c, "c.h", "int c;", "");
    add_both(&c, "d.h", "int d;", "");
    assert_string_equal(planned(&c), "");
    change(&c, "c.h", "int c2;");
    assert_string_equal(planned(&c), "a.h b.h c.h");
}

static void what_is_needed_is_selected(void **state)
{
    Case c = three_models(*state);
    Arena *run = c.folder->run;
    Units compiled = {0}, selected = {0};
    Unit fresh = {.path = "b.h", .hash = "new"};

    vec_push(run, &compiled, &fresh);
    c.models.count = 2;
    assert_true(reuse_select(run, run, &c.models, &c.cached, &compiled, &selected));
    assert_int_equal(selected.count, 5);
    assert_string_equal(selected.items[0]->path, "<modelc.h>");
    assert_string_equal(selected.items[1]->path, "a.h");
    assert_ptr_equal(selected.items[2], &fresh);
    assert_string_equal(selected.items[3]->path, "deep.h");

    vec_push(run, &fresh.needs, "nowhere.h");
    selected.count = 0;
    assert_false(reuse_select(run, run, &c.models, &c.cached, &compiled, &selected));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(nothing_changed_compiles_nothing),
        FOLDER_TEST(a_change_reaches_those_that_need_it),
        FOLDER_TEST(a_file_that_is_gone_is_changed),
        FOLDER_TEST(an_open_buffer_is_what_an_included_file_says),
        FOLDER_TEST(a_new_model_is_compiled_alone),
        FOLDER_TEST(a_missing_unit_is_compiled),
        FOLDER_TEST(macros_that_change_mean_everything),
        FOLDER_TEST(macros_of_unchanged_headers_come_along),
        FOLDER_TEST(circles_end),
        FOLDER_TEST(what_is_needed_is_selected),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
