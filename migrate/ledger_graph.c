/* The ledger and the files: what is applied, and whether they agree. */
#include "migrate/ledger.h"

#include "base/text.h"

/*
 * Whether the database is past all that the revision replaces.  They were one line, so that the
 * last one tells.
 */
static bool is_past(const Ledger *ledger, const Revision *revision)
{
    const LedgerRow *row =
        revision->replaces.count
            ? ledger_find(ledger, revision->replaces.items[revision->replaces.count - 1])
            : NULL;

    return row && row->under_way == DIRECTION_ANY;
}

bool ledger_holds(const Ledger *ledger, const Revision *revision)
{
    for (size_t i = 0; i < revision->replaces.count; i++)
        if (ledger_find(ledger, revision->replaces.items[i]))
            return true;
    return ledger_find(ledger, revision->id) != NULL;
}

NodeSet ledger_applied(Arena *run, const Graph *graph, const Ledger *ledger)
{
    NodeSet set = nodeset_new(run, graph);

    for (size_t i = 0; i < ledger->rows.count; i++) {
        const LedgerRow *row = &ledger->rows.items[i];
        const GraphNode *node = graph_find(graph, row->id);

        if (node && row->under_way == DIRECTION_ANY)
            set[node->order] = true;
    }
    for (size_t i = 0; graph->aliases.entries.count && i < graph->nodes.count; i++) {
        const Revision *revision = graph->nodes.items[i]->revision;

        if (revision->replaces.count && !ledger_find(ledger, revision->id))
            set[i] = is_past(ledger, revision);
    }
    return set;
}

static bool check_row(Findings *findings, const Graph *graph, const Ledger *ledger,
                      const LedgerRow *row)
{
    const Revision *revision = graph_file(graph, row->id);

    if (!revision && map_get(&graph->aliases, row->id))
        return true;
    if (!revision) {
        finding_add(findings, FINDING_MC810, NO_RANGE,
                    "revision \"%s\" is in the ledger \"%s." LEDGER_TABLE
                    "\" (applied %s by %s) but has no file",
                    row->id, ledger->schema, row->applied_at, row->applied_by)
            ->hint = "Bring its file back, perhaps from another branch of the repository; \"modelc "
                     "stamp --purge REV\" makes the ledger anew.";
        return false;
    }
    /* One that failed midway may be corrected, but for what is done: job_run() looks at that. */
    if (row->under_way == DIRECTION_UP || text_same(row->checksum, revision->checksum))
        return true;
    finding_add(
        findings, FINDING_MC809, (Range){.file = revision->path},
        "this file was edited after its revision \"%s\" was applied (ledger \"%s." LEDGER_TABLE
        "\", %s by %s)",
        row->id, ledger->schema, row->applied_at, row->applied_by)
        ->hint = "Restore the file and write a new revision; if the database already is as the "
                 "file says, \"modelc stamp current\" accepts it.";
    return false;
}

bool ledger_check(Findings *findings, const Graph *graph, const Ledger *ledger)
{
    bool ok = true;

    for (size_t i = 0; i < ledger->rows.count; i++)
        ok = check_row(findings, graph, ledger, &ledger->rows.items[i]) && ok;
    return ok;
}

/* A database inside */

static bool is_inside(const Ledger *ledger, const Revision *revision)
{
    return revision->replaces.count && !ledger_find(ledger, revision->id) &&
           ledger_holds(ledger, revision) && !is_past(ledger, revision);
}

/* Whether another one that is replaced too stands for it. */
static bool is_replaced_twice(const Graph *graph, const Revision *revision, const char *id)
{
    for (size_t i = 0; i < revision->replaces.count; i++) {
        const Revision *other = graph_file(graph, revision->replaces.items[i]);

        if (other && strvec_has(&other->replaces, id))
            return true;
    }
    return false;
}

static const char *missing_file(const Graph *graph, const Revision *revision)
{
    for (size_t i = 0; i < revision->replaces.count; i++) {
        const char *id = revision->replaces.items[i];

        if (!graph_file(graph, id) && !is_replaced_twice(graph, revision, id))
            return id;
    }
    return NULL;
}

static void refuse_inside(Findings *findings, const Revision *revision, const char *missing)
{
    finding_add(findings, FINDING_MC826, revision->replaces_at,
                "the database has a part of what revision \"%s\" replaces, and \"%s\" has no file "
                "any more",
                revision->id, missing)
        ->hint = "Bring the old files back from version control until this database is past them.";
}

const Graph *ledger_graph(Arena *run, Findings *findings, const Graph *graph, const Ledger *ledger)
{
    StrVec unfold = {0};
    const char *missing;

    /* What is unfolded can be such a revision again. */
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < graph->nodes.count; i++) {
            const Revision *revision = graph->nodes.items[i]->revision;

            if (!is_inside(ledger, revision))
                continue;
            missing = missing_file(graph, revision);
            if (missing) {
                refuse_inside(findings, revision, missing);
                return NULL;
            }
            vec_push(run, &unfold, revision->id);
            found = true;
        }
        if (found)
            graph = graph_build_unfolded(run, findings, &graph->revisions, &unfold);
        if (!graph)
            return NULL;
    }
    return graph;
}
