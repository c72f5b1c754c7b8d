#include "modelc/spell_scratch.h"

#include "base/text.h"
#include "introspect/catalog.h"
#include "introspect/spell_work.h"
#include "modelc/comparison.h"
#include "modelc/refusals.h"
#include "modelc/scratch_database.h"
#include "modelc/scratch_inert.h"
#include "modelc/spell_cache.h"
#include "modelc/spell_order.h"
#include "modelc/spell_restored.h"
#include "modelc/spell_whole.h"
#include "schema/copy.h"
#include "schema/refs.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

typedef struct Spelling {
    Session *session;
    Arena *arena; /* the scratch database lives as long as it does */
    Db *live;
    const Schema *catalog;
    Schema *models;
    bool all;           /* try what the catalog does not have too */
    Db *scratch;        /* with the models in it; NULL: not made */
    Schema found;       /* the models as it prints them */
    Map refused;        /* path of an object -> Refused, what the server said of its CREATE */
    bool differs;       /* something does from the catalog */
    Respellings others; /* what still does when it is spelled */
} Spelling;

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
    if (!sql->spelled && (sql_same_expr(spelling->session->run, sql->text, other->text, NULL) ||
                          sql_same_statement(sql->text, other->text)))
        sql->spelled = other->spelled;
    return text_same(sql->spelled, other->spelled);
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

static void compare_one(void *context, Object *object)
{
    Spelling *spelling = context;
    const Kind *kind = kind_of(object->kind_id);
    const Object *live = schema_find(spelling->catalog, object->kind_id, object->path);
    bool same = true;

    for (size_t i = 0; live && i < kind->attr_count; i++)
        if (attr_is_whole(&kind->attrs[i]))
            same = takes_text(spelling, object, live, &kind->attrs[i]) && same;
    if (!same || (!live && spelling->all && (is_tried(kind) || may_be_renamed(spelling, object))))
        spelling->differs = true;
    if (same && live)
        whole_take_known(object, live);
}

/* What it says */

static void take_one(void *context, Object *object)
{
    const Spelling *spelling = context;
    const Object *spelled = schema_find(&spelling->found, object->kind_id, object->path);

    if (!spelled) {
        const Refused *refused = map_get(&spelling->refused, object->path);

        if (refused && ((spelling->all && is_tried(kind_of(object->kind_id))) ||
                        schema_find(spelling->catalog, object->kind_id, object->path)))
            refused_report(spelling->session, object, refused);
        return;
    }
    whole_take(object, spelled);
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

static bool fill(Spelling *spelling, const Schema *as_written)
{
    Schema inert = schema_copy(spelling->arena, as_written);

    scratch_make_inert(spelling->arena, &inert);
    spelling->scratch = scratch_database(spelling->session, spelling->arena, spelling->live);
    return spelling->scratch &&
           scratch_fill_others(spelling->arena, spelling->scratch, spelling->catalog->left_out) &&
           scratch_fill(spelling->arena, spelling->scratch, &inert, &spelling->refused);
}

/* Create the models and read them back. */
static bool ask(Spelling *spelling, const Schema *as_written, Schema *found)
{
    Session *session = spelling->session;
    CatalogOptions options = {.managed = &spelling->models->managed};

    return fill(spelling, as_written) &&
           catalog_read(session->run, spelling->scratch, session->findings, &options, found);
}

/* What the server prints after a restore */

typedef struct Types {
    const Schema *catalog;
    bool same;
} Types;

static void compare_types(void *context, Object *needed, RefStrength strength)
{
    Types *types = context;

    (void)strength;
    types->same = types->same && spell_keeps_type(types->catalog, needed);
    for (size_t i = 0; i < needed->children.count; i++)
        types->same = types->same && spell_keeps_type(types->catalog, needed->children.items[i]);
}

/* Where a column has another type the catalog's text means something else among the models. */
static bool means_the_same(const Spelling *spelling, const Object *object)
{
    Types types = {spelling->catalog, true};

    object_refs(spelling->arena, spelling->models, object, compare_types, &types);
    return types.same;
}

static void find_other(void *context, Object *object)
{
    Spelling *spelling = context;
    const Kind *kind = kind_of(object->kind_id);
    const Object *live = schema_find(spelling->catalog, object->kind_id, object->path);

    for (size_t i = 0; live && i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr_is_whole(attr) && attr->type == ATTR_SQL && attr_sql(object, attr)->spelled &&
            attr_sql(live, attr)->spelled && !attr_same(object, live, attr) &&
            means_the_same(spelling, object))
            vec_push(spelling->arena, &spelling->others, ((Respelling){object, live, attr}));
    }
}

static void spell_others(Spelling *spelling, const Schema *as_written)
{
    whole_each(spelling->models, find_other, spelling);
    if (spelling->others.count > 0 && (spelling->scratch || fill(spelling, as_written)))
        spell_restored(spelling->session, spelling->arena, spelling->scratch,
                       &spelling->models->managed, &spelling->others);
}

/* Made of the models, or known from the last time. */
static bool find_spelled(Spelling *spelling, const Schema *as_written, Schema *found)
{
    Session *session = spelling->session;
    const Schema *others = spelling->catalog->left_out;
    const char *key =
        spell_cache_key(spelling->arena, spelling->live, snapshot_hash(spelling->arena, as_written),
                        others ? snapshot_hash(spelling->arena, others) : "");

    if (key && spell_cache_read(session->run, key, found))
        return true;
    if (!ask(spelling, as_written, found))
        return false;
    /* what was refused is told each time */
    if (key && spelling->refused.entries.count == 0)
        spell_cache_write(spelling->arena, key, found);
    return true;
}

static bool make_again(void *context, Schema *said, Schema *made)
{
    return find_spelled(context, said, made);
}

static void spell_all(Spelling *spelling)
{
    Session *session = spelling->session;
    Schema as_written;
    SpellOrder order = {.said = &as_written,
                        .spelled = spelling->models,
                        .like = spelling->catalog,
                        .make = make_again,
                        .context = spelling};

    if (!comparison_models(session, &(Findings){.arena = session->run}, &as_written))
        return;
    if (!find_spelled(spelling, &as_written, &spelling->found)) {
        not_spelled(spelling);
        return;
    }
    whole_each(spelling->models, take_one, spelling);
    spell_in_order(spelling->arena, &order);
    spell_others(spelling, &as_written);
}

void spell_scratch(Session *session, Db *db, const Schema *catalog, Schema *models, bool all)
{
    Spelling spelling = {
        .session = session, .live = db, .catalog = catalog, .models = models, .all = all};

    whole_each(models, compare_one, &spelling);
    if (!spelling.differs)
        return;
    spelling.arena = arena_new();
    spell_all(&spelling);
    arena_free(spelling.arena);
}
