#include "modelc/spell_scratch.h"

#include "base/text.h"
#include "introspect/catalog.h"
#include "modelc/comparison.h"
#include "modelc/refusals.h"
#include "modelc/scratch_database.h"
#include "modelc/scratch_inert.h"
#include "modelc/spell_cache.h"
#include "modelc/spell_restored.h"
#include "schema/order_like.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

typedef struct Spelling {
    Session *session;
    Arena *arena; /* the scratch database lives as long as it does */
    Db *live;
    const Schema *catalog;
    Schema *models;
    bool all;    /* try what the catalog does not have too */
    Db *scratch; /* with the models in it; NULL: not made */
    Map refused; /* path of an object -> Refused, what the server said of its CREATE */
} Spelling;

/* Runs `fn` for each object of the models that has such an attribute. */
static void each_whole(const Spelling *spelling, void (*fn)(const Spelling *, Object *, void *),
                       void *context)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &spelling->models->objects[id];

        for (size_t i = 0; spell_is_kept(kind_of(id)) && i < objects->entries.count; i++)
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
    if (!sql->spelled && (sql_same_expr(spelling->session->run, sql->text, other->spelled, NULL) ||
                          sql_same_statement(sql->text, other->spelled)))
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

static bool is_tried(const Kind *kind)
{
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].query)
            return true;
    return false;
}

/* One of the kind goes: what comes may be it, and is compared with it. */
static bool may_be_renamed(const Spelling *spelling, const Object *object)
{
    const Map *all = &spelling->catalog->objects[object->kind_id];

    for (size_t i = 0; kind_of(object->kind_id)->renames_alone && i < all->entries.count; i++) {
        const Object *live = all->entries.items[i].value;

        if (!schema_find(spelling->models, live->kind_id, live->path))
            return true;
    }
    return false;
}

static void compare_one(const Spelling *spelling, Object *object, void *context)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *live = schema_find(spelling->catalog, object->kind_id, object->path);
    bool same = true;

    for (size_t i = 0; live && i < kind->attr_count; i++)
        if (attr_is_whole(&kind->attrs[i]))
            same = takes_text(spelling, object, live, &kind->attrs[i]) && same;
    if (!same || (!live && spelling->all && (is_tried(kind) || may_be_renamed(spelling, object))))
        *(bool *)context = true;
    if (same && live)
        copy_known(object, live);
}

/* What it says */

static void take_attr(Object *object, const Object *spelled, const Attr *attr)
{
    void *field = attr_field(object, attr);

    if (!attr_is_whole(attr))
        return;
    if (attr->type == ATTR_SQL && !((Sql *)field)->spelled) /* what is proved stays */
        ((Sql *)field)->spelled = attr_sql(spelled, attr)->spelled;
    if (attr->type == ATTR_TEXT)
        *(const char **)field = attr_text(spelled, attr);
}

static void take_one(const Spelling *spelling, Object *object, void *context)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *spelled = schema_find(context, object->kind_id, object->path);

    if (!spelled) {
        const Refused *refused = map_get(&spelling->refused, object->path);

        if (refused && ((spelling->all && is_tried(kind)) ||
                        schema_find(spelling->catalog, object->kind_id, object->path)))
            refused_report(spelling->session, object, refused);
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

static bool fill(Spelling *spelling, Schema *as_written)
{
    scratch_make_inert(spelling->arena, as_written);
    spelling->scratch = scratch_database(spelling->session, spelling->arena, spelling->live);
    return spelling->scratch &&
           scratch_fill(spelling->arena, spelling->scratch, as_written, &spelling->refused);
}

/* Create the models and read them back. */
static bool ask(Spelling *spelling, Schema *as_written, Schema *found)
{
    Session *session = spelling->session;
    CatalogOptions options = {.managed = &spelling->models->managed};

    return fill(spelling, as_written) &&
           catalog_read(session->run, spelling->scratch, session->findings, &options, found);
}

/* What the server prints after a restore */

typedef struct Finder {
    Arena *arena;
    Respellings texts;
} Finder;

static void find_other(const Spelling *spelling, Object *object, void *context)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *live = schema_find(spelling->catalog, object->kind_id, object->path);
    Finder *finder = context;

    for (size_t i = 0; live && i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr_is_whole(attr) && attr->type == ATTR_SQL && attr_sql(object, attr)->spelled &&
            attr_sql(live, attr)->spelled && !attr_same(object, live, attr))
            vec_push(finder->arena, &finder->texts, ((Respelling){object, live, attr}));
    }
}

static void spell_others(Spelling *spelling, Schema *as_written)
{
    Finder finder = {.arena = spelling->arena};

    each_whole(spelling, find_other, &finder);
    if (finder.texts.count > 0 && (spelling->scratch || fill(spelling, as_written)))
        spell_restored(spelling->session, spelling->arena, spelling->scratch,
                       &spelling->models->managed, &finder.texts);
}

/* Made of the models, or known from the last time. */
static bool find_spelled(Spelling *spelling, Schema *as_written, Schema *found)
{
    Session *session = spelling->session;
    const char *key = spell_cache_key(spelling->arena, spelling->live,
                                      snapshot_hash(spelling->arena, as_written));

    if (key && spell_cache_read(session->run, key, found))
        return true;
    if (!ask(spelling, as_written, found))
        return false;
    /* what was refused is told each time */
    if (key && spelling->refused.entries.count == 0)
        spell_cache_write(spelling->arena, key, found);
    return true;
}

/* SELECT * is spelled by the order of columns, which the database may have otherwise */

static bool same_whole(const Object *a, const Object *b)
{
    const Kind *kind = kind_of(a->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (attr_is_whole(&kind->attrs[i]) && !attr_same(a, b, &kind->attrs[i]))
            return false;
    return true;
}

static void find_difference(const Spelling *spelling, Object *object, void *context)
{
    const Object *live = schema_find(spelling->catalog, object->kind_id, object->path);

    if (live && !same_whole(object, live))
        *(bool *)context = true;
}

static void take_if_same(const Spelling *spelling, Object *object, void *context)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *live = schema_find(spelling->catalog, object->kind_id, object->path);
    const Object *spelled = schema_find(context, object->kind_id, object->path);

    if (!live || !spelled || same_whole(object, live) || !same_whole(spelled, live))
        return;
    for (size_t i = 0; i < kind->attr_count; i++) {
        if (attr_is_whole(&kind->attrs[i]) && kind->attrs[i].type == ATTR_SQL)
            ((Sql *)attr_field(object, &kind->attrs[i]))->spelled = NULL;
        take_attr(object, spelled, &kind->attrs[i]);
    }
    copy_known(object, spelled);
}

/* What a view had when it was made is either order: that of the models, or that of the database. */
static void spell_in_order(Spelling *spelling)
{
    Schema as_written, found = {0};
    bool differs = false;

    each_whole(spelling, find_difference, &differs);
    if (differs &&
        comparison_models(spelling->session, &(Findings){.arena = spelling->arena}, &as_written) &&
        schema_order_like(spelling->arena, &as_written, spelling->catalog) &&
        find_spelled(spelling, &as_written, &found))
        each_whole(spelling, take_if_same, &found);
}

static void spell_all(Spelling *spelling)
{
    Session *session = spelling->session;
    Schema as_written, found = {0};

    if (!comparison_models(session, &(Findings){.arena = session->run}, &as_written))
        return;
    if (!find_spelled(spelling, &as_written, &found)) {
        not_spelled(spelling);
        return;
    }
    each_whole(spelling, take_one, &found);
    spell_in_order(spelling);
    spell_others(spelling, &as_written);
}

void spell_scratch(Session *session, Db *db, const Schema *catalog, Schema *models, bool all)
{
    Spelling spelling = {
        .session = session, .live = db, .catalog = catalog, .models = models, .all = all};
    bool differs = false;

    each_whole(&spelling, compare_one, &differs);
    if (!differs)
        return;
    spelling.arena = arena_new();
    spell_all(&spelling);
    arena_free(spelling.arena);
}

/* Renames */

static bool has_any_whole(const Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (spell_is_kept(kind_of(id)) && schema->objects[id].entries.count > 0)
            return true;
    return false;
}

static void run_renames(Arena *arena, Db *scratch, const Renames *renames)
{
    DbError ignored;

    for (size_t i = 0; i < renames->count; i++) {
        const RenameStep *step = &renames->items[i];
        const char *home = object_namespace(step->after)->path;
        StrBuf out = {.arena = arena};

        if (!text_same(home, object_namespace(step->before)->path))
            db_run(arena, scratch, arena_printf(arena, "CREATE SCHEMA IF NOT EXISTS %s", home),
                   &ignored);
        object_add_rename(&out, step->before, step->after);
        db_run(arena, scratch, strbuf_text(&out), &ignored);
    }
}

/* An old text is also the one that the way back gives. */
static void take_renamed(const Spelling *spelling, Object *object, void *context)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *renamed = schema_find(context, object->kind_id, object->path);

    (void)spelling;
    for (size_t i = 0; renamed && i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_SQL)
            *(Sql *)attr_field(object, &kind->attrs[i]) = *attr_sql(renamed, &kind->attrs[i]);
    if (renamed)
        copy_known(object, renamed);
}

bool spell_renames(Session *session, Db *db, Schema *catalog, const Schema *models,
                   Renames *renames)
{
    bool asks = plan_will_rename(catalog, models) && has_any_whole(catalog);
    Spelling spelling = {.session = session, .arena = arena_new(), .models = catalog};
    Db *scratch = asks ? scratch_database(session, spelling.arena, db) : NULL;
    CatalogOptions options = {.managed = &models->managed};
    Schema found = {0}, inert = {0};
    bool ok,
        filled = scratch && catalog_read(session->run, db, session->findings, &options, &inert);

    if (filled) {
        scratch_make_inert(spelling.arena, &inert);
        filled = scratch_fill(spelling.arena, scratch, &inert, &spelling.refused);
    }
    ok = plan_renames(session->run, session->findings, catalog, models, renames);
    if (filled)
        run_renames(spelling.arena, scratch, renames);
    if (filled && catalog_read(session->run, scratch, session->findings, &options, &found))
        each_whole(&spelling, take_renamed, &found);
    arena_free(spelling.arena);
    return ok;
}
