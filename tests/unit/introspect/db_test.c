#include "tests/unit/introspect/shared.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>

/* One server for all the tests; each has a connection of its own in its arena. */
static Db *connect_shared(Arena *arena)
{
    Findings findings = {.arena = arena};
    Db *db = db_open(arena, &findings, shared.server.conninfo);

    assert_non_null(db);
    return db;
}

/* Connecting */

static void connects(void **state)
{
    Db *db = connect_shared(*state);

    assert_true(db_server_version(db) >= 140000);
    assert_string_equal(db_name(db), "postgres");
    assert_string_equal(db_address(db),
                        arena_printf(*state, "modelc@%s:5432/postgres", shared.server.socket_dir));
    assert_string_equal(ask(*state, db, "SHOW application_name"), "modelc");
    assert_string_equal(ask(*state, db, "SHOW client_encoding"), "UTF8");
    assert_false(db_is_lost(db));
    db_close(db);
    assert_true(db_is_lost(db));
}

static const Finding *refused(Arena *arena, const char *conninfo, FindingId id)
{
    Findings findings = {.arena = arena};

    assert_null(db_open(arena, &findings, conninfo));
    assert_int_equal(findings.items.count, 1);

    const Finding *finding = findings.items.items[0];

    assert_int_equal(finding->id, id);
    assert_null(strstr(finding->message, "secret"));
    assert_true(!finding->hint || !strstr(finding->hint, "secret"));
    return finding;
}

static void names_the_address_that_fails(void **state)
{
    const Finding *finding =
        refused(*state, "postgresql://me:secret@127.0.0.1:1/app", FINDING_MC701);

    assert_non_null(strstr(finding->message, "\"me@127.0.0.1:1/app\""));
    assert_non_null(strstr(finding->message, "Connection refused"));
    finding =
        refused(*state, "host=/nowhere port=7 user=me password=secret dbname=app", FINDING_MC701);
    assert_non_null(strstr(finding->message, "\"me@/nowhere:7/app\""));
}

static void names_the_database_that_is_missing(void **state)
{
    const char *conninfo = db_conninfo(*state, connect_shared(*state), "nope");

    assert_non_null(strstr(refused(*state, conninfo, FINDING_MC701)->message,
                           "/nope\": database \"nope\" does not exist"));
}

static void never_shows_a_password(void **state)
{
    static const char *const bad[] = {
        "postgresql://me:secret@x@127.0.0.1:1/app",
        "postgresql://me:secret/x@127.0.0.1:1/app",
        "postgresql://me:x?secret@127.0.0.1:1/app",
        "postgresql://me:%zzsecret@127.0.0.1:1/app",
        "postgresql://me:secret@[::1/app",
        "postgresql://me:secret@127.0.0.1:1/app?nonsense=1",
        "host=127.0.0.1 password=a secret",
        "host=127.0.0.1 password='secret",
        "host=127.0.0.1 password=a secret=b",
        "host=127.0.0.1 port=secret",
        "dbname=postgres://me:secret@127.0.0.1:1/app",
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(refused(*state, bad[i], FINDING_MC701)->hint);
}

static void send_message(int fd, char type, const char *body, uint32_t length)
{
    const uint32_t size = htonl(length + 4);

    assert_int_equal(write(fd, &type, 1), 1);
    assert_int_equal(write(fd, &size, sizeof size), sizeof size);
    assert_int_equal(write(fd, body, length), length);
}

/* Says what an old server says when somebody connects. */
_Noreturn static void serve_old(int listener)
{
    char start[1024];
    int fd = accept(listener, NULL, NULL);

    if (read(fd, start, sizeof start) > 0) {
        send_message(fd, 'R', "\0\0\0\0", 4);
        send_message(fd, 'S',
                     "server_version\0"
                     "13.5",
                     20);
        send_message(fd, 'Z', "I", 1);
        while (read(fd, start, sizeof start) > 0)
            continue;
    }
    _exit(0);
}

static void refuses_an_old_server(void **state)
{
    char dir[] = "/tmp/modelc-test-XXXXXX";
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);

    assert_non_null(mkdtemp(dir));
    snprintf(address.sun_path, sizeof address.sun_path, "%s/.s.PGSQL.5432", dir);
    assert_int_equal(bind(listener, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 1), 0);

    pid_t child = fork();

    if (child == 0)
        serve_old(listener);
    close(listener);

    const Finding *finding = refused(
        *state, arena_printf(*state, "host=%s port=5432 user=me dbname=app", dir), FINDING_MC703);

    assert_non_null(strstr(finding->message, "is PostgreSQL 13.5"));
    waitpid(child, NULL, 0);
    assert_true(process_remove_tree(dir));
}

static void gives_the_conninfo_of_a_sibling(void **state)
{
    Findings findings = {.arena = *state};
    Db *db = connect_shared(*state);
    Db *other = db_open(*state, &findings, db_conninfo(*state, db, "template1"));

    assert_non_null(other);
    assert_string_equal(db_name(other), "template1");
}

/* Statements */

static void returns_rows(void **state)
{
    Db *db = connect_shared(*state);
    StrVec parameters = {0};
    DbError error;

    vec_push(*state, &parameters, "one");
    vec_push(*state, &parameters, NULL);

    Rows *rows = db_query(*state, db, "SELECT $1::text AS a, $2::int AS b, generate_series(1, 3) c",
                          &parameters, &error);

    assert_non_null(rows);
    assert_int_equal(rows_count(rows), 3);
    assert_string_equal(rows_text(rows, 2, rows_column(rows, "a")), "one");
    assert_null(rows_text(rows, 0, rows_column(rows, "b")));
    assert_string_equal(rows_text(rows, 2, rows_column(rows, "c")), "3");
    assert_int_equal(rows_column(rows, "d"), -1);
    assert_null(rows_text(rows, 0, -1));
}

static void keeps_the_server_error_whole(void **state)
{
    Db *db = connect_shared(*state);
    Findings findings = {.arena = *state};
    DbError error;

    assert_null(db_query(*state, db, "SELECT sdhfjh", NULL, &error));
    assert_string_equal(error.sqlstate, "42703");
    assert_string_equal(error.message, "column \"sdhfjh\" does not exist");
    assert_int_equal(error.position, 8);

    assert_false(db_run(*state, db,
                        "SELECT 1; DO $$ BEGIN RAISE 'bad' USING DETAIL = 'more', HINT = 'Do it.',"
                        " ERRCODE = '23502'; END $$; SELECT 2",
                        &error));
    db_report(&findings, db, "cannot do it", &error);

    const Finding *finding = findings.items.items[0];

    assert_int_equal(finding->id, FINDING_MC702);
    assert_string_equal(finding->message, "cannot do it: bad (SQLSTATE 23502)");
    assert_string_equal(finding->hint, "Do it.");
    assert_int_equal(finding->notes.count, 2);
    assert_string_equal(finding->notes.items[0].text, "more");
    assert_non_null(strstr(finding->notes.items[1].text, "PL/pgSQL"));
    assert_string_equal(ask(*state, db, "SELECT 1"), "1");
}

static void refuses_copy_with_the_client(void **state)
{
    Db *db = connect_shared(*state);
    DbError error;

    tell(*state, db, "CREATE TEMP TABLE t (a int)");
    assert_false(db_run(*state, db, "COPY t FROM stdin", &error));
    assert_string_equal(error.sqlstate, "0A000");
    assert_null(db_query(*state, db, "COPY t TO stdout", NULL, &error));
    assert_string_equal(error.sqlstate, "0A000");
    assert_string_equal(ask(*state, db, "SELECT 1"), "1");
}

static void refuses_too_many_parameters(void **state)
{
    Db *db = connect_shared(*state);
    StrVec parameters = {.count = 70000};
    DbError error;

    assert_null(db_query(*state, db, "SELECT 1", &parameters, &error));
    assert_string_equal(error.message, "too many parameters");
}

static void keeps_notices(void **state)
{
    Db *db = connect_shared(*state);
    size_t count;

    tell(*state, db, "DO $$ BEGIN RAISE WARNING 'look' USING HINT = 'There.'; END $$");

    const DbNotice *notices = db_notices(db, &count);

    assert_int_equal(count, 1);
    assert_string_equal(notices[0].severity, "WARNING");
    assert_string_equal(notices[0].message, "look");
    assert_string_equal(notices[0].hint, "There.");
    db_forget_notices(db);
    tell(*state, db, "DO $$ BEGIN FOR i IN 1..200 LOOP RAISE NOTICE 'again'; END LOOP; END $$");
    db_notices(db, &count);
    assert_int_equal(count, 100);
}

static void reports_a_lost_connection(void **state)
{
    Db *db = connect_shared(*state);
    Findings findings = {.arena = *state};
    DbError error;

    db_run(*state, db, "SELECT pg_terminate_backend(pg_backend_pid())", &error);
    assert_false(db_run(*state, db, "SELECT 1", &error));
    assert_null(error.sqlstate);
    assert_true(db_is_lost(db));
    db_report(&findings, db, "cannot go on", &error);
    assert_non_null(strstr(findings.items.items[0]->message, "cannot go on: the connection to"));
}

static Db *interrupted;

static void interrupt(int signal)
{
    (void)signal;
    db_cancel(interrupted);
}

static void cancels(void **state)
{
    const struct itimerval soon = {.it_value = {.tv_usec = 100000}};
    DbError error;

    interrupted = connect_shared(*state);
    signal(SIGALRM, interrupt);
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_false(db_run(*state, interrupted, "SELECT pg_sleep(30)", &error));
    assert_string_equal(error.sqlstate, "57014");
    signal(SIGALRM, SIG_DFL);
    db_close(interrupted);
    db_cancel(interrupted);
}

/* Pipeline */

static void pipes(void **state)
{
    Db *db = connect_shared(*state);
    DbError error;

    assert_true(db_pipe_begin(db));
    assert_true(db_pipe_send(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    assert_true(db_pipe_send(db, "SELECT 7"));
    assert_true(db_pipe_send(db, "SHOW transaction_read_only"));
    assert_true(db_pipe_send(db, "COMMIT"));
    assert_true(db_pipe_flush(db));
    assert_non_null(db_pipe_take(*state, db, &error));
    assert_string_equal(rows_text(db_pipe_take(*state, db, &error), 0, 0), "7");
    assert_string_equal(rows_text(db_pipe_take(*state, db, &error), 0, 0), "on");
    assert_non_null(db_pipe_take(*state, db, &error));
    assert_null(db_pipe_take(*state, db, &error));
    assert_non_null(error.message);
    assert_true(db_pipe_end(db));
    assert_string_equal(ask(*state, db, "SELECT 1"), "1");
}

/* What is not there yet is not waited for: the second statement has no end before the lock goes. */
static void tells_what_is_there(void **state)
{
    Db *holder = connect_shared(*state), *db = connect_shared(*state);
    DbError error;

    ask(*state, holder, "SELECT pg_advisory_lock(7)");
    assert_true(db_pipe_begin(db));
    assert_false(db_pipe_has(db));
    assert_true(db_pipe_send(db, "SELECT 'first'"));
    assert_true(db_pipe_flush(db));
    assert_true(db_pipe_send(db, "SELECT pg_advisory_lock(7)"));
    assert_true(db_pipe_flush(db));
    while (!db_pipe_has(db) && !db_is_lost(db))
        ;
    assert_true(db_pipe_has(db));
    assert_string_equal(rows_text(db_pipe_take(*state, db, &error), 0, 0), "first");
    assert_false(db_pipe_has(db));
    assert_false(db_pipe_has(db));
    ask(*state, holder, "SELECT pg_advisory_unlock(7)");
    while (!db_pipe_has(db) && !db_is_lost(db))
        ;
    assert_non_null(db_pipe_take(*state, db, &error));
    assert_false(db_pipe_has(db));
    assert_true(db_pipe_end(db));
}

static void pipes_much(void **state)
{
    Db *db = connect_shared(*state);
    DbError error;

    assert_true(db_pipe_begin(db));
    for (int i = 0; i < 200; i++)
        assert_true(db_pipe_send(db, "SELECT repeat('x', 100000)"));
    for (int i = 0; i < 200; i++)
        assert_int_equal(strlen(rows_text(db_pipe_take(*state, db, &error), 0, 0)), 100000);
    assert_true(db_pipe_end(db));
}

static void skips_behind_a_failure(void **state)
{
    Db *db = connect_shared(*state);
    DbError error;

    tell(*state, db, "CREATE TEMP TABLE t (a int)");
    assert_true(db_pipe_begin(db));
    assert_true(db_pipe_send(db, "INSERT INTO t VALUES (1)"));
    assert_true(db_pipe_send(db, "SELECT nonsense"));
    assert_true(db_pipe_send(db, "INSERT INTO t VALUES (2)"));
    assert_non_null(db_pipe_take(*state, db, &error));
    assert_null(db_pipe_take(*state, db, &error));
    assert_string_equal(error.sqlstate, "42703");
    assert_null(db_pipe_take(*state, db, &error));
    assert_string_equal(error.sqlstate, "");
    assert_false(db_pipe_end(db));
    assert_string_equal(ask(*state, db, "SELECT count(*) FROM t"), "0");
}

static void drops_what_is_not_taken(void **state)
{
    Db *db = connect_shared(*state);
    DbError error;

    assert_true(db_pipe_begin(db));
    for (int i = 0; i < 5; i++)
        assert_true(db_pipe_send(db, "SELECT 1"));
    assert_non_null(db_pipe_take(*state, db, &error));
    assert_true(db_pipe_end(db));
    assert_true(db_pipe_begin(db));
    assert_true(db_pipe_send(db, "SELECT nonsense"));
    assert_true(db_pipe_send(db, "SELECT 1"));
    assert_false(db_pipe_end(db));
    assert_true(db_pipe_begin(db));
    assert_true(db_pipe_end(db));
    assert_string_equal(ask(*state, db, "SELECT 1"), "1");
}

static void survives_a_loss_in_the_pipe(void **state)
{
    Db *db = connect_shared(*state);
    DbError error;

    assert_true(db_pipe_begin(db));
    assert_true(db_pipe_send(db, "SELECT pg_terminate_backend(pg_backend_pid())"));
    assert_true(db_pipe_send(db, "SELECT 1"));
    assert_null(db_pipe_take(*state, db, &error));
    assert_null(db_pipe_take(*state, db, &error));
    assert_false(db_pipe_end(db));
    assert_true(db_is_lost(db));
    assert_false(db_pipe_begin(db) && db_pipe_send(db, "SELECT 1") && db_pipe_end(db));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(connects),
        UNIT(names_the_address_that_fails),
        UNIT(names_the_database_that_is_missing),
        UNIT(never_shows_a_password),
        UNIT(refuses_an_old_server),
        UNIT(gives_the_conninfo_of_a_sibling),
        UNIT(returns_rows),
        UNIT(keeps_the_server_error_whole),
        UNIT(refuses_copy_with_the_client),
        UNIT(refuses_too_many_parameters),
        UNIT(keeps_notices),
        UNIT(reports_a_lost_connection),
        UNIT(cancels),
        UNIT(pipes),
        UNIT(tells_what_is_there),
        UNIT(pipes_much),
        UNIT(skips_behind_a_failure),
        UNIT(drops_what_is_not_taken),
        UNIT(survives_a_loss_in_the_pipe),
    };

    return cmocka_run_group_tests(tests, start_shared, stop_shared);
}
