/* The database cluster of a development server: its files and the programs that fit them. */
#ifndef INTROSPECT_DEVCLUSTER_H
#define INTROSPECT_DEVCLUSTER_H

#include "introspect/devhome.h"

/* The cluster's major version, "15"; NULL when there is none. */
const char *devcluster_version(Arena *run, const DevHome *home);

/*
 * The directory of the programs to run: those that made the cluster, or others of the same major
 * version; any when there is no cluster.  `chosen` is the user's choice or NULL.
 *
 * NULL and MC704 without them, MC705 when `chosen` is of another version.
 */
const char *devcluster_programs(Arena *run, Findings *findings, const DevHome *home,
                                const char *chosen);

/*
 * Make the cluster unless there is one; what an interrupted attempt left is removed.  The child
 * processes inherit the lock `lock_fd`.
 *
 * False and MC705, with initdb's words as notes.
 */
bool devcluster_make(Arena *run, Findings *findings, const DevHome *home, const char *bindir,
                     int lock_fd);

/* Add the last lines of `text` as notes. */
void devcluster_note_lines(Findings *findings, Finding *finding, const char *text, size_t length);

#endif
