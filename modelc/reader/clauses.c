/* What the clauses of a table say about its columns, besides keys, constraints and indexes. */
#include "modelc/reader/model.h"

#include "base/text.h"

static bool same_name(const Name *a, const Name *b, const char *schema)
{
    return text_same(a->text, b->text) &&
           text_same(a->schema ? a->schema : schema, b->schema ? b->schema : schema);
}

/* M123: no server changes it afterwards, and PostgreSQL 18 refuses it. */
static void check_logged(const Model *model, bool unlogged, const PartitionKey *key)
{
    if (unlogged && key->strategy)
        finding_add(model->findings, FINDING_M123, key->at,
                    "a partitioned table cannot have 'unlogged'")
            ->hint = "Say it of the partitions that hold the rows.";
}

/* M301 for a partition of one that is not declared before it. */
static void check_partitions(Model *model, StructModel *table)
{
    const TableClauses *extra = &table->extra;

    check_logged(model, table->def.unlogged, &extra->partition_by);
    for (size_t i = 0; i < extra->partitions.count; i++) {
        PartitionDef *def = &extra->partitions.items[i];
        bool found = !def->of.text;

        check_name(model, def->name.text, def->name.at);
        check_logged(model, def->unlogged, &def->key);
        need_elements(model, table, &def->key.elements);
        for (size_t k = 0; k < i && !found; k++)
            found = same_name(&extra->partitions.items[k].name, &def->of, table->schema);
        if (!found)
            fail_table(model, &def->of, table->schema);
    }
}

/* M503: PostgreSQL checks uniqueness within a partition only. */
static void check_partition_key(Model *model, const StructModel *table, const ConstraintDef *def)
{
    const ElementDefs *key = &table->extra.partition_by.elements;

    if (def->bad || (def->type != CONSTRAINT_PRIMARY_KEY && def->type != CONSTRAINT_UNIQUE))
        return;
    for (size_t i = 0; i < key->count; i++) {
        const char *column = key->items[i].column.text;
        bool found = false;

        for (size_t k = 0; k < def->columns.count; k++)
            found = found || text_same(def->columns.items[k].text, column);
        if (found || !column)
            continue;

        Finding *finding =
            finding_add(model->findings, FINDING_M503, def->at,
                        "a unique constraint of a partitioned table must include '%s'", column);

        finding_note(model->findings, finding, table->extra.partition_by.at,
                     "the partition key is given here");
        return;
    }
}

/* M303 in the other clauses. */
void check_clauses(Model *model, StructModel *table)
{
    TableClauses *extra = &table->extra;

    if (!need_elements(model, table, &extra->partition_by.elements))
        extra->partition_by.elements.count = 0;
    check_partitions(model, table);
    for (size_t i = 0; i < extra->statistics.count; i++) {
        check_name(model, extra->statistics.items[i].name.text, extra->statistics.items[i].name.at);
        need_elements(model, table, &extra->statistics.items[i].elements);
    }
    for (size_t i = 0; i < extra->policies.count; i++)
        check_name(model, extra->policies.items[i].name.text, extra->policies.items[i].name.at);
    for (size_t i = 0; i < extra->triggers.count; i++)
        check_name(model, extra->triggers.items[i].name.text, extra->triggers.items[i].name.at);
    for (size_t i = 0; i < extra->grants.count; i++)
        for (size_t k = 0; k < extra->grants.items[i].privileges.count; k++)
            need_columns(model, table, &extra->grants.items[i].privileges.items[k].columns);
    for (size_t i = 0; i < table->constraints.count; i++)
        check_partition_key(model, table, &table->constraints.items[i]->def);
    for (size_t i = 0; i < extra->inherits.count; i++)
        if (!find_table(model, &extra->inherits.items[i], table->schema) &&
            !find_others(model, &extra->inherits.items[i], table->schema))
            fail_table(model, &extra->inherits.items[i], table->schema);
}
