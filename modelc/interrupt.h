/*
 * Ctrl-C while the server works for us: the statement is cancelled, so that the command ends by its
 * own error path and nothing is left behind.  A second one ends the process.
 */
#ifndef MODELC_INTERRUPT_H
#define MODELC_INTERRUPT_H

#include "introspect/db.h"

typedef struct Interrupt Interrupt;

/*
 * Watch SIGINT, SIGTERM and SIGHUP, unless they are ignored, for the life of `run`, which must
 * outlive neither `db` nor itself: make the watch after the connection, in the same arena.  One at
 * a time.  With `db` NULL signals are counted, and none ends the process.
 */
Interrupt *interrupt_watch(Arena *run, Db *db);

/* The same in a process whose parent hears the user: SIGUSR1 is its wish. */
Interrupt *interrupt_watch_parent(Arena *run, Db *db);

/* Whether a signal came; NULL was never interrupted. */
bool interrupt_came(const Interrupt *interrupt);

/* How many came. */
unsigned interrupt_count(const Interrupt *interrupt);

#endif
