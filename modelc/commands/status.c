/* status: one screen about project and database. */
#include "base/text.h"
#include "modelc/command.h"
#include "modelc/comparison.h"
#include "modelc/project.h"
#include "modelc/revisions.h"

static const char *ids(Arena *run, const NodeVec *nodes, const char *none)
{
    StrVec names = {0};

    for (size_t i = 0; i < nodes->count; i++)
        vec_push(run, &names, nodes->items[i]->revision->id);
    return names.count ? text_join(run, &names, ", ") : none;
}

static Json *texts(Arena *run, const StrVec *items)
{
    Json *array = json_make_array(run);

    for (size_t i = 0; i < items->count; i++)
        json_add_text(array, items->items[i]);
    return array;
}

static void fill_result(Session *session, const Comparison *comparison, bool models, Json *result)
{
    int version = db_server_version(comparison->db);
    const LedgerRow *half = ledger_under_way(&comparison->ledger);

    json_set_text(result, "database", db_address(comparison->db));
    json_set_text(result, "server",
                  arena_printf(session->run, "%d.%d", version / 10000, version % 10000));
    json_set_value(result, "current", revisions_ids(session, &comparison->current));
    json_set_value(result, "heads", revisions_ids(session, &comparison->heads));
    json_set_number(result, "pending", (long long)comparison_pending(session, comparison));
    if (half) {
        json_set_text(result, "under_way", half->id);
        json_set_text(result, "state", revisions_state(session, half));
    }
    if (!models) /* then nobody knows */
        return;
    json_set_value(result, "differences", texts(session->run, &comparison->up.detected));
    json_set_value(result, "unmanaged", texts(session->run, &comparison->catalog.unmanaged));
}

static const char *models_text(const Comparison *comparison, bool models)
{
    if (!models)
        return "none here;  modelc pull  writes them";
    return comparison->up.detected.count ? "differ from the database:"
                                         : "say what the database has";
}

static void print_status(Session *session, const Comparison *comparison, bool models)
{
    Arena *run = session->run;
    const StrVec *detected = &comparison->up.detected;
    const StrVec *unmanaged = &comparison->catalog.unmanaged;
    const LedgerRow *half = ledger_under_way(&comparison->ledger);
    int version = db_server_version(comparison->db);

    session_print(session, "Database   %s (PostgreSQL %d.%d)\n", db_address(comparison->db),
                  version / 10000, version % 10000);
    session_print(session, "Current    %s\n", ids(run, &comparison->current, "base"));
    session_print(session, "Heads      %s\n", ids(run, &comparison->heads, "none"));
    session_print(session, "Pending    %zu\n", comparison_pending(session, comparison));
    if (half)
        session_print(session, "Under way  %s is %s; run  modelc %s  to go on\n", half->id,
                      revisions_state(session, half),
                      half->under_way == DIRECTION_UP ? "upgrade" : "downgrade");
    session_print(session, "Models     %s\n", models_text(comparison, models));
    for (size_t i = 0; i < detected->count; i++)
        session_print(session, "           %s\n", detected->items[i]);
    if (unmanaged->count)
        session_print(session, "Unmanaged  %s\n", text_join(run, unmanaged, ", "));
}

static Status run(Session *session, const void *arguments)
{
    Comparison comparison;
    Findings quiet = {.arena = session->run};
    Json *result = session_result(session);
    bool models = project_has_models(session);

    (void)arguments;
    if (models ? !comparison_read(session, COMPARE_LIVE, &comparison) ||
                     !comparison_plan(session, &quiet, &comparison, NULL)
               : !comparison_read_history(session, &comparison))
        return STATUS_ERROR;
    if (result)
        fill_result(session, &comparison, models, result);
    else
        print_status(session, &comparison, models);
    return STATUS_DONE;
}

const CommandBody status_command = {
    .about = "Reads only, and always ends with 0 when it could look; check is the one that judges.",
    .run = run,
};
