/*
 * Where a project's private development server lives and which user it runs as.
 *
 *     <project>/.modelc/          made by the caller's user, ignored by git
 *         lock                    one modelc at a time starts or stops the server
 *         server/                 the server's home, or a link to it: 0700, the server user's own
 *             data/               the cluster
 *             alive               locked as long as any process of the server exists
 *             bindir              the directory of the programs that made the cluster
 *             log                 what the server said since its last start
 *             socket              link to the socket's directory when the home's path is too long
 *
 * PostgreSQL refuses to run as root.  Root therefore runs it as the owner of the project, or as
 * "postgres", or as "nobody"; where that user cannot reach the project, the home is below /var/tmp.
 */
#ifndef INTROSPECT_DEVHOME_H
#define INTROSPECT_DEVHOME_H

#include "base/finding.h"
#include "introspect/process.h"

typedef struct DevHome {
    const char *project;    /* real path */
    const char *marker;     /* <project>/.modelc */
    const char *path;       /* of the home, without links */
    const char *data;       /* path/data */
    const char *socket_dir; /* where the socket is or will be; NULL when not known yet */
    bool away;              /* not below the project */
    ProcessUser user;
} DevHome;

/* Make <project>/.modelc and lock it; the result is a file descriptor, -1 and MC705 otherwise. */
int devhome_lock(Arena *run, Findings *findings, const char *project_dir);

/*
 * Find the home.  `*exists` tells whether there is one; with `make` it is made when there is not,
 * and the caller holds the lock.
 *
 * False and MC705 when it cannot be made or is not safe to use (another user's).
 */
bool devhome_find(Arena *run, Findings *findings, const char *project_dir, bool make, DevHome *home,
                  bool *exists);

/* Make sure of a private directory for the socket and set `socket_dir`; false and MC705 otherwise.
 */
bool devhome_make_socket_dir(Arena *run, Findings *findings, DevHome *home);

/* Add MC705. */
__attribute__((format(printf, 2, 3))) Finding *devhome_fail(Findings *findings, const char *format,
                                                            ...);

#endif
