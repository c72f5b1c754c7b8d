/*
 * Workers are forked before any connection is made.  Each takes the numbers of targets from a pipe
 * and answers with a JSON object per target.
 */
#include "modelc/fleet.h"

#include "base/clock.h"
#include "base/text.h"
#include "modelc/database.h"
#include "modelc/fleet_table.h"
#include "modelc/interrupt.h"
#include "modelc/redact.h"
#include "modelc/revisions.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REDRAW_MS = 200, ANSWER_MAX = 1 << 20 };

typedef struct Worker {
    pid_t pid;
    int tasks, answers; /* -1: closed */
    bool busy;
    size_t target; /* when busy */
    long long began_ms;
} Worker;

typedef struct Crew {
    const Fleet *fleet;
    Worker *workers;
    FleetTally tally;
    size_t next; /* target to begin */
    Json *results;
    StrVec failed;
} Crew;

/* In a worker */

static bool write_all(int fd, const void *bytes, size_t length)
{
    for (const char *p = bytes; length > 0;) {
        ssize_t count = write(fd, p, length);

        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        p += count;
        length -= (size_t)count;
    }
    return true;
}

static bool read_all(int fd, void *bytes, size_t length)
{
    for (char *p = bytes; length > 0;) {
        ssize_t count = read(fd, p, length);

        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        p += count;
        length -= (size_t)count;
    }
    return true;
}

static bool is_stopped(void *context)
{
    return interrupt_came(((const Session *)context)->interrupt);
}

static const char *findings_text(Arena *arena, const Findings *findings)
{
    StrBuf out = {.arena = arena};
    Report report = {.findings = findings};

    report_write(&out, FORMAT_TEXT, &report);
    return redact_text(arena, strbuf_text(&out));
}

static Json *ids_json(Arena *arena, const NodeVec *nodes)
{
    Json *array = json_make_array(arena);

    for (size_t i = 0; i < nodes->count; i++)
        json_add_text(array, nodes->items[i]->revision->id);
    return array;
}

static bool run_target(const Fleet *fleet, Arena *arena, const TargetDatabase *target,
                       Findings *findings, RunResult *ran)
{
    Session session = *fleet->session;
    Runner runner = *fleet->model;

    *ran = (RunResult){0};
    session.run = arena;
    runner.run = arena;
    runner.findings = findings;
    runner.db = database_open_patiently(arena, findings, target->conninfo, fleet->wait_ms);
    if (!runner.db)
        return false;
    session.interrupt = interrupt_watch(arena, runner.db);
    runner.stopped = is_stopped;
    runner.context = &session;
    if (target->schema)
        runner.ledger_schema = target->schema;
    else
        runner.stands_for = NULL;
    return fleet->way == DIRECTION_UP ? runner_upgrade(&runner, fleet->word, ran)
                                      : runner_downgrade(&runner, fleet->word, ran);
}

static const char *answer(const Fleet *fleet, Arena *arena, size_t index)
{
    const TargetDatabase *target = &fleet->targets->items[index];
    long long began_ms = clock_ms();
    Findings findings = {.arena = arena};
    RunResult ran;
    bool ok = run_target(fleet, arena, target, &findings, &ran);
    Json *object = json_make_object(arena);

    json_set_text(object, "target", target->name);
    json_set_text(object, "state", !ok ? "failed" : ran.nodes.count ? "done" : "up to date");
    json_set_value(object, "ran", ids_json(arena, &ran.nodes));
    json_set_value(object, "after", ids_json(arena, &ran.after));
    json_set_number(object, "elapsed_ms", clock_ms() - began_ms);
    if (!ok)
        json_set_text(object, "error", findings_text(arena, &findings));
    return json_write(arena, object, 0);
}

static _Noreturn void work(const Fleet *fleet, int tasks, int answers)
{
    size_t index;

    while (read_all(tasks, &index, sizeof index)) {
        Arena *arena = arena_new();
        const char *text = answer(fleet, arena, index);
        size_t length = strlen(text);
        bool ok = write_all(answers, &length, sizeof length) && write_all(answers, text, length);

        arena_free(arena);
        if (!ok)
            break;
    }
    _exit(0);
}

/* In the parent */

static bool start(Crew *crew, unsigned number)
{
    Worker *worker = &crew->workers[number];
    int tasks[2], answers[2];

    if (pipe(tasks) != 0 || pipe(answers) != 0)
        return false;
    fflush(NULL);
    worker->pid = fork();
    if (worker->pid < 0)
        return false;
    if (worker->pid == 0) {
        /* the pipes of the others must not be held open here */
        for (unsigned i = 0; i < number; i++) {
            close(crew->workers[i].tasks);
            close(crew->workers[i].answers);
        }
        close(tasks[1]);
        close(answers[0]);
        work(crew->fleet, tasks[0], answers[1]);
    }
    close(tasks[0]);
    close(answers[1]);
    worker->tasks = tasks[1];
    worker->answers = answers[0];
    return true;
}

static void give(Crew *crew, Worker *worker)
{
    bool stop = crew->tally.failed > 0 && !crew->fleet->go_on;

    worker->busy = !stop && crew->next < crew->fleet->targets->count;
    if (!worker->busy)
        return;
    worker->target = crew->next++;
    worker->began_ms = clock_ms();
    if (!write_all(worker->tasks, &worker->target, sizeof worker->target))
        worker->busy = false;
}

static void take_result(Crew *crew, Json *result)
{
    Arena *run = crew->fleet->session->run;
    const char *state = json_text(json_member(result, "state"));
    const char *name = json_text(json_member(result, "target"));

    crew->tally.done += text_same(state, "done");
    crew->tally.same += text_same(state, "up to date");
    if (text_same(state, "failed")) {
        crew->tally.failed++;
        vec_push(run, &crew->failed, name);
    }
    json_add_value(crew->results, result);
    fleet_table_result(crew->fleet, result);
}

/* A worker that died in the middle: what its target has is in the ledger. */
static void take_death(Crew *crew, Worker *worker)
{
    Arena *run = crew->fleet->session->run;
    Json *result = json_make_object(run);

    json_set_text(result, "target", crew->fleet->targets->items[worker->target].name);
    json_set_text(result, "state", "failed");
    json_set_text(result, "error", "its process was ended\n");
    take_result(crew, result);
    worker->busy = false;
    close(worker->answers);
    worker->answers = -1;
}

static void take(Crew *crew, Worker *worker)
{
    Arena *run = crew->fleet->session->run;
    size_t length = 0;
    JsonError error;
    char *text;

    if (!read_all(worker->answers, &length, sizeof length) || length > ANSWER_MAX) {
        take_death(crew, worker);
        return;
    }
    text = arena_alloc(run, length + 1);
    if (!read_all(worker->answers, text, length)) {
        take_death(crew, worker);
        return;
    }
    take_result(crew, json_read(run, text, length, &error));
    give(crew, worker);
}

static void draw(const Crew *crew)
{
    const Fleet *fleet = crew->fleet;
    Arena *scratch = arena_new();
    StrVec lines = {0};

    for (unsigned i = 0; i < fleet->jobs; i++) {
        const Worker *worker = &crew->workers[i];
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
    if (poll(ready, fleet->jobs, REDRAW_MS) <= 0)
        return true;
    fleet_table_clear(fleet);
    for (unsigned i = 0; i < fleet->jobs; i++)
        if (ready[i].revents)
            take(crew, &crew->workers[i]);
    return true;
}

static void stop(Crew *crew)
{
    for (unsigned i = 0; i < crew->fleet->jobs; i++) {
        Worker *worker = &crew->workers[i];

        if (worker->pid <= 0)
            continue;
        close(worker->tasks);
        if (worker->answers >= 0)
            close(worker->answers);
        waitpid(worker->pid, NULL, 0);
    }
}

static bool refuse_failed(const Crew *crew)
{
    Findings *findings = crew->fleet->session->findings;
    size_t left = crew->fleet->targets->count - crew->next;
    Finding *finding = finding_add(findings, FINDING_MC727, NO_RANGE,
                                   "%zu of %zu targets failed, %zu were not begun",
                                   crew->tally.failed, crew->fleet->targets->count, left);

    finding->hint = "Run it again when the cause is gone: what is done is not done twice.";
    for (size_t i = 0; i < crew->failed.count; i++)
        finding_note(findings, finding, NO_RANGE, "%s", crew->failed.items[i]);
    return false;
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

    signal(SIGPIPE, SIG_IGN);
    for (unsigned i = 0; i < fleet->jobs; i++)
        if (!start(&crew, i))
            die("cannot start a worker");
    for (unsigned i = 0; i < fleet->jobs; i++)
        give(&crew, &crew.workers[i]);
    while (await(&crew))
        continue;
    stop(&crew);
    if (result)
        json_set_value(result, "targets", crew.results);
    fleet_table_end(fleet, &crew.tally);
    return crew.tally.failed == 0 || refuse_failed(&crew);
}
