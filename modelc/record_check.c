/* The files against what migrations/schema.json recorded of them: needs no server. */
#include "modelc/record.h"

#include "base/text.h"

#include <string.h>

static const char again[] = "If it is meant and no database has run it yet, \"modelc snapshot\" "
                            "records it; otherwise bring "
                            "the file back from version control.";

static void report_missing(Session *session, const SnapshotRevision *recorded)
{
    finding_add(session->findings, FINDING_MC824, (Range){.file = record_path(session)},
                "revision \"%s\" is recorded but has no file", recorded->id)
        ->hint = "Bring the file back from version control; if no database has run it, \"modelc "
                 "snapshot\" forgets it.";
}

/* Nothing stands behind a head yet: perhaps its author is at work on it. */
static bool report_edited(Session *session, const GraphNode *node)
{
    bool head = node->children.count == 0;
    Finding *finding =
        finding_add(session->findings, FINDING_MC823, (Range){.file = node->revision->path},
                    "this file was edited after \"%s\" was recorded in %s", node->revision->id,
                    record_path(session));

    finding->hint = again;
    if (!head)
        return false;
    finding->severity = SEVERITY_WARNING;
    session->findings->error_count--;
    session->findings->warning_count++;
    return true;
}

static bool check_recorded(Session *session, const Graph *graph, const SnapshotRevision *recorded)
{
    const GraphNode *node = graph_find(graph, recorded->id);

    if (!node && map_get(&graph->aliases, recorded->id))
        return true;
    if (!node) {
        report_missing(session, recorded);
        return false;
    }
    return text_same(node->revision->checksum, recorded->checksum) || report_edited(session, node);
}

static bool is_recorded(const Snapshot *snapshot, const char *id)
{
    for (size_t low = 0, high = snapshot->revisions.count; low < high;) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(id, snapshot->revisions.items[middle].id);

        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

/* The revisions that are recorded and all before them. */
static const bool *known_history(Arena *run, const Graph *graph, const Snapshot *snapshot)
{
    NodeVec recorded = {0};

    for (size_t i = 0; i < graph->nodes.count; i++)
        if (is_recorded(snapshot, graph->nodes.items[i]->revision->id))
            vec_push(run, &recorded, graph->nodes.items[i]);
    return nodeset_ancestors(run, graph, &recorded, EDGES_REVISES);
}

/* One written by hand is recorded with the next that is generated; until then it is the newest. */
static bool check_known(Session *session, const GraphNode *node, const Snapshot *snapshot,
                        const bool *history)
{
    const Revision *revision = node->revision;

    if (is_recorded(snapshot, revision->id) || (!revision->schema && !history[node->order]))
        return true;
    finding_add(session->findings, FINDING_MC825, revision->id_at,
                "revision \"%s\" is not recorded in %s", revision->id, record_path(session))
        ->hint = "\"modelc snapshot\" records what the revisions give.";
    return false;
}

bool record_check(Session *session, const Graph *graph, const Snapshot *snapshot)
{
    const bool *history = known_history(session->run, graph, snapshot);
    bool ok = true;

    for (size_t i = 0; i < snapshot->revisions.count; i++)
        ok = check_recorded(session, graph, &snapshot->revisions.items[i]) && ok;
    for (size_t i = 0; i < graph->nodes.count; i++)
        ok = check_known(session, graph->nodes.items[i], snapshot, history) && ok;
    return ok;
}

bool record_check_objects(Session *session, const Graph *graph, const Snapshot *snapshot)
{
    const GraphNode *head =
        snapshot->heads.count == 1 ? graph_find(graph, snapshot->heads.items[0]) : NULL;

    if (!head || !head->revision->schema)
        return true;
    if (text_same(snapshot_hash(session->run, &snapshot->schema), head->revision->schema))
        return true;
    finding_add(session->findings, FINDING_MC825, head->revision->schema_at,
                "%s does not hold the schema behind revision \"%s\"", record_path(session),
                head->revision->id)
        ->hint = "It was edited, or merged by hand: \"modelc snapshot\" writes it anew.";
    return false;
}
