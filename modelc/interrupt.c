/*
 * A handler and no thread: a thread would make the fork that compiles the models dangerous, and
 * PQcancel() may be called from a handler.
 */
#include "modelc/interrupt.h"

#include <signal.h>
#include <unistd.h>

enum { STATUS_AFTER_SIGNAL = 128 };

enum { SIGNALS_MAX = 3 };

struct Interrupt {
    Db *db;             /* NULL: only count */
    const int *signals; /* a 0 ends them */
    struct sigaction before[SIGNALS_MAX];
    volatile sig_atomic_t count;
};

static const int of_user[] = {SIGINT, SIGTERM, SIGHUP, 0};
static const int of_parent[] = {SIGUSR1, 0};

/* A handler has no argument of its own. */
static Interrupt *volatile watched;

static void handle(int signal)
{
    if (!watched || (watched->db && watched->count > 0))
        _exit(STATUS_AFTER_SIGNAL + signal);
    watched->count++;
    if (watched->db)
        db_cancel(watched->db);
}

static void stop(void *arg)
{
    Interrupt *interrupt = arg;

    for (size_t i = 0; interrupt->signals[i]; i++)
        sigaction(interrupt->signals[i], &interrupt->before[i], NULL);
    watched = NULL;
}

static Interrupt *watch(Arena *run, Db *db, const int *signals)
{
    Interrupt *interrupt = ARENA_NEW(run, Interrupt);
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};

    interrupt->db = db;
    interrupt->signals = signals;
    watched = interrupt;
    arena_defer(run, stop, interrupt);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; signals[i]; i++)
        sigaddset(&action.sa_mask, signals[i]);
    for (size_t i = 0; signals[i]; i++) {
        sigaction(signals[i], &action, &interrupt->before[i]);
        /* nohup, or a shell that put this into the background: it is not meant for us */
        if (interrupt->before[i].sa_handler == SIG_IGN)
            signal(signals[i], SIG_IGN);
    }
    return interrupt;
}

Interrupt *interrupt_watch(Arena *run, Db *db)
{
    return watch(run, db, of_user);
}

Interrupt *interrupt_watch_parent(Arena *run, Db *db)
{
    return watch(run, db, of_parent);
}

bool interrupt_came(const Interrupt *interrupt)
{
    return interrupt && interrupt->count > 0;
}

unsigned interrupt_count(const Interrupt *interrupt)
{
    return (unsigned)interrupt->count;
}
