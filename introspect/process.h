/*
 * Running programs and functions in child processes, as another user where PostgreSQL needs it.
 */
#ifndef INTROSPECT_PROCESS_H
#define INTROSPECT_PROCESS_H

#include "base/arena.h"

#include <stdbool.h>
#include <sys/types.h>

/* Who a child is. */
typedef struct ProcessUser {
    uid_t uid;
    gid_t gid;
    const char *name;
    bool drop; /* the caller is root and the child must not be */
} ProcessUser;

/*
 * For a child right after fork(): drop root for `user` for good, keep only the environment that a
 * program needs to be found and loaded (no PG* variable may steer a private server), leave the
 * working directory, which `user` may not be able to read.  False when the system refuses.
 */
bool process_become(const ProcessUser *user);

/*
 * In a child: become the program `argv[0]`, or say on standard error why `user` cannot run it and
 * end with status 127.
 */
_Noreturn void process_exec(const ProcessUser *user, const char *const *argv);

/*
 * Run a program as `user` and wait for it.  `keep_fd` stays open in it, -1: none.
 *
 * Returns its exit status, 127 when it cannot be run, 128 + N when signal N ended it.  `*output` is
 * what it wrote, at most 64 KiB, standard output and standard error together.
 */
int process_run(Arena *arena, const ProcessUser *user, const char *const *argv, int keep_fd,
                const char **output);

/* Run `fn(context)` in a child as `user`; whether it returned true. */
bool process_call(const ProcessUser *user, bool (*fn)(const void *context), const void *context);

/* Delete the file or the directory with all below it, following no link; true when it is gone. */
bool process_remove_tree(const char *path);

/* Sleep; a signal may end it early. */
void process_sleep(unsigned milliseconds);

#endif
