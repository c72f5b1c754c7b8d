/*
 * The process that runs a development server.
 *
 * The server outlives the command that started it, so that the next command is fast, but not its
 * use.  Its parent is a watcher, detached from terminal and command, which stops it when no client
 * was connected and no modelc asked for it for a while, when the project's directory is deleted, or
 * when the watcher is told to end.  The kernel interrupts the server when the watcher is killed,
 * and the watcher ends as soon as the server does, so that neither outlives the other.
 */
#ifndef INTROSPECT_DEVWATCH_H
#define INTROSPECT_DEVWATCH_H

#include "introspect/devhome.h"

typedef struct DevWatch {
    const DevHome *home; /* its socket_dir is set */
    const char *bindir;
    const char *conninfo;
    unsigned idle_seconds;
} DevWatch;

/*
 * Start the watcher, which starts the server.  The caller holds the lock of the home.
 *
 * Returns a file descriptor that reads as ended when the watcher is gone; -1 when the system can
 * start no process.
 */
int devwatch_start(const DevWatch *watch);

/*
 * Whether no process of the server is left.  Each of them inherited the lock on the file "alive",
 * and the system drops it with the last of them, whatever way they ended.
 */
bool devwatch_is_over(Arena *run, const DevHome *home);

#endif
