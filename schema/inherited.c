#include "schema/inherited.h"

#include "base/text.h"
#include "schema/kinds/check/check.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/table/table.h"
#include "schema/sql.h"

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

bool keeps_heirs(const Schema *from, const Object *table)
{
    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_PARTITION &&
            object_stays(table->children.items[i]))
            return true;
    for (size_t i = 0; i < from->objects[KIND_TABLE].entries.count; i++) {
        const Table *other = from->objects[KIND_TABLE].entries.items[i].value;

        if (strvec_has(&other->inherits, table->path) && object_stays(&other->object))
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
    bool overrides; /* what tables say of a part that they have from above; else the part itself */
    ObjectFn *fn;
    void *context;
} Climb;

static bool is_sought(const Climb *up, KindId id)
{
    const Kind *kind = kind_of(id);

    return up->overrides ? kind->overrides && kind->named_as == (int)up->part->kind_id + 1
                         : id == up->part->kind_id;
}

static void find_there(const Climb *up, const char *table)
{
    const char *path = path_under(up->scratch, table, up->part->name);

    for (KindId id = 0; id < KIND_COUNT; id++) {
        Object *same = is_sought(up, id) ? schema_find(up->schema, id, path) : NULL;

        if (same)
            up->fn(up->context, same);
    }
}

static void climb(const Climb *up, const char *path, unsigned depth)
{
    const Object *table = schema_find(up->schema, KIND_TABLE, path);
    const StrVec *parents = table ? &((const Table *)table)->inherits : NULL;

    for (size_t i = 0; parents && i < parents->count && depth > 0; i++) {
        find_there(up, parents->items[i]);
        climb(up, parents->items[i], depth - 1);
    }
}

void each_ancestor(Arena *scratch, const Schema *schema, const Object *part, ObjectFn *fn,
                   void *context)
{
    const Climb up = {scratch, schema, part, false, fn, context};

    climb(&up, part->parent->path, INHERITANCE_DEPTH);
}

void each_override(Arena *scratch, const Schema *schema, const Object *part, ObjectFn *fn,
                   void *context)
{
    const Climb up = {scratch, schema, part, true, fn, context};

    climb(&up, part->parent->path, INHERITANCE_DEPTH);
}

/* Whether the table is `above`, or inherits from it. */
static bool descends(const Schema *schema, const char *path, const Object *above, unsigned depth)
{
    const Object *table = schema_find(schema, KIND_TABLE, path);
    const StrVec *parents = table ? &((const Table *)table)->inherits : NULL;
    bool found = table == above;

    for (size_t i = 0; parents && i < parents->count && !found && depth > 0; i++)
        found = descends(schema, parents->items[i], above, depth - 1);
    return found;
}

bool inherits_from(const Schema *schema, const Object *table, const Object *above)
{
    return ((const Table *)table)->inherits.count &&
           descends(schema, table->path, above, INHERITANCE_DEPTH);
}

bool inherits_several(const Schema *schema)
{
    const Map *tables = &schema->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++)
        if (((const Table *)tables->entries.items[i].value)->inherits.count > 1)
            return true;
    return false;
}

const Object *inherited_elsewhere(Arena *scratch, const Schema *schema, const Object *column,
                                  const char **other)
{
    const Map *tables = &schema->objects[KIND_TABLE];
    const char *quoted = sql_ident(scratch, column->name);

    for (size_t i = 0; i < tables->entries.count; i++) {
        const Object *heir = tables->entries.items[i].value;
        const StrVec *parents = &((const Table *)heir)->inherits;

        if (parents->count < 2 || !descends(schema, heir->path, column->parent, INHERITANCE_DEPTH))
            continue;
        for (size_t k = 0; k < parents->count; k++) {
            *other = parents->items[k];
            if (!descends(schema, *other, column->parent, INHERITANCE_DEPTH) &&
                inherited_column(scratch, schema, *other, quoted))
                return heir;
        }
    }
    return NULL;
}

const Object *heir_in_the_way(Arena *scratch, const Schema *from, const Schema *to,
                              const Object *column, const Object *renamed)
{
    const Map *tables = &from->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++) {
        const Object *heir = tables->entries.items[i].value;
        const Object *now = schema_find(to, KIND_TABLE, heir->path);

        if (heir != column->parent && now && inherits_from(from, heir, column->parent) &&
            inherits_from(to, now, renamed->parent) &&
            inherited_column(scratch, from, heir->path, sql_ident(scratch, renamed->name)))
            return heir;
    }
    return NULL;
}

static bool says_column(const Column *own, const Column *above)
{
    return text_same(own->type.text, above->type.text) &&
           text_same(own->collation, above->collation) &&
           !own->generated.text == !above->generated.text &&
           (own->not_null || !above->not_null || above->not_null_no_inherit);
}

static bool says_part(Arena *scratch, const Schema *schema, const Object *table,
                      const Object *above)
{
    const Object *own =
        schema_find(schema, above->kind_id, path_under(scratch, table->path, above->name));

    if (above->kind_id == KIND_COLUMN)
        return own && says_column((const Column *)own, (const Column *)above);
    if (above->kind_id != KIND_CHECK || ((const Check *)above)->no_inherit)
        return true;
    return own && object_same(own, above, NULL);
}

static bool says_parts(Arena *scratch, const Schema *schema, const Object *table,
                       const Object *below, unsigned depth)
{
    const StrVec *parents = &((const Table *)below)->inherits;

    for (size_t i = 0; i < parents->count; i++) {
        const Object *above = schema_find(schema, KIND_TABLE, parents->items[i]);

        if (!above || depth == 0 || !says_parts(scratch, schema, table, above, depth - 1))
            return false;
        for (size_t j = 0; j < above->children.count; j++)
            if (!says_part(scratch, schema, table, above->children.items[j]))
                return false;
    }
    return true;
}

bool says_inherited(Arena *scratch, const Schema *schema, const Object *table)
{
    return says_parts(scratch, schema, table, table, INHERITANCE_DEPTH);
}
