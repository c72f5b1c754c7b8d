#include "base/json.h"
#include "introspect/db.h"
#include "modelc/session.h"
#include "tests/unit/modelc/program.h"

#include <sys/stat.h>

/* A project that the server's own user can reach; its server is gone with the arena. */
static void make_project(Arena *arena)
{
    const char *folder = folder_enter(arena);

    assert_int_equal(chmod(folder, 0755), 0);
    setenv("MODELC_DEV_IDLE", "60", 0);
    folder_write(arena, "modelc.json", "{}");
}

static const Json *read_json(Arena *arena, const Outcome *outcome)
{
    JsonError error;
    const Json *value = json_read(arena, outcome->out, strlen(outcome->out), &error);

    assert_int_equal(outcome->status, STATUS_DONE);
    assert_non_null(value);
    return value;
}

static void the_server_comes_and_goes(void **state)
{
    Outcome outcome;
    const char *url;

    make_project(*state);
    outcome = RUN(*state, "dev", "status");
    assert_string_equal(outcome.out, "no development server was made here yet\n");

    outcome = RUN(*state, "dev", "start");
    assert_int_equal(outcome.status, STATUS_DONE);
    assert_non_null(strstr(outcome.err, "runs now"));
    url = arena_strndup(*state, outcome.out, strcspn(outcome.out, "\n"));
    assert_string_equal(RUN(*state, "dev", "url").out, outcome.out);
    assert_non_null(strstr(RUN(*state, "dev", "start").err, "runs already"));
    assert_non_null(strstr(RUN(*state, "dev", "status").out, ", running (process "));

    outcome = RUN(*state, "dev", "url", "--format", "json");
    assert_string_equal(json_text(json_member(read_json(*state, &outcome), "url")), url);

    Findings findings = {.arena = *state};
    Db *db = db_open(*state, &findings, url);

    assert_non_null(db);
    assert_string_equal(db_name(db), "dev");
    db_close(db);

    assert_non_null(strstr(RUN(*state, "dev", "stop").err, "is stopped"));
    assert_non_null(strstr(RUN(*state, "dev", "stop").err, "was not running"));
    outcome = RUN(*state, "dev", "status", "--format=json");
    assert_true(json_bool(json_member(read_json(*state, &outcome), "exists"), false));
    assert_false(json_bool(json_member(read_json(*state, &outcome), "running"), true));
}

static void reset_forgets(void **state)
{
    Findings findings = {.arena = *state};
    Outcome outcome;
    DbError error;
    Db *db;

    make_project(*state);
    outcome = RUN(*state, "-q", "dev", "start");
    assert_string_equal(outcome.err, "");
    db = db_open(*state, &findings, arena_strndup(*state, outcome.out, strcspn(outcome.out, "\n")));
    assert_non_null(db);
    assert_true(db_run(*state, db, "create table kept (id int)", &error));
    db_close(db);

    outcome = RUN(*state, "dev", "reset");
    assert_int_equal(outcome.status, STATUS_DONE);
    db = db_open(*state, &findings, arena_strndup(*state, outcome.out, strcspn(outcome.out, "\n")));
    assert_non_null(db);
    assert_false(db_run(*state, db, "select * from kept", &error));
    assert_string_equal(error.sqlstate, "42P01");
    db_close(db);
    assert_int_equal(RUN(*state, "dev", "stop").status, STATUS_DONE);
}

static void no_programs_is_a_finding(void **state)
{
    Outcome outcome;

    make_project(*state);
    outcome = RUN(*state, "dev", "start", "--pg-bindir", "nowhere");
    assert_int_equal(outcome.status, STATUS_ERROR);
    assert_string_equal(outcome.out, "");
    assert_non_null(strstr(outcome.err, "[MC704]"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(the_server_comes_and_goes),
        UNIT(reset_forgets),
        UNIT(no_programs_is_a_finding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
