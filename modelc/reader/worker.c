#include "modelc/reader/worker.h"

#include "base/file.h"
#include "base/processors.h"
#include "modelc/reader/cache.h"
#include "modelc/reader/clang_api.h"
#include "modelc/reader/compile.h"
#include "modelc/reader/compiled.h"
#include "modelc/reader/job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The last text of a whole answer. */
static const char closing[] = "modelc";

/* More at a time need more memory than they save time. */
enum { PARTS_MAX = 4 };

/* Room in the pipe, so that a child with an answer need not wait for the parent. */
enum { PIPE_SIZE = 1024 * 1024 };

typedef struct Pipe {
    int in, out; /* -1: closed */
} Pipe;

struct Worker {
    const ReaderInput *input;
    const Sources *models; /* see worker_begin(), as `alone` */
    bool alone;
    Job job;
    size_t answer_count;
    Pipe answers[PARTS_MAX]; /* one for each part */
    int hands[2];            /* a socket: the job goes in at the first, the child has the second */
    pid_t child; /* compiles the first part and starts processes for the others; 0: there is none */
};

#ifdef MODELC_COVERAGE
void __gcov_dump(void);
#endif

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static bool answer_part(Arena *run, Worker *worker, size_t number)
{
    Findings findings = {.arena = run};
    Units units = {0};
    StrBuf answer = {.arena = run};
    int *out = &worker->answers[number].out;
    bool ok = compile_models(run, arena_new(), &findings, worker->input,
                             &worker->job.parts.items[number], worker->job.whole, &units);

    bytes_add_number(&answer, ok);
    bytes_add_number(&answer, findings.items.count);
    for (size_t i = 0; i < findings.items.count; i++)
        finding_pack(&answer, findings.items.items[i]);
    if (!ok)
        units.count = 0;
    units_pack(&answer, &units);
    bytes_add_string(&answer, closing);
    ok = fd_write(*out, answer.text, answer.length);
    close_end(out); /* libclang's memory is not given back: the process ends with it */
    return ok;
}

static int wait_for(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

/* End without what belongs to the parent: buffers, handlers. */
static _Noreturn void end_child(bool ok)
{
#ifdef MODELC_COVERAGE
    __gcov_dump();
#endif
    _exit(ok ? 0 : 1);
}

/* A child of ours; whoever ends us ends it too. */
static pid_t start_child(void)
{
    pid_t child = fork();

    if (child == 0)
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    return child;
}

static void keep_answer(Worker *worker, size_t number)
{
    for (size_t i = 0; i < worker->answer_count; i++)
        if (i != number)
            close_end(&worker->answers[i].out);
}

/*
 * The child.  It loads libclang while the parent reads the models; others start with what it
 * loaded, which takes longer than their part.
 */
static _Noreturn void serve(Arena *run, Worker *worker)
{
    Findings unheard = {.arena = run};
    bool ok;

    clang_load(run, &unheard);
    if (!job_receive(run, worker->hands[1], &worker->job) || worker->job.parts.count == 0)
        end_child(false);
    for (size_t i = 1; i < worker->job.parts.count; i++)
        if (start_child() == 0) {
            keep_answer(worker, i);
            end_child(answer_part(run, worker, i));
        }
    keep_answer(worker, 0);
    ok = answer_part(run, worker, 0);
    while (wait(NULL) > 0 || errno == EINTR)
        continue;
    end_child(ok);
}

enum { IDLE_MS = 2 };

static void wait_idly(int fd, const ReaderInput *input)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};

    while (input->idle && poll(&ready, 1, IDLE_MS) == 0)
        input->idle(input->idle_context);
}

static void read_answer(int fd, const ReaderInput *input, StrBuf *answer)
{
    wait_idly(fd, input);
    fd_read_rest(fd, answer, SIZE_MAX);
}

static bool take_answer(Arena *run, Findings *findings, const StrBuf *answer, Units *units)
{
    Bytes in = {strbuf_text(answer), strbuf_text(answer) + answer->length, false};
    bool ok = bytes_number(&in) != 0;
    size_t count = bytes_count(&in, FINDING_SIZE_MIN);

    for (size_t i = 0; i < count && !in.bad; i++)
        finding_unpack(&in, findings);
    units_unpack(run, &in, units);
    return !in.bad && ok;
}

static bool is_whole(const StrBuf *answer)
{
    size_t length = sizeof closing; /* with its NUL */

    return answer->length > length &&
           memcmp(answer->text + answer->length - length, closing, length) == 0;
}

static void report_death(Findings *findings, int status)
{
    Finding *finding;

    if (WIFSIGNALED(status))
        finding = finding_add(findings, FINDING_M001, NO_RANGE,
                              "libclang crashed while it compiled the models: %s",
                              strsignal(WTERMSIG(status)));
    else
        finding = finding_add(findings, FINDING_M001, NO_RANGE,
                              "the process that compiles the models ended early");
    finding->hint = "Leave models out until it goes on; another version of libclang may do better.";
}

static int reap(Worker *worker)
{
    pid_t child = worker->child;

    worker->child = 0;
    return child ? wait_for(child) : 0;
}

static void close_answers(Worker *worker, size_t first)
{
    for (size_t i = first; i < worker->answer_count; i++)
        close_end(&worker->answers[i].in);
    worker->answer_count = first;
}

static void abandon(void *arg)
{
    Worker *worker = arg;

    for (size_t i = 0; i < worker->answer_count; i++)
        if (worker->answers[i].in >= 0 && worker->child)
            kill(worker->child, SIGKILL);
    close_answers(worker, 0);
    close_end(&worker->hands[0]);
    reap(worker);
}

static bool open_pipes(Worker *worker, size_t count)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, worker->hands) != 0)
        return false;
    for (; worker->answer_count < count; worker->answer_count++) {
        int ends[2];

        if (pipe2(ends, O_CLOEXEC) != 0)
            return false;
        worker->answers[worker->answer_count] = (Pipe){ends[0], ends[1]};
        fcntl(ends[0], F_SETPIPE_SZ, PIPE_SIZE); /* a wish */
    }
    return true;
}

/* Without more processes or pipes there is no child, and worker_end() does the work itself. */
static void start(Arena *run, Worker *worker, size_t count)
{
    pid_t child;

    worker->hands[0] = worker->hands[1] = -1;
    child = open_pipes(worker, count) ? start_child() : -1;
    for (size_t i = 0; i < worker->answer_count; i++)
        close_end(child == 0 ? &worker->answers[i].in : &worker->answers[i].out);
    close_end(&worker->hands[child == 0 ? 0 : 1]);
    if (child == 0)
        serve(run, worker);
    worker->child = child > 0 ? child : 0;
}

Worker *worker_start(Arena *run, const ReaderInput *input)
{
    Worker *worker = ARENA_NEW(run, Worker);
    size_t count = processor_count();

    worker->input = input;
    start(run, worker, count < PARTS_MAX ? count : PARTS_MAX);
    arena_defer(run, abandon, worker);
    return worker;
}

/* The child dies of a job that it cannot get, which worker_end() tells. */
static void give(Arena *run, Worker *worker)
{
    close_answers(worker, worker->job.parts.count);
    if (worker->child)
        job_send(run, worker->hands[0], &worker->job);
    close_end(&worker->hands[0]);
}

void worker_begin(Arena *run, Worker *worker, const Sources *models, bool alone)
{
    worker->models = models;
    worker->alone = alone;
    compile_split(run, models, worker->answer_count, &worker->job.parts);
    worker->job.whole = alone && worker->job.parts.count == 1;
    give(run, worker);
}

static bool end_part(Arena *run, Findings *findings, Worker *worker, Pipe *pipe, Units *units)
{
    StrBuf answer = {.arena = run};

    read_answer(pipe->in, worker->input, &answer);
    close_end(&pipe->in);
    if (is_whole(&answer))
        return take_answer(run, findings, &answer, units);
    return false;
}

static bool compile_here(Arena *run, Findings *findings, const Worker *worker, Units *units)
{
    Arena *work = arena_new();
    bool ok =
        compile_models(run, work, findings, worker->input, worker->models, worker->alone, units);

    arena_free(work);
    return ok;
}

/* All parts, or all of them here. */
static bool end_parts(Arena *run, Findings *findings, Worker *worker, Units *units)
{
    size_t errors = findings->error_count;
    bool ok = true;

    if (!worker->child)
        return compile_here(run, findings, worker, units);
    for (size_t i = 0; i < worker->answer_count; i++)
        ok = end_part(run, findings, worker, &worker->answers[i], units) && ok;
    if (!ok && worker->job.whole && findings->error_count == errors)
        report_death(findings, reap(worker));
    return ok;
}

/* All models once more, as one. */
static void begin_whole(Arena *run, Worker *worker)
{
    reap(worker);
    close_answers(worker, 0);
    worker->job = (Job){.whole = true};
    vec_push(run, &worker->job.parts, *worker->models);
    start(run, worker, 1);
    give(run, worker);
}

bool worker_end(Arena *run, Findings *findings, Worker *worker, Units *units)
{
    if (end_parts(run, findings, worker, units))
        return true;
    if (!worker->alone || worker->job.whole)
        return false;
    units->count = 0;
    begin_whole(run, worker);
    return end_parts(run, findings, worker, units);
}
