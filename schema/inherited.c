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
