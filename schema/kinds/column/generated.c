/* Columns whose values are generated: what changes in place, and what has to be made anew. */
#include "schema/kinds/column/generated.h"

#include "base/text.h"
#include "schema/inherited.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/publication_member/publication_member.h"
#include "schema/kinds/table/table.h"
#include "schema/template.h"

static const Column *as_column(const Object *object)
{
    return (const Column *)object;
}

/*
 * The expression of a stored column can be dropped in place, but neither given nor changed before
 * PostgreSQL 17; that of a virtual one, which 18 brought, can only be changed.
 */
Change generated_judge(const Object *from, const Object *to)
{
    const Column *old = as_column(from), *new = as_column(to);

    if (old->is_virtual)
        return new->is_virtual &&new->generated.text ? CHANGE_ALTER : CHANGE_RECREATE;
    return new->generated.text ? CHANGE_RECREATE : CHANGE_ALTER;
}

static bool is_published(const Schema *schema, const Object *relation)
{
    const Map *members = &schema->objects[KIND_PUBLICATION_MEMBER];

    for (size_t i = 0; i < members->entries.count; i++)
        if (text_same(((const PublicationMember *)members->entries.items[i].value)->of_table,
                      relation->path))
            return true;
    return false;
}

/* A check, or a publication, of the relation or one of its partitions. */
static bool is_looked_at(const Schema *schema, const Object *relation)
{
    bool found = is_published(schema, relation);

    for (size_t i = 0; i < relation->children.count && !found; i++) {
        const Object *part = relation->children.items[i];

        found = part->kind_id == KIND_CHECK ||
                (part->kind_id == KIND_PARTITION && is_looked_at(schema, part));
    }
    return found;
}

static bool has_partitions(const Object *relation, unsigned depth)
{
    for (size_t i = 0; i < relation->children.count; i++)
        if (relation->children.items[i]->kind_id == KIND_PARTITION &&
            (depth == 1 || has_partitions(relation->children.items[i], depth - 1)))
            return true;
    return false;
}

static bool has_heirs(const Schema *schema, const Object *table, unsigned depth)
{
    const Map *tables = &schema->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++) {
        const Object *heir = tables->entries.items[i].value;

        if (strvec_has(&((const Table *)heir)->inherits, table->path) &&
            (depth == 1 || has_heirs(schema, heir, depth - 1)))
            return true;
    }
    return false;
}

typedef struct Depth {
    const Schema *schema;
    bool found;
} Depth;

static void find_deep(void *context, Object *column)
{
    Depth *depth = context;

    depth->found |= has_heirs(depth->schema, column->parent, 2);
}

/*
 * Whether the column is handed down twice, from its table or from one above: DROP EXPRESSION goes
 * on to heirs and partitions, and PostgreSQL takes each for one with children of its own.
 */
static bool is_deep(const Schema *schema, const Object *column)
{
    Depth depth = {schema, has_partitions(column->parent, 2)};
    Arena *scratch = arena_new();

    depth.found |= has_heirs(schema, column->parent, 2);
    each_ancestor(scratch, schema, column, find_deep, &depth);
    arena_free(scratch);
    return depth.found;
}

/* PostgreSQL 18 changes no virtual column of such a table; made anew it loses nothing. */
bool generated_is_stuck(const Schema *schema, const Object *object)
{
    const Map *tables = &schema->objects[KIND_TABLE];

    if (!as_column(object)->is_virtual)
        return as_column(object)->generated.text && is_deep(schema, object);
    for (size_t i = 0; i < tables->entries.count; i++) {
        const Object *table = tables->entries.items[i].value;

        if ((table == object->parent || inherits_from(schema, table, object->parent)) &&
            is_looked_at(schema, table))
            return true;
    }
    return false;
}

/* Together with the expression it says nothing of its own. */
Change generated_judge_virtual(const Object *from, const Object *to)
{
    return as_column(from)->generated.text && as_column(to)->generated.text ? CHANGE_RECREATE
                                                                            : CHANGE_IGNORE;
}

void generated_write(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    template_add(out, "ALTER TABLE {parent} ALTER COLUMN {name} ", to);
    template_add(out, "{generated?SET EXPRESSION AS (|DROP EXPRESSION}[{generated})]", to);
}
