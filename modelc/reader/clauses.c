/* What the clauses of a table say about its columns, besides keys, constraints and indexes. */
#include "modelc/reader/model.h"

#include "base/text.h"

/* PostgreSQL lets these live elsewhere than their table; here their paths would not tell. */
static void check_own_schema(Model *model, const StructModel *table, const Name *name,
                             const char *what)
{
    check_name(model, name->text, name->at);
    if (name->schema && !text_same(name->schema, table->schema))
        finding_add(model->findings, FINDING_M121, name->at,
                    "modelc does not manage %s in another schema than its table", what);
}

/* M301 for a partition of one that is not declared before it. */
static void check_partitions(Model *model, StructModel *table)
{
    const TableClauses *extra = &table->extra;

    for (size_t i = 0; i < extra->partitions.count; i++) {
        PartitionDef *def = &extra->partitions.items[i];
        bool found = !def->of.text;

        check_own_schema(model, table, &def->name, "a partition");
        need_elements(model, table, &def->key.elements);
        for (size_t k = 0; k < i && !found; k++)
            found = text_same(extra->partitions.items[k].name.text, def->of.text);
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
        check_own_schema(model, table, &extra->statistics.items[i].name, "statistics");
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
        if (!find_table(model, &extra->inherits.items[i], table->schema))
            fail_table(model, &extra->inherits.items[i], table->schema);
}
