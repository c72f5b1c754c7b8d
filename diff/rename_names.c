#include "diff/rename_names.h"

#include "base/text.h"
#include "diff/order_graph.h"
#include "schema/inherited.h"

bool rename_gives(const Renames *renames, const Object *object)
{
    bool found = false;

    for (size_t i = 0; i < renames->count && !found; i++)
        found = renames->items[i].after->kind_id == object->kind_id &&
                text_same(renames->items[i].after->path, object->path);
    return found;
}

bool rename_takes_from(Arena *scratch, const Renames *renames, const Map *taken,
                       const Object *object)
{
    StrVec names = own_names(scratch, object);

    if (rename_gives(renames, object))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (map_get(taken, names.items[i]))
            return true;
    return false;
}

/* A column meets what the heirs of its table call so, and what that has from others. */
static void take_in_family(Arena *scratch, const Schema *old, const RenameStep *step, Map *taken)
{
    const Map *tables = &old->objects[KIND_TABLE];
    Object same = *step->after;
    const Object *table =
        same.kind_id == KIND_COLUMN ? schema_find(old, KIND_TABLE, same.parent->path) : NULL;

    for (size_t i = 0; table && i < tables->entries.count; i++) {
        const Object *other = tables->entries.items[i].value;

        if (!inherits_from(old, other, table) && !inherits_from(old, table, other))
            continue;
        same.path = path_under(scratch, other->path, same.name);
        map_put(scratch, taken, own_names(scratch, &same).items[0], taken);
    }
}

/* Of labels the object keeps its own name. */
Map rename_taken(Arena *scratch, const Schema *old, const Renames *renames)
{
    Map taken = {0};

    for (size_t i = 0; i < renames->count; i++) {
        StrVec before = own_names(scratch, renames->items[i].before);
        StrVec after = own_names(scratch, renames->items[i].after);

        for (size_t k = 0; k < after.count; k++)
            if (!strvec_has(&before, after.items[k]))
                map_put(scratch, &taken, after.items[k], &renames->items[i]);
        take_in_family(scratch, old, &renames->items[i], &taken);
    }
    return taken;
}
