#include "modelc/reader/share.h"

#include "base/processors.h"

#include <pthread.h>

/* So many structs are worth a thread of their own; more threads need more memory than they save. */
enum { SHARE_SIZE = 100, SHARES_MAX = 4 };

typedef struct Share {
    void (*work)(Model *model, size_t begin, size_t end);
    Model model;
    Findings findings;
    size_t begin, end;
    pthread_t thread;
    bool started;
} Share;

static void *run_share(void *arg)
{
    Share *share = arg;

    share->work(&share->model, share->begin, share->end);
    return NULL;
}

static void free_memory(void *arena)
{
    arena_free(arena);
}

/* With an arena of its own, that lives as long as the model's. */
static void begin_share(const Model *model, Share *share)
{
    Arena *own = arena_new();

    arena_defer(model->run, free_memory, own);
    share->model = *model;
    share->model.run = own;
    share->model.findings = &share->findings;
    share->findings.arena = own;
    share->started = pthread_create(&share->thread, NULL, run_share, share) == 0;
}

static void end_share(const Model *model, Share *share)
{
    if (share->started)
        pthread_join(share->thread, NULL);
    else
        run_share(share);
    findings_append(model->findings, &share->findings);
}

void model_share(Model *model, void (*work)(Model *model, size_t begin, size_t end))
{
    size_t count = model->structs.entries.count, shares = count / SHARE_SIZE;
    size_t most = processor_count() < SHARES_MAX ? processor_count() : SHARES_MAX;
    Share others[SHARES_MAX] = {0};

    if (shares > most)
        shares = most;
    for (size_t i = 1; i < shares; i++) {
        others[i].work = work;
        others[i].begin = count * i / shares;
        others[i].end = count * (i + 1) / shares;
        begin_share(model, &others[i]);
    }
    work(model, 0, shares > 1 ? count / shares : count);
    for (size_t i = 1; i < shares; i++)
        end_share(model, &others[i]);
}
