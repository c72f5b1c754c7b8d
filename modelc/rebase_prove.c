/* Moved revisions have to work where they are now; what does not is generated anew. */
#include "modelc/rebase.h"

#include "base/text.h"
#include "diff/merge.h"
#include "introspect/catalog.h"
#include "modelc/comparison.h"
#include "modelc/decision.h"
#include "modelc/replay.h"
#include "modelc/verify.h"
#include "schema/sql.h"

#include <string.h>

/* Proof */

static bool has_one_head(const Rebase *rebase)
{
    NodeVec heads = {0};

    graph_heads(rebase->session->run, rebase->after, &heads);
    return heads.count == 1;
}

/*
 * Those that moved, from the number `first` on.  With other heads left, no snapshot tells what the
 * schema is behind this one, nor does it before the last has moved.
 */
static bool verify(Rebase *rebase, size_t first, const Schema *models)
{
    Session *session = rebase->session;
    Snapshot snapshot = {.schema = *models};
    NodeVec nodes = {0};
    NodeSet moved = nodeset_new(session->run, rebase->after);
    VerifiedVec verified = {0};
    bool whole = rebase->moved.count == rebase->moving.count && has_one_head(rebase);

    for (size_t i = first; i < rebase->moved.count; i++)
        moved[graph_find(rebase->after, rebase->moved.items[i].to->id)->order] = true;
    nodeset_list(session->run, rebase->after, moved, &nodes);
    vec_push(session->run, &snapshot.heads, rebase->moved.items[rebase->moved.count - 1].to->id);
    return verify_revisions(session, rebase->after, whole ? &snapshot : NULL, &nodes, &verified);
}

/* What rebase_prove() works with. */
typedef struct Proof {
    Rebase *rebase;
    const Schema *models;
    RevisionEdit last; /* of the last one: the hash of the schema */
    StrVec fill;       /* that no revision took yet */
} Proof;

static RevisionEdit edit_of(const Proof *proof, size_t number)
{
    return number + 1 == proof->rebase->moving.count ? proof->last : (RevisionEdit){0};
}

/* Move as they are those up to the number `end`; what is wrong with them goes to `said`. */
static bool keeps(Proof *proof, size_t end, Findings *said)
{
    Rebase *rebase = proof->rebase;
    Session *session = rebase->session;
    Findings *loud = session->findings;
    size_t first = rebase->moved.count;
    bool ok = true;

    session->findings = said;
    while (ok && rebase->moved.count < end)
        ok = rebase_move(rebase, edit_of(proof, rebase->moved.count));
    ok = ok && verify(rebase, first, proof->models);
    session->findings = loud;
    if (!ok)
        rebase->moved.count = first;
    return ok;
}

static void tell(Session *session, const Findings *said)
{
    for (size_t i = 0; i < said->items.count; i++) {
        vec_push(session->findings->arena, &session->findings->items, said->items.items[i]);
        session->findings->error_count += said->items.items[i]->severity == SEVERITY_ERROR;
        session->findings->warning_count += said->items.items[i]->severity == SEVERITY_WARNING;
    }
}

static bool is_generated(const Revision *revision)
{
    return revision->up.generated.count > 0 && revision->down.generated.count > 0;
}

/* One that is not the last: what its statements changed, on what is there now */

static bool read_catalog(Session *session, Db *db, Schema *out)
{
    CatalogOptions options = {.ledger = comparison_ledger(session)};

    *out = (Schema){0};
    return catalog_read(session->run, db, session->findings, &options, out);
}

/* Each by itself, as CONCURRENTLY wants it. */
static bool run_generated(Session *session, Db *db, const Revision *revision)
{
    for (size_t i = 0; i < revision->up.generated.count; i++) {
        const Range *range = &revision->up.generated.items[i];
        const char *text = arena_strndup(session->run, revision->text.bytes + range->begin,
                                         range->end - range->begin);
        SqlSpans spans = {0};
        SqlError broken;

        if (!sql_split(session->run, text, &spans, &broken))
            return false;
        for (size_t k = 0; k < spans.count; k++) {
            size_t length = spans.items[k].end - spans.items[k].begin;
            const char *sql = arena_strndup(session->run, text + spans.items[k].begin, length);
            DbError error;

            if (!db_query(session->run, db, sql, NULL, &error))
                return false;
        }
    }
    return true;
}

/* Two schemas do not tell a new name from a loss. */
static bool renames(const Revision *revision)
{
    for (size_t i = 0; i < revision->up.generated.count; i++) {
        const Range *range = &revision->up.generated.items[i];

        if (memmem(revision->text.bytes + range->begin, range->end - range->begin, " RENAME ",
                   strlen(" RENAME ")))
            return true;
    }
    return false;
}

/* The schema around the generated statements of the revision at its old place. */
static bool read_change(const Rebase *rebase, const GraphNode *node, Schema *before, Schema *after)
{
    Session *session = rebase->session;
    GraphNode *one = graph_find(rebase->graph, node->revision->id);
    NodeSet needed = nodeset_ancestors(session->run, rebase->graph,
                                       &(NodeVec){.items = &one, .count = 1}, EDGES_ALL);
    NodeVec nodes = {0};
    Db *db;

    needed[one->order] = false;
    nodeset_list(session->run, rebase->graph, needed, &nodes);
    db = replay_on_scratch(session, session->run, rebase->graph, &nodes);
    return db && read_catalog(session, db, before) && run_generated(session, db, one->revision) &&
           read_catalog(session, db, after);
}

/* Behind all that has moved so far: what is there, and what is to be there. */
static bool compare_merged(const Rebase *rebase, const GraphNode *node, Comparison *out)
{
    Session *session = rebase->session;
    Schema before, after;

    *out = (Comparison){.graph = rebase->after};
    if (!read_change(rebase, node, &before, &after))
        return false;
    out->db = replay_on_scratch(session, session->run, rebase->after, &rebase->after->nodes);
    if (!out->db || !read_catalog(session, out->db, &out->catalog) ||
        !read_catalog(session, out->db, &out->models))
        return false;
    match_schemas(&before, &after);
    merge_change(session->run, &before, &after, &out->models);
    return true;
}

/* Generating anew */

/* What was decided when the revision was written is not asked again. */
static void forget_decided(Session *session, const Revision *revision, Hazards *hazards)
{
    for (size_t i = 0; i < hazards->count; i++) {
        Finding *finding = hazards->items[i].finding;
        const FindingKind *kind = finding_kind(finding->id);
        const char *mark = arena_printf(session->run, "-- modelc:hazard %s %s %s ", kind->code,
                                        kind->name, finding->object);

        if (finding->severity != SEVERITY_ERROR || !strstr(revision->text.bytes, mark))
            continue;
        finding->severity = SEVERITY_WARNING;
        session->findings->error_count--;
        session->findings->warning_count++;
    }
}

static bool adds(const Comparison *comparison, const char *path)
{
    return map_get(&comparison->models.objects[KIND_COLUMN], path) &&
           !map_get(&comparison->catalog.objects[KIND_COLUMN], path);
}

/* Whether an item of --fill speaks of a column which this one adds. */
static bool fits(Arena *run, const Comparison *comparison, const char *item)
{
    const char *path = arena_strndup(run, item, strcspn(item, "="));
    const char *full = arena_printf(run, "public.%s", path);

    return strchr(item, '=') && (adds(comparison, path) || adds(comparison, full));
}

/* The items that fit; they are not offered again. */
static StrVec take_fills(Proof *proof, const Comparison *comparison)
{
    Arena *run = proof->rebase->session->run;
    bool last = proof->rebase->moved.count + 1 == proof->rebase->moving.count;
    StrVec taken = {0}, rest = {0};

    for (size_t i = 0; i < proof->fill.count; i++) {
        const char *item = proof->fill.items[i];
        /* What fits nowhere is the last one's to refuse. */
        StrVec *to = last || fits(run, comparison, item) ? &taken : &rest;

        vec_push(run, to, item);
    }
    proof->fill = rest;
    return taken;
}

static Status generate(Proof *proof, Comparison *comparison, RevisionEdit edit)
{
    Rebase *rebase = proof->rebase;
    Session *session = rebase->session;
    const Revision *revision = rebase->moving.items[rebase->moved.count]->revision;
    size_t number = rebase->moved.count;
    StrVec fill = take_fills(proof, comparison);

    if (!comparison_plan(session, session->findings, comparison, &fill))
        return STATUS_ERROR;
    forget_decided(session, revision, &comparison->up.hazards);
    if (!decision_make(session, &rebase->args->allow, &comparison->up.hazards))
        return STATUS_BLOCKED;
    edit.up = way_text(session->run, &comparison->up);
    edit.down = way_text(session->run, &comparison->down);
    if (!*edit.up)
        session_say(session, "Nothing is left to generate for %s: what is before it does it all.\n",
                    revision->id);
    return rebase_move(rebase, edit) && verify(rebase, number, proof->models) ? STATUS_DONE
                                                                              : STATUS_ERROR;
}

static Status regenerate(Proof *proof, const Findings *said)
{
    Rebase *rebase = proof->rebase;
    Session *session = rebase->session;
    const GraphNode *node = rebase->moving.items[rebase->moved.count];
    bool last = rebase->moved.count + 1 == rebase->moving.count;
    Comparison comparison;

    if (!is_generated(node->revision) || (!last && renames(node->revision))) {
        tell(session, said);
        return STATUS_ERROR;
    }
    session_say(session, "Generating the statements of %s anew%s\n", node->revision->id,
                last ? " from the models" : "");
    if (!rebase_graph(rebase))
        return STATUS_ERROR;
    if (last ? comparison_replay(session, rebase->after, &rebase->after->nodes, &comparison)
             : compare_merged(rebase, node, &comparison))
        return generate(proof, &comparison, edit_of(proof, rebase->moved.count));
    if (session->findings->error_count == 0)
        tell(session, said);
    return STATUS_ERROR;
}

/* The next one, as it is or generated anew. */
static Status prove_next(Proof *proof)
{
    Rebase *rebase = proof->rebase;
    const GraphNode *node = rebase->moving.items[rebase->moved.count];
    Findings said = {.arena = rebase->session->run};

    if ((!rebase->args->regenerate || !is_generated(node->revision)) &&
        keeps(proof, rebase->moved.count + 1, &said))
        return STATUS_DONE;
    return regenerate(proof, &said);
}

Status rebase_prove(Rebase *rebase)
{
    Session *session = rebase->session;
    Schema models;
    Proof proof = {.rebase = rebase, .models = &models, .fill = rebase->args->fill};
    Status status = STATUS_DONE;
    const char *objects;

    if (!comparison_models(session, &(Findings){.arena = session->run}, &models))
        return STATUS_ERROR;
    objects = snapshot_objects(session->run, &models);
    proof.last.schema = snapshot_hash(session->run, &models);
    /* All in one go, as mostly all of them fit. */
    if (rebase->args->regenerate || rebase->moving.count == 1 ||
        !keeps(&proof, rebase->moving.count, &(Findings){.arena = session->run}))
        while (status == STATUS_DONE && rebase->moved.count < rebase->moving.count)
            status = prove_next(&proof);
    if (status == STATUS_DONE)
        rebase->objects = has_one_head(rebase) ? objects : NULL;
    return status;
}
