#include "introspect/spell_new.h"

#include "schema/template.h"

/* Whether objects of the kind stand for themselves and so before all tables. */
static bool comes_first(KindId id)
{
    for (KindId before = 0; before <= id; before++)
        if (kind_of(before)->has_parts)
            return false;
    return true;
}

bool spell_create_new(Arena *run, Db *db, const Schema *catalog, const Schema *model,
                      DbError *error)
{
    for (KindId id = 0; id < KIND_COUNT && comes_first(id); id++) {
        const Map *objects = &model->objects[id];

        for (size_t i = 0; i < objects->entries.count; i++) {
            StrBuf create = {.arena = run};

            if (schema_find(catalog, id, objects->entries.items[i].key))
                continue;
            object_add_create(&create, objects->entries.items[i].value);
            if (!db_run(run, db, "SAVEPOINT modelc_new", error))
                return false;
            if (!db_run(run, db, strbuf_text(&create), error) &&
                !db_run(run, db, "ROLLBACK TO SAVEPOINT modelc_new", error))
                return false;
        }
    }
    return true;
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
