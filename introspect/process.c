#include "introspect/process.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { OUTPUT_MAX = 64 << 10, CANNOT_RUN = 127 };

static bool clean_environment(void)
{
    static const char *const kept[] = {"PATH", "LD_LIBRARY_PATH", "TMPDIR"};
    enum { KEPT_COUNT = sizeof kept / sizeof *kept };
    const char *values[KEPT_COUNT];
    bool ok = true;

    for (size_t i = 0; i < KEPT_COUNT; i++)
        values[i] = getenv(kept[i]);
    ok = clearenv() == 0 && setenv("LC_ALL", "C", 1) == 0;
    for (size_t i = 0; i < KEPT_COUNT; i++)
        ok = ok && (!values[i] || setenv(kept[i], values[i], 1) == 0);
    return ok;
}

bool process_become(const ProcessUser *user)
{
    umask(077);
    if (!clean_environment() || chdir("/") != 0)
        return false;
    if (!user->drop)
        return true;
    /* no way back: setuid() by root also sets the saved user */
    return initgroups(user->name, user->gid) == 0 && setgid(user->gid) == 0 &&
           setuid(user->uid) == 0 && setuid(0) != 0;
}

_Noreturn void process_exec(const ProcessUser *user, const char *const *argv)
{
    char *const *arguments;

    /* execv() promises not to write to what it is given, but its type does not say so */
    memcpy(&arguments, &argv, sizeof argv);
    execv(argv[0], arguments);
    dprintf(STDERR_FILENO, "cannot run \"%s\" as user \"%s\": %s\n", argv[0], user->name,
            strerror(errno));
    _exit(CANNOT_RUN);
}

_Noreturn static void run_child(const ProcessUser *user, const char *const *argv, int keep_fd,
                                int output_fd)
{
    int nothing = open("/dev/null", O_RDONLY);

    dup2(nothing, STDIN_FILENO);
    dup2(output_fd, STDOUT_FILENO);
    dup2(output_fd, STDERR_FILENO);
    if (keep_fd >= 0)
        fcntl(keep_fd, F_SETFD, 0);
    if (!process_become(user)) {
        dprintf(STDERR_FILENO, "cannot become user \"%s\": %s\n", user->name, strerror(errno));
        _exit(CANNOT_RUN);
    }
    /* not to go on by itself when modelc is killed */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    process_exec(user, argv);
}

static int wait_for(pid_t child)
{
    int status;

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return CANNOT_RUN;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static const char *read_output(Arena *arena, int fd)
{
    StrBuf buf = {.arena = arena};

    fd_read_rest(fd, &buf, OUTPUT_MAX);
    return strbuf_text(&buf);
}

int process_run(Arena *arena, const ProcessUser *user, const char *const *argv, int keep_fd,
                const char **output)
{
    int ends[2];
    pid_t child;

    *output = "";
    if (pipe2(ends, O_CLOEXEC) != 0)
        return CANNOT_RUN;
    child = fork();
    if (child == 0)
        run_child(user, argv, keep_fd, ends[1]);
    close(ends[1]);
    if (child > 0)
        *output = read_output(arena, ends[0]);
    close(ends[0]);
    return child > 0 ? wait_for(child) : CANNOT_RUN;
}

bool process_call(const ProcessUser *user, bool (*fn)(const void *context), const void *context)
{
    pid_t child = fork();

    if (child == 0)
        _exit(process_become(user) && fn(context) ? 0 : 1);
    return child > 0 && wait_for(child) == 0;
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place)
{
    (void)info;
    (void)type;
    (void)place;
    remove(path);
    return 0;
}

bool process_remove_tree(const char *path)
{
    enum { OPEN_MAX_DIRS = 16 };

    nftw(path, remove_entry, OPEN_MAX_DIRS, FTW_DEPTH | FTW_PHYS);
    return access(path, F_OK) != 0 && errno == ENOENT;
}

void process_sleep(unsigned milliseconds)
{
    const struct timespec span = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000L};

    nanosleep(&span, NULL);
}
