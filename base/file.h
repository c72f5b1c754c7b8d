/*
 * Files and directories.  Reasons are the system's own words, for a finding to quote.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/strbuf.h"
#include "base/vec.h"

#include <stdbool.h>

typedef struct Text {
    const char *bytes; /* NUL-terminated behind `length` */
    size_t length;
} Text;

/* No file of ours is ever that large; a larger one is refused unread. */
enum { FILE_SIZE_MAX = 64 << 20 };

/* The whole regular file; false and `*reason` otherwise (a directory, unreadable, too large). */
bool file_read(Arena *arena, const char *path, Text *out, const char **reason);

/*
 * Write the file through a temporary one beside it and a rename: readers see the old bytes or
 * the new ones, never a part.  With `fresh`, fail when the file exists.
 */
bool file_write(Arena *arena, const char *path, const char *bytes, size_t length, bool fresh,
                const char **reason);

/* file_write() of what can be made again: not forced to the disk. */
bool file_write_quick(Arena *arena, const char *path, const char *bytes, size_t length,
                      const char **reason);

/* All of the bytes, to or from an open descriptor, however many parts it takes. */
bool fd_write(int fd, const void *bytes, size_t length);
bool fd_read(int fd, void *bytes, size_t length);

/* Add all that comes until the other end is closed, keep no more than `most` bytes of it. */
void fd_read_rest(int fd, StrBuf *out, size_t most);

/* False and `*reason`; a file that is not there is removed already. */
bool file_remove(const char *path, const char **reason);

bool file_exists(const char *path);
bool file_is_dir(const char *path);

/* Create the directory and those above it. */
bool dir_make(Arena *arena, const char *path, const char **reason);

/* Names in the directory, without . and .., sorted in byte order. */
bool dir_list(Arena *arena, const char *path, StrVec *names, const char **reason);

/* "a/b"; `name` alone when it is absolute or `dir` is "." or empty. */
const char *path_join(Arena *arena, const char *dir, const char *name);

/* The part behind the last slash. */
const char *path_name(const char *path);

/* The part before the last slash; "." when there is none. */
const char *path_dir(Arena *arena, const char *path);

#endif
