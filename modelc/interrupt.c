/* A thread that waits for signals, because a signal handler may call next to nothing. */
#include "modelc/interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

enum { STATUS_AFTER_SIGNAL = 128 };

struct Interrupt {
    Db *db;
    pthread_t thread;
    sigset_t signals, before;
    atomic_bool came, over;
};

static void *wait_signals(void *arg)
{
    Interrupt *interrupt = arg;
    int signal;

    while (sigwait(&interrupt->signals, &signal) == 0 && !atomic_load(&interrupt->over)) {
        if (atomic_exchange(&interrupt->came, true))
            _exit(STATUS_AFTER_SIGNAL + signal);
        db_cancel(interrupt->db);
    }
    return NULL;
}

static void stop(void *arg)
{
    Interrupt *interrupt = arg;

    /* A signal of its own ends the wait; cancelling a thread would unwind it half-way. */
    atomic_store(&interrupt->over, true);
    pthread_kill(interrupt->thread, SIGTERM);
    pthread_join(interrupt->thread, NULL);
    pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
}

Interrupt *interrupt_watch(Arena *run, Db *db)
{
    Interrupt *interrupt = ARENA_NEW(run, Interrupt);

    interrupt->db = db;
    sigemptyset(&interrupt->signals);
    sigaddset(&interrupt->signals, SIGINT);
    sigaddset(&interrupt->signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &interrupt->signals, &interrupt->before);
    if (pthread_create(&interrupt->thread, NULL, wait_signals, interrupt) != 0) {
        pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
        return NULL;
    }
    arena_defer(run, stop, interrupt);
    return interrupt;
}

bool interrupt_came(const Interrupt *interrupt)
{
    return interrupt && atomic_load(&interrupt->came);
}
