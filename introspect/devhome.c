#include "introspect/devhome.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { LOCK_WAIT_MS = 60000, LOCK_STEP_MS = 10, HASH_SHORT = 16 };

Finding *devhome_fail(Findings *findings, const char *format, ...)
{
    va_list args;

    va_start(args, format);

    const char *text = arena_vprintf(findings->arena, format, args);

    va_end(args);
    return finding_add(findings, FINDING_MC705, NO_RANGE, "%s", text);
}

static bool find_project(Arena *run, Findings *findings, const char *project_dir, DevHome *home)
{
    char absolute[PATH_MAX];

    if (!realpath(project_dir, absolute)) {
        devhome_fail(findings, "cannot find the project directory \"%s\": %s", project_dir,
                     strerror(errno));
        return false;
    }
    *home = (DevHome){.project = arena_strdup(run, absolute)};
    home->marker = path_join(run, home->project, ".modelc");
    return true;
}

/* The lock */

/* What root makes in another user's project is that user's. */
static void give_to_owner(const DevHome *home, const char *path)
{
    struct stat info;

    if (geteuid() == 0 && stat(home->project, &info) == 0 && info.st_uid != 0)
        (void)!lchown(path, info.st_uid, info.st_gid);
}

static bool make_marker(Arena *run, Findings *findings, const DevHome *home)
{
    const char *ignore = path_join(run, home->marker, ".gitignore");
    const char *reason = NULL;

    if (file_exists(ignore))
        return true;
    if (!dir_make(run, home->marker, &reason) ||
        (!file_write(run, ignore, "*\n", 2, true, &reason) && !file_exists(ignore))) {
        devhome_fail(findings, "cannot write to \"%s\": %s", home->marker, reason);
        return false;
    }
    give_to_owner(home, home->marker);
    give_to_owner(home, ignore);
    return true;
}

static bool wait_for_lock(int fd)
{
    for (int waited = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; waited += LOCK_STEP_MS) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || waited >= LOCK_WAIT_MS)
            return false;
        process_sleep(LOCK_STEP_MS);
    }
    return true;
}

int devhome_lock(Arena *run, Findings *findings, const char *project_dir)
{
    DevHome home;

    if (!find_project(run, findings, project_dir, &home) || !make_marker(run, findings, &home))
        return -1;

    const char *path = path_join(run, home.marker, "lock");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0) {
        devhome_fail(findings, "cannot open \"%s\": %s", path, strerror(errno));
        return -1;
    }
    give_to_owner(&home, path);
    if (wait_for_lock(fd))
        return fd;
    devhome_fail(findings, "cannot lock \"%s\": %s", path, strerror(errno))->hint =
        "Another modelc is starting or stopping the development server; wait for it, or end it.";
    close(fd);
    return -1;
}

/* The user */

static bool use_account(Arena *run, const struct passwd *account, ProcessUser *user)
{
    if (!account || account->pw_uid == 0)
        return false;
    *user = (ProcessUser){.uid = account->pw_uid,
                          .gid = account->pw_gid,
                          .name = arena_strdup(run, account->pw_name),
                          .drop = geteuid() == 0};
    return true;
}

static bool choose_user(Arena *run, Findings *findings, DevHome *home)
{
    struct stat info;

    if (geteuid() != 0) {
        home->user = (ProcessUser){.uid = geteuid(), .gid = getegid(), .name = "this user"};
        return true;
    }
    if (stat(home->project, &info) == 0 && use_account(run, getpwuid(info.st_uid), &home->user))
        return true;
    if (use_account(run, getpwnam("postgres"), &home->user) ||
        use_account(run, getpwnam("nobody"), &home->user))
        return true;
    devhome_fail(findings, "there is no unprivileged user to run the server as")->hint =
        "PostgreSQL does not run as root; add a user \"postgres\", or run modelc as another user.";
    return false;
}

/* The directories */

static bool is_private(const char *path, uid_t owner)
{
    struct stat info;

    return lstat(path, &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == owner &&
           (info.st_mode & 077) == 0;
}

static bool make_private(const void *path)
{
    return mkdir(path, 0700) == 0 || (errno == EEXIST && is_private(path, geteuid()));
}

static bool can_work_in(const void *path)
{
    return chdir(path) == 0 && access(".", R_OK | W_OK | X_OK) == 0;
}

static const char *short_hash(Arena *run, const DevHome *home)
{
    return arena_strndup(run, hash_text(run, home->project, strlen(home->project)), HASH_SHORT);
}

static const char *away_path(Arena *run, const DevHome *home)
{
    return arena_printf(run, "/var/tmp/modelc-%u-%s", (unsigned)home->user.uid,
                        short_hash(run, home));
}

static const char *read_link(Arena *run, const char *path)
{
    char target[PATH_MAX];
    ssize_t length = readlink(path, target, sizeof target);

    return length > 0 ? arena_strndup(run, target, (size_t)length) : NULL;
}

static bool use_home(Arena *run, DevHome *home, const char *path, bool away)
{
    home->path = path;
    home->data = path_join(run, path, "data");
    home->away = away;
    return true;
}

/* In the project: only where the server's user gets there, on a file system that has owners. */
static bool make_inside(const DevHome *home, const char *server)
{
    if (mkdir(server, 0700) != 0)
        return false;
    if ((!home->user.drop || chown(server, home->user.uid, home->user.gid) == 0) &&
        is_private(server, home->user.uid) && process_call(&home->user, can_work_in, server))
        return true;
    rmdir(server);
    return false;
}

static bool make_home(Arena *run, Findings *findings, DevHome *home, const char *server)
{
    const char *away = away_path(run, home);

    unlink(server); /* a link that belongs to another project, copied with it */
    if (make_inside(home, server))
        return use_home(run, home, server, false);
    if (process_call(&home->user, make_private, away) && is_private(away, home->user.uid) &&
        symlink(away, server) == 0) {
        give_to_owner(home, server);
        return use_home(run, home, away, true);
    }
    devhome_fail(findings, "cannot make a private directory at \"%s\" or \"%s\"", server, away)
        ->hint = arena_printf(findings->arena,
                              "The server's files must belong to \"%s\" and to nobody else.",
                              home->user.name);
    return false;
}

/* A home inside the project belongs to the user that made it, which root then runs it as. */
static bool use_inside(Arena *run, Findings *findings, DevHome *home, const char *server,
                       const struct stat *info)
{
    bool mine = geteuid() == 0 ? use_account(run, getpwuid(info->st_uid), &home->user)
                               : info->st_uid == geteuid();

    if (mine && is_private(server, home->user.uid))
        return use_home(run, home, server, false);
    devhome_fail(findings, "\"%s\" is not a private directory of \"%s\"", server, home->user.name)
        ->hint = "Another user made it; run modelc as that user, or delete the directory.";
    return false;
}

static void find_socket_dir(Arena *run, DevHome *home);

bool devhome_find(Arena *run, Findings *findings, const char *project_dir, bool make, DevHome *home,
                  bool *exists)
{
    struct stat info;

    *exists = false;
    if (!find_project(run, findings, project_dir, home) || !choose_user(run, findings, home))
        return false;

    const char *server = path_join(run, home->marker, "server");
    const char *target = read_link(run, server);
    const char *away = target ? away_path(run, home) : NULL;

    if (lstat(server, &info) == 0 && S_ISDIR(info.st_mode))
        *exists = use_inside(run, findings, home, server, &info);
    else if (target && text_same(target, away) && is_private(away, home->user.uid))
        *exists = use_home(run, home, away, true);
    else if (make)
        *exists = make_home(run, findings, home, server);
    else
        return true;
    if (*exists)
        find_socket_dir(run, home);
    return *exists;
}

/* The socket */

/*
 * A socket's path has at most 107 bytes; libpq splits a host at commas, and the server's list of
 * directories has quotes and commas.
 */
static bool can_hold_socket(const char *dir)
{
    static const size_t limit = sizeof((struct sockaddr_un){0}.sun_path);

    for (const char *p = dir; *p; p++)
        if ((unsigned char)*p < ' ' || *p == ',' || *p == '"')
            return false;
    return strlen(dir) + strlen("/.s.PGSQL.5432") < limit;
}

static void find_socket_dir(Arena *run, DevHome *home)
{
    const char *linked = read_link(run, path_join(run, home->path, "socket"));

    if (can_hold_socket(home->path))
        home->socket_dir = home->path;
    else if (linked && can_hold_socket(linked) && is_private(linked, home->user.uid))
        home->socket_dir = linked;
}

typedef struct Link {
    const char *target, *path;
} Link;

static bool make_linked(const void *context)
{
    const Link *link = context;

    if (!make_private(link->target))
        return false;
    unlink(link->path);
    return symlink(link->target, link->path) == 0;
}

bool devhome_make_socket_dir(Arena *run, Findings *findings, DevHome *home)
{
    const char *runtime = home->user.drop ? NULL : getenv("XDG_RUNTIME_DIR");
    const char *name =
        arena_printf(run, "modelc-%u-%s", (unsigned)home->user.uid, short_hash(run, home));
    const char *dirs[] = {runtime && *runtime == '/' ? runtime : "/tmp", "/tmp"};

    for (size_t i = 0; !home->socket_dir && i < sizeof dirs / sizeof *dirs; i++) {
        const Link link = {path_join(run, dirs[i], name), path_join(run, home->path, "socket")};

        if (can_hold_socket(link.target) && process_call(&home->user, make_linked, &link))
            home->socket_dir = link.target;
    }
    if (!home->socket_dir)
        devhome_fail(findings, "cannot make a private directory \"/tmp/%s\" for the socket", name);
    return home->socket_dir != NULL;
}
