#include "modelc/reader/worker.h"

#include "base/file.h"
#include "modelc/reader/cache.h"
#include "modelc/reader/clang_api.h"
#include "modelc/reader/compile.h"
#include "modelc/reader/compiled.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* The last text of a whole answer. */
static const char closing[] = "modelc";

/* More at a time need more memory than they save time. */
enum { PARTS_MAX = 4 };

/* Room in the pipe, so that a child with an answer need not wait for the parent. */
enum { PIPE_SIZE = 1024 * 1024 };

typedef struct Part {
    Sources models;
    int in, out; /* the ends of the pipe that its answer goes through; -1: closed */
} Part;

struct Worker {
    const ReaderInput *input;
    const Sources *models;
    bool alone, whole; /* see worker_begin() and compile_models() */
    VEC(Part) parts;
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

static bool answer_part(Arena *run, const Worker *worker, Part *part)
{
    Findings findings = {.arena = run};
    Units units = {0};
    StrBuf answer = {.arena = run};
    bool ok = compile_models(run, &findings, worker->input, &part->models, worker->whole, &units);

    bytes_add_number(&answer, ok);
    bytes_add_number(&answer, findings.items.count);
    for (size_t i = 0; i < findings.items.count; i++)
        finding_pack(&answer, findings.items.items[i]);
    if (!ok)
        units.count = 0;
    units_pack(&answer, &units);
    bytes_add_string(&answer, closing);
    ok = fd_write(part->out, answer.text, answer.length);
    close_end(&part->out); /* the parent need not wait until libclang's memory is given back */
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

/* The child.  Others start with the libclang that it loaded, which takes longer than their part. */
static _Noreturn void serve(Arena *run, Worker *worker)
{
    Findings unheard = {.arena = run};
    bool ok;

    if (worker->parts.count > 1)
        clang_load(run, &unheard);
    for (size_t i = 1; i < worker->parts.count; i++) {
        if (start_child() == 0) {
            for (size_t k = 0; k < worker->parts.count; k++)
                if (k != i)
                    close_end(&worker->parts.items[k].out);
            end_child(answer_part(run, worker, &worker->parts.items[i]));
        }
        close_end(&worker->parts.items[i].out);
    }
    ok = answer_part(run, worker, &worker->parts.items[0]);
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

static void abandon(void *arg)
{
    Worker *worker = arg;

    for (size_t i = 0; i < worker->parts.count; i++)
        if (worker->parts.items[i].in >= 0 && worker->child)
            kill(worker->child, SIGKILL);
    for (size_t i = 0; i < worker->parts.count; i++)
        close_end(&worker->parts.items[i].in);
    reap(worker);
}

static bool open_pipes(Worker *worker)
{
    for (size_t i = 0; i < worker->parts.count; i++) {
        int ends[2];

        if (pipe2(ends, O_CLOEXEC) != 0)
            return false;
        worker->parts.items[i].in = ends[0];
        worker->parts.items[i].out = ends[1];
        fcntl(ends[0], F_SETPIPE_SZ, PIPE_SIZE); /* a wish */
    }
    return true;
}

/* Without more processes or pipes there is no child, and worker_end() does the work itself. */
static void start(Arena *run, Worker *worker)
{
    pid_t child = open_pipes(worker) ? start_child() : -1;

    for (size_t i = 0; i < worker->parts.count; i++)
        close_end(child == 0 ? &worker->parts.items[i].in : &worker->parts.items[i].out);
    if (child == 0)
        serve(run, worker);
    worker->child = child > 0 ? child : 0;
}

/* As many at a time as there are processors for us. */
static size_t processor_count(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;

    return count < PARTS_MAX ? (size_t)count : PARTS_MAX;
}

static void add_part(Arena *run, Worker *worker, Sources models)
{
    Part part = {.models = models, .in = -1, .out = -1};

    vec_push(run, &worker->parts, part);
}

Worker *worker_begin(Arena *run, const ReaderInput *input, const Sources *models, bool alone)
{
    Worker *worker = ARENA_NEW(run, Worker);
    Parts parts = {0};

    *worker = (Worker){.input = input, .models = models, .alone = alone};
    compile_split(run, models, processor_count(), &parts);
    worker->whole = alone && parts.count == 1;
    for (size_t i = 0; i < parts.count; i++)
        add_part(run, worker, parts.items[i]);
    start(run, worker);
    arena_defer(run, abandon, worker);
    return worker;
}

static bool end_part(Arena *run, Findings *findings, const Worker *worker, Part *part, Units *units)
{
    StrBuf answer = {.arena = run};

    read_answer(part->in, worker->input, &answer);
    close_end(&part->in);
    if (is_whole(&answer))
        return take_answer(run, findings, &answer, units);
    return false;
}

/* All parts, or all of them here. */
static bool end_parts(Arena *run, Findings *findings, Worker *worker, Units *units)
{
    size_t errors = findings->error_count;
    bool ok = true;

    if (!worker->child)
        return compile_models(run, findings, worker->input, worker->models, worker->alone, units);
    for (size_t i = 0; i < worker->parts.count; i++)
        ok = end_part(run, findings, worker, &worker->parts.items[i], units) && ok;
    if (!ok && worker->whole && findings->error_count == errors)
        report_death(findings, reap(worker));
    return ok;
}

bool worker_end(Arena *run, Findings *findings, Worker *worker, Units *units)
{
    if (end_parts(run, findings, worker, units))
        return true;
    if (!worker->alone || worker->whole)
        return false;
    reap(worker);
    units->count = worker->parts.count = 0;
    worker->whole = true;
    add_part(run, worker, *worker->models);
    start(run, worker);
    return end_parts(run, findings, worker, units);
}
