#include "modelc/spell_scratch.h"

#include "base/text.h"
#include "introspect/catalog.h"
#include "introspect/devserver.h"
#include "introspect/scratch.h"
#include "modelc/comparison.h"
#include "schema/sql.h"

#include <string.h>

typedef struct Spelling {
    Session *session;
    Arena *arena; /* the scratch database lives as long as it does */
    Db *live;
    const Schema *catalog;
    Schema *models;
    Map refused; /* path of an object -> what the server said of its CREATE */
} Spelling;

static bool is_whole(const Attr *attr)
{
    return attr->query || attr->whole;
}

static bool has_whole(const Kind *kind)
{
    for (size_t i = 0; i < kind->attr_count; i++)
        if (is_whole(&kind->attrs[i]))
            return true;
    return false;
}

/* Runs `fn` for each object of the models that has such an attribute. */
static void each_whole(const Spelling *spelling, void (*fn)(const Spelling *, Object *, void *),
                       void *context)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &spelling->models->objects[id];

        for (size_t i = 0; has_whole(kind_of(id)) && i < objects->entries.count; i++)
            fn(spelling, objects->entries.items[i].value, context);
    }
}

/* What the catalog says already */

/* Whether the catalog's text is the object's, by the text or by proof. */
static bool takes_text(const Spelling *spelling, Object *object, const Object *live,
                       const Attr *attr)
{
    Sql *sql;
    const Sql *other;

    if (attr->type != ATTR_SQL)
        return attr_same(object, live, attr);
    sql = attr_field(object, attr);
    other = attr_sql(live, attr);
    if (!sql->text || !other->spelled)
        return !sql->text && !other->spelled;
    if (!sql->spelled && sql_same_expr(spelling->session->run, sql->text, other->spelled, NULL))
        sql->spelled = other->spelled;
    return text_same(sql->spelled, other->spelled);
}

/* What is never compared but known of the text, such as the types of a view's columns. */
static void copy_known(Object *object, const Object *known)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].change == CHANGE_IGNORE && kind->attrs[i].type == ATTR_NAMES)
            *(StrVec *)attr_field(object, &kind->attrs[i]) = *attr_names(known, &kind->attrs[i]);
}

static void compare_one(const Spelling *spelling, Object *object, void *context)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *live = schema_find(spelling->catalog, object->kind_id, object->path);
    bool same = true;

    for (size_t i = 0; live && i < kind->attr_count; i++)
        if (is_whole(&kind->attrs[i]))
            same = takes_text(spelling, object, live, &kind->attrs[i]) && same;
    if (!same)
        *(bool *)context = true;
    if (same && live)
        copy_known(object, live);
}

/* The scratch database */

static Db *scratch_on(Spelling *spelling, const char *conninfo)
{
    Findings quiet = {.arena = spelling->arena};
    const char *name = scratch_create(spelling->arena, &quiet, conninfo);

    return name ? db_open(spelling->arena, &quiet, name) : NULL;
}

/* Servers of different versions spell differently. */
static bool is_alike(const Db *a, const Db *b)
{
    return db_server_version(a) / 10000 == db_server_version(b) / 10000;
}

static Db *open_scratch(Spelling *spelling)
{
    Findings quiet = {.arena = spelling->arena};
    DevServer server;
    Db *db =
        scratch_on(spelling, db_conninfo(spelling->arena, spelling->live, db_name(spelling->live)));

    if (db)
        return db;
    if (!devserver_start(spelling->arena, &quiet, ".", spelling->session->options->pg_bindir,
                         &server))
        return NULL;
    db = scratch_on(spelling, server.conninfo);
    return db && is_alike(db, spelling->live) ? db : NULL;
}

/* Extensions that no model declares can be what its texts use. */
static bool add_extensions(Spelling *spelling, Db *scratch, DbError *error)
{
    static const char sql[] =
        "SELECT pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %I;"
        " CREATE EXTENSION IF NOT EXISTS %I SCHEMA %1$I CASCADE', n.nspname, e.extname), e.extname"
        " FROM pg_catalog.pg_extension e"
        " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace"
        " WHERE e.extname <> 'plpgsql' ORDER BY e.oid";
    const Rows *rows = db_query(spelling->arena, spelling->live, sql, NULL, error);
    DbError ignored;

    for (size_t i = 0; rows && i < rows_count(rows); i++)
        if (!schema_find(spelling->models, KIND_EXTENSION,
                         sql_ident(spelling->arena, rows_text(rows, i, 1))))
            db_run(spelling->arena, scratch, rows_text(rows, i, 0), &ignored);
    return rows != NULL;
}

/* Names resolve as they will when a revision runs. */
static bool prepare(Spelling *spelling, Db *scratch, DbError *error)
{
    const Rows *rows = db_query(spelling->arena, spelling->live,
                                "SELECT current_setting('search_path')", NULL, error);
    StrVec parameters = {0};

    if (!rows)
        return false;
    vec_push(spelling->arena, &parameters, rows_text(rows, 0, 0));
    return db_query(spelling->arena, scratch,
                    "SELECT set_config('search_path', $1, false),"
                    " set_config('check_function_bodies', 'off', false),"
                    " set_config('client_min_messages', 'error', false)",
                    &parameters, error) &&
           add_extensions(spelling, scratch, error);
}

static const char *statement_sql(Arena *arena, const Plan *plan, const Statement *statement)
{
    const Op *op = &plan->ops.items[statement->ops.items[0]];
    bool fills = op->verb == VERB_CREATE && op->to->kind_id == KIND_MATERIALIZED_VIEW;

    return fills ? arena_printf(arena, "%s\nWITH NO DATA", statement->sql) : statement->sql;
}

/* One failure must not take others along. */
static void run_statements(Spelling *spelling, Db *scratch, const Plan *plan,
                           const Statements *statements)
{
    for (size_t i = 0; i < statements->count; i++) {
        const Statement *statement = &statements->items[i];
        DbError *error = ARENA_NEW(spelling->arena, DbError);

        if (db_run(spelling->arena, scratch, statement_sql(spelling->arena, plan, statement),
                   error))
            continue;
        for (size_t k = 0; k < statement->ops.count; k++)
            map_put(spelling->arena, &spelling->refused,
                    op_object(&plan->ops.items[statement->ops.items[k]])->path, error);
    }
}

static bool create_models(Spelling *spelling, Db *scratch)
{
    Findings quiet = {.arena = spelling->arena};
    Schema empty = {0}, models;
    Plan plan;
    Statements statements;

    if (!comparison_models_as_written(spelling->session, &models))
        return false;
    schema_namespace(spelling->arena, &empty, "public");
    match_schemas(&empty, &models);
    if (!plan_make(spelling->arena, &quiet, &empty, &models, &plan))
        return false;
    statements = statements_make(spelling->arena, &plan, &(Hazards){0});
    run_statements(spelling, scratch, &plan, &statements);
    return true;
}

/* What it says */

static void take_elements(Elements *elements, const Elements *spelled)
{
    for (size_t i = 0; i < elements->count && elements->count == spelled->count; i++)
        elements->items[i].expr.spelled = spelled->items[i].expr.spelled;
}

static void take_attr(Object *object, const Object *spelled, const Attr *attr)
{
    void *field = attr_field(object, attr);

    if (attr->offset == offsetof(Object, comment))
        return;
    if (attr->type == ATTR_SQL)
        ((Sql *)field)->spelled = attr_sql(spelled, attr)->spelled;
    if (attr->type == ATTR_TEXT)
        *(const char **)field = attr_text(spelled, attr);
    if (attr->type == ATTR_ELEMENTS)
        take_elements(field, attr_elements(spelled, attr));
}

static void report_refusal(const Spelling *spelling, const Object *object)
{
    const DbError *error = map_get(&spelling->refused, object->path);
    Finding *finding;

    if (!error || !schema_find(spelling->catalog, object->kind_id, object->path))
        return;
    finding = finding_add(spelling->session->findings, FINDING_M606, object->at,
                          "the server does not accept %s \"%s\": %s",
                          kind_of(object->kind_id)->title, object->path, error->message);
    finding->object = object->path;
    finding->hint = "It was tried in an empty database: what no model declares is not there.";
}

static void take_one(const Spelling *spelling, Object *object, void *context)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *spelled = schema_find(context, object->kind_id, object->path);

    if (!spelled) {
        report_refusal(spelling, object);
        return;
    }
    for (size_t i = 0; i < kind->attr_count; i++)
        take_attr(object, spelled, &kind->attrs[i]);
    copy_known(object, spelled);
}

static void not_spelled(const Spelling *spelling)
{
    finding_add(spelling->session->findings, FINDING_MC710, NO_RANGE,
                "views, functions and the like are compared as they are written: no scratch "
                "database can be made for \"%s\"",
                db_name(spelling->live))
        ->hint = "A difference that is only one of spelling goes away for a role that may create "
                 "databases.";
}

static bool spell_all(Spelling *spelling)
{
    Session *session = spelling->session;
    CatalogOptions options = {.managed = &spelling->models->managed};
    Db *scratch = open_scratch(spelling);
    Schema *found = ARENA_NEW(session->run, Schema);
    DbError error = {0};

    if (scratch && !prepare(spelling, scratch, &error) && db_is_lost(spelling->live)) {
        db_report(session->findings, spelling->live, "cannot compare views and functions", &error);
        return false;
    }
    if (!scratch || !create_models(spelling, scratch) ||
        !catalog_read(session->run, scratch, session->findings, &options, found)) {
        not_spelled(spelling);
        return true;
    }
    each_whole(spelling, take_one, found);
    return true;
}

bool spell_scratch(Session *session, Db *db, const Schema *catalog, Schema *models)
{
    Spelling spelling = {.session = session, .live = db, .catalog = catalog, .models = models};
    bool differs = false, ok;

    each_whole(&spelling, compare_one, &differs);
    if (!differs)
        return true;
    spelling.arena = arena_new();
    ok = spell_all(&spelling);
    arena_free(spelling.arena);
    return ok;
}
