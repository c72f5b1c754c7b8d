/* Edits of findings, written into files. */
#include "tests/unit/modelc/folder.h"

#include "modelc/fix.h"

#include <sys/stat.h>

typedef struct Case {
    Arena *run;
    Findings findings, found;
    StrVec models;
} Case;

static Case case_begin(Arena *run, const char *text)
{
    Case c = {.run = run, .findings = {.arena = run}, .found = {.arena = run}};

    folder_enter(run);
    folder_write(run, "a.h", text);
    return c;
}

static Finding *add(Case *c, FindingId id, size_t begin, size_t end, const char *fix)
{
    Finding *finding =
        finding_add(&c->found, id, (Range){.file = "a.h", .begin = begin, .end = end}, "x");

    finding->fix = fix;
    return finding;
}

static void assert_fixed(Case *c, size_t count, const char *text)
{
    const char *reason;
    size_t fixed;
    Text now;

    findings_sort(&c->found);
    assert_true(fix_files(c->run, &c->findings, &c->found, &c->models, &fixed));
    assert_int_equal(fixed, count);
    assert_true(file_read(c->run, "a.h", &now, &reason));
    assert_string_equal(now.bytes, text);
}

static void several_on_a_line(void **state)
{
    Case c = case_begin(*state, "one two three\r\nfour\r\n");

    add(&c, FINDING_M102, 15, 19, "4");
    add(&c, FINDING_M102, 4, 7, "zwei");
    add(&c, FINDING_M102, 0, 3, "1");
    assert_fixed(&c, 3, "1 zwei three\r\n4\r\n");
}

static void the_first_of_two_that_overlap(void **state)
{
    Case c = case_begin(*state, "one two");

    add(&c, FINDING_M102, 0, 5, "x");
    add(&c, FINDING_M102, 4, 7, "y");
    add(&c, FINDING_M102, 0, 5, "x");
    assert_fixed(&c, 1, "xwo");
}

static void neighbours_are_no_overlap(void **state)
{
    Case c = case_begin(*state, "onetwo");

    add(&c, FINDING_M102, 0, 3, "1");
    add(&c, FINDING_M102, 3, 6, "2");
    assert_fixed(&c, 2, "12");
}

static void removal_does_not_join_words(void **state)
{
    Case c = case_begin(*state, "a,b, c,");

    add(&c, FINDING_M104, 1, 2, "");
    add(&c, FINDING_M104, 3, 4, "");
    add(&c, FINDING_M104, 6, 7, "");
    assert_fixed(&c, 3, "a b c");
}

static void only_what_is_certain(void **state)
{
    Case c = case_begin(*state, "one < @ two");

    add(&c, FINDING_M301, 0, 3, "guess");
    add(&c, FINDING_M102, 0, 3, NULL);
    add(&c, FINDING_M102, 0, 3, "macro")->at.via = "KEY";
    add(&c, FINDING_M102, 2, 2, "insert");
    add(&c, FINDING_M102, 3, 99, "behind the end");
    add(&c, FINDING_M106, 4, 7, "<@");
    assert_fixed(&c, 0, "one < @ two");

    add(&c, FINDING_M601, 6, 7, NULL);
    assert_fixed(&c, 1, "one <@ two");
}

static void files_elsewhere_only_when_named(void **state)
{
    Case c = case_begin(*state, "one");
    const char *reason;

    assert_true(dir_make(*state, "b", &reason));
    assert_int_equal(chdir("b"), 0);
    add(&c, FINDING_M102, 0, 3, "1")->at.file = "../a.h";
    add(&c, FINDING_M102, 0, 3, "1")->at.file = "no_such.h";
    assert_int_equal(chdir("../b"), 0);

    size_t fixed;

    findings_sort(&c.found);
    assert_true(fix_files(c.run, &c.findings, &c.found, &c.models, &fixed));
    assert_int_equal(fixed, 0);
    vec_push(c.run, &c.models, "../a.h");
    assert_true(fix_files(c.run, &c.findings, &c.found, &c.models, &fixed));
    assert_int_equal(fixed, 1);
    assert_int_equal(chdir(".."), 0);
}

static void a_read_only_file_is_refused(void **state)
{
    Case c = case_begin(*state, "one");
    size_t fixed;

    add(&c, FINDING_M102, 0, 3, "1");
    assert_int_equal(chmod("a.h", 0444), 0);
    assert_false(fix_files(c.run, &c.findings, &c.found, &c.models, &fixed));
    assert_int_equal(c.findings.error_count, 1);
    assert_int_equal(c.findings.items.items[0]->id, FINDING_MC903);
    assert_int_equal(fixed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(several_on_a_line),           UNIT(the_first_of_two_that_overlap),
        UNIT(neighbours_are_no_overlap),   UNIT(removal_does_not_join_words),
        UNIT(only_what_is_certain),        UNIT(files_elsewhere_only_when_named),
        UNIT(a_read_only_file_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
