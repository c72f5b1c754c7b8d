#include "tests/unit/introspect/server.h"

#include "base/text.h"
#include "introspect/devwatch.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>

static DevStatus status_of(Project *project)
{
    DevStatus status;

    assert_true(devserver_status(project->arena, &project->findings, project->dir, &status));
    return status;
}

static Db *connect_to(Project *project, const char *conninfo)
{
    Db *db = db_open(project->arena, &project->findings, conninfo);

    if (!db)
        project_print(project);
    assert_non_null(db);
    return db;
}

/* How many processes of anybody have the file open, without asking a lock. */
static int count_holders(Arena *arena, const char *path)
{
    DIR *all = opendir("/proc");
    int holders = 0;

    for (struct dirent *process; (process = readdir(all));) {
        const char *fds = arena_printf(arena, "/proc/%s/fd", process->d_name);
        DIR *dir = isdigit((unsigned char)process->d_name[0]) ? opendir(fds) : NULL;

        for (struct dirent *fd; dir && (fd = readdir(dir));) {
            char target[PATH_MAX] = "";

            if (readlinkat(dirfd(dir), fd->d_name, target, sizeof target - 1) > 0 &&
                strcmp(target, path) == 0)
                holders++;
        }
        if (dir)
            closedir(dir);
    }
    closedir(all);
    return holders;
}

static void expect_no_process(Arena *arena, const char *home)
{
    assert_int_equal(count_holders(arena, path_join(arena, home, "alive")), 0);
}

/* Until no process has the server's lock file open; the test fails after ten seconds. */
static void wait_for_end(Arena *arena, const char *alive)
{
    for (int i = 0; i < 200; i++) {
        if (count_holders(arena, alive) == 0)
            return;
        process_sleep(50);
    }
    fail_msg("a process still holds %s", alive);
}

static long parent_of(Arena *arena, long pid)
{
    FILE *file = fopen(arena_printf(arena, "/proc/%ld/stat", pid), "r");
    long parent = 0;

    assert_non_null(file);
    assert_int_equal(fscanf(file, "%*d (%*[^)]) %*c %ld", &parent), 1);
    fclose(file);
    return parent;
}

static const Finding *only_finding(const Project *project, FindingId id)
{
    assert_int_equal(project->findings.items.count, 1);
    assert_int_equal(project->findings.items.items[0]->id, id);
    return project->findings.items.items[0];
}

/* The ordinary life */

static void starts_once_and_stops(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    DevStatus status = status_of(&project);
    bool running;

    assert_false(status.exists || status.running);
    assert_false(file_exists(path_join(*state, project.dir, ".modelc")));
    project_start(&project);
    assert_true(project.server.started);
    status = status_of(&project);
    assert_true(status.exists && status.running);
    assert_true(count_holders(*state, path_join(*state, project.server.home, "alive")) > 1);

    project_start(&project);
    assert_false(project.server.started);
    assert_int_equal(status_of(&project).pid, status.pid);
    assert_string_equal(status.conninfo, project.server.conninfo);
    assert_string_equal(ask(*state, connect_to(&project, status.conninfo), "SHOW listen_addresses"),
                        "");

    assert_true(devserver_stop(*state, &project.findings, project.dir, &running));
    assert_true(running);
    expect_no_process(*state, project.server.home);
    assert_false(status_of(&project).running);
    assert_true(devserver_stop(*state, &project.findings, project.dir, &running));
    assert_false(running);
    project_end(&project);
}

static void makes_its_database_once(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    bool created;
    const char *conninfo;

    project_start(&project);
    conninfo = devserver_database(*state, &project.findings, &project.server, &created);
    assert_true(created);
    assert_string_equal(ask(*state, connect_to(&project, conninfo), "SELECT current_database()"),
                        "dev");
    assert_non_null(devserver_database(*state, &project.findings, &project.server, &created));
    assert_false(created);

    assert_true(devserver_reset(*state, &project.findings, project.dir, NULL, &project.server));
    assert_non_null(devserver_database(*state, &project.findings, &project.server, &created));
    assert_true(created);
    project_end(&project);
}

static void is_private(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    struct stat info;

    project_start(&project);
    assert_int_equal(stat(project.server.socket_dir, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_true(info.st_uid != 0);
    project_end(&project);
}

/* Accidents */

static void kill_server(pid_t pid)
{
    assert_int_equal(kill(pid, SIGKILL), 0);
    while (kill(pid, 0) == 0)
        process_sleep(1);
}

static void comes_back_after_a_kill(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    bool created;
    const char *conninfo;

    project_start(&project);
    conninfo = devserver_database(*state, &project.findings, &project.server, &created);
    tell(*state, connect_to(&project, conninfo), "CREATE TABLE t AS SELECT 1 AS a");
    for (int i = 0; i < 3; i++) {
        kill_server((pid_t)status_of(&project).pid);
        project_start(&project);
        assert_true(project.server.started);
        assert_string_equal(ask(*state, connect_to(&project, conninfo), "SELECT a FROM t"), "1");
    }
    project_end(&project);
}

/* What a restart of the machine leaves: the files of a server whose number is another process's. */
static void is_not_fooled_by_old_files(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    const char *pid_file;
    const char *text;
    const char *reason;

    project_start(&project);
    assert_true(devserver_stop(*state, &project.findings, project.dir, NULL));
    pid_file = path_join(*state, project.server.home, "data/postmaster.pid");
    text = arena_printf(*state, "%ld\n%s/data\n1\n5432\n%s\n\n 1 1\nready   \n", (long)getpid(),
                        project.server.home, project.server.home);
    assert_true(file_write(*state, pid_file, text, strlen(text), true, &reason));
    assert_int_equal(chmod(pid_file, 0644), 0);
    assert_false(status_of(&project).running);
    project_start(&project);
    connect_to(&project, project.server.conninfo);
    project_end(&project);
}

static void ends_with_its_watcher(void **state)
{
    Project project = project_begin(*state, "p", 0755);

    project_start(&project);
    kill((pid_t)parent_of(*state, status_of(&project).pid), SIGKILL);
    wait_for_end(*state, path_join(*state, project.server.home, "alive"));
    project_start(&project);
    kill((pid_t)parent_of(*state, status_of(&project).pid), SIGTERM);
    wait_for_end(*state, path_join(*state, project.server.home, "alive"));
    project_end(&project);
}

static void repeats_an_unfinished_initdb(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    const char *data;

    project_start(&project);
    assert_true(devserver_stop(*state, &project.findings, project.dir, NULL));
    data = path_join(*state, project.server.home, "data");
    assert_int_equal(rename(data, arena_printf(*state, "%s.new", data)), 0);
    assert_int_equal(unlink(arena_printf(*state, "%s.new/global/pg_control", data)), 0);
    project_start(&project);
    connect_to(&project, project.server.conninfo);
    assert_false(file_exists(arena_printf(*state, "%s.new", data)));
    project_end(&project);
}

static void reports_a_broken_cluster(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    const Finding *finding;

    project_start(&project);
    assert_true(devserver_stop(*state, &project.findings, project.dir, NULL));
    unlink(path_join(*state, project.server.home, "data/global/pg_control"));
    assert_false(devserver_start(*state, &project.findings, project.dir, NULL, &project.server));
    finding = only_finding(&project, FINDING_MC705);
    assert_non_null(strstr(finding->message, "ended while starting"));
    assert_true(finding->notes.count > 0);
    assert_non_null(strstr(finding->hint, "modelc dev reset"));

    assert_true(devserver_reset(*state, &project.findings, project.dir, NULL, &project.server));
    connect_to(&project, project.server.conninfo);
    project_end(&project);
}

static void starts_once_for_many(void **state)
{
    enum { MANY = 6 };
    Project project = project_begin(*state, "p", 0755);
    pid_t children[MANY];
    int status;

    for (int i = 0; i < MANY; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(devserver_start(*state, &project.findings, project.dir, NULL, &project.server) &&
                          db_open(*state, &project.findings, project.server.conninfo)
                      ? project.server.started
                      : 9);
    }

    int started = 0;

    for (int i = 0; i < MANY; i++) {
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= 1);
        started += WEXITSTATUS(status);
    }
    assert_int_equal(started, 1);
    project_start(&project);
    project_end(&project);
}

/* Idleness */

static void stops_when_nobody_needs_it(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    Db *db;

    setenv("MODELC_DEV_IDLE", "1", 1);
    project_start(&project);
    unsetenv("MODELC_DEV_IDLE");
    db = connect_to(&project, project.server.conninfo);
    process_sleep(2500);
    assert_string_equal(ask(*state, db, "SELECT 1"), "1");
    db_close(db);
    wait_for_end(*state, path_join(*state, project.server.home, "alive"));
    project_end(&project);
}

static void stops_when_the_project_is_deleted(void **state, mode_t mode)
{
    Project project = project_begin(*state, "p", mode);
    const char *home;

    setenv("MODELC_DEV_IDLE", "2", 1);
    project_start(&project);
    unsetenv("MODELC_DEV_IDLE");
    home = project.server.home;
    connect_to(&project, project.server.conninfo);
    for (int i = 0; i < 100 && !process_remove_tree(project.top); i++)
        process_sleep(20);
    wait_for_end(*state, path_join(*state, home, "alive"));
    wait_for_end(*state, arena_printf(*state, "%s/alive (deleted)", home));
    assert_false(file_exists(home));
    assert_true(process_remove_tree(project.top));
}

static void stops_with_a_deleted_project_inside(void **state)
{
    stops_when_the_project_is_deleted(state, 0755);
}

static void stops_with_a_deleted_project_outside(void **state)
{
    stops_when_the_project_is_deleted(state, 0700);
}

/* Places */

static void takes_any_path(void **state)
{
    static const char *const names[] = {
        "it's a \"wéird\" $(dir) \\ %s & co; #1",
        "with,comma",
        "with\nnewline",
        ("a-very-long-directory-name-a-very-long-directory-name/"
         "a-very-long-directory-name-a-very-long-directory-name"),
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Project project = project_begin(*state, names[i], 0755);

        project_start(&project);
        connect_to(&project, project.server.conninfo);
        project_start(&project);
        assert_false(project.server.started);
        assert_true(devserver_stop(*state, &project.findings, project.dir, NULL));
        expect_no_process(*state, project.server.home);
        assert_true(text_same(project.server.home, project.server.socket_dir) ==
                    file_exists(project.server.socket_dir));
        project_end(&project);
    }
}

/* As root: the server's user cannot look into the project. */
static void goes_elsewhere_when_it_must(void **state)
{
    if (geteuid() != 0)
        skip();

    Project project = project_begin(*state, "p", 0700);
    Project copy = project;

    project_start(&project);
    assert_true(text_starts(project.server.home, "/var/tmp/modelc-"));
    connect_to(&project, project.server.conninfo);

    /* a copy of the project copies the link */
    copy.dir = path_join(*state, project.top, "copy");
    assert_int_equal(mkdir(copy.dir, 0755), 0);
    assert_int_equal(mkdir(path_join(*state, copy.dir, ".modelc"), 0755), 0);
    assert_int_equal(symlink(project.server.home, path_join(*state, copy.dir, ".modelc/server")),
                     0);
    project_start(&copy);
    assert_true(copy.server.started);
    assert_string_not_equal(copy.server.home, project.server.home);
    assert_true(devserver_stop(*state, &copy.findings, copy.dir, NULL));
    assert_true(process_remove_tree(copy.server.home));
    connect_to(&project, project.server.conninfo);
    project_end(&project);
}

static void refuses_a_planted_home(void **state)
{
    if (geteuid() != 0)
        skip();

    Project project = project_begin(*state, "p", 0700);
    const char *home;

    project_start(&project);
    home = project.server.home;
    assert_true(devserver_stop(*state, &project.findings, project.dir, NULL));
    assert_int_equal(chmod(home, 0755), 0);
    assert_false(devserver_start(*state, &project.findings, project.dir, NULL, &project.server));
    only_finding(&project, FINDING_MC705);
    assert_true(process_remove_tree(home));
    project_end(&project);
}

/* Run `body` in a child that is the user nobody; true when it says so. */
static bool as_nobody(Project *project, bool (*body)(Project *project))
{
    const struct passwd *nobody = getpwnam("nobody");
    int status;
    pid_t child;

    if (!nobody || chown(project->dir, nobody->pw_uid, nobody->pw_gid) != 0)
        return false;
    child = fork();
    if (child == 0)
        _exit(setgroups(0, NULL) == 0 && setgid(nobody->pw_gid) == 0 &&
                      setuid(nobody->pw_uid) == 0 && body(project)
                  ? 0
                  : 1);
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static bool start_and_ask(Project *project)
{
    bool created;

    if (devserver_start(project->arena, &project->findings, project->dir, NULL, &project->server)) {
        const char *conninfo =
            devserver_database(project->arena, &project->findings, &project->server, &created);

        if (conninfo && db_open(project->arena, &project->findings, conninfo))
            return true;
    }
    project_print(project);
    return false;
}

static bool start_twice_and_stop(Project *project)
{
    return start_and_ask(project) && start_and_ask(project) && !project->server.started &&
           devserver_stop(project->arena, &project->findings, project->dir, NULL) &&
           count_holders(project->arena,
                         path_join(project->arena, project->server.home, "alive")) == 0;
}

static void serves_an_ordinary_user(void **state)
{
    if (geteuid() != 0)
        skip();

    Project project = project_begin(*state, "p", 0755);

    assert_true(as_nobody(&project, start_twice_and_stop));
    /* root runs it as its owner, who can use it again afterwards */
    project_start(&project);
    assert_true(text_starts(project.server.home, project.dir));
    connect_to(&project, project.server.conninfo);
    assert_true(as_nobody(&project, start_twice_and_stop));
    project_end(&project);
}

static bool is_refused(Project *project)
{
    return !devserver_start(project->arena, &project->findings, project->dir, NULL,
                            &project->server) &&
           project->findings.items.count == 1 &&
           project->findings.items.items[0]->id == FINDING_MC705;
}

static void refuses_the_server_of_another_user(void **state)
{
    if (geteuid() != 0)
        skip();

    Project project = project_begin(*state, "p", 0755);

    project_start(&project);
    assert_true(as_nobody(&project, is_refused));
    assert_int_equal(chown(project.dir, 0, 0), 0);
    project_end(&project);
}

/* Programs */

static void says_what_is_missing(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    const Finding *finding;

    assert_false(
        devserver_start(*state, &project.findings, project.dir, "/nowhere/bin", &project.server));
    finding = only_finding(&project, FINDING_MC704);
    assert_non_null(strstr(finding->message, "\"/nowhere/bin\""));
    assert_non_null(strstr(finding->hint, "--pg-bindir"));
    project.findings = (Findings){.arena = *state};
    project.dir = path_join(*state, project.top, "missing");
    assert_false(devserver_start(*state, &project.findings, project.dir, NULL, &project.server));
    only_finding(&project, FINDING_MC705);
    project_end(&project);
}

static void keeps_to_the_version_of_the_cluster(void **state)
{
    Project project = project_begin(*state, "p", 0755);
    const char *bindir, *record, *version;
    Text recorded;
    const char *reason;

    project_start(&project);
    assert_true(devserver_stop(*state, &project.findings, project.dir, NULL));
    record = path_join(*state, project.server.home, "bindir");
    version = path_join(*state, project.server.home, "data/PG_VERSION");
    assert_true(file_read(*state, record, &recorded, &reason));
    bindir = arena_strndup(*state, recorded.bytes, recorded.length - 1);
    assert_true(file_write(*state, version, "9\n", 2, false, &reason));
    assert_int_equal(unlink(record), 0);

    assert_false(devserver_start(*state, &project.findings, project.dir, bindir, &project.server));
    only_finding(&project, FINDING_MC705);
    project.findings = (Findings){.arena = *state};
    assert_false(devserver_start(*state, &project.findings, project.dir, NULL, &project.server));
    only_finding(&project, FINDING_MC704);
    project_end(&project);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        UNIT(starts_once_and_stops),
        UNIT(makes_its_database_once),
        UNIT(is_private),
        UNIT(comes_back_after_a_kill),
        UNIT(is_not_fooled_by_old_files),
        UNIT(ends_with_its_watcher),
        UNIT(repeats_an_unfinished_initdb),
        UNIT(reports_a_broken_cluster),
        UNIT(starts_once_for_many),
        UNIT(stops_when_nobody_needs_it),
        UNIT(stops_with_a_deleted_project_inside),
        UNIT(stops_with_a_deleted_project_outside),
        UNIT(takes_any_path),
        UNIT(goes_elsewhere_when_it_must),
        UNIT(refuses_a_planted_home),
        UNIT(serves_an_ordinary_user),
        UNIT(refuses_the_server_of_another_user),
        UNIT(says_what_is_missing),
        UNIT(keeps_to_the_version_of_the_cluster),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
