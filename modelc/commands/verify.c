/* verify: prove revisions on a scratch database. */
#include "modelc/verify.h"

#include "modelc/command.h"
#include "modelc/record.h"
#include "modelc/revisions.h"

/* Each word is a revision or a range; no word means all. */
static bool collect(Session *session, const Graph *graph, NodeVec *nodes)
{
    NodeVec none = {0};
    NodeSet set = nodeset_new(session->run, graph);

    for (size_t i = 0; i < session->operands.count; i++) {
        const char *word = session->operands.items[i], *from, *to;
        NodeVec range = {0};
        GraphNode *node;

        if (range_split(session->run, word, &from, &to)) {
            if (!resolve_range(session->run, session->findings, graph, from, to, &none, &range))
                return false;
            for (size_t k = 0; k < range.count; k++)
                set[range.items[k]->order] = true;
            continue;
        }
        node = resolve_one(session->run, session->findings, graph, word, &none);
        if (!node)
            return false;
        set[node->order] = true;
    }
    *nodes = graph->nodes;
    if (session->operands.count == 0)
        return true;
    *nodes = (NodeVec){0};
    nodeset_list(session->run, graph, set, nodes);
    return true;
}

static void print_one(Session *session, const Verified *one, Json *array)
{
    const Revision *revision = one->node->revision;
    const char *title = revision_title(session->run, revision);
    Json *object;

    if (!array) {
        session_print(session, "Verified %s%s%s: up%s%s\n", revision->id, title[0] ? ", " : "",
                      title, one->compared ? ", as the snapshot" : "",
                      one->undone ? ", down" : "; irreversible");
        for (size_t i = 0; i < one->measured.count; i++)
            session_print(session, "  %s:%zu: %s\n", revision->path, one->measured.items[i].line,
                          measure_text(session->run, &one->measured.items[i]));
        return;
    }
    object = json_make_object(session->run);
    json_set_text(object, "revision", revision->id);
    json_set_bool(object, "compared_with_snapshot", one->compared);
    json_set_bool(object, "undone", one->undone);
    json_set_value(object, "statements", measure_json(session->run, &one->measured));
    json_add_value(array, object);
}

static void print_result(Session *session, const VerifiedVec *verified)
{
    Json *result = session_result(session);
    Json *array = result ? json_make_array(session->run) : NULL;

    for (size_t i = 0; i < verified->count; i++)
        print_one(session, &verified->items[i], array);
    if (result)
        json_set_value(result, "verified", array);
}

static Status run(Session *session, const void *args)
{
    const Graph *graph = revisions_read(session);
    NodeVec nodes = {0};
    Snapshot snapshot;
    VerifiedVec verified = {0};
    bool found, ok;

    (void)args;
    if (!graph || !collect(session, graph, &nodes) ||
        !snapshot_read(session->run, session->findings, record_path(session), &snapshot, &found))
        return STATUS_ERROR;
    if (nodes.count == 0) {
        session_say(session, "There are no revisions to verify.\n");
        return STATUS_DONE;
    }
    ok = verify_revisions(session, graph, found ? &snapshot : NULL, &nodes, &verified);
    print_result(session, &verified);
    return ok ? STATUS_DONE : STATUS_ERROR;
}

const CommandBody verify_command = {
    .about =
        "On a scratch database, which is dropped afterwards: everything that REV needs is run,\n"
        "then REV itself; at the head the result must be what migrations/schema.json says.\n"
        "Then REV is undone, and the result must be what was there before. REV may be a range\n"
        "FROM:TO; without any, all revisions are verified. The locks are shown that its "
        "statements\n"
        "take on tables that were there before, and which of these they write anew. The database\n"
        "has no rows: what only rows can break is told by hazards.",
    .run = run,
};
