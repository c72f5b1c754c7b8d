#include "introspect/spell_new.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/sql.h"
#include "schema/template.h"

/* Whether objects of the kind stand for themselves and so before all tables. */
static bool comes_first(KindId id)
{
    return id < KIND_TABLE;
}

/* Run a statement that may fail, which `*made` then says. */
static bool attempt(Arena *run, Db *db, const char *statement, bool *made, DbError *error)
{
    if (!db_run(run, db, "SAVEPOINT modelc_new", error))
        return false;
    if (db_run(run, db, statement, error))
        return true;
    *made = false;
    return db_run(run, db, "ROLLBACK TO SAVEPOINT modelc_new", error);
}

/* The object as it is called `name`, in the schema that it says it was in when `moved`. */
static Object *called(Arena *run, const Object *object, const char *name, bool moved)
{
    Object *old = object_copy(run, object);

    old->name = name;
    if (moved) {
        Object *home = ARENA_NEW(run, Object);

        home->kind_id = KIND_SCHEMA;
        home->name = object->moved_from;
        home->path = sql_ident(run, object->moved_from);
        old->in = home;
    }
    old->path = object_path(run, old);
    defined_sign(run, old);
    return old;
}

/* `catalog` has it under the new name already, where the caller did the renames. */
static bool rename_object(Arena *run, Db *db, const Object *object, bool *made, DbError *error)
{
    const Object *old = called(run, object, object->renamed_from, object->moved_from != NULL);
    const Object *moved = called(run, object, object->renamed_from, false);
    StrBuf move = {.arena = run}, rename = {.arena = run};

    if (object->moved_from) {
        object_add_rename(&move, old, moved);
        if (!attempt(run, db, strbuf_text(&move), made, error))
            return false;
    }
    if (text_same(object->name, object->renamed_from))
        return true;
    object_add_rename(&rename, moved, object);
    return attempt(run, db, strbuf_text(&rename), made, error);
}

static const char *create_statement(Arena *run, const Object *object)
{
    StrBuf create = {.arena = run};

    object_add_create_whole(&create, object);
    return strbuf_text(&create);
}

/* What an extension brings is looked for in the schema that it moves to. */
static bool move_served(Arena *run, Db *db, const Object *from, const Object *to, bool *made,
                        DbError *error)
{
    const Kind *kind = kind_of(to->kind_id);

    for (size_t i = 0; kind->serves_all && i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];
        StrBuf move = {.arena = run};

        if (!attr->ref || attr_same(from, to, attr) || attr->judge(from, to) != CHANGE_ALTER)
            continue;
        template_add(&move, attr->alter, to);
        if (!attempt(run, db, strbuf_text(&move), made, error))
            return false;
    }
    return true;
}

static bool make_object(Arena *run, Db *db, const Schema *catalog, const Object *object, bool *made,
                        DbError *error)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *found = schema_find(catalog, object->kind_id, object->path);

    if (object->renamed_from && kind->rename && !rename_object(run, db, object, made, error))
        return false;
    return found ? move_served(run, db, found, object, made, error)
                 : attempt(run, db, create_statement(run, object), made, error);
}

/* `*missing` gets what could not be made. */
static bool make_all(Arena *run, Db *db, const Schema *catalog, const SpellNew *objects,
                     SpellNew *missing, DbError *error)
{
    for (size_t i = 0; i < objects->count; i++) {
        bool made = true;

        if (!make_object(run, db, catalog, objects->items[i], &made, error))
            return false;
        if (!made)
            vec_push(run, missing, objects->items[i]);
    }
    return true;
}

static SpellNew collect(Arena *run, const Schema *model)
{
    SpellNew objects = {0};

    for (KindId id = 0; id < KIND_COUNT && comes_first(id); id++)
        for (size_t i = 0; i < model->objects[id].entries.count; i++)
            if (kind_of(id)->scope != SCOPE_PARENT)
                vec_push(run, &objects, model->objects[id].entries.items[i].value);
    return objects;
}

/* Types can need each other in any order: what failed can succeed when the others are there. */
bool spell_create_new(Arena *run, Db *db, const Schema *catalog, const Schema *model,
                      SpellNew *missing, DbError *error)
{
    SpellNew objects = collect(run, model);
    SpellNew later = {0};

    return db_run(run, db, "SET LOCAL check_function_bodies = off", error) &&
           make_all(run, db, catalog, &objects, &later, error) &&
           make_all(run, db, catalog, &later, missing, error);
}

bool spell_names_change(const Schema *catalog, const Schema *model)
{
    for (KindId id = 0; id < KIND_COUNT && comes_first(id); id++) {
        const Kind *kind = kind_of(id);
        const Map *objects = &model->objects[id];

        for (size_t i = 0; i < objects->entries.count; i++) {
            const Object *to = objects->entries.items[i].value;
            const Object *from = schema_find(catalog, id, to->path);

            for (size_t j = 0; from && j < kind->attr_count; j++)
                if (kind->attrs[j].type == ATTR_NAMES && !attr_same(from, to, &kind->attrs[j]))
                    return true;
        }
    }
    return false;
}
