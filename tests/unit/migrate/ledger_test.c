/* The ledger and the migration lock on a real server. */
#include "tests/unit/migrate/world.h"

#include <sys/wait.h>

static void records_who_and_when(void **state)
{
    World *world = *state;
    Ledger ledger;
    NodeVec heads;

    build_three(world);
    expect_ok(world, runner_current(&world->runner, &ledger, &heads));
    assert_false(ledger.exists);
    assert_int_equal(heads.count, 0);
    assert_string_equal(tables(world), "");
    go_up(world, "b2");
    expect_ok(world, runner_current(&world->runner, &ledger, &heads));
    assert_true(ledger.exists);
    assert_int_equal(heads.count, 1);
    assert_string_equal(heads.items[0]->revision->id, "b2");
    assert_int_equal(ledger.rows.count, 2);
    assert_string_equal(ledger.rows.items[0].checksum, world->revisions.items[0]->checksum);
    assert_string_equal(ledger.rows.items[0].applied_by, "modelc");
    assert_true(text_ends(ledger.rows.items[0].applied_at, "+00:00"));
    assert_string_equal(ledger.rows.items[0].modelc_version, MODELC_VERSION);
    assert_true(ledger.rows.items[0].duration_ms >= 0);
    assert_int_equal(ledger.rows.items[0].under_way, DIRECTION_ANY);
    assert_null(ledger_find(&ledger, "c3"));
}

static void notices_edited_and_missing_files(void **state)
{
    World *world = *state;
    RunResult result;
    const Finding *finding;

    build_three(world);
    go_up(world, "b2");
    world->revisions.count = 0;
    add(world, "a1", "", "\nCREATE TABLE a (id bigint);", "");
    build(world);
    expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC810,
                   "revision \"b2\" is in the ledger \"public.modelc_revisions\"");
    assert_int_equal(world->findings.items.count, 2);
    finding = world->findings.items.items[0];
    assert_int_equal(finding->id, FINDING_MC809);
    assert_string_equal(finding->at.file, "versions/a1.sql");
    assert_non_null(strstr(finding->message, "its revision \"a1\" was applied (ledger"));

    add(world, "b2", "a1", "\nCREATE TABLE b (id integer);", "\nDROP TABLE b;");
    build(world);
    expect_refused(world, runner_downgrade(&world->runner, "-1", &result), FINDING_MC809, "a1");
}

static void accepts_an_edit_by_stamp(void **state)
{
    World *world = *state;
    RunResult result;
    StrVec words = {0};

    build_three(world);
    go_up(world, "a1");
    world->revisions.count = 0;
    add(world, "a1", "", "\nCREATE TABLE a (id bigint);", "\nDROP TABLE a;");
    add(world, "b2", "a1", "\nCREATE TABLE b (id integer);", "\nDROP TABLE b;");
    build(world);
    vec_push(world->run, &words, "current");
    expect_ok(world, runner_stamp(&world->runner, &words, false, &result));
    go_up(world, "head");
    assert_string_equal(ledger_ids(world), "a1 b2");
}

static void stamps(void **state)
{
    static const struct {
        const char *word;
        bool purge;
        const char *ids;
    } cases[] = {
        {"b2",    false, "a1 b2"      },
        {"a1",    false, "a1"         },
        {"x9",    false, "a1 x9"      },
        {"heads", false, "a1 b2 c3 x9"},
        {"c3",    true,  "a1 b2 c3"   },
        {"base",  false, ""           },
    };
    World *world = *state;

    add(world, "x9", "", "\nCREATE TABLE x ();", "\nDROP TABLE x;");
    build_three(world);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        StrVec words = {0};
        RunResult result;

        vec_push(world->run, &words, cases[i].word);
        expect_ok(world, runner_stamp(&world->runner, &words, cases[i].purge, &result));
        assert_string_equal(ledger_ids(world), cases[i].ids);
    }
    assert_string_equal(tables(world), "modelc_revisions");
}

static void purges_rows_without_a_file(void **state)
{
    World *world = *state;
    StrVec words = {0};
    RunResult result;

    build_three(world);
    vec_push(world->run, &words, "head");
    expect_ok(world, runner_stamp(&world->runner, &words, false, &result));
    world->revisions.count = 1;
    build(world);
    expect_refused(world, runner_stamp(&world->runner, &words, false, &result), FINDING_MC810,
                   "c3");
    expect_ok(world, runner_stamp(&world->runner, &words, true, &result));
    assert_string_equal(ledger_ids(world), "a1");
}

static void refuses_another_table(void **state)
{
    static const char *const tables_of[] = {
        "CREATE TABLE modelc_revisions (id integer)",
        "CREATE TABLE modelc_revisions (revision_id integer, checksum text, applied_at "
        "timestamptz, "
        "applied_by text, modelc_version text, duration_ms bigint, step text[])",
    };
    World *world = *state;
    RunResult result;

    build_three(world);
    for (size_t i = 0; i < sizeof tables_of / sizeof *tables_of; i++) {
        tell(world->run, world->db, tables_of[i]);
        expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC709,
                       "\"public.modelc_revisions\" is not the ledger");
        tell(world->run, world->db, "DROP TABLE modelc_revisions");
    }
}

static void keeps_the_ledger_elsewhere(void **state)
{
    World *world = *state;

    build_three(world);
    world->runner.ledger_schema = "Tool \"x\"";
    go_up(world, "head");
    assert_string_equal(
        ask(world->run, world->db, "SELECT count(*) FROM \"Tool \"\"x\"\"\".modelc_revisions"),
        "3");
    go_down(world, "base");
}

static void waits_for_the_lock(void **state)
{
    World *world = *state;
    RunResult result;
    LockWait now = {0};
    Db *other = db_open(world->run, &world->findings, world->conninfo);
    const Finding *finding;

    build_three(world);
    world->runner.wait_lock_ms = 150;
    assert_true(lock_take(world->run, &world->findings, other, "public", &now));
    finding = expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC706,
                             "application \"modelc\", user \"modelc\", since 2");
    assert_non_null(
        strstr(finding->message, arena_printf(world->run, "process %s of the server",
                                              ask(world->run, other, "SELECT pg_backend_pid()"))));
    assert_non_null(strstr(strbuf_text(&world->said), "Waiting for the migration lock, held by"));
    assert_string_equal(tables(world), "");
    lock_release(world->run, other, "public");
    go_up(world, "head");
    /* and it was given back */
    assert_true(lock_take(world->run, &world->findings, other, "public", &now));
}

/* Ten at once: each revision runs once. */
static void runs_once_among_many(void **state)
{
    World *world = *state;
    pid_t children[10];

    add(world, "a1", "", "\nCREATE TABLE a ();\nSELECT pg_sleep(0.2);", "\nDROP TABLE a;");
    add(world, "b2", "a1", "\nCREATE TABLE b ();", "\nDROP TABLE b;");
    build(world);
    for (size_t i = 0; i < 10; i++) {
        children[i] = fork();
        if (children[i] != 0)
            continue;
        world->runner.db = db_open(world->run, &world->findings, world->conninfo);
        world->runner.wait_lock_ms = 20000;
        world->runner.say = NULL;

        RunResult result;

        _exit(runner_upgrade(&world->runner, "head", &result) ? 0 : 1);
    }
    for (size_t i = 0; i < 10; i++) {
        int status;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_string_equal(tables(world), "a b modelc_revisions");
    assert_string_equal(ledger_ids(world), "a1 b2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(records_who_and_when),       RUN(notices_edited_and_missing_files),
        RUN(accepts_an_edit_by_stamp),   RUN(stamps),
        RUN(purges_rows_without_a_file), RUN(refuses_another_table),
        RUN(keeps_the_ledger_elsewhere), RUN(waits_for_the_lock),
        RUN(runs_once_among_many),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
