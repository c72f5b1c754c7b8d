#include "introspect/spell_again.h"

#include "base/text.h"
#include "introspect/spell_inert.h"

/* An item whose text differs from the catalog's, and how the server prints those texts again. */
typedef struct Reading {
    const SpellItem *item;
    Sql own;
    Sql *rivals; /* as many as the item has */
} Reading;

typedef VEC(Reading) Readings;

/* A text that names a column of another type than in the catalog means something else there. */
static bool has_same_types(const Schema *catalog, const Object *object)
{
    const Object *relation = spell_relation(object);

    if (!relation)
        return !object->parent || !object_type(object->parent) ||
               spell_keeps_type(catalog, object->parent);
    for (size_t i = 0; i < relation->children.count; i++) {
        if (!spell_keeps_type(catalog, relation->children.items[i]))
            return false;
    }
    return true;
}

static bool differs(const SpellItem *item)
{
    if (!item->sql || !item->sql->spelled || !item->rivals || item->rivals->count == 0)
        return false;
    return !strvec_has(item->rivals, item->sql->spelled);
}

static void ask_for(Arena *run, SpellWork *work, const SpellItem *item, Sql *sql)
{
    SpellItem again = {.object = item->object, .role = item->role, .key = item->key, .sql = sql};

    vec_push(run, &work->items, again);
}

static Reading make_reading(Arena *run, const SpellItem *item)
{
    size_t count = item->rivals->count;
    Reading reading = {.item = item, .own = {.text = item->sql->spelled}};

    reading.rivals = arena_alloc(run, count * sizeof *reading.rivals);
    for (size_t i = 0; i < count; i++)
        reading.rivals[i] = (Sql){.text = item->rivals->items[i]};
    return reading;
}

bool spell_meets(const char *own, const char *own_again, const char *theirs,
                 const char *theirs_again)
{
    return text_same(own_again, theirs) || text_same(own, theirs_again) ||
           (own_again && text_same(own_again, theirs_again));
}

static void take_reading(const Reading *reading)
{
    const Sql *own = &reading->own;

    for (size_t i = 0; i < reading->item->rivals->count; i++) {
        const Sql *rival = &reading->rivals[i];

        if (spell_meets(own->text, own->spelled, rival->text, rival->spelled)) {
            reading->item->sql->spelled = rival->text;
            return;
        }
    }
}

/* What is refused stays different: what a catalog says can name what is to go. */
static bool read_again(Arena *run, Db *db, const SpellWork *work, DbError *error)
{
    SpellUnits refused = {0};

    return db_run(run, db, "SET LOCAL search_path = pg_catalog", error) &&
           spell_ask_inert(run, db, work, &refused, error);
}

bool spell_again(Arena *run, Db *db, const Schema *catalog, const SpellWork *work, DbError *error)
{
    SpellWork again = {.model = work->model};
    Readings readings = {0};

    for (size_t i = 0; i < work->items.count; i++)
        if (differs(&work->items.items[i]) && has_same_types(catalog, work->items.items[i].object))
            vec_push(run, &readings, make_reading(run, &work->items.items[i]));
    if (readings.count == 0)
        return true;
    for (size_t i = 0; i < readings.count; i++) { /* they do not move any more */
        Reading *reading = &readings.items[i];

        ask_for(run, &again, reading->item, &reading->own);
        for (size_t j = 0; j < reading->item->rivals->count; j++)
            ask_for(run, &again, reading->item, &reading->rivals[j]);
    }
    if (!read_again(run, db, &again, error))
        return false;
    for (size_t i = 0; i < readings.count; i++)
        take_reading(&readings.items[i]);
    return true;
}
