#include "modelc/reader/worker.h"

#include "base/file.h"
#include "modelc/reader/cache.h"
#include "modelc/reader/compile.h"
#include "modelc/reader/compiled.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* The last text of a whole answer. */
static const char closing[] = "modelc";

#ifdef MODELC_COVERAGE
void __gcov_dump(void);
#endif

/* The child: compile, answer, end without what belongs to the parent (buffers, handlers). */
static _Noreturn void serve(Arena *run, const ReaderInput *input, const Sources *models, bool alone,
                            int fd)
{
    Findings findings = {.arena = run};
    Units units = {0};
    StrBuf answer = {.arena = run};
    bool ok = compile_models(run, &findings, input, models, alone, &units);

    bytes_add_number(&answer, ok);
    bytes_add_number(&answer, findings.items.count);
    for (size_t i = 0; i < findings.items.count; i++)
        finding_pack(&answer, findings.items.items[i]);
    if (!ok)
        units.count = 0;
    units_pack(&answer, &units);
    bytes_add_string(&answer, closing);
    ok = fd_write(fd, answer.text, answer.length);
#ifdef MODELC_COVERAGE
    __gcov_dump();
#endif
    _exit(ok ? 0 : 1);
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

static int wait_for(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
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

static void abandon(void *arg)
{
    Worker *worker = arg;

    if (worker->child == 0)
        return;
    close(worker->fd);
    kill(worker->child, SIGKILL);
    wait_for(worker->child);
}

Worker *worker_begin(Arena *run, const ReaderInput *input, const Sources *models, bool alone)
{
    Worker *worker = ARENA_NEW(run, Worker);
    int ends[2];
    pid_t child = pipe2(ends, O_CLOEXEC) == 0 ? fork() : -2;

    *worker = (Worker){.input = input, .models = models, .alone = alone};
    if (child == 0) {
        /* whoever ends the parent ends both */
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[0]);
        serve(run, input, models, alone, ends[1]);
    }
    if (child >= -1)
        close(ends[1]);
    if (child == -1)
        close(ends[0]);
    if (child < 0) /* no more processes: then it is to be done here */
        return worker;
    worker->child = child;
    worker->fd = ends[0];
    arena_defer(run, abandon, worker);
    return worker;
}

bool worker_end(Arena *run, Findings *findings, Worker *worker, Units *units)
{
    StrBuf answer = {.arena = run};

    if (worker->child == 0)
        return compile_models(run, findings, worker->input, worker->models, worker->alone, units);
    read_answer(worker->fd, worker->input, &answer);
    close(worker->fd);

    int status = wait_for(worker->child);

    worker->child = 0;
    if (is_whole(&answer))
        return take_answer(run, findings, &answer, units);
    if (worker->alone)
        report_death(findings, status);
    return false;
}
