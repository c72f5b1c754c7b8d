#include "modelc/comparison.h"

#include "base/text.h"
#include "introspect/catalog.h"
#include "introspect/catalog_contested.h"
#include "introspect/catalog_needs.h"
#include "introspect/spell.h"
#include "migrate/baseline.h"
#include "modelc/database.h"
#include "modelc/filter.h"
#include "modelc/managed.h"
#include "modelc/own_role.h"
#include "modelc/project.h"
#include "modelc/reader/reader.h"
#include "modelc/record.h"
#include "modelc/refusals.h"
#include "modelc/replay.h"
#include "modelc/server_age.h"
#include "modelc/spell_renamed.h"
#include "modelc/spell_scratch.h"
#include "modelc/unsaid.h"
#include "modelc/verdict.h"
#include "schema/kinds/grant/grant.h"
#include "schema/prune.h"
#include "schema/sql.h"

#include <string.h>

static bool read_revisions(Session *session, Comparison *out)
{
    out->graph = graph_load(session->run, session->findings, project_versions(session));
    if (!out->graph)
        return false;
    graph_tips(session->run, out->graph, &out->heads);
    return true;
}

/* After the models, whose compiler is a fork of this process and pays for what it holds. */
static bool read_snapshot(Session *session, Comparison *out)
{
    return snapshot_outline(session->run, session->findings, record_path(session), &out->snapshot,
                            &out->has_snapshot);
}

/*
 * The server's part: connection, ledger, and the questions of the catalog, which it works on while
 * models and revisions are read here.
 */
typedef struct Live {
    Session *session;
    Comparison *out;
    CatalogJob *catalog;
    unsigned ask; /* CATALOG_… */
    bool begun;
} Live;

static void begin_live(Live *live)
{
    Session *session = live->session;
    Comparison *out = live->out;

    live->begun = true;
    out->db = database_open(session);
    if (out->db && ledger_read(session->run, session->findings, out->db,
                               project_ledger_schema(session), &out->ledger))
        live->catalog = catalog_begin(session->run, out->db, session->findings, live->ask);
}

/* Between other work: begin, then take in what the server sends, so that it never waits. */
static void serve_live(void *context)
{
    Live *live = context;

    if (!live)
        return;
    if (!live->begun)
        begin_live(live);
    else if (live->catalog)
        catalog_serve(live->catalog);
}

static bool match_ledger(Session *session, Comparison *out)
{
    Arena *run = session->run;

    if (!ledger_check(session->findings, out->graph, &out->ledger))
        return false;
    out->graph = ledger_graph(run, session->findings, out->graph, &out->ledger);
    if (!out->graph)
        return false;
    out->heads = (NodeVec){0};
    graph_tips(run, out->graph, &out->heads);
    nodeset_heads(run, out->graph, ledger_applied(run, out->graph, &out->ledger), &out->current);
    return true;
}

/* The models' compiler at work. */
typedef struct Models {
    ReaderInput input;
    ReaderJob *job;
    Findings *findings;
} Models;

static bool begin_models(Session *session, Findings *findings, Live *live, Models *models)
{
    if (!project_reader_input(session, &models->input))
        return false;
    models->input.idle = live ? serve_live : NULL; /* else nothing is worth waking up for */
    models->input.idle_context = live;
    serve_live(live); /* the server has work while the files are found and read */
    if (!project_models(session, &models->input.paths))
        return false;
    models->findings = findings;
    models->job = reader_begin(session->run, findings, &models->input);
    return models->job != NULL;
}

static bool end_models(Session *session, Models *models, Schema *schema)
{
    if (!reader_end(models->job, schema))
        return false;
    if (models->findings == session->findings) {
        verdict_expect(session);
        if (!session_warnings(session))
            return false;
    }
    if (!filter_apply(session, session->run, schema))
        return false;

    /* Every database has it, and no model has to say so. */
    schema_namespace(session->run, schema, "public");
    return true;
}

bool comparison_models(Session *session, Findings *findings, Schema *models)
{
    Models compiler = {0};

    *models = (Schema){0};
    return begin_models(session, findings, NULL, &compiler) &&
           end_models(session, &compiler, models);
}

/* What models name, and what revisions made, which the models may drop. */
static Managed collect_managed(Session *session, const Comparison *comparison)
{
    Managed managed = {.schemas = comparison->models.managed};

    managed_add_schemas(session->run, &managed, &comparison->snapshot.schema);
    managed_add(session->run, &managed, &comparison->snapshot.schema);
    managed_add(session->run, &managed, &comparison->models);
    return managed;
}

/* Everybody may use the schema public wherever a baseline runs. */
static bool is_worth_saying(void *context, const Object *object)
{
    (void)context;
    return !grant_is_usual(object) || object->parent->kind_id != KIND_SCHEMA;
}

/* More than an empty database, which has the schema public, and everybody may use that. */
static bool holds_any(const Schema *schema)
{
    const Map *grants = &schema->objects[KIND_GRANT];
    size_t count = 0, usual = 1;

    for (KindId id = 0; id < KIND_COUNT; id++)
        count += schema->objects[id].entries.count;
    for (size_t i = 0; i < grants->entries.count; i++)
        usual += !is_worth_saying(NULL, grants->entries.items[i].value);
    return count > usual;
}

const char *comparison_ledger(const Session *session)
{
    return path_under(session->run, sql_ident(session->run, project_ledger_schema(session)),
                      LEDGER_TABLE);
}

/* Where it is missing the ledger brings it, or somebody; what CREATE SCHEMA makes is nobody's. */
static void complete_public(Arena *run, Schema *catalog, const Schema *models)
{
    const Object *wanted = models ? schema_find(models, KIND_SCHEMA, "public") : NULL;
    Object *public = schema_find(catalog, KIND_SCHEMA, "public");

    if (public)
        return;
    public = schema_namespace(run, catalog, "public");
    if (wanted && wanted->children.count)
        schema_add(run, catalog, KIND_GRANT, public, "public");
}

/* The statements that make what the catalog holds. */
static bool write_baseline(Session *session, Db *db, const CatalogOptions *options,
                           const Schema *models, const char **text)
{
    Arena *run = session->run;
    Schema found = {0}, empty = {0};
    Statements statements;
    Plan plan;

    if (!catalog_read(run, db, session->findings, options, &found))
        return false;
    complete_public(run, &found, models);
    schema_prune(run, &found, is_worth_saying, NULL);
    schema_namespace(run, &empty, "public");
    match_schemas(&empty, &found);
    if (!plan_make(run, session->findings, &empty, &found, &plan))
        return false;
    statements = statements_make(run, &plan, &(Hazards){0});
    *text = baseline_text(run, statements_text(run, &statements, &(Hazards){0}));
    return true;
}

bool comparison_baseline(Session *session, Db *db, const char **without, const char **text)
{
    static const char sql[] =
        "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class c"
        " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.oid = pg_catalog.to_regclass($1)";
    CatalogOptions options = {.ledger = comparison_ledger(session),
                              .requested = session->options->owners};
    StrVec parameters = {0};
    DbError error;
    const Rows *rows;

    vec_push(session->run, &parameters, *without);
    rows = db_query(session->run, db, sql, &parameters, &error);
    if (!rows) {
        db_report(session->findings, db, "cannot find a table", &error);
        return false;
    }
    *without = options.without = rows_count(rows) ? rows_text(rows, 0, 0) : NULL;
    return write_baseline(session, db, &options, NULL, text);
}

/* Of all kinds in the managed schemas, because what is managed can need what is not. */
static bool read_baseline(Session *session, Comparison *out, const char *ledger)
{
    CatalogOptions options = {
        .managed = &out->models.managed, .ledger = ledger, .requested = session->options->owners};

    return out->graph->nodes.count > 0 || !holds_any(&out->catalog) ||
           write_baseline(session, out->db, &options, &out->models, &out->baseline);
}

/* `all`: a revision will be written, so what the server refuses is to be told before. */
static bool ask_server(Session *session, bool all, Comparison *out)
{
    SpellRequest request = {.catalog = &out->catalog, .model = &out->models, .all = all};

    catalog_qualify_for(session->run, &out->catalog, &out->models);
    if ((all && !extensions_check(session, out->db, &out->catalog, &out->models)) ||
        !spell_schema(session->run, out->db, session->findings, &request) ||
        !refusals_report(session, &request.refused))
        return false;
    /* what a refused table leaves out, views would miss */
    spell_scratch(session, out->db, &out->catalog, &out->models, all && request.refused.count == 0);
    return true;
}

static bool finish_catalog(Session *session, CatalogJob *catalog, unsigned what, Comparison *out)
{
    const char *ledger = comparison_ledger(session);
    Managed managed = collect_managed(session, out);
    CatalogOptions options = managed_options(&managed);

    options.ledger = ledger;
    options.beside = &out->models;
    out->models.managed = managed.all ? (StrVec){0} : managed.schemas;
    if (!catalog_finish(catalog, &options, &out->catalog) ||
        !filter_apply(session, session->run, &out->catalog))
        return false;
    complete_public(session->run, &out->catalog, &out->models);
    if (what & COMPARE_TO_WRITE && !read_baseline(session, out, ledger))
        return false;

    own_role_forget(session->run, out->db, &out->models);
    own_role_forget(session->run, out->db, &out->snapshot.schema);
    unsaid_forget(session->run, &out->catalog, &out->models, &out->snapshot.schema);
    unsaid_adopt(&out->catalog, &out->models);
    if (!server_age_check(session, out->db, &out->models) || !verdict_take(session, out->db))
        return false;
    if (plan_will_rename(&out->catalog, &out->models) &&
        !catalog_needs(session->run, out->db, session->findings, &out->catalog, ledger))
        return false;
    if (!spell_renames(session, out->db, &out->catalog, &out->models, &out->renames))
        return false;
    unsaid_adopt(&out->catalog, &out->models);
    return ask_server(session, (what & COMPARE_TO_WRITE) != 0, out);
}

/* The models before the server spells them: what a snapshot holds. */
static void keep_text(Session *session, unsigned what, Comparison *out)
{
    if (!(what & COMPARE_TO_WRITE))
        return;
    out->models_text = snapshot_objects(session->run, &out->models);
    out->models_hash = snapshot_hash(session->run, &out->models);
}

static bool read_files(Session *session, Live *live, Comparison *out)
{
    Models models = {0};

    if (!begin_models(session, session->findings, live, &models))
        return false;
    if (live && !live->begun)
        begin_live(live);
    if (live && !live->catalog)
        return false;
    if (!read_revisions(session, out) || (live && !match_ledger(session, out)))
        return false;
    serve_live(live);
    if (!end_models(session, &models, &out->models))
        return false;
    serve_live(live);
    return read_snapshot(session, out);
}

static unsigned catalog_ask(const Session *session)
{
    return session->options->owners ? CATALOG_REQUESTED : 0;
}

bool comparison_read(Session *session, unsigned what, Comparison *out)
{
    Live live = {.session = session, .out = out, .ask = catalog_ask(session)};
    bool is_live = what & COMPARE_LIVE;

    if (what & COMPARE_TO_WRITE) /* a revision does not tell of it */
        live.ask |= CATALOG_UNCOUNTED;

    *out = (Comparison){0};
    if (!read_files(session, is_live ? &live : NULL, out))
        return false;
    keep_text(session, what, out);
    return !is_live || finish_catalog(session, live.catalog, what, out);
}

bool comparison_read_history(Session *session, Comparison *out)
{
    *out = (Comparison){.db = database_open(session)};
    return out->db &&
           ledger_read(session->run, session->findings, out->db, project_ledger_schema(session),
                       &out->ledger) &&
           read_revisions(session, out) && match_ledger(session, out);
}

/*
 * What the revisions are known to have made.  With a snapshot that git could not merge, all schemas
 * of the scratch database are theirs.
 */
static bool read_made(Session *session, Comparison *out)
{
    static const char sql[] =
        "SELECT nspname FROM pg_catalog.pg_namespace WHERE oid >= 16384 ORDER BY 1";
    Findings quiet = {.arena = session->run};
    DbError error;
    const Rows *rows;

    if (snapshot_outline(session->run, &quiet, record_path(session), &out->snapshot,
                         &out->has_snapshot))
        return true;
    out->snapshot = (Snapshot){0};
    rows = db_query(session->run, out->db, sql, NULL, &error);
    if (!rows)
        db_report(session->findings, out->db, "cannot read the schemas", &error);
    for (size_t i = 0; rows && i < rows_count(rows); i++)
        schema_namespace(session->run, &out->snapshot.schema, rows_text(rows, i, 0));
    return rows != NULL;
}

bool comparison_replay(Session *session, const Graph *graph, const NodeVec *nodes, Comparison *out)
{
    Models models = {0};
    CatalogJob *catalog;

    *out = (Comparison){.graph = graph, .ledger.schema = project_ledger_schema(session)};
    if (!begin_models(session, session->findings, NULL, &models))
        return false;
    out->db = replay_on_scratch(session, session->run, graph, nodes);
    if (!out->db || !read_made(session, out))
        return false;
    catalog = catalog_begin(session->run, out->db, session->findings, catalog_ask(session));
    if (!end_models(session, &models, &out->models))
        return false;
    keep_text(session, COMPARE_TO_WRITE, out);
    return finish_catalog(session, catalog, 0, out);
}

bool comparison_is_at_head(const Comparison *comparison)
{
    if (comparison->current.count != comparison->heads.count)
        return false;
    for (size_t i = 0; i < comparison->heads.count; i++)
        if (comparison->current.items[i] != comparison->heads.items[i])
            return false;
    return true;
}

size_t comparison_pending(Session *session, const Comparison *comparison)
{
    const bool *applied = ledger_applied(session->run, comparison->graph, &comparison->ledger);
    size_t pending = 0;

    for (size_t i = 0; i < comparison->graph->nodes.count; i++)
        pending += !applied[i];
    return pending;
}

bool comparison_models_as_snapshot(Session *session)
{
    Arena *run = session->run;
    Schema models;
    Snapshot whole;
    bool found;

    if (!comparison_models(session, &(Findings){.arena = run}, &models) ||
        !snapshot_read(run, session->findings, record_path(session), &whole, &found) ||
        !filter_apply(session, run, &whole.schema))
        return false;
    schema_namespace(run, &whole.schema, "public");
    return strcmp(snapshot_hash(run, &models), snapshot_hash(run, &whole.schema)) == 0;
}
