/* Running revisions on a real server: success, failure, other sessions. */
#include "tests/unit/migrate/world.h"

#include <sys/wait.h>
#include <time.h>

static void upgrades_and_downgrades(void **state)
{
    World *world = *state;

    build_three(world);
    go_up(world, "+1");
    assert_string_equal(tables(world), "a modelc_revisions");
    go_up(world, "head");
    assert_string_equal(tables(world), "a b c modelc_revisions");
    assert_string_equal(ledger_ids(world), "a1 b2 c3");
    go_down(world, "-1");
    assert_string_equal(tables(world), "a b modelc_revisions");
    go_down(world, "base");
    assert_string_equal(tables(world), "modelc_revisions");
    assert_string_equal(ledger_ids(world), "");
    assert_string_equal(strbuf_text(&world->said), "Running upgrade  -> a1, message of a1\n"
                                                   "Running upgrade a1 -> b2, message of b2\n"
                                                   "Running upgrade b2 -> c3, message of c3\n"
                                                   "Running downgrade c3 -> b2, message of c3\n"
                                                   "Running downgrade b2 -> a1, message of b2\n"
                                                   "Running downgrade a1 -> , message of a1\n");
    assert_int_equal(world->findings.items.count, 0);
}

static void rolls_back_what_fails(void **state)
{
    World *world = *state;
    RunResult result;
    const Finding *finding;

    add(world, "a1", "",
        "\nCREATE TABLE t (id integer);\nINSERT INTO t VALUES (1);\n\n"
        "-- a comment\nALTER TABLE t\n    ADD COLUMN is_draft boolean NOT NULL;",
        "");
    build(world);
    finding = expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC707,
                             "upgrade of revision \"a1\" failed: column \"is_draft\" of relation "
                             "\"t\" contains null values (SQLSTATE 23502)");
    expect_place(world, finding, 11, "ALTER TABLE t");
    assert_true(has_note(finding, "the database is unchanged"));
    assert_non_null(strstr(finding->hint, "server default"));
    assert_string_equal(tables(world), "");
    assert_int_equal(result.nodes.count, 0);
    assert_int_equal(result.after.count, 0);
}

static void points_at_the_character(void **state)
{
    World *world = *state;
    RunResult result;

    add(world, "a1", "", "\nCREATE TABLE ok ();", "\nDROP TABLE ok;");
    add(world, "b2", "a1", "\n\nSELECT 'h\xC3\xA4 \xE2\x82\xAC',\n\t\xC3\xA4\xC3\xA4x FROM ok;",
        "");
    build(world);

    const Finding *finding = expect_refused(world, runner_upgrade(&world->runner, "head", &result),
                                            FINDING_MC707, "does not exist (SQLSTATE 42703)");

    expect_place(world, finding, 9, "\xC3\xA4\xC3\xA4x");
    assert_true(has_note(finding, "the revisions before it (1) stay applied"));
    assert_string_equal(ledger_ids(world), "a1");
    assert_int_equal(result.nodes.count, 1);
}

static void reports_a_failing_commit(void **state)
{
    World *world = *state;
    RunResult result;

    add(world, "a1", "",
        "\nCREATE TABLE t (id integer PRIMARY KEY, up integer REFERENCES t DEFERRABLE INITIALLY "
        "DEFERRED);\nINSERT INTO t VALUES (1, 2);",
        "");
    build(world);

    const Finding *finding = expect_refused(world, runner_upgrade(&world->runner, "head", &result),
                                            FINDING_MC707, "SQLSTATE 23503");

    expect_place(world, finding, 6, "-- migrate:up");
    assert_true(has_note(finding, "is not present in table"));
    assert_string_equal(tables(world), "");
}

static void refuses_what_cannot_go_down(void **state)
{
    World *world = *state;
    RunResult result;

    add(world, "a1", "", "\nCREATE TABLE a ();", NULL);
    add(world, "b2", "a1", "\nCREATE TABLE b ();", "\n-- irreversible: the rows are gone");
    add(world, "c3", "b2", "\nCREATE TABLE c ();", "\nDROP TABLE c;");
    build(world);
    go_up(world, "head");
    expect_refused(world, runner_downgrade(&world->runner, "a1", &result), FINDING_MC812,
                   "\"b2\" is irreversible: the rows are gone");
    /* found before anything ran */
    assert_string_equal(tables(world), "a b c modelc_revisions");
    go_down(world, "-1");
    expect_refused(world, runner_downgrade(&world->runner, "base", &result), FINDING_MC812,
                   "irreversible");
}

static void plans_without_touching(void **state)
{
    World *world = *state;
    RunResult result;

    build_three(world);
    world->runner.dry_run = true;
    tell(world->run, world->db, "SET default_transaction_read_only = on");
    expect_ok(world, runner_upgrade(&world->runner, "head", &result));
    assert_int_equal(result.nodes.count, 3);
    assert_string_equal(tables(world), "");
    world->runner.dry_run = false;
    expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC707,
                   "read-only transaction");
}

/* A session that locks the table for a while: the step is tried again, whole. */
static void tries_again_while_locked(void **state)
{
    World *world = *state;
    pid_t child;
    int status;

    tell(world->run, world->db, "CREATE TABLE t ()");
    add(world, "a1", "",
        "\nSET LOCAL lock_timeout = '50ms';\nCREATE TABLE a ();\nALTER TABLE t ADD x integer;", "");
    build(world);
    child = fork();
    if (child == 0) {
        Db *other = db_open(world->run, &world->findings, world->conninfo);
        DbError error;

        _exit(!db_run(world->run, other,
                      "BEGIN; LOCK TABLE t; CREATE TABLE locked (); SELECT pg_sleep(1); COMMIT",
                      &error));
    }
    while (strcmp(ask(world->run, world->db,
                      "SELECT count(*) FROM pg_locks WHERE relation = 't'::regclass AND mode = "
                      "'AccessExclusiveLock' AND granted"),
                  "0") == 0)
        nanosleep(&(struct timespec){0, 10000000}, NULL);
    go_up(world, "head");
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_non_null(strstr(strbuf_text(&world->said),
                           "Retrying a1 in 100 ms: canceling statement due to lock timeout"));
    assert_string_equal(tables(world), "a locked modelc_revisions t");
}

static void reports_a_lost_connection(void **state)
{
    World *world = *state;
    RunResult result;

    add(world, "a1", "", "\nCREATE TABLE a ();\nSELECT pg_terminate_backend(pg_backend_pid());",
        "");
    build(world);
    expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC701,
                   "the connection was lost while revision \"a1\" was running: ");
    world->db = db_open(world->run, &world->findings, world->conninfo);
    assert_string_equal(tables(world), "");
}

static bool is_stopped(void *context)
{
    return strstr(strbuf_text(&((World *)context)->said), "b2") != NULL;
}

static void stops_between_revisions(void **state)
{
    World *world = *state;
    RunResult result;

    build_three(world);
    world->runner.stopped = is_stopped;
    expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC707,
                   "stopped before revision \"c3\"");
    assert_string_equal(ledger_ids(world), "a1 b2");
}

static void reports_the_servers_remarks(void **state)
{
    World *world = *state;

    add(world, "a1", "",
        "\nDROP TABLE IF EXISTS gone;\nDO $$ BEGIN RAISE WARNING 'careful'; END $$;", "");
    build(world);
    go_up(world, "head");
    assert_non_null(strstr(strbuf_text(&world->said), "NOTICE: table \"gone\" does not exist"));
    assert_non_null(strstr(strbuf_text(&world->said), "WARNING: careful"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(upgrades_and_downgrades),     RUN(rolls_back_what_fails),
        RUN(points_at_the_character),     RUN(reports_a_failing_commit),
        RUN(refuses_what_cannot_go_down), RUN(plans_without_touching),
        RUN(tries_again_while_locked),    RUN(reports_a_lost_connection),
        RUN(stops_between_revisions),     RUN(reports_the_servers_remarks),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
