/* The runner and the ledger on a real server. */
#include "tests/unit/introspect/server.h"

#include "base/strbuf.h"
#include "base/text.h"
#include "introspect/scratch.h"
#include "migrate/lock.h"
#include "migrate/runner.h"

#include <sys/wait.h>
#include <time.h>

static Project shared;

/* A database of its own for each test, and revisions given as texts. */
typedef struct World {
    Arena *run;
    Findings findings;
    Db *db;
    Runner runner;
    StrBuf said;
    RevisionVec revisions;
    const char *conninfo;
} World;

static void say(void *context, const char *line)
{
    strbuf_addf(&((World *)context)->said, "%s\n", line);
}

static int begin(void **state)
{
    Arena *run = arena_new();
    World *world = ARENA_NEW(run, World);

    world->run = run;
    world->findings.arena = run;
    world->said.arena = run;
    world->conninfo = scratch_create(run, &world->findings, shared.server.conninfo);
    assert_non_null(world->conninfo);
    world->db = db_open(run, &world->findings, world->conninfo);
    assert_non_null(world->db);
    world->runner = (Runner){.run = run,
                             .findings = &world->findings,
                             .db = world->db,
                             .ledger_schema = "public",
                             .wait_lock_ms = 1000,
                             .say = say,
                             .context = world};
    *state = world;
    return 0;
}

static int end(void **state)
{
    arena_free(((World *)*state)->run);
    return 0;
}

/* "ID" revises "PARENTS"; a NULL half is missing. */
static void add(World *world, const char *id, const char *parents, const char *up, const char *down)
{
    const char *text = arena_printf(world->run,
                                    "-- message of %s\n--\n-- Revision ID: %s\n-- Revises: %s\n"
                                    "-- Create Date: %03zu\n-- migrate:up%s\n",
                                    id, id, parents, world->revisions.count, up);
    const char *rest = down ? arena_printf(world->run, "-- migrate:down%s\n", down) : "";
    const char *all = arena_printf(world->run, "%s%s", text, rest);
    Revision *revision =
        revision_read(world->run, &world->findings, arena_printf(world->run, "versions/%s.sql", id),
                      (Text){all, strlen(all)});

    assert_non_null(revision);
    vec_push(world->run, &world->revisions, revision);
}

static void build(World *world)
{
    world->runner.graph = graph_build(world->run, &world->findings, &world->revisions);
    assert_non_null(world->runner.graph);
}

/* a1 - b2 - c3, one table each. */
static void build_three(World *world)
{
    add(world, "a1", "", "\nCREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);",
        "\nDROP TABLE a;");
    add(world, "b2", "a1", "\nCREATE TABLE b (id integer);", "\nDROP TABLE b;");
    add(world, "c3", "b2", "\nCREATE TABLE c (id integer);", "\nDROP TABLE c;");
    build(world);
}

static const Finding *last_finding(const World *world)
{
    assert_true(world->findings.items.count > 0);
    return world->findings.items.items[world->findings.items.count - 1];
}

static void expect_ok(const World *world, bool ok)
{
    if (!ok)
        fail_msg("%s", last_finding(world)->message);
}

static void go_up(World *world, const char *word)
{
    RunResult result;

    expect_ok(world, runner_upgrade(&world->runner, word, &result));
}

static void go_down(World *world, const char *word)
{
    RunResult result;

    expect_ok(world, runner_downgrade(&world->runner, word, &result));
}

static const Finding *expect_refused(World *world, bool ok, FindingId id, const char *message)
{
    const Finding *finding;

    assert_false(ok);
    finding = last_finding(world);
    assert_string_equal(finding_kind(finding->id)->code, finding_kind(id)->code);
    if (!strstr(finding->message, message))
        fail_msg("\"%s\" does not say \"%s\"", finding->message, message);
    return finding;
}

/* The line of the file that the finding points at, and the text there. */
static void expect_place(const World *world, const Finding *finding, size_t line, const char *text)
{
    for (size_t i = 0; i < world->revisions.count; i++) {
        const Revision *revision = world->revisions.items[i];

        if (!text_same(revision->path, finding->at.file))
            continue;
        assert_int_equal(revision_line(revision, finding->at.begin), line);
        assert_string_equal(arena_strndup(world->run, revision->text.bytes + finding->at.begin,
                                          finding->at.end - finding->at.begin),
                            text);
        return;
    }
    fail_msg("no place in a file");
}

static bool has_note(const Finding *finding, const char *text)
{
    for (size_t i = 0; i < finding->notes.count; i++)
        if (strstr(finding->notes.items[i].text, text))
            return true;
    return false;
}

/* Names of the tables outside of the system, sorted. */
static const char *tables(World *world)
{
    return ask(world->run, world->db,
               "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class "
               "WHERE relkind = 'r' AND relnamespace::regnamespace::text !~ '^(pg_|information_)'");
}

static const char *ledger_ids(World *world)
{
    return ask(world->run, world->db,
               "SELECT coalesce(string_agg(revision_id || coalesce('=' || step, ''), ' ' ORDER BY "
               "revision_id), '') FROM modelc_revisions");
}

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
    assert_int_equal(ledger.rows.items[0].up_done, -1);
    assert_null(ledger_find(&ledger, "c3"));
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
    assert_true(has_note(finding, "run it again to go on here"));
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
    expect_refused(world, runner_upgrade(&world->runner, "head", &result), FINDING_MC707,
                   "a precheck found rows");
    tell(world->run, world->db, "DELETE FROM t");
    go_up(world, "head");
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

/* The script for psql does what the runner does. */
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
    assert_true(text_starts(up, "BEGIN;\n\nCREATE TABLE IF NOT EXISTS public.modelc_revisions ("));
    assert_non_null(strstr(up, "-- Running upgrade a1 -> b2, message of b2\n\nCREATE TABLE b"));
    assert_true(text_ends(up, "COMMIT;\n\n"));
    tell(world->run, world->db, up);
    assert_string_equal(tables(world), "a b c modelc_revisions");
    assert_string_equal(ledger_ids(world), "a1 b2 c3");
    /* the runner finds its own checksums */
    go_up(world, "head");
    down = script_write(world->run, &world->findings, &backwards, DIRECTION_DOWN, "public", false);
    tell(world->run, world->db, down);
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
               "CREATE TABLE t (a integer);\n\nCOMMIT;\n\nCREATE INDEX CONCURRENTLY t_a ON t (a);"
               "\n\nBEGIN;\n\nINSERT INTO public.modelc_revisions"));
    assert_null(
        script_write(world->run, &world->findings, &nodes, DIRECTION_DOWN, "public", false));
    expect_refused(world, false, FINDING_MC812, "no \"-- migrate:down\" section");
}

static int start_shared(void **state)
{
    (void)state;
    shared = project_begin(arena_new(), "p", 0755);
    project_start(&shared);
    return 0;
}

static int stop_shared(void **state)
{
    (void)state;
    project_end(&shared);
    arena_free(shared.arena);
    return 0;
}

#define RUN(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(upgrades_and_downgrades),     RUN(records_who_and_when),
        RUN(rolls_back_what_fails),       RUN(points_at_the_character),
        RUN(reports_a_failing_commit),    RUN(refuses_transaction_control),
        RUN(refuses_what_cannot_go_down), RUN(notices_edited_and_missing_files),
        RUN(accepts_an_edit_by_stamp),    RUN(stamps),
        RUN(purges_rows_without_a_file),  RUN(refuses_another_table),
        RUN(keeps_the_ledger_elsewhere),  RUN(plans_without_touching),
        RUN(waits_for_the_lock),          RUN(runs_once_among_many),
        RUN(tries_again_while_locked),    RUN(reports_a_lost_connection),
        RUN(stops_between_revisions),     RUN(runs_steps_outside_transactions),
        RUN(goes_on_at_the_failing_step), RUN(runs_prechecks),
        RUN(reports_the_servers_remarks), RUN(writes_a_script),
        RUN(writes_steps_in_a_script),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
