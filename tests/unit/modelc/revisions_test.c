/* The commands of the revision graph, as far as they need no server. */
#include "tests/unit/modelc/program.h"

#include "base/text.h"

static const char first[] = "-- add role model\n--\n-- Revision ID: a1b2\n-- Revises:\n"
                            "-- Create Date: 2025-10-01 17:44:00+00:00\n-- Branch Labels: main\n\n"
                            "-- migrate:up\n\nCREATE TABLE a (id integer);\n\n"
                            "-- migrate:down\n\nDROP TABLE a;\n";
static const char second[] = "-- add is_draft\n--\n-- with a second line\n-- Revision ID: c3d4\n"
                             "-- Revises: a1b2\n-- migrate:up\nCREATE TABLE b ();\n"
                             "-- migrate:down\n-- irreversible: gone\n";
static const char side[] = "-- Revision ID: e5f6\n-- Revises: a1b2\n-- migrate:up\n";

static void enter_two(Arena *arena)
{
    folder_enter(arena);
    folder_write(arena, "modelc.json", "{}");
    folder_write(arena, "migrations/versions/1.sql", first);
    folder_write(arena, "migrations/versions/2.sql", second);
}

static void expect(Outcome outcome, int status, const char *out, const char *err)
{
    assert_string_equal(outcome.out, out);
    if (err && !strstr(outcome.err, err))
        fail_msg("\"%s\" does not say \"%s\"", outcome.err, err);
    assert_int_equal(outcome.status, status);
}

static void lists_the_history(void **state)
{
    enter_two(*state);
    expect(RUN(*state, "history"), 0,
           "a1b2 -> c3d4 (main) (head), add is_draft\n<base> -> a1b2 (main), add role model\n",
           NULL);
    expect(RUN(*state, "history", "-r", ":a1"), 0, "<base> -> a1b2 (main), add role model\n", NULL);
    expect(RUN(*state, "history", "-r", "-1:head"), 0,
           "a1b2 -> c3d4 (main) (head), add is_draft\n<base> -> a1b2 (main), add role model\n",
           NULL);
    expect(RUN(*state, "history", "-r", "a1b2"), 64, "", "\"a1b2\" is no range");
    expect(RUN(*state, "history", "-r", "c3:a1"), 1, "", "'c3' is not an ancestor of 'a1'");
}

static void marks_branches(void **state)
{
    enter_two(*state);
    folder_write(*state, "migrations/versions/3.sql", side);
    expect(RUN(*state, "heads"), 0, "c3d4 (main) (head)\ne5f6 (main) (head)\n", NULL);
    expect(RUN(*state, "history"), 0,
           "a1b2 -> e5f6 (main) (head)\na1b2 -> c3d4 (main) (head), add is_draft\n"
           "<base> -> a1b2 (main) (branchpoint), add role model\n",
           NULL);
    expect(RUN(*state, "show", "head"), 1, "", "Multiple head revisions are present");
    folder_write(*state, "migrations/versions/4.sql",
                 "-- Revision ID: f7\n-- Revises: c3d4, e5f6\n-- migrate:up\n");
    expect(RUN(*state, "history", "-r", "e5f6:"), 0,
           "c3d4, e5f6 -> f7 (main) (head) (mergepoint)\na1b2 -> e5f6 (main)\n", NULL);
    expect(RUN(*state, "show", "f7"), 0,
           "Rev: f7 (head) (mergepoint)\nMerges: c3d4, e5f6\nBranch names: main\n"
           "Path: migrations/versions/4.sql\n",
           NULL);
}

static void shows_one(void **state)
{
    enter_two(*state);
    expect(RUN(*state, "show", "head"), 0,
           "Rev: c3d4 (head)\nParent: a1b2\nBranch names: main\nPath: migrations/versions/2.sql\n\n"
           "    add is_draft\n\n"
           "    with a second line\n",
           NULL);
    assert_non_null(strstr(RUN(*state, "show", "-v", "a1").out, "\nCREATE TABLE a (id integer);"));
    assert_non_null(strstr(RUN(*state, "show", "a1", "--format", "json").out,
                           "\"create_date\": \"2025-10-01 17:44:00+00:00\""));
    expect(RUN(*state, "show", "zz"), 1, "", "can't locate revision identified by 'zz'");
    expect(RUN(*state, "show"), 64, "", NULL);
}

static void prints_scripts(void **state)
{
    Outcome outcome;

    enter_two(*state);
    outcome = RUN(*state, "upgrade", "--sql", "a1b2:head");
    assert_int_equal(outcome.status, 0);
    assert_true(text_starts(outcome.out, "\\set ON_ERROR_STOP on\n\n"
                                         "-- Running upgrade a1b2 -> c3d4, add is_draft\n\n"
                                         "BEGIN;\n\n"));
    assert_non_null(
        strstr(outcome.out, "CREATE TABLE b ();\n\nINSERT INTO public.modelc_revisions"));
    assert_non_null(strstr(RUN(*state, "upgrade", "--sql").out, "CREATE TABLE IF NOT EXISTS"));
    expect(RUN(*state, "upgrade", "--sql", "head:head"), 0, "", NULL);
    assert_non_null(strstr(RUN(*state, "downgrade", "--sql", "a1b2:base").out, "DROP TABLE a;"));
    expect(RUN(*state, "downgrade", "--sql", "head:-1"), 1, "", "is irreversible: gone");
    expect(RUN(*state, "downgrade", "--sql"), 64, "", "requires <fromrev>:<torev>");
    expect(RUN(*state, "upgrade", "--sql", "-1"), 1, "", "relative revision -1 didn't produce");
}

static void refuses_a_wrong_time(void **state)
{
    static const char *const bad[] = {"", "x", "5 s", "5d", "-1", "99999999", "999999h"};

    enter_two(*state);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        expect(RUN(*state, "upgrade", arena_printf(*state, "--wait-lock=%s", bad[i])), 64, "",
               "is no time");
}

static const char *only_name(Arena *arena, const char *dir)
{
    StrVec names = {0};
    const char *reason;

    assert_true(dir_list(arena, dir, &names, &reason));
    assert_int_equal(names.count, 1);
    return names.items[0];
}

static void writes_an_empty_revision(void **state)
{
    Text text;
    const char *reason;

    folder_enter(*state);
    folder_write(*state, "modelc.json", "{}");
    setenv("SOURCE_DATE_EPOCH", "1759340640", 1);
    expect(RUN(*state, "revision", "-m", "by hand", "--rev-id", "a1"), 0, "", "Generating ");
    assert_string_equal(only_name(*state, "migrations/versions"), "20251001174400_a1_by_hand.sql");
    assert_true(
        file_read(*state, "migrations/versions/20251001174400_a1_by_hand.sql", &text, &reason));
    assert_string_equal(text.bytes, "-- by hand\n--\n-- Revision ID: a1\n-- Revises:\n"
                                    "-- Create Date: 2025-10-01 17:44:00+00:00\n"
                                    "-- Schema: not recorded\n\n-- migrate:up\n\n"
                                    "-- migrate:down\n\n-- modelc:end-of-file\n");
    expect(RUN(*state, "revision", "-m", "x", "--rev-id", "a1"), 1, "", "exists already");
    expect(RUN(*state, "revision", "-m", "x", "--rev-id", "a-1"), 64, "", "is no identifier");
    expect(RUN(*state, "revision", "-m", "next"), 0, "", "_next.sql ... done");
    expect(RUN(*state, "revision", "-m", "x", "--head", "a1"), 1, "", "is not a head revision");
    unsetenv("SOURCE_DATE_EPOCH");
}

static void reports_broken_files(void **state)
{
    enter_two(*state);
    folder_write(*state, "migrations/versions/3.sql", "junk");
    expect(RUN(*state, "heads"), 1, "", "migrations/versions/3.sql:1:1: error: ");
    expect(RUN(*state, "upgrade", "--sql"), 1, "", "[MC802]");
    expect(RUN(*state, "revision", "-m", "x"), 1, "", "[MC802]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(lists_the_history),    UNIT(marks_branches),       UNIT(shows_one),
        UNIT(prints_scripts),       UNIT(refuses_a_wrong_time), UNIT(writes_an_empty_revision),
        UNIT(reports_broken_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
