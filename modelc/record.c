#include "modelc/record.h"

#include "base/file.h"
#include "base/text.h"
#include "migrate/baseline.h"
#include "modelc/comparison.h"
#include "modelc/project.h"
#include "schema/snapshot.h"

#include <stdlib.h>
#include <string.h>

const char *record_path(const Session *session)
{
    return path_join(session->run, path_dir(session->run, project_versions(session)),
                     "schema.json");
}

static int compare_revisions(const void *a, const void *b)
{
    return strcmp(((const SnapshotRevision *)a)->id, ((const SnapshotRevision *)b)->id);
}

static const char *record_text(Arena *run, const Graph *graph, const char *objects)
{
    Snapshot snapshot = {.objects = objects};
    NodeVec heads = {0};

    for (size_t i = 0; i < graph->nodes.count; i++) {
        const Revision *revision = graph->nodes.items[i]->revision;

        vec_push(run, &snapshot.revisions, ((SnapshotRevision){revision->id, revision->checksum}));
    }
    if (snapshot.revisions.count > 1)
        qsort(snapshot.revisions.items, snapshot.revisions.count, sizeof *snapshot.revisions.items,
              compare_revisions);
    graph_heads(run, graph, &heads);
    for (size_t i = 0; i < heads.count; i++)
        vec_push(run, &snapshot.heads, heads.items[i]->revision->id);
    return snapshot_write(run, &snapshot);
}

static bool write_file(Session *session, const char *path, const char *text)
{
    const char *reason;

    if (dir_make(session->run, path_dir(session->run, path), &reason) &&
        file_write(session->run, path, text, strlen(text), false, &reason))
        return true;
    finding_add(session->findings, FINDING_MC903, (Range){.file = path}, "cannot write %s: %s",
                path, reason);
    return false;
}

bool record_write(Session *session, const Graph *graph, const char *objects)
{
    return write_file(session, record_path(session), record_text(session->run, graph, objects));
}

bool record_baseline(Session *session, const char *text)
{
    return !text ||
           write_file(session, baseline_path(session->run, project_versions(session)), text);
}

/* What is recorded already, if it is what the one head says; NULL otherwise. */
static const char *recorded_objects(Session *session, const Graph *graph)
{
    Findings quiet = {.arena = session->run};
    NodeVec heads = {0};
    Snapshot snapshot;
    bool found;

    graph_heads(session->run, graph, &heads);
    if (heads.count != 1 || !heads.items[0]->revision->schema ||
        !snapshot_read(session->run, &quiet, record_path(session), &snapshot, &found) || !found)
        return NULL;
    return text_same(snapshot_hash(session->run, &snapshot.schema),
                     heads.items[0]->revision->schema)
               ? snapshot_objects(session->run, &snapshot.schema)
               : NULL;
}

/*
 * What they give, in the models' spelling when that is what the models say, or as it is recorded
 * when the models went on since.
 */
static const char *replayed_objects(Session *session, const Graph *graph)
{
    Findings quiet = {.arena = session->run};
    Comparison comparison;

    if (!comparison_replay(session, graph, &graph->nodes, &comparison))
        return NULL;
    /* The plan changes names of what is renamed; the text is of before. */
    const char *found = snapshot_objects(session->run, &comparison.catalog);

    if (!comparison_plan(session, &quiet, &comparison, NULL))
        return NULL;
    if (comparison.up.plan.ops.count == 0)
        return comparison.models_text;

    const char *recorded = recorded_objects(session, graph);

    return recorded ? recorded : found;
}

bool record_replay(Session *session, const Graph *graph)
{
    const char *objects = replayed_objects(session, graph);

    return objects && record_write(session, graph, objects);
}

static bool is_without_models(const Session *session, const Graph *graph)
{
    Findings quiet = {.arena = session->run};
    Snapshot snapshot;
    bool found;

    if (graph->nodes.count == 0 ||
        !snapshot_read(session->run, &quiet, record_path(session), &snapshot, &found) || !found)
        return false;
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (snapshot.schema.objects[id].entries.count > 0)
            return false;
    return true;
}

bool record_models(Session *session)
{
    const Graph *graph = graph_load(session->run, session->findings, project_versions(session));
    Findings quiet = {.arena = session->run}, *heard = session->findings;
    bool done;

    if (!graph)
        return false;
    if (!is_without_models(session, graph))
        return true;
    session->findings = &quiet;
    done = record_replay(session, graph);
    session->findings = heard;
    if (done)
        session_say(session, "Generating %s ... done\n", record_path(session));
    else
        session_say(session, "Next:  modelc snapshot  records the models.\n");
    return true;
}
