#include "modelc/spell_renamed.h"

#include "base/text.h"
#include "diff/rename_names.h"
#include "diff/rename_step.h"
#include "introspect/catalog.h"
#include "modelc/scratch_database.h"
#include "modelc/scratch_inert.h"
#include "modelc/spell_whole.h"
#include "schema/template.h"

#include <string.h>

/* Begins the name of what stands in the way of a rename; no text that has it is taken. */
static const char aside_name[] = "out of the way";

static bool has_any_whole(const Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (whole_is_in(kind_of(id)) && schema->objects[id].entries.count > 0)
            return true;
    return false;
}

/* In a revision it has gone before: it makes room under a name of ours. */
static void step_aside(Arena *arena, Db *scratch, const Object *holder, size_t number)
{
    const char *name = arena_printf(arena, "%s %zu", aside_name, number);
    StrBuf out = {.arena = arena};
    DbError ignored;

    if (!object_can_be_renamed(holder->original))
        return;
    object_add_rename(&out, holder->original, rename_under(arena, holder->original, name));
    db_run(arena, scratch, strbuf_text(&out), &ignored);
}

static void make_room(Arena *arena, Db *scratch, const Schema *catalog, const Renames *renames)
{
    Map taken = rename_taken(arena, catalog, renames);
    size_t count = 0;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < catalog->objects[id].entries.count; i++) {
            const Object *object = catalog->objects[id].entries.items[i].value;

            /* has the name for itself, and not by a rename that it follows */
            if (object->original && text_same(object->name, object->original->name) &&
                rename_takes_from(arena, renames, &taken, object))
                step_aside(arena, scratch, object, count++);
        }
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

static bool is_sound(const Sql *sql)
{
    return !sql->text || !strstr(sql->text, aside_name);
}

/* An old text is also the one that the way back gives. */
static void take_renamed(void *context, Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *renamed = schema_find(context, object->kind_id, object->path);

    for (size_t i = 0; renamed && i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_SQL && !is_sound(attr_sql(renamed, &kind->attrs[i])))
            return;
    for (size_t i = 0; renamed && i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_SQL)
            attr_take(object, renamed, &kind->attrs[i]);
    if (renamed)
        whole_take_known(object, renamed);
}

void spell_renamed(Session *session, Db *db, Schema *catalog, const Schema *models,
                   const Renames *renames)
{
    Arena *arena = arena_new();
    Map refused = {0};
    Db *scratch =
        renames->count > 0 && has_any_whole(catalog) ? scratch_database(session, arena, db) : NULL;
    CatalogOptions options = {.managed = &models->managed};
    Schema found = {0}, inert = {0};
    bool filled = scratch && catalog_read(session->run, db, session->findings, &options, &inert);

    if (filled) {
        scratch_make_inert(arena, &inert);
        filled = scratch_fill(arena, scratch, &inert, &refused);
    }
    if (filled) {
        make_room(arena, scratch, catalog, renames);
        run_renames(arena, scratch, renames);
    }
    if (filled && catalog_read(session->run, scratch, session->findings, &options, &found))
        whole_each(catalog, take_renamed, &found);
    arena_free(arena);
}

bool spell_renames(Session *session, Db *db, Schema *catalog, const Schema *models,
                   Renames *renames)
{
    if (!plan_renames(session->run, session->findings, catalog, models, renames))
        return false;
    spell_renamed(session, db, catalog, models, renames);
    return true;
}
