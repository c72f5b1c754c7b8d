#include "modelc/interrupt.h"
#include "tests/unit/introspect/server.h"

#include <pthread.h>
#include <signal.h>

/* Sends the signal when the server works on the statement. */
static void *press_key(void *arg)
{
    usleep(300 * 1000);
    kill(getpid(), *(const int *)arg);
    return NULL;
}

static bool run_interrupted(Arena *arena, Db *db, int signal, DbError *error)
{
    pthread_t thread;
    bool ok;

    assert_int_equal(pthread_create(&thread, NULL, press_key, &signal), 0);
    ok = db_run(arena, db, "select pg_sleep(20)", error);
    pthread_join(thread, NULL);
    return ok;
}

static void a_signal_cancels_the_statement(void **state)
{
    static const int signals[] = {SIGINT, SIGTERM};
    Project project = project_begin(*state, "project", 0755);

    project_start(&project);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        Arena *run = arena_new();
        Findings findings = {.arena = run};
        Db *db = db_open(run, &findings, project.server.conninfo);
        Interrupt *interrupt = db ? interrupt_watch(run, db) : NULL;
        DbError error;

        assert_non_null(interrupt);
        assert_false(interrupt_came(interrupt));
        assert_false(run_interrupted(run, db, signals[i], &error));
        assert_string_equal(error.sqlstate, "57014");
        assert_true(interrupt_came(interrupt));
        /* the session goes on: the command's own error path may need it */
        assert_true(db_run(run, db, "select 1", &error));
        arena_free(run);
    }
    project_end(&project);
}

static void the_handlers_before_come_back(void **state)
{
    Project project = project_begin(*state, "project", 0755);
    Arena *run = arena_new();
    Findings findings = {.arena = run};
    struct sigaction action;

    project_start(&project);

    Db *db = db_open(run, &findings, project.server.conninfo);

    assert_non_null(db);
    assert_non_null(interrupt_watch(run, db));
    sigaction(SIGINT, NULL, &action);
    assert_true(action.sa_handler != SIG_DFL);
    arena_free(run);
    sigaction(SIGINT, NULL, &action);
    assert_true(action.sa_handler == SIG_DFL);
    project_end(&project);
}

static void nothing_watched_is_not_interrupted(void **state)
{
    (void)state;
    assert_false(interrupt_came(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(a_signal_cancels_the_statement),
        UNIT(the_handlers_before_come_back),
        UNIT(nothing_watched_is_not_interrupted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
