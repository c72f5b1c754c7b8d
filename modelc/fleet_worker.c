#include "modelc/fleet_worker.h"

#include "base/clock.h"
#include "base/file.h"
#include "modelc/database.h"
#include "modelc/interrupt.h"
#include "modelc/redact.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANSWER_MAX = 1 << 20 };

/* In the worker */

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

static bool run_target(const Fleet *fleet, Session *session, const TargetDatabase *target,
                       RunResult *ran)
{
    Runner runner = *fleet->model;

    *ran = (RunResult){0};
    runner.run = session->run;
    runner.findings = session->findings;
    runner.db =
        database_open_patiently(session->run, session->findings, target->conninfo, fleet->wait_ms);
    if (!runner.db)
        return false;
    session->interrupt = interrupt_watch_parent(session->run, runner.db);
    runner.stopped = is_stopped;
    runner.context = session;
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
    Session session = *fleet->session;
    RunResult ran;
    bool ok;
    Json *object = json_make_object(arena);

    session.run = arena;
    session.findings = &findings;
    session.interrupt = NULL;
    ok = run_target(fleet, &session, target, &ran);
    json_set_text(object, "target", target->name);
    if (ok)
        json_set_text(object, "state", ran.nodes.count ? "done" : "up to date");
    else
        json_set_text(object, "state", is_stopped(&session) ? "interrupted" : "failed");
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

    while (fd_read(tasks, &index, sizeof index)) {
        Arena *arena = arena_new();
        const char *text = answer(fleet, arena, index);
        size_t length = strlen(text);
        bool ok = fd_write(answers, &length, sizeof length) && fd_write(answers, text, length);

        arena_free(arena);
        if (!ok)
            break;
    }
    _exit(0);
}

/*
 * Ctrl-C reaches all processes of the terminal, SIGTERM perhaps only the parent.  So that one wish
 * counts once, the workers hear the parent alone.  While no connection is open, its signal ends
 * the process: nothing can be lost then.
 */
static void hear_parent(void)
{
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGUSR1, SIG_DFL);
}

/* In the parent */

bool fleet_worker_start(const Fleet *fleet, FleetWorker *workers, unsigned number)
{
    FleetWorker *worker = &workers[number];
    int tasks[2], answers[2];

    if (pipe2(tasks, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0)
        return false;
    fflush(NULL);
    worker->pid = fork();
    if (worker->pid < 0)
        return false;
    if (worker->pid == 0) {
        hear_parent();
        /* the pipes of the others must not be held open here */
        for (unsigned i = 0; i < fleet->jobs; i++)
            if (i != number && workers[i].pid > 0) {
                close(workers[i].tasks);
                close(workers[i].answers);
            }
        close(tasks[1]);
        close(answers[0]);
        work(fleet, tasks[0], answers[1]);
    }
    close(tasks[0]);
    close(answers[1]);
    worker->tasks = tasks[1];
    worker->answers = answers[0];
    return true;
}

static void bury(FleetWorker *worker)
{
    if (worker->answers >= 0)
        close(worker->answers);
    worker->answers = -1;
    worker->busy = false;
}

bool fleet_worker_give(FleetWorker *worker, size_t target)
{
    worker->target = target;
    worker->began_ms = clock_ms();
    worker->busy = worker->answers >= 0 && fd_write(worker->tasks, &target, sizeof target);
    if (!worker->busy)
        bury(worker);
    return worker->busy;
}

Json *fleet_worker_take(Arena *run, FleetWorker *worker)
{
    size_t length = 0;
    JsonError error;
    char *text;

    if (fd_read(worker->answers, &length, sizeof length) && length <= ANSWER_MAX) {
        text = arena_alloc(run, length + 1);
        worker->busy = false;
        if (fd_read(worker->answers, text, length))
            return json_read(run, text, length, &error);
    }
    bury(worker);
    return NULL;
}

void fleet_worker_stop(const FleetWorker *worker, bool at_once)
{
    if (worker->busy)
        kill(worker->pid, at_once ? SIGKILL : SIGUSR1);
}

void fleet_worker_end(FleetWorker *worker)
{
    if (worker->pid <= 0)
        return;
    close(worker->tasks);
    bury(worker);
    while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    worker->pid = 0;
}
