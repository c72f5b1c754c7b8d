#include "modelc/comparison.h"

#include "base/file.h"
#include "base/text.h"
#include "introspect/catalog.h"
#include "introspect/spell.h"
#include "modelc/database.h"
#include "modelc/project.h"
#include "modelc/reader/reader.h"
#include "schema/sql.h"

#include <string.h>

static const char *migrations_dir(const Session *session)
{
    return session->options->migrations ? session->options->migrations : "migrations";
}

const char *comparison_snapshot_path(const Session *session)
{
    return path_join(session->run, migrations_dir(session), "schema.json");
}

static bool read_revisions(Session *session, Comparison *out)
{
    out->graph = graph_load(session->run, session->findings, project_versions(session));
    if (!out->graph)
        return false;
    graph_tips(session->run, out->graph, &out->heads);
    return snapshot_read(session->run, session->findings, comparison_snapshot_path(session),
                         &out->snapshot, &out->has_snapshot);
}

static bool read_ledger(Session *session, Comparison *out)
{
    Arena *run = session->run;

    if (!ledger_read(run, session->findings, out->db, project_ledger_schema(session),
                     &out->ledger) ||
        !ledger_check(session->findings, out->graph, &out->ledger))
        return false;
    nodeset_heads(run, out->graph, ledger_applied(run, out->graph, &out->ledger), &out->current);
    return true;
}

static bool compile_models(Session *session, Findings *findings, Schema *models)
{
    ReaderInput input = {.cache_dir = READER_CACHE};

    if (!project_models(session, &input.paths) ||
        !reader_compile(session->run, findings, &input, models))
        return false;

    /* Every database has it, and no model has to say so. */
    schema_namespace(session->run, models, "public");
    return true;
}

bool comparison_models_as_written(Session *session, Schema *models)
{
    Findings said = {.arena = session->run};

    *models = (Schema){0};
    return compile_models(session, &said, models);
}

/* Schemas that the models name, and those that revisions made, which the models may drop. */
static void collect_managed(Session *session, Comparison *out)
{
    const Map *made = &out->snapshot.schema.objects[KIND_SCHEMA];

    for (size_t i = 0; i < made->entries.count; i++) {
        const Object *object = made->entries.items[i].value;

        if (!strvec_has(&out->models.managed, object->name))
            vec_push(session->run, &out->models.managed, object->name);
    }
}

static bool finish_catalog(Session *session, Comparison *out)
{
    const char *ledger =
        path_under(session->run, sql_ident(session->run, out->ledger.schema), LEDGER_TABLE);
    CatalogOptions options = {&out->models.managed, ledger};

    collect_managed(session, out);
    if (!catalog_finish(session->run, out->db, session->findings, &options, &out->catalog))
        return false;

    schema_namespace(session->run, &out->catalog, "public");
    plan_renames(session->run, session->findings, &out->catalog, &out->models, &out->renames);
    return spell_schema(session->run, out->db, session->findings, &out->catalog, &out->models);
}

bool comparison_read(Session *session, bool live, Comparison *out)
{
    *out = (Comparison){0};
    if (!read_revisions(session, out))
        return false;
    if (!live)
        return compile_models(session, session->findings, &out->models);
    out->db = database_open(session);
    return out->db && read_ledger(session, out) && catalog_begin(out->db, session->findings) &&
           compile_models(session, session->findings, &out->models) && finish_catalog(session, out);
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

bool comparison_models_as_snapshot(Session *session, const Comparison *comparison)
{
    Schema models;

    return comparison_models_as_written(session, &models) &&
           strcmp(snapshot_objects(session->run, &models),
                  snapshot_objects(session->run, &comparison->snapshot.schema)) == 0;
}
