/* Stamping: the ledger is written, nothing runs. */
#include "base/text.h"
#include "migrate/lock.h"
#include "migrate/runner_step.h"

typedef struct Stamp {
    NodeSet set;   /* what the ledger is to hold */
    NodeSet named; /* of it, the targets and all that they need */
} Stamp;

/* Add what the target needs, remove what is behind it; "base" empties its branch. */
static void stamp_target(const Runner *runner, const Target *target, Stamp *stamp)
{
    const Graph *graph = runner->graph;
    NodeSet below = nodeset_ancestors(runner->run, graph, &target->nodes, EDGES_ALL);
    NodeSet behind = nodeset_descendants(runner->run, graph, &target->nodes, EDGES_ALL);
    const bool *line = target->branch ? nodeset_lineage(runner->run, graph, target->branch) : NULL;
    bool base = target->nodes.count == 0;

    for (size_t i = 0; i < graph->nodes.count; i++) {
        bool removed = !below[i] && (behind[i] || (base && (!line || line[i])));

        stamp->named[i] = !removed && (stamp->named[i] || below[i]);
        stamp->set[i] = !removed && (stamp->set[i] || below[i]);
    }
}

static bool stamp_words(const Runner *runner, const StrVec *words, const NodeVec *current,
                        Stamp *stamp)
{
    for (size_t i = 0; i < words->count; i++) {
        Target target;

        if (!resolve_target(runner->run, runner->findings, runner->graph, words->items[i], current,
                            DIRECTION_ANY, &target))
            return false;
        stamp_target(runner, &target, stamp);
    }
    return true;
}

/* The rows that change; those of other branches keep what they say of their files. */
static void write_rows(const Runner *runner, const Ledger *ledger, const Stamp *stamp,
                       StrVec *statements)
{
    const Graph *graph = runner->graph;

    for (size_t i = 0; i < graph->nodes.count; i++) {
        const Revision *revision = graph->nodes.items[i]->revision;

        if (stamp->named[i])
            vec_push(runner->run, statements,
                     ledger_add_sql(runner->run, ledger->schema, revision, NULL));
        else if (!stamp->set[i] && ledger_holds(ledger, revision))
            vec_push(runner->run, statements,
                     ledger_remove_sql(runner->run, ledger->schema, revision));
    }
}

static bool write_ledger(const Runner *runner, const Ledger *ledger, const Stamp *stamp, bool purge)
{
    StrVec statements = {0};
    DbError error;

    vec_push(runner->run, &statements, "BEGIN");
    if (!ledger->exists)
        ledger_create_sql(runner->run, ledger, ledger->schema, &statements);
    if (purge)
        vec_push(runner->run, &statements, ledger_clear_sql(runner->run, ledger->schema));
    write_rows(runner, ledger, stamp, &statements);
    vec_push(runner->run, &statements, "COMMIT");
    if (db_run(runner->run, runner->db, text_join(runner->run, &statements, ";\n"), &error))
        return true;
    db_report(runner->findings, runner->db, "cannot write the ledger", &error);
    if (!db_is_lost(runner->db))
        db_run(runner->run, runner->db, "ROLLBACK", &error);
    return false;
}

static bool check_files(const Runner *runner, const Ledger *ledger)
{
    for (size_t i = 0; i < ledger->rows.count; i++)
        if (!graph_find_alias(runner->graph, ledger->rows.items[i].id))
            return ledger_check(runner->findings, runner->graph, ledger);
    return true;
}

/* Those that are under way too: a row stays until a target says otherwise. */
static NodeSet with_row(const Runner *runner, const Ledger *ledger)
{
    NodeSet set = nodeset_new(runner->run, runner->graph);

    for (size_t i = 0; i < ledger->rows.count; i++) {
        const GraphNode *node = graph_find(runner->graph, ledger->rows.items[i].id);

        if (node)
            set[node->order] = true;
    }
    for (size_t i = 0; i < runner->graph->nodes.count; i++)
        set[i] = set[i] || ledger_holds(ledger, runner->graph->nodes.items[i]->revision);
    return set;
}

static bool stamp_locked(const Runner *runner, const StrVec *words, bool purge, RunResult *result)
{
    const Graph *graph = runner->graph;
    Ledger ledger;
    NodeSet applied;
    Stamp stamp = {.named = nodeset_new(runner->run, graph)};

    if (!ledger_read(runner->run, runner->findings, runner->db, runner->ledger_schema, &ledger) ||
        (!purge && !check_files(runner, &ledger)))
        return false;
    applied = ledger_applied(runner->run, graph, &ledger);
    nodeset_heads(runner->run, graph, applied, &result->before);
    stamp.set = purge ? nodeset_new(runner->run, graph) : with_row(runner, &ledger);
    if (!stamp_words(runner, words, &result->before, &stamp) ||
        !write_ledger(runner, &ledger, &stamp, purge))
        return false;
    for (size_t i = 0; i < graph->nodes.count; i++)
        if (stamp.set[i] != applied[i])
            vec_push(runner->run, &result->nodes, graph->nodes.items[i]);
    nodeset_heads(runner->run, graph, stamp.set, &result->after);
    return true;
}

bool runner_stamp(Runner *runner, const StrVec *words, bool purge, RunResult *result)
{
    bool ok;

    *result = (RunResult){0};
    if (!runner_lock(runner))
        return false;
    ok = stamp_locked(runner, words, purge, result);
    if (!db_is_lost(runner->db))
        lock_release(runner->run, runner->db, runner->ledger_schema);
    return ok;
}
