#include "base/file.h"

#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(Arena *arena, const char **reason)
{
    *reason = arena_strdup(arena, strerror(errno));
    return false;
}

/* As many bytes as there are, `size` at most; false with errno. */
static bool read_some(int fd, char *bytes, size_t size, size_t *have)
{
    *have = 0;
    while (*have < size) {
        ssize_t got = read(fd, bytes + *have, size - *have);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        *have += (size_t)got;
    }
    return true;
}

bool fd_read(int fd, void *bytes, size_t length)
{
    size_t have;

    return read_some(fd, bytes, length, &have) && have == length;
}

void fd_read_rest(int fd, StrBuf *out, size_t most)
{
    char bytes[1 << 16];
    size_t have;

    while (read_some(fd, bytes, sizeof bytes, &have) && have > 0)
        strbuf_addn(out, bytes, have < most - out->length ? have : most - out->length);
}

static bool read_all(Arena *arena, int fd, size_t size, Text *out)
{
    char *bytes = arena_alloc(arena, size + 1);

    out->bytes = bytes;
    return read_some(fd, bytes, size, &out->length);
}

static bool read_open(Arena *arena, int fd, Text *out, const char **reason)
{
    struct stat info;

    if (fstat(fd, &info) != 0)
        return fail(arena, reason);
    if (!S_ISREG(info.st_mode)) {
        *reason = S_ISDIR(info.st_mode) ? "is a directory" : "is not a regular file";
        return false;
    }
    if (info.st_size > FILE_SIZE_MAX) {
        *reason = "is larger than 64 MiB";
        return false;
    }
    return read_all(arena, fd, (size_t)info.st_size, out) || fail(arena, reason);
}

bool file_read(Arena *arena, const char *path, Text *out, const char **reason)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return fail(arena, reason);

    bool ok = read_open(arena, fd, out, reason);

    close(fd);
    return ok;
}

bool fd_write(int fd, const void *bytes, size_t length)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t put = write(fd, at, length);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        at += put;
        length -= (size_t)put;
    }
    return true;
}

static bool write_file(Arena *arena, const char *path, Text text, bool fresh, bool sync,
                       const char **reason)
{
    char *temporary = arena_printf(arena, "%s.%ld.tmp", path, (long)getpid());
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

    if (fd < 0)
        return fail(arena, reason);

    bool ok = fd_write(fd, text.bytes, text.length) && (!sync || fsync(fd) == 0);

    ok = close(fd) == 0 && ok;
    /* link() refuses to replace, rename() replaces. */
    ok = ok && (fresh ? link(temporary, path) : rename(temporary, path)) == 0;
    if (!ok)
        fail(arena, reason);
    if (!ok || fresh)
        unlink(temporary);
    return ok;
}

bool file_remove(const char *path, const char **reason)
{
    if (unlink(path) == 0 || errno == ENOENT)
        return true;
    *reason = strerror(errno);
    return false;
}

bool file_write(Arena *arena, const char *path, const char *bytes, size_t length, bool fresh,
                const char **reason)
{
    return write_file(arena, path, (Text){bytes, length}, fresh, true, reason);
}

bool file_write_quick(Arena *arena, const char *path, const char *bytes, size_t length,
                      const char **reason)
{
    return write_file(arena, path, (Text){bytes, length}, false, false, reason);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool file_is_dir(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool dir_make(Arena *arena, const char *path, const char **reason)
{
    char *copy = arena_strdup(arena, path);

    for (char *p = copy + 1; *copy; p++) {
        char end = *p;

        if (end != '/' && end != '\0')
            continue;
        *p = '\0';
        if (mkdir(copy, 0777) != 0 && (errno != EEXIST || !file_is_dir(copy)))
            return fail(arena, reason);
        *p = end;
        if (end == '\0')
            break;
    }
    return true;
}

bool dir_list(Arena *arena, const char *path, StrVec *names, const char **reason)
{
    DIR *dir = opendir(path);

    if (!dir)
        return fail(arena, reason);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            vec_push(arena, names, arena_strdup(arena, entry->d_name));
    closedir(dir);
    strvec_sort(names);
    return true;
}

const char *path_join(Arena *arena, const char *dir, const char *name)
{
    if (name[0] == '/' || dir[0] == '\0' || strcmp(dir, ".") == 0)
        return arena_strdup(arena, name);
    return arena_printf(arena, "%s%s%s", dir, text_ends(dir, "/") ? "" : "/", name);
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *path_dir(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (!slash)
        return ".";
    return slash == path ? "/" : arena_strndup(arena, path, (size_t)(slash - path));
}
