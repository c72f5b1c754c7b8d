#include "modelc/spell_sides.h"

#include "base/text.h"
#include "introspect/catalog.h"
#include "introspect/spell.h"
#include "introspect/spell_again.h"
#include "modelc/scratch_database.h"
#include "modelc/scratch_inert.h"
#include "modelc/spell_cache.h"
#include "schema/copy.h"

/* A text that a table spells for itself, and how its server did. */
typedef struct Own {
    Sql *sql;
    const char *spelled;
} Own;

typedef struct Sides {
    Session *session;
    Arena *arena; /* the scratch databases live as long as it does */
    Db *live;
    const Schema *from;
    Schema *to;
    Schema again[2]; /* as the scratch databases print them */
    VEC(Own) own;
    size_t restored; /* of those, in their order */
} Sides;

/* An attribute of an object that both have. */
typedef void PairFn(Sides *sides, const Object *from, Object *to, const Attr *attr);

static void each_text(Sides *sides, PairFn *fn)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Kind *kind = kind_of(id);
        const Map *objects = &sides->to->objects[id];

        for (size_t i = 0; i < objects->entries.count; i++) {
            Object *to = objects->entries.items[i].value;
            const Object *from = schema_find(sides->from, id, to->path);

            for (size_t j = 0; from && j < kind->attr_count; j++)
                if (!attr_same(from, to, &kind->attrs[j]))
                    fn(sides, from, to, &kind->attrs[j]);
        }
    }
}

/* What only a whole database spells */

static const char **whole_text(Object *object, const Attr *attr)
{
    if (!attr_is_whole(attr))
        return NULL;
    if (attr->type == ATTR_TEXT)
        return attr_field(object, attr);
    return attr->type == ATTR_SQL ? &((Sql *)attr_field(object, attr))->spelled : NULL;
}

static const char *text_in(const Schema *schema, const Object *object, const Attr *attr)
{
    Object *found = schema_find(schema, object->kind_id, object->path);

    return found ? *whole_text(found, attr) : NULL;
}

static void meet_whole(Sides *sides, const Object *from, Object *to, const Attr *attr)
{
    const char **text = whole_text(to, attr), *other;

    if (!text)
        return;
    other = text_in(sides->from, from, attr);
    if (*text && other &&
        spell_meets(*text, text_in(&sides->again[1], to, attr), other,
                    text_in(&sides->again[0], from, attr)))
        *text = other;
}

/* What a table spells for itself */

static void each_own(Sides *sides, Object *to, const Attr *attr, void (*fn)(Sides *sides, Sql *sql))
{
    if (attr_is_whole(attr))
        return;
    if (attr->type == ATTR_SQL)
        fn(sides, attr_field(to, attr));
    for (size_t i = 0; attr->type == ATTR_ELEMENTS && i < attr_elements(to, attr)->count; i++)
        fn(sides, &attr_elements(to, attr)->items[i].expr);
}

static void forget(Sides *sides, Sql *sql)
{
    vec_push(sides->arena, &sides->own, ((Own){sql, sql->spelled}));
    sql->spelled = NULL;
}

/* What is the same by now was not asked for again. */
static void restore(Sides *sides, Sql *sql)
{
    while (sides->own.items[sides->restored].sql != sql)
        sides->restored++;
    sql->spelled = sides->own.items[sides->restored].spelled;
}

static void forget_own(Sides *sides, const Object *from, Object *to, const Attr *attr)
{
    (void)from;
    each_own(sides, to, attr, forget);
}

static void restore_own(Sides *sides, const Object *from, Object *to, const Attr *attr)
{
    (void)from;
    each_own(sides, to, attr, restore);
}

/* Asked as a text of the models is; what the server does not give the other's words keeps its own.
 */
static void meet_own(Sides *sides, Db *scratch)
{
    Findings unheard = {.arena = sides->arena};
    SpellRequest request = {.catalog = sides->from, .model = sides->to};

    each_text(sides, forget_own);
    spell_schema(sides->session->run, scratch, &unheard, &request);
    each_text(sides, restore_own);
}

/* The databases */

static Db *open_scratch(const Sides *sides)
{
    Findings unheard = {.arena = sides->arena};
    const char *conninfo;

    if (sides->live)
        return scratch_database(sides->session, sides->arena, sides->live);
    conninfo = scratch_anywhere(sides->session, sides->arena);
    return conninfo ? db_open(sides->arena, &unheard, conninfo) : NULL;
}

/* A scratch database with the schema, which `again` gets as it is printed there; NULL: none. */
static Db *make_again(const Sides *sides, const Schema *schema, Schema *again)
{
    Schema inert = schema_copy(sides->arena, schema);
    CatalogOptions options = {0};
    Findings unheard = {.arena = sides->arena};
    Map refused = {0};
    DbError error;
    Db *db = open_scratch(sides);

    scratch_make_inert(sides->arena, &inert);
    return db &&
                   db_run(sides->arena, db,
                          "SELECT set_config('search_path', 'pg_catalog', false),"
                          " set_config('check_function_bodies', 'off', false)",
                          &error) &&
                   scratch_fill(sides->arena, db, &inert, &refused) &&
                   catalog_read(sides->arena, db, &unheard, &options, again)
               ? db
               : NULL;
}

static void tell_none(const Sides *sides)
{
    finding_add(sides->session->findings, FINDING_MC710, NO_RANGE,
                "expressions, views and the like are compared as each server prints them: no "
                "scratch database can be made")
        ->hint = "A difference that is only one of spelling goes away with a role that may create "
                 "databases, or with --dev-url.";
}

static void meet(Sides *sides)
{
    Db *scratch = make_again(sides, sides->from, &sides->again[0]);

    if (!scratch || !make_again(sides, sides->to, &sides->again[1])) {
        tell_none(sides);
        return;
    }
    each_text(sides, meet_whole);
    meet_own(sides, scratch);
}

/* Whether any text differs at all. */
static void doubt(Sides *sides, const Object *from, Object *to, const Attr *attr)
{
    (void)from, (void)to;
    if (!sides->arena &&
        (attr_is_whole(attr) || attr->type == ATTR_SQL || attr->type == ATTR_ELEMENTS))
        sides->arena = arena_new();
}

void spell_sides(Session *session, Db *live, const Schema *from, Schema *to)
{
    Sides sides = {.session = session, .live = live, .from = from, .to = to};

    each_text(&sides, doubt);
    if (!sides.arena)
        return;
    meet(&sides);
    arena_free(sides.arena);
}
