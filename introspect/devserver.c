#include "introspect/devserver.h"

#include "base/file.h"
#include "base/text.h"
#include "introspect/conninfo.h"
#include "introspect/db.h"
#include "introspect/devcluster.h"
#include "introspect/devwatch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    START_MS = 60000,
    STOP_FAST_MS = 12000,
    STOP_HARD_MS = 5000,
    STEP_MS = 2,
    IDLE_DEFAULT_S = 600,
};

/* The state of the server */

/*
 * Connect and ask the kernel whose socket it is: 0 when nobody listens there, -1 when the listener
 * is in another container, else the server's process.  A number read from a file may meanwhile be
 * another process.
 */
static pid_t find_listener(const DevHome *home)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct ucred peer = {0};
    socklen_t size = sizeof peer;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%s/.s.PGSQL.5432",
             home->socket_dir ? home->socket_dir : "");

    bool connected = fd >= 0 &&
                     connect(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
                     getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0;

    if (fd >= 0)
        close(fd);
    if (!connected || peer.uid != home->user.uid)
        return 0;
    if (peer.pid <= 0)
        return -1;
    /* a child that a killed server has just made still has its socket for a moment */
    return kill(peer.pid, 0) == 0 ? peer.pid : 0;
}

/* The last line of postmaster.pid says so; a path in an earlier line may hold a newline. */
static bool says_ready(Arena *run, const DevHome *home)
{
    Text text;
    const char *reason;

    if (!file_read(run, path_join(run, home->data, "postmaster.pid"), &text, &reason))
        return false;
    while (text.length > 0 && strchr(" \n", text.bytes[text.length - 1]))
        text.length--;
    return text.length > 5 && memcmp(text.bytes + text.length - 5, "ready", 5) == 0;
}

static bool is_running(Arena *run, const DevHome *home)
{
    return says_ready(run, home) && find_listener(home) != 0;
}

static const char *make_conninfo(Arena *run, const DevHome *home, const char *database)
{
    StrBuf buf = {.arena = run};

    conninfo_add(&buf, "host", home->socket_dir);
    conninfo_add(&buf, "port", "5432");
    conninfo_add(&buf, "user", "modelc");
    conninfo_add(&buf, "dbname", database);
    return strbuf_text(&buf);
}

/* Start */

static unsigned idle_seconds(void)
{
    const char *text = getenv("MODELC_DEV_IDLE");
    unsigned long seconds = text ? strtoul(text, NULL, 10) : 0;

    return seconds > 0 && seconds <= 31UL * 24 * 3600 ? (unsigned)seconds : IDLE_DEFAULT_S;
}

static bool fail_start(Arena *run, Findings *findings, const DevHome *home, const char *how)
{
    Finding *finding = devhome_fail(findings, "the development server %s", how);
    const char *path = path_join(run, home->path, "log");
    Text log;
    const char *reason;

    if (file_read(run, path, &log, &reason))
        devcluster_note_lines(findings, finding, log.bytes, log.length);
    finding->hint = arena_printf(findings->arena,
                                 "See \"%s\"; modelc dev reset starts with an empty server.", path);
    return false;
}

static bool wait_until_ready(Arena *run, Findings *findings, const DevHome *home, int watcher)
{
    struct pollfd end = {.fd = watcher, .events = POLLIN};

    for (int waited = 0; waited < START_MS; waited += STEP_MS) {
        if (is_running(run, home))
            return true;
        if (poll(&end, 1, STEP_MS) > 0)
            return fail_start(run, findings, home, "ended while starting");
    }
    return fail_start(run, findings, home, "does not answer");
}

static bool start_cold(Arena *run, Findings *findings, DevHome *home, const char *pg_bindir,
                       int lock_fd)
{
    const char *bindir = devcluster_programs(run, findings, home, pg_bindir);

    if (!bindir || !devhome_make_socket_dir(run, findings, home) ||
        !devcluster_make(run, findings, home, bindir, lock_fd))
        return false;

    const DevWatch watch = {home, bindir, make_conninfo(run, home, "postgres"), idle_seconds()};
    int watcher = devwatch_start(&watch);

    if (watcher < 0) {
        devhome_fail(findings, "cannot start a process: %s", strerror(errno));
        return false;
    }

    bool ready = wait_until_ready(run, findings, home, watcher);

    close(watcher);
    return ready;
}

static bool start_locked(Arena *run, Findings *findings, const char *project_dir,
                         const char *pg_bindir, int lock_fd, DevServer *server)
{
    DevHome home;
    bool exists;

    *server = (DevServer){0};
    if (!devhome_find(run, findings, project_dir, true, &home, &exists))
        return false;
    if (!is_running(run, &home)) {
        server->started = true;
        if (!start_cold(run, findings, &home, pg_bindir, lock_fd))
            return false;
    }
    /* the watcher takes this for use */
    futimens(lock_fd, NULL);
    server->conninfo = make_conninfo(run, &home, "postgres");
    server->home = home.path;
    server->socket_dir = home.socket_dir;
    return true;
}

bool devserver_start(Arena *run, Findings *findings, const char *project_dir, const char *pg_bindir,
                     DevServer *server)
{
    int lock_fd = devhome_lock(run, findings, project_dir);

    if (lock_fd < 0)
        return false;

    bool ok = start_locked(run, findings, project_dir, pg_bindir, lock_fd, server);

    close(lock_fd);
    return ok;
}

const char *devserver_database(Arena *run, Findings *findings, const DevServer *server,
                               bool *created)
{
    static const char duplicate[] = "42P04", raced[] = "23505";
    Db *db = db_open(run, findings, server->conninfo);
    DbError error;
    Rows *found;

    *created = false;
    if (!db)
        return NULL;
    found = db_query(run, db, "SELECT 1 FROM pg_catalog.pg_database WHERE datname = 'dev'", NULL,
                     &error);
    if (found && rows_count(found) == 0)
        *created = db_run(run, db, "CREATE DATABASE dev TEMPLATE template0", &error);

    bool ok = found && (rows_count(found) > 0 || *created || text_same(error.sqlstate, duplicate) ||
                        text_same(error.sqlstate, raced));
    const char *conninfo = db_conninfo(run, db, "dev");

    if (!ok)
        db_report(findings, db, "cannot create the development database", &error);
    db_close(db);
    return ok ? conninfo : NULL;
}

/* Stop */

/* Until no process is left, or the time is over. */
static bool wait_until_over(Arena *run, const DevHome *home, int timeout_ms)
{
    for (int waited = 0; !devwatch_is_over(run, home); waited += STEP_MS) {
        if (waited >= timeout_ms)
            return false;
        process_sleep(STEP_MS);
    }
    return true;
}

/* A server that is about to start or to end has no socket for a moment. */
static bool send_signal(Arena *run, const DevHome *home, int signal)
{
    for (int waited = 0; waited < STOP_HARD_MS; waited += STEP_MS) {
        pid_t pid = find_listener(home);

        if (pid != 0 || devwatch_is_over(run, home))
            return pid > 0 && kill(pid, signal) == 0;
        process_sleep(STEP_MS);
    }
    return false;
}

static bool stop_locked(Arena *run, Findings *findings, const char *project_dir, DevHome *home,
                        bool *was_running)
{
    bool exists;

    *was_running = false;
    if (!devhome_find(run, findings, project_dir, false, home, &exists))
        return false;
    if (!exists || devwatch_is_over(run, home))
        return true;
    *was_running = true;
    send_signal(run, home, SIGINT);
    if (wait_until_over(run, home, STOP_FAST_MS))
        return true;
    send_signal(run, home, SIGQUIT);
    if (wait_until_over(run, home, STOP_HARD_MS))
        return true;
    devhome_fail(findings, "the development server does not end")->hint =
        "It may run in another container that shares this directory; stop it there.";
    return false;
}

bool devserver_stop(Arena *run, Findings *findings, const char *project_dir, bool *was_running)
{
    bool running;
    DevHome home;

    /* do not make .modelc just to find nothing in it */
    was_running = was_running ? was_running : &running;
    *was_running = false;
    if (!file_exists(path_join(run, project_dir, ".modelc")))
        return true;

    int lock_fd = devhome_lock(run, findings, project_dir);

    if (lock_fd < 0)
        return false;

    bool ok = stop_locked(run, findings, project_dir, &home, was_running);

    close(lock_fd);
    return ok;
}

static bool remove_data(const void *path)
{
    return process_remove_tree(path);
}

bool devserver_reset(Arena *run, Findings *findings, const char *project_dir, const char *pg_bindir,
                     DevServer *server)
{
    DevHome home;
    bool was_running;
    bool ok = false;
    int lock_fd = devhome_lock(run, findings, project_dir);

    if (lock_fd < 0)
        return false;
    if (stop_locked(run, findings, project_dir, &home, &was_running)) {
        ok = !home.path || process_call(&home.user, remove_data, home.data);
        if (!ok)
            devhome_fail(findings, "cannot delete \"%s\"", home.data);
        ok = ok && start_locked(run, findings, project_dir, pg_bindir, lock_fd, server);
    }
    close(lock_fd);
    return ok;
}

bool devserver_status(Arena *run, Findings *findings, const char *project_dir, DevStatus *status)
{
    DevHome home;
    bool exists;

    *status = (DevStatus){0};
    if (!devhome_find(run, findings, project_dir, false, &home, &exists))
        return false;
    if (!exists)
        return true;

    pid_t pid = find_listener(&home);

    status->home = home.path;
    status->socket_dir = home.socket_dir;
    status->version = devcluster_version(run, &home);
    status->exists = status->version != NULL;
    status->running = pid != 0 && says_ready(run, &home);
    status->pid = pid > 0 ? pid : 0;
    if (home.socket_dir)
        status->conninfo = make_conninfo(run, &home, "postgres");
    return true;
}
