/*
 * Workers are forked before any connection is made.  The first signal of the user cancels what they
 * do and begins nothing further; the second one ends them.
 */
#include "modelc/fleet.h"

#include "base/clock.h"
#include "base/text.h"
#include "modelc/fleet_table.h"
#include "modelc/fleet_worker.h"
#include "modelc/interrupt.h"

#include <poll.h>
#include <signal.h>

enum { REDRAW_MS = 200 };

typedef struct Crew {
    const Fleet *fleet;
    FleetWorker *workers;
    FleetTally tally;
    size_t next; /* target to begin */
    Interrupt *interrupt;
    unsigned heard; /* signals of the user, passed on */
    Json *results;
    StrVec failed;
} Crew;

static Json *make_result(const Crew *crew, size_t target, const char *state)
{
    Arena *run = crew->fleet->session->run;
    Json *result = json_make_object(run);

    json_set_text(result, "target", crew->fleet->targets->items[target].name);
    json_set_text(result, "state", state);
    json_set_value(result, "ran", json_make_array(run));
    return result;
}

static void take_result(Crew *crew, Json *result)
{
    Arena *run = crew->fleet->session->run;
    const char *state = json_text(json_member(result, "state"));
    const char *name = json_text(json_member(result, "target"));

    crew->tally.done += text_same(state, "done");
    crew->tally.same += text_same(state, "up to date");
    crew->tally.interrupted += text_same(state, "interrupted");
    crew->tally.not_begun += text_same(state, "not begun");
    if (text_same(state, "failed")) {
        crew->tally.failed++;
        vec_push(run, &crew->failed, name);
    }
    json_add_value(crew->results, result);
    fleet_table_result(crew->fleet, result);
}

/* A worker that died in the middle: what its target has is in the ledger. */
static void take_death(Crew *crew, size_t target)
{
    Json *result = make_result(crew, target, crew->heard > 0 ? "interrupted" : "failed");

    json_set_text(result, "error", "its process was ended\n");
    take_result(crew, result);
}

static void give(Crew *crew, FleetWorker *worker)
{
    bool stop = (crew->tally.failed > 0 && !crew->fleet->go_on) || crew->tally.stopping;
    size_t target = crew->next;

    if (stop || target == crew->fleet->targets->count)
        return;
    crew->next++;
    if (!fleet_worker_give(worker, target))
        take_death(crew, target);
}

/* Another process in its place. */
static bool revive(Crew *crew, FleetWorker *worker)
{
    fleet_worker_end(worker);
    return fleet_worker_start(crew->fleet, crew->workers, (unsigned)(worker - crew->workers));
}

static void take(Crew *crew, FleetWorker *worker)
{
    Json *result = fleet_worker_take(crew->fleet->session->run, worker);

    if (result)
        take_result(crew, result);
    else
        take_death(crew, worker->target);
    if (result || revive(crew, worker))
        give(crew, worker);
}

static void draw(const Crew *crew)
{
    const Fleet *fleet = crew->fleet;
    Arena *scratch = arena_new();
    StrVec lines = {0};

    for (unsigned i = 0; i < fleet->jobs; i++) {
        const FleetWorker *worker = &crew->workers[i];
        long long ms = clock_ms() - worker->began_ms;

        if (worker->busy)
            vec_push(scratch, &lines,
                     arena_printf(scratch, "%-60.60s %4lld.%lld s",
                                  fleet->targets->items[worker->target].name, ms / 1000,
                                  ms % 1000 / 100));
    }
    fleet_table_draw(fleet, &crew->tally, &lines);
    arena_free(scratch);
}

/* Pass on what the user wants. */
static void hear(Crew *crew)
{
    unsigned count = interrupt_count(crew->interrupt);

    for (unsigned i = 0; count > crew->heard && i < crew->fleet->jobs; i++)
        fleet_worker_stop(&crew->workers[i], count > 1);
    crew->heard = count;
    crew->tally.stopping = count > 0;
}

static bool await(Crew *crew)
{
    const Fleet *fleet = crew->fleet;
    struct pollfd *ready = arena_alloc(fleet->session->run, fleet->jobs * sizeof *ready);
    bool any = false;

    for (unsigned i = 0; i < fleet->jobs; i++) {
        ready[i] = (struct pollfd){.fd = crew->workers[i].busy ? crew->workers[i].answers : -1,
                                   .events = POLLIN};
        any = any || crew->workers[i].busy;
    }
    if (!any)
        return false;
    draw(crew);

    int count = poll(ready, fleet->jobs, REDRAW_MS);

    hear(crew);
    if (count <= 0)
        return true;
    fleet_table_clear(fleet);
    for (unsigned i = 0; i < fleet->jobs; i++)
        if (ready[i].revents)
            take(crew, &crew->workers[i]);
    return true;
}

static bool refuse_rest(const Crew *crew)
{
    Session *session = crew->fleet->session;
    const FleetTally *tally = &crew->tally;
    const char *interrupted =
        tally->stopping ? arena_printf(session->run, "%zu were interrupted, ", tally->interrupted)
                        : "";
    Finding *finding = finding_add(session->findings, FINDING_MC727, NO_RANGE,
                                   "%zu of %zu targets failed, %s%zu were not begun", tally->failed,
                                   tally->all, interrupted, tally->not_begun);

    finding->hint = tally->failed > 0
                        ? "Run it again when the cause is gone: what is done is not done twice."
                        : "Run it again to go on: what is done is not done twice.";
    for (size_t i = 0; i < crew->failed.count; i++)
        finding_note(session->findings, finding, NO_RANGE, "%s", crew->failed.items[i]);
    return false;
}

static void run_crew(Crew *crew)
{
    const Fleet *fleet = crew->fleet;

    signal(SIGPIPE, SIG_IGN);
    for (unsigned i = 0; i < fleet->jobs; i++)
        if (!fleet_worker_start(fleet, crew->workers, i))
            die("cannot start a worker");
    crew->interrupt = interrupt_watch(fleet->session->run, NULL);
    for (unsigned i = 0; i < fleet->jobs; i++)
        give(crew, &crew->workers[i]);
    while (await(crew))
        continue;
    for (unsigned i = 0; i < fleet->jobs; i++)
        fleet_worker_end(&crew->workers[i]);
    for (size_t i = crew->next; i < fleet->targets->count; i++)
        take_result(crew, make_result(crew, i, "not begun"));
}

bool fleet_run(const Fleet *fleet)
{
    Session *session = fleet->session;
    Crew crew = {
        .fleet = fleet,
        .workers = arena_alloc(session->run, fleet->jobs * sizeof *crew.workers),
        .tally = {.all = fleet->targets->count},
        .results = json_make_array(session->run),
    };
    Json *result = session_result(session);

    run_crew(&crew);
    session->interrupt = crew.interrupt;
    if (result)
        json_set_value(result, "targets", crew.results);
    fleet_table_end(fleet, &crew.tally);
    return crew.tally.done + crew.tally.same == crew.tally.all || refuse_rest(&crew);
}
