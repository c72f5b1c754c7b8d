#include "tests/unit/introspect/shared.h"

#include "introspect/scratch.h"

#include <sys/wait.h>

static const char *count_scratch(Arena *arena)
{
    Findings findings = {.arena = arena};
    Db *db = db_open(arena, &findings, shared.server.conninfo);

    assert_non_null(db);
    return ask(arena, db, "SELECT count(*) FROM pg_database WHERE datname ~ '^modelc_scratch_'");
}

static void lasts_as_long_as_its_arena(void **state)
{
    Arena *run = arena_new();
    Findings findings = {.arena = *state};
    const char *first = scratch_create(run, &findings, shared.server.conninfo);
    const char *second = scratch_create(run, &findings, shared.server.conninfo);
    Db *db;

    assert_non_null(first);
    assert_non_null(second);
    assert_string_not_equal(first, second);
    db = db_open(run, &findings, first);
    assert_non_null(db);
    tell(*state, db, "CREATE TABLE t (a int)");
    assert_string_equal(count_scratch(*state), "2");
    arena_free(run);
    assert_string_equal(count_scratch(*state), "0");
}

static void is_like_the_database_it_serves(void **state)
{
    Arena *run = arena_new();
    Findings findings = {.arena = *state};
    Db *db = db_open(run, &findings, shared.server.conninfo);
    Db *scratch;

    tell(*state, db, "CREATE DATABASE \"Ünlike\" TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
    scratch =
        db_open(run, &findings, scratch_create(run, &findings, db_conninfo(run, db, "Ünlike")));
    assert_string_equal(ask(*state, scratch, "SHOW server_encoding"), "LATIN1");
    assert_int_equal(strncmp(db_name(scratch), "modelc_scratch_", 15), 0);
    arena_free(run);
}

static void is_dropped_while_it_is_used(void **state)
{
    Arena *run = arena_new();
    Findings findings = {.arena = *state};
    const char *conninfo = scratch_create(run, &findings, shared.server.conninfo);
    Db *user = db_open(*state, &findings, conninfo);
    DbError error;

    assert_non_null(user);
    arena_free(run);
    assert_string_equal(count_scratch(*state), "0");
    assert_false(db_run(*state, user, "SELECT 1", &error));
}

/* The creator dies without a word: the next one cleans up, and leaves those of the living. */
static void drops_what_the_dead_left(void **state)
{
    Arena *living = arena_new(), *next = arena_new();
    Findings findings = {.arena = *state};
    const char *kept = scratch_create(living, &findings, shared.server.conninfo);
    pid_t child = fork();
    int status;
    bool created;

    if (child == 0) {
        const char *left = scratch_create(*state, &findings, shared.server.conninfo);

        _exit(left && db_open(*state, &findings, left) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_string_equal(count_scratch(*state), "2");
    /* the sessions of the dead end when the server notices */
    process_sleep(200);

    /* through another database: advisory locks are per database */
    const char *dev = devserver_database(*state, &findings, &shared.server, &created);

    assert_non_null(scratch_create(next, &findings, dev));
    assert_string_equal(count_scratch(*state), "2");
    assert_non_null(db_open(*state, &findings, kept));
    arena_free(next);
    arena_free(living);
    assert_string_equal(count_scratch(*state), "0");
}

static void leaves_other_databases(void **state)
{
    Arena *run = arena_new();
    Findings findings = {.arena = *state};
    Db *db = db_open(run, &findings, shared.server.conninfo);

    tell(*state, db, "CREATE DATABASE modelc_scratch_of_mine");
    assert_non_null(scratch_create(run, &findings, shared.server.conninfo));
    assert_string_equal(
        ask(*state, db,
            "SELECT count(*) FROM pg_database WHERE datname = 'modelc_scratch_of_mine'"),
        "1");
    tell(*state, db, "DROP DATABASE modelc_scratch_of_mine");
    arena_free(run);
}

static void reports_what_is_not_allowed(void **state)
{
    Findings findings = {.arena = *state};
    Db *db = db_open(*state, &findings, shared.server.conninfo);

    tell(*state, db, "CREATE ROLE humble LOGIN");
    assert_null(scratch_create(
        *state, &findings,
        arena_printf(*state, "host='%s' user=humble dbname=postgres", shared.server.socket_dir)));
    assert_int_equal(findings.items.count, 1);
    assert_int_equal(findings.items.items[0]->id, FINDING_MC702);
    assert_string_equal(findings.items.items[0]->message,
                        "cannot create a scratch database: permission denied to create database "
                        "(SQLSTATE 42501)");
    assert_null(scratch_create(*state, &findings, "host=/nowhere"));
    assert_int_equal(findings.items.items[1]->id, FINDING_MC701);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(lasts_as_long_as_its_arena),  UNIT(is_like_the_database_it_serves),
        UNIT(is_dropped_while_it_is_used), UNIT(drops_what_the_dead_left),
        UNIT(leaves_other_databases),      UNIT(reports_what_is_not_allowed),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
