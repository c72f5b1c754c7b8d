#include "introspect/devwatch.h"

#include "base/file.h"
#include "introspect/db.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    TICK_MIN_MS = 100,
    TICK_MAX_MS = 30000,
    FAST_STOP_MS = 10000,
    HARD_STOP_MS = 5000,
    DYING_MS = 10000,
    STEP_MS = 10,
};

/* What the watcher holds on to; paths may become unreachable, descriptors do not. */
typedef struct Watcher {
    const DevWatch *watch;
    Arena *arena;
    int lock_fd;   /* the home's lock, not locked unless stopping */
    int marker_fd; /* <project>/.modelc */
    int data_fd;
    pid_t server;
    struct timespec stamp; /* of the lock file, when last looked at */
    time_t active_at;
} Watcher;

bool devwatch_is_over(Arena *run, const DevHome *home)
{
    int fd = open(path_join(run, home->path, "alive"), O_RDWR | O_CLOEXEC | O_NOFOLLOW);

    if (fd < 0)
        return errno == ENOENT;

    bool over = flock(fd, LOCK_EX | LOCK_NB) == 0;

    close(fd);
    return over;
}

/* Starting the server */

/* Not closed on exec: the server's processes inherit the lock. */
static bool hold_alive(const Watcher *w)
{
    const char *path = path_join(w->arena, w->watch->home->path, "alive");
    int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);

    if (fd < 0)
        return false;
    /* the children of a killed postmaster need a moment to notice */
    for (int waited = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; waited += STEP_MS) {
        if (waited >= DYING_MS)
            return false;
        process_sleep(STEP_MS);
    }
    return true;
}

/*
 * Left by a server that was killed.  PostgreSQL believes them when the process number in them was
 * given to another process, which is usual in containers; the lock is the better witness.
 */
static void remove_stale(const Watcher *w)
{
    const DevHome *home = w->watch->home;

    unlink(path_join(w->arena, home->data, "postmaster.pid"));
    unlink(path_join(w->arena, home->socket_dir, ".s.PGSQL.5432"));
    unlink(path_join(w->arena, home->socket_dir, ".s.PGSQL.5432.lock"));
}

static const char *setting(Arena *arena, const char *name, const char *value)
{
    return arena_printf(arena, "--%s=%s", name, value);
}

/*
 * No flush to disk: what a crash of the machine takes can be made again from the models and the
 * revisions.  A crash of the server alone loses nothing.
 */
static StrVec server_command(Arena *arena, const DevWatch *watch)
{
    static const char *const settings[][2] = {
        {"port",                    "5432"  },
        {"listen_addresses",        ""      },
        {"unix_socket_permissions", "0700"  },
        {"fsync",                   "off"   },
        {"full_page_writes",        "off"   },
        {"shared_buffers",          "32MB"  },
        {"max_connections",         "50"    },
        {"timezone",                "UTC"   },
        {"log_timezone",            "UTC"   },
        {"logging_collector",       "off"   },
        {"log_destination",         "stderr"},
        {"cluster_name",            "modelc"},
    };
    StrVec argv = {0};

    vec_push(arena, &argv, path_join(arena, watch->bindir, "postgres"));
    vec_push(arena, &argv, "-D");
    vec_push(arena, &argv, watch->home->data);
    vec_push(arena, &argv,
             setting(arena, "unix_socket_directories",
                     arena_printf(arena, "\"%s\"", watch->home->socket_dir)));
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        vec_push(arena, &argv, setting(arena, settings[i][0], settings[i][1]));
    vec_push(arena, &argv, NULL);
    return argv;
}

_Noreturn static void run_server(const Watcher *w, const StrVec *argv, pid_t watcher)
{
    const char *log = path_join(w->arena, w->watch->home->path, "log");
    int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW, 0600);
    sigset_t none;

    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    dup2(fd, STDOUT_FILENO);
    dup2(fd, STDERR_FILENO);
    /* the watcher may have ended before the kernel was asked to watch it */
    if (prctl(PR_SET_PDEATHSIG, SIGINT) != 0 || getppid() != watcher)
        _exit(1);
    process_exec(&w->watch->home->user, argv->items);
}

static bool start_server(Watcher *w)
{
    const StrVec argv = server_command(w->arena, w->watch);
    const pid_t watcher = getpid();

    if (!hold_alive(w))
        return false;
    remove_stale(w);
    w->data_fd = open(w->watch->home->data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    w->server = fork();
    if (w->server == 0)
        run_server(w, &argv, watcher);
    return w->server > 0;
}

/* Watching it */

static time_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static bool is_deleted(int fd)
{
    struct stat info;

    return fd < 0 || fstat(fd, &info) != 0 || info.st_nlink == 0;
}

static bool is_gone(const Watcher *w)
{
    return is_deleted(w->marker_fd) || is_deleted(w->data_fd);
}

/* A server that does not answer is taken to be at work. */
static bool has_clients(const Watcher *w)
{
    static const char sql[] = "SELECT 1 FROM pg_catalog.pg_stat_activity"
                              " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
    Arena *arena = arena_new();
    Findings findings = {.arena = arena};
    DbError error;
    Db *db = db_open(arena, &findings, w->watch->conninfo);
    Rows *rows = db ? db_query(arena, db, sql, NULL, &error) : NULL;
    bool busy = !rows || rows_count(rows) > 0;

    arena_free(arena);
    return busy;
}

/* Every modelc that uses the server touches the lock file. */
static bool was_asked_for(Watcher *w)
{
    struct stat info;

    if (fstat(w->lock_fd, &info) != 0 ||
        (info.st_mtim.tv_sec == w->stamp.tv_sec && info.st_mtim.tv_nsec == w->stamp.tv_nsec))
        return false;
    w->stamp = info.st_mtim;
    return true;
}

/* With true the lock is held, so that no modelc counts on the server while it stops. */
static bool is_idle(Watcher *w)
{
    if (was_asked_for(w) || has_clients(w))
        w->active_at = now();
    if (now() - w->active_at < (time_t)w->watch->idle_seconds ||
        flock(w->lock_fd, LOCK_EX | LOCK_NB) != 0)
        return false;
    if (!was_asked_for(w) && !has_clients(w))
        return true;
    flock(w->lock_fd, LOCK_UN);
    return false;
}

static bool has_ended(const Watcher *w)
{
    return waitpid(w->server, NULL, WNOHANG) != 0;
}

static bool end_by(const Watcher *w, int signal, int timeout_ms)
{
    kill(w->server, signal);
    for (int waited = 0; waited < timeout_ms; waited += STEP_MS) {
        if (has_ended(w))
            return true;
        process_sleep(STEP_MS);
    }
    return false;
}

static void stop_server(const Watcher *w, bool gone)
{
    if ((!gone && end_by(w, SIGINT, FAST_STOP_MS)) || end_by(w, SIGQUIT, HARD_STOP_MS))
        return;
    kill(w->server, SIGKILL);
    waitpid(w->server, NULL, 0);
}

static void block_signals(sigset_t *set)
{
    static const int handled[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP};

    sigemptyset(set);
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++) {
        signal(handled[i], SIG_DFL);
        sigaddset(set, handled[i]);
    }
    sigprocmask(SIG_SETMASK, set, NULL);
}

static void watch_server(Watcher *w, const sigset_t *signals)
{
    long tick_ms = (long)w->watch->idle_seconds * 1000 / 4;

    tick_ms = tick_ms < TICK_MIN_MS ? TICK_MIN_MS : tick_ms > TICK_MAX_MS ? TICK_MAX_MS : tick_ms;

    const struct timespec tick = {tick_ms / 1000, tick_ms % 1000 * 1000000L};

    for (w->active_at = now(); !has_ended(w);) {
        int got = sigtimedwait(signals, NULL, &tick);

        if (got == SIGCHLD)
            continue;
        if (got > 0 || is_gone(w) || is_idle(w)) {
            stop_server(w, is_gone(w));
            return;
        }
    }
}

/* What was outside the project is of no use to anybody once the project is gone. */
static void clean_up(const Watcher *w)
{
    const DevHome *home = w->watch->home;

    if (home->socket_dir != home->path)
        rmdir(home->socket_dir);
    if (home->away && is_deleted(w->marker_fd))
        process_remove_tree(home->path);
}

/* Becoming the watcher */

static void close_others(int keep)
{
    enum { FIRST = STDERR_FILENO + 1 };
    int nothing = open("/dev/null", O_RDWR);

    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        dup2(nothing, fd);
    if (keep != FIRST)
        dup3(keep, FIRST, O_CLOEXEC);
    close_range(FIRST + 1, ~0U, 0);
}

_Noreturn static void run_watcher(const DevWatch *watch, int pipe_fd)
{
    Watcher w = {.watch = watch, .arena = arena_new()};
    sigset_t signals;

    close_others(pipe_fd);
    /* as the caller: the server's user may not reach the project */
    w.lock_fd = open(path_join(w.arena, watch->home->marker, "lock"), O_RDWR | O_CLOEXEC);
    w.marker_fd = open(watch->home->marker, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    prctl(PR_SET_NAME, "modelc-dev");
    block_signals(&signals);
    if (w.lock_fd >= 0 && w.marker_fd >= 0 && process_become(&watch->home->user) &&
        start_server(&w)) {
        watch_server(&w, &signals);
        clean_up(&w);
    }
    _exit(0);
}

int devwatch_start(const DevWatch *watch)
{
    int ends[2];
    pid_t child;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    child = fork();
    if (child == 0) {
        /* twice, so that the watcher is nobody's child and has no terminal */
        setsid();
        if (fork() == 0)
            run_watcher(watch, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    if (child > 0)
        waitpid(child, NULL, 0);
    if (child > 0)
        return ends[0];
    close(ends[0]);
    return -1;
}
