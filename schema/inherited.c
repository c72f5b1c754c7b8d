#include "schema/inherited.h"

#include "base/text.h"
#include "schema/kinds/table/table.h"

/* No hierarchy is deeper than that. */
enum { INHERITANCE_DEPTH = 32 };

static Object *find_within(Arena *scratch, const Schema *schema, const char *path,
                           const char *quoted, unsigned depth)
{
    Object *found = schema_find(schema, KIND_COLUMN, arena_printf(scratch, "%s.%s", path, quoted));
    const Object *table = found ? NULL : schema_find(schema, KIND_TABLE, path);
    const StrVec *parents = table ? &((const Table *)table)->inherits : NULL;

    for (size_t i = 0; parents && i < parents->count && !found && depth > 0; i++)
        found = find_within(scratch, schema, parents->items[i], quoted, depth - 1);
    return found;
}

bool is_inherited(const Schema *schema, const Object *table)
{
    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_PARTITION)
            return true;
    for (size_t i = 0; i < schema->objects[KIND_TABLE].entries.count; i++) {
        const Table *other = schema->objects[KIND_TABLE].entries.items[i].value;

        if (strvec_has(&other->inherits, table->path))
            return true;
    }
    return false;
}

Object *inherited_column(Arena *scratch, const Schema *schema, const char *table,
                         const char *quoted)
{
    return find_within(scratch, schema, table, quoted, INHERITANCE_DEPTH);
}

typedef struct Climb {
    Arena *scratch;
    const Schema *schema;
    const Object *part;
    ObjectFn *fn;
    void *context;
} Climb;

static void climb(const Climb *up, const char *path, unsigned depth)
{
    const Object *table = schema_find(up->schema, KIND_TABLE, path);
    const StrVec *parents = table ? &((const Table *)table)->inherits : NULL;

    for (size_t i = 0; parents && i < parents->count && depth > 0; i++) {
        Object *same = schema_find(up->schema, up->part->kind_id,
                                   path_under(up->scratch, parents->items[i], up->part->name));

        if (same)
            up->fn(up->context, same);
        climb(up, parents->items[i], depth - 1);
    }
}

void each_ancestor(Arena *scratch, const Schema *schema, const Object *part, ObjectFn *fn,
                   void *context)
{
    const Climb up = {scratch, schema, part, fn, context};

    climb(&up, part->parent->path, INHERITANCE_DEPTH);
}
