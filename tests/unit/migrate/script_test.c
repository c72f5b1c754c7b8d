/* Steps, statements and scripts on a real server. */
#include "tests/unit/migrate/world.h"

static void refuses_transaction_control(void **state)
{
    static const char *const refused[] = {
        "BEGIN",        "commit", "End", "ROLLBACK", "START TRANSACTION", "PREPARE TRANSACTION 'x'",
        "/* x */ ABORT"};
    static const char *const taken[] = {"SAVEPOINT a", "DO $$ BEGIN END $$",
                                        "PREPARE x AS SELECT 1", "SELECT 1 AS \"end\""};
    World *world = *state;
    RunResult result;

    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        world->revisions.count = 0;
        add(world, "a1", "", arena_printf(world->run, "\nCREATE TABLE t ();\n%s;", refused[i]), "");
        build(world);
        expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC802,
                       "inside a step that is one transaction");
        assert_string_equal(tables(world), "");
    }
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        world->revisions.count = 0;
        add(world, "a1", "", arena_printf(world->run, "\n%s;", taken[i]), "");
        build(world);
        go_up(world, "head");
        go_down(world, "base");
    }
}

static void runs_steps_outside_transactions(void **state)
{
    World *world = *state;

    add(world, "a1", "",
        " transaction:false\n-- modelc:step\nCREATE TABLE t (a integer);\n"
        "-- modelc:step transaction:false\nCREATE INDEX CONCURRENTLY t_a ON t (a);\nVACUUM t;",
        " transaction:false\nDROP INDEX CONCURRENTLY t_a;\n-- modelc:step\nDROP TABLE t;");
    build(world);
    go_up(world, "head");
    assert_string_equal(ledger_ids(world), "a1");
    assert_string_equal(ask(world->run, world->db, "SELECT to_regclass('t_a')::text"), "t_a");
    go_down(world, "-1");
    assert_string_equal(tables(world), "modelc_revisions");
    assert_string_equal(ledger_ids(world), "");
}

/* A failure between steps is remembered, and the next run goes on there, with the corrected file.
 */
static void goes_on_at_the_failing_step(void **state)
{
    static const char first[] = " transaction:false\n-- modelc:step\nCREATE TABLE t (a integer);\n"
                                "-- modelc:step\nCREATE TABLE u (a integer);\n"
                                "-- modelc:step transaction:false\n";
    World *world = *state;
    RunResult result;
    const Finding *finding;

    add(world, "a1", "",
        arena_printf(world->run, "%sCREATE INDEX CONCURRENTLY i ON nope (a);", first),
        "\nDROP TABLE u;\nDROP TABLE t;");
    build(world);
    finding = expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC707,
                             "relation \"nope\" does not exist");
    assert_true(has_note(
        finding,
        "steps 1 to 2 of 3 are done, and 0 statements of step 3; run it again to go on there"));
    assert_string_equal(ledger_ids(world), "a1=2");
    assert_string_equal(tables(world), "modelc_revisions t u");

    world->revisions.count = 0;
    add(world, "a1", "", arena_printf(world->run, "%sCREATE INDEX CONCURRENTLY i ON u (a);", first),
        "\nDROP TABLE u;\nDROP TABLE t;");
    build(world);
    go_up(world, "head");
    assert_string_equal(ledger_ids(world), "a1");
    go_down(world, "base");
    assert_string_equal(tables(world), "modelc_revisions");
}

/* Semicolons that end no statement. */
static void tells_statements_apart(void **state)
{
    World *world = *state;

    add(world, "a1", "",
        "\nCREATE TABLE t (a integer);;\n"
        "CREATE FUNCTION f() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;\n"
        "CREATE RULE r AS ON DELETE TO t DO ALSO (SELECT 1; SELECT 2);\n"
        "CREATE FUNCTION \"g;\"() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$;\n"
        "-- a comment; and\nSELECT ';' -- no end",
        "\nDROP FUNCTION f(), \"g;\"(); DROP TABLE t");
    build(world);
    go_up(world, "head");
    go_down(world, "base");
    assert_string_equal(tables(world), "modelc_revisions");
}

static void runs_prechecks(void **state)
{
    World *world = *state;
    RunResult result;

    tell(world->run, world->db, "CREATE TABLE t (a integer); INSERT INTO t VALUES (NULL)");
    add(world, "a1", "",
        "\n-- modelc:precheck SELECT 1 FROM t WHERE a IS NULL;\nALTER TABLE t ALTER a SET NOT "
        "NULL;",
        "");
    build(world);
    expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC721,
                   "a precheck of revision \"a1\" found rows");
    tell(world->run, world->db, "DELETE FROM t");
    go_up(world, "head");
}

/* The script for psql does what the runner does. */
/* For psql alone. */
static const char psql_line[] = "\\set ON_ERROR_STOP on\n\n";

static void writes_a_script(void **state)
{
    World *world = *state;
    const char *up, *down;
    NodeVec nodes = {0}, backwards = {0};

    build_three(world);
    for (size_t i = 0; i < 3; i++) {
        vec_push(world->run, &nodes, world->runner.graph->nodes.items[i]);
        vec_push(world->run, &backwards, world->runner.graph->nodes.items[2 - i]);
    }
    up = script_write(world->run, &world->findings, &nodes, DIRECTION_UP, "public", true);
    assert_true(text_starts(up, psql_line));
    assert_non_null(strstr(up, "SET LOCAL lock_timeout = 3000;\n\nSET LOCAL statement_timeout = 0;"
                               "\n\nCREATE TABLE IF NOT EXISTS public.modelc_revisions ("));
    /* a transaction for each, as upgrade does it */
    assert_non_null(strstr(up, "COMMIT;\n\n-- Running upgrade a1 -> b2, message of b2\n\nBEGIN;"));
    assert_true(text_ends(up, "COMMIT;\n\n"));
    tell(world->run, world->db, up + strlen(psql_line));
    assert_string_equal(tables(world), "a b c modelc_revisions");
    assert_string_equal(ledger_ids(world), "a1 b2 c3");
    /* the runner finds its own checksums */
    go_up(world, "head");
    down = script_write(world->run, &world->findings, &backwards, DIRECTION_DOWN, "public", false);
    tell(world->run, world->db, down + strlen(psql_line));
    assert_string_equal(tables(world), "modelc_revisions");
    assert_string_equal(ledger_ids(world), "");
}

static void writes_steps_in_a_script(void **state)
{
    World *world = *state;
    NodeVec nodes = {0};

    add(world, "a1", "",
        " transaction:false\n-- modelc:step\nCREATE TABLE t (a integer);\n"
        "-- modelc:step transaction:false\nCREATE INDEX CONCURRENTLY t_a ON t (a)",
        NULL);
    build(world);
    vec_push(world->run, &nodes, world->runner.graph->nodes.items[0]);
    assert_non_null(
        strstr(script_write(world->run, &world->findings, &nodes, DIRECTION_UP, "public", false),
               "SET lock_timeout = 0; SET statement_timeout = 0;\n\n"
               "CREATE INDEX CONCURRENTLY t_a ON t (a);\n\n"
               "RESET lock_timeout; RESET statement_timeout;\n\nBEGIN;"));
    assert_null(
        script_write(world->run, &world->findings, &nodes, DIRECTION_DOWN, "public", false));
    expect_refused(world, false, FINDING_MC812, "no \"-- migrate:down\" section");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(refuses_transaction_control),
        RUN(runs_steps_outside_transactions),
        RUN(goes_on_at_the_failing_step),
        RUN(tells_statements_apart),
        RUN(runs_prechecks),
        RUN(writes_a_script),
        RUN(writes_steps_in_a_script),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
