/*
 * A handler and no thread: a thread would make the fork that compiles the models dangerous, and
 * PQcancel() may be called from a handler.
 */
#include "modelc/interrupt.h"

#include <signal.h>
#include <unistd.h>

enum { STATUS_AFTER_SIGNAL = 128 };

struct Interrupt {
    Db *db;
    struct sigaction before[2];
    volatile sig_atomic_t came;
};

static const int signals[] = {SIGINT, SIGTERM};

/* A handler has no argument of its own. */
static Interrupt *volatile watched;

static void handle(int signal)
{
    if (!watched || watched->came)
        _exit(STATUS_AFTER_SIGNAL + signal);
    watched->came = 1;
    db_cancel(watched->db);
}

static void stop(void *arg)
{
    Interrupt *interrupt = arg;

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &interrupt->before[i], NULL);
    watched = NULL;
}

Interrupt *interrupt_watch(Arena *run, Db *db)
{
    Interrupt *interrupt = ARENA_NEW(run, Interrupt);
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};

    interrupt->db = db;
    watched = interrupt;
    arena_defer(run, stop, interrupt);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigaddset(&action.sa_mask, signals[i]);
        sigaction(signals[i], &action, &interrupt->before[i]);
    }
    return interrupt;
}

bool interrupt_came(const Interrupt *interrupt)
{
    return interrupt && interrupt->came;
}
