/* check: do models, revisions and the live database say the same? */
#include "modelc/command.h"
#include "modelc/comparison.h"
#include "modelc/moved.h"
#include "modelc/record.h"
#include "modelc/revisions.h"

#include "base/text.h"

typedef struct CheckArgs {
    bool offline;
} CheckArgs;

static const Option check_options[] = {
    OPTION(CheckArgs, offline, .name = "offline",
           .help = "compare the models with the revisions alone, without a server"),
    {.name = NULL},
};

static void add_lines(Json *result, Arena *run, const char *key, const StrVec *lines)
{
    Json *array = json_make_array(run);

    for (size_t i = 0; i < lines->count; i++)
        json_add_text(array, lines->items[i]);
    json_set_value(result, key, array);
}

static void add_moved(Json *result, Arena *run, const Moved *moved)
{
    StrVec sides = {0};

    if (moved->models)
        vec_push(run, &sides, "models");
    if (moved->database)
        vec_push(run, &sides, "database");
    add_lines(result, run, "moved", &sides);
}

static void report_models(Session *session)
{
    finding_add(session->findings, FINDING_MC813, NO_RANGE,
                "the models changed since the head revision")
        ->hint = "Run  modelc autogen -m MESSAGE.";
}

static Status report_pending(Session *session, const Comparison *comparison)
{
    size_t pending = comparison_pending(session, comparison);
    Finding *finding = finding_add(session->findings, FINDING_MC811, NO_RANGE,
                                   "target database is not up to date: %zu pending revision%s",
                                   pending, pending == 1 ? "" : "s");

    finding->hint = "Run  modelc upgrade.";
    if (!comparison_models_as_snapshot(session))
        report_models(session);
    return STATUS_DIFFERENT;
}

static Status report_drift(Session *session, const Comparison *comparison)
{
    const StrVec *lines = &comparison->up.detected;
    Json *result = session_result(session);
    Finding *finding;
    Moved moved;

    if (!moved_find(session, comparison, &moved))
        return STATUS_ERROR;
    if (result) {
        add_lines(result, session->run, "differences", lines);
        add_moved(result, session->run, &moved);
    }
    for (size_t i = 0; !result && i < lines->count; i++)
        session_print(session, "%s\n", lines->items[i]);
    finding =
        finding_add(session->findings, FINDING_MC813, NO_RANGE, "models and database differ in %s",
                    text_count(session->run, lines->count, "place"));
    finding->hint = moved_hint(session->run, &moved);
    return STATUS_DIFFERENT;
}

/* What only the files can tell, with a server or without. */
static bool check_files(Session *session, const Comparison *comparison)
{
    /* Not as a database inside of a squashed revision sees them. */
    const Graph *graph =
        graph_build(session->run, session->findings, &comparison->graph->revisions);
    bool one_head = graph && revisions_check_heads(session, graph);
    bool recorded =
        graph && (!comparison->has_snapshot || record_check(session, graph, &comparison->snapshot));

    return one_head && recorded;
}

static bool check_snapshot(Session *session, const Graph *graph)
{
    Snapshot whole;
    bool found;

    return snapshot_read(session->run, session->findings, record_path(session), &whole, &found) &&
           (!found || record_check_objects(session, graph, &whole));
}

/* Once, so that nobody takes silence for agreement. */
static void report_unmanaged(Session *session, const StrVec *unmanaged)
{
    Json *result = session_result(session);

    if (result)
        add_lines(result, session->run, "unmanaged", unmanaged);
    if (unmanaged->count)
        finding_add(session->findings, FINDING_MC708, NO_RANGE, "not managed: %s",
                    text_join(session->run, unmanaged, ", "));
}

/* A snapshot is text, so that this needs neither a server nor its spelling. */
static Status check_offline(Session *session)
{
    Comparison comparison;

    if (!comparison_read(session, 0, &comparison))
        return STATUS_ERROR;
    if (!check_files(session, &comparison) || !check_snapshot(session, comparison.graph))
        return STATUS_DIFFERENT;
    if (comparison_models_as_snapshot(session)) {
        session_say(session, "Models and revisions are in sync.\n");
        return STATUS_DONE;
    }
    report_models(session);
    return STATUS_DIFFERENT;
}

static Status check_live(Session *session)
{
    Comparison comparison;
    Findings quiet = {.arena = session->run};

    if (!comparison_read(session, COMPARE_LIVE, &comparison) ||
        !comparison_plan(session, &quiet, &comparison, NULL))
        return STATUS_ERROR;
    if (!check_files(session, &comparison))
        return STATUS_DIFFERENT;
    if (!comparison_is_at_head(&comparison))
        return report_pending(session, &comparison);
    report_unmanaged(session, &comparison.catalog.unmanaged);
    if (comparison.up.plan.ops.count)
        return report_drift(session, &comparison);
    session_say(session, "Models, revisions and database are in sync.\n");
    return STATUS_DONE;
}

static Status run(Session *session, const void *arguments)
{
    const CheckArgs *args = arguments;

    return args->offline ? check_offline(session) : check_live(session);
}

const CommandBody check_command = {
    .options = check_options,
    .args_size = sizeof(CheckArgs),
    .about = "Exits with 0 when all three say the same, with 2 when they differ or revisions are\n"
             "pending, with 1 when it cannot tell.",
    .run = run,
};
