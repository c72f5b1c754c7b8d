#include "modelc/progress.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_MS = 1000, SLOW_MS = 1000 };

typedef struct Progress {
    Session *session;
    Db *db, *second; /* the runner's connection, and the one that looks at it */
    const char *shown;
    void (*tell)(Session *session, const RunnerEvent *event);
} Progress;

/* Lines for people */

static const char *seconds(Arena *run, long long ms)
{
    return arena_printf(run, "%lld.%lld s", ms / 1000, ms % 1000 / 100);
}

static void show_event(Session *session, const RunnerEvent *event)
{
    const char *elapsed = seconds(session->run, event->elapsed_ms);

    if (text_same(event->name, "step") && event->step > 0)
        session_say(session, "  step %zu of %zu done, %s\n", event->step, event->steps, elapsed);
    else if (text_same(event->name, "end") &&
             (event->elapsed_ms >= SLOW_MS || session->options->verbose))
        session_say(session, "  done, %s\n", elapsed);
    else if (text_same(event->name, "progress"))
        session_say(session, "  %s\n", event->line);
}

/* Lines for machines */

static void write_event(Session *session, const RunnerEvent *event)
{
    Json *object = json_make_object(session->run);

    json_set_text(object, "event", event->name);
    if (event->revision) {
        json_set_text(object, "revision", event->revision->id);
        json_set_text(object, "direction", event->way == DIRECTION_UP ? "up" : "down");
        json_set_number(object, "steps", (long long)event->steps);
        if (event->step > 0) {
            json_set_number(object, "step", (long long)event->step);
            json_set_number(object, "statement", (long long)event->statement);
        }
        json_set_number(object, "elapsed_ms", event->elapsed_ms);
    }
    if (event->line)
        json_set_text(object, "message", event->line);
    fprintf(session->err, "%s\n", json_write(session->run, object, 0));
    fflush(session->err);
}

/* What a long statement does */

static long long number(const Rows *rows, int column)
{
    const char *text = rows_text(rows, 0, column);

    return text ? strtoll(text, NULL, 10) : 0;
}

/* "building index: scanning table, 45 %". */
static const char *describe(Arena *run, const Rows *rows)
{
    const char *phase = rows_text(rows, 0, 1), *blockers = rows_text(rows, 0, 0);

    if (blockers && *blockers)
        return arena_printf(run, "waiting for a lock of process %s", blockers);
    if (!phase)
        return NULL;
    for (int i = 2; i <= 6; i += 2) {
        long long done = number(rows, i), all = number(rows, i + 1);

        if (all > 0)
            return arena_printf(run, "index: %s, %lld %%", phase, 100 * done / all);
    }
    return arena_printf(run, "index: %s", phase);
}

static Rows *look(Progress *progress)
{
    static const char sql[] =
        "SELECT pg_catalog.array_to_string(pg_catalog.pg_blocking_pids(a.pid), ', '), i.phase,"
        " i.blocks_done, i.blocks_total, i.tuples_done, i.tuples_total, i.lockers_done,"
        " i.lockers_total FROM (SELECT $1::integer AS pid) a"
        " LEFT JOIN pg_catalog.pg_stat_progress_create_index i ON i.pid = a.pid";
    Arena *run = progress->session->run;
    StrVec parameters = {0};
    DbError ignored;

    vec_push(run, &parameters, arena_printf(run, "%d", db_backend(progress->db)));
    return db_query(run, progress->second, sql, &parameters, &ignored);
}

static void watch(void *context)
{
    Progress *progress = context;
    Arena *run = progress->session->run;
    Findings quiet = {.arena = run};
    const Rows *rows;
    const char *line;

    if (!progress->second)
        progress->second =
            db_open(run, &quiet, db_conninfo(run, progress->db, db_name(progress->db)));
    rows = progress->second ? look(progress) : NULL;
    line = rows && rows_count(rows) == 1 ? describe(run, rows) : NULL;
    if (!line || text_same(line, progress->shown))
        return;
    progress->shown = line;
    progress->tell(progress->session, &(RunnerEvent){.name = "progress", .line = line});
}

/* The runner hands on the session alone, so there is a function for each way of telling. */
static void tell_text(void *context, const RunnerEvent *event)
{
    show_event(context, event);
}

static void tell_json(void *context, const RunnerEvent *event)
{
    write_event(context, event);
}

void progress_begin(Session *session, Runner *runner, const char *how)
{
    bool json = text_same(how, "json");
    Progress *progress = ARENA_NEW(session->run, Progress);

    *progress =
        (Progress){.session = session, .db = runner->db, .tell = json ? write_event : show_event};
    if (text_same(how, "none") || json)
        runner->say = NULL;
    if (text_same(how, "none"))
        return;
    runner->watch = json ? tell_json : tell_text;
    db_watch(runner->db, LOOK_MS, watch, progress);
}
