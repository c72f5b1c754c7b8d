/* Edits of a revision file: what is named changes, every other byte stays. */
#include "codegen/revision.h"
#include "tests/unit/unit.h"

#include <string.h>

static const char file[] = "-- add bio\n--\n-- Revision ID: aaaa\n-- Revises: bbbb\n"
                           "-- Create Date: 2025-01-01\n-- owner: somebody\n"
                           "-- Schema: sha256:00 (after this revision)\n\n-- migrate:up\n\n"
                           "SELECT 1;\n-- modelc:begin\nold;\n-- modelc:end\nSELECT 2;\n"
                           "-- modelc:begin\nolder;\n-- modelc:end\n-- migrate:down\n\n"
                           "-- modelc:begin\nback;\n-- modelc:end\n\n-- modelc:end-of-file\n";

static Revision *read_text(Arena *run, const char *text)
{
    Findings findings = {.arena = run};
    Revision *revision = revision_read(run, &findings, "a.sql", (Text){text, strlen(text)});

    assert_non_null(revision);
    return revision;
}

static void changes_nothing_unasked(void **state)
{
    const Revision *revision = read_text(*state, file);

    assert_string_equal(revision_edit(*state, revision, &(RevisionEdit){0}), file);
}

static void changes_header_lines(void **state)
{
    StrVec parents = {0}, needed = {0};
    RevisionEdit edit = {.id = "cccc",
                         .create_date = "2026-02-02",
                         .schema = "sha256:11",
                         .parents = &parents,
                         .depends_on = &needed};
    const char *text;
    const Revision *revision;

    vec_push((Arena *)*state, &parents, "dddd");
    vec_push((Arena *)*state, &parents, "eeee");
    vec_push((Arena *)*state, &needed, "ffff");
    text = revision_edit(*state, read_text(*state, file), &edit);
    assert_non_null(strstr(text, "-- Revision ID: cccc\n-- Depends on: ffff\n"
                                 "-- Revises: dddd, eeee\n-- Create Date: 2026-02-02\n"
                                 "-- owner: somebody\n-- Schema: sha256:11 (after"));
    revision = read_text(*state, text);
    assert_string_equal(revision->id, "cccc");
    assert_int_equal(revision->parents.count, 2);
    assert_string_equal(revision->depends_on.items[0], "ffff");
    assert_string_equal(revision->schema, "sha256:11");
}

static void replaces_what_was_generated(void **state)
{
    RevisionEdit edit = {.up = "new;\n", .down = ""};
    const char *text = revision_edit(*state, read_text(*state, file), &edit);

    assert_non_null(strstr(text, "SELECT 1;\n-- modelc:begin\n\nnew;\n\n-- modelc:end\nSELECT 2;\n"
                                 "\n-- migrate:down\n\n-- modelc:begin\n\n-- modelc:end\n\n"));
    assert_null(strstr(text, "old"));
    assert_null(strstr(text, "back"));
}

static void keeps_halves_without_a_mark(void **state)
{
    static const char plain[] = "-- Revision ID: aaaa\r\n-- migrate:up\r\nSELECT 1;\r\n";
    RevisionEdit edit = {.id = "bbbb", .up = "new;\n", .down = "back;\n", .schema = "sha256:11"};

    assert_string_equal(revision_edit(*state, read_text(*state, plain), &edit),
                        "-- Revision ID: bbbb\r\n-- migrate:up\r\nSELECT 1;\r\n");
}

static void line_ends_are_those_of_the_file(void **state)
{
    static const char windows[] =
        "-- Revision ID: aaaa\r\n-- migrate:up\r\n-- modelc:begin\r\nold;\r\n"
        "-- modelc:end\r\n";
    RevisionEdit edit = {.id = "bbbb", .create_date = "now", .up = "new;\n"};

    assert_string_equal(revision_edit(*state, read_text(*state, windows), &edit),
                        "-- Revision ID: bbbb\r\n-- Create Date: now\r\n-- migrate:up\r\n"
                        "-- modelc:begin\r\n\r\nnew;\r\n\r\n-- modelc:end\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(changes_nothing_unasked),         UNIT(changes_header_lines),
        UNIT(replaces_what_was_generated),     UNIT(keeps_halves_without_a_mark),
        UNIT(line_ends_are_those_of_the_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
