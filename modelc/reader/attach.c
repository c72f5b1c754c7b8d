/* What stands in a file and belongs to a table or a view goes where the struct's own clauses are.
 */
#include "modelc/reader/model.h"

#include "base/text.h"
#include "modelc/reader/parse.h"

/* The table that declares the partition. */
static StructModel *table_of_partition(const Model *model, const Name *name)
{
    for (size_t i = 0; i < model->tables.entries.count; i++) {
        StructModel *table = model->tables.entries.items[i].value;

        for (size_t k = 0; k < table->extra.partitions.count; k++) {
            const Name *own = &table->extra.partitions.items[k].name;

            if (text_same(own->text, name->text) &&
                text_same(own->schema ? own->schema : table->schema, schema_of_name(name)))
                return table;
        }
    }
    return NULL;
}

StructModel *find_partition(Model *model, const Name *name)
{
    const char *path = path_of_name(model->run, schema_of_name(name), name->text);
    StructModel *found = map_get(&model->partitions, path);
    const StructModel *table = found ? NULL : table_of_partition(model, name);

    if (!table)
        return found;
    found = ARENA_NEW(model->run, StructModel);
    found->fact = table->fact;
    found->def.kind = table->def.kind;
    found->schema = schema_of_name(name);
    found->name = name->text;
    found->path = path;
    found->has_errors = table->has_errors;
    found->columns = table->columns;
    found->whole = table;
    map_put(model->run, &model->partitions, path, found);
    return found;
}

static StructModel *find_relation(Model *model, const Name *name)
{
    StructModel *found = find_table(model, name, DEFAULT_SCHEMA);

    if (!found)
        found = find_view(model, name, DEFAULT_SCHEMA);
    return found ? found : find_partition(model, name);
}

/* M301 */
static StructModel *need_relation(Model *model, const Name *name)
{
    StructModel *found = find_relation(model, name);

    if (!found)
        fail_table(model, name, DEFAULT_SCHEMA);
    return found;
}

static void attach_policies(Model *model)
{
    for (size_t i = 0; i < model->database.policies.count; i++) {
        PolicyDef *def = &model->database.policies.items[i];
        StructModel *table = need_relation(model, &def->table);

        if (table)
            vec_push(model->run, &table->extra.policies, *def);
    }
}

/* Columns have their names in SQL; a string that is an expression stands in a struct only. */
static void attach_index(Model *model, StructModel *relation, const IndexDef *def)
{
    IndexModel *out = ARENA_NEW(model->run, IndexModel);

    out->def = *def;
    for (size_t i = 0; i < out->def.elements.count; i++) {
        ElementDef *element = &out->def.elements.items[i];

        if (!element->column.text)
            continue;
        element->expr = (Sql){0};
        element->word = element->column.text;
    }
    vec_push(model->run, &relation->indexes, out);
}

static void attach_indexes(Model *model)
{
    for (size_t i = 0; i < model->database.indexes.count; i++) {
        const IndexDef *def = model->database.indexes.items[i];
        StructModel *relation = need_relation(model, &def->table);

        if (relation)
            attach_index(model, relation, def);
    }
}

/* What a table has stands in its struct. */
static void attach_added(Model *model)
{
    for (size_t i = 0; i < model->database.added.count; i++) {
        const AddedDef *def = &model->database.added.items[i];
        StructModel *table = need_relation(model, &def->table);
        ConstraintModel *out = ARENA_NEW(model->run, ConstraintModel);

        if (!table)
            continue;
        if (map_get(&model->partitions, table->path) != table) {
            finding_add(model->findings, FINDING_M603, def->constraint->at,
                        "constraints of '%s' stand in its struct", table->name);
            continue;
        }
        *out = (ConstraintModel){.def = *def->constraint, .name = def->constraint->name.text};
        vec_push(model->run, &table->constraints, out);
    }
}

static void attach_triggers(Model *model)
{
    for (size_t i = 0; i < model->database.triggers.count; i++) {
        TriggerDef *def = &model->database.triggers.items[i];
        StructModel *table = need_relation(model, &def->table);

        if (table)
            vec_push(model->run, &table->extra.triggers, *def);
    }
}

/* What is said of parts of tables; of all else it is said where that is. */
static void attach_settings(Model *model)
{
    for (size_t i = 0; i < model->database.settings.count; i++) {
        SettingDef *def = &model->database.settings.items[i];
        StructModel *table = def->table.text ? need_relation(model, &def->table) : NULL;

        if (table)
            vec_push(model->run, &table->extra.settings, *def);
    }
}

/* M301, M303: tables and the columns of them that publications name. */
static void check_publications(Model *model)
{
    for (size_t i = 0; i < model->database.publications.count; i++) {
        const PublicationDef *def = &model->database.publications.items[i];

        for (size_t k = 0; k < def->members.count; k++) {
            const PublicationMemberDef *member = &def->members.items[k];
            StructModel *table =
                member->is_schema ? NULL : find_table(model, &member->name, DEFAULT_SCHEMA);

            if (table)
                need_columns(model, table, &member->columns);
        }
    }
}

static void attach_statistics(Model *model)
{
    for (size_t i = 0; i < model->database.statistics.count; i++) {
        StatisticsDef *def = &model->database.statistics.items[i];
        StructModel *table = need_relation(model, &def->table);

        if (table)
            vec_push(model->run, &table->extra.statistics, *def);
    }
}

/* Grants of tables go to them; all others are found when their objects are there. */
static void attach_grants(Model *model)
{
    for (size_t i = 0; i < model->database.grants.count; i++) {
        const GrantDef *def = &model->database.grants.items[i];

        for (size_t k = 0; k < def->objects.count; k++) {
            const Name *name = &def->objects.items[k];
            bool of_table = text_same(def->on, "table") || text_same(def->on, "view");
            StructModel *table = of_table ? find_relation(model, name) : NULL;

            if (table)
                vec_push(model->run, &table->extra.grants, *def);
            else if (of_table)
                fail_table(model, name, DEFAULT_SCHEMA);
        }
    }
}

/* A view without a struct is one without known columns. */
static void add_view(Model *model, const ViewDef *def)
{
    StructModel *out = ARENA_NEW(model->run, StructModel);
    FactStruct *fact = ARENA_NEW(model->run, FactStruct);
    const StructModel *first;

    fact->name = def->name.text;
    fact->at = def->name.at;
    fact->doc = def->doc;
    out->fact = fact;
    out->raw = def;
    out->def.kind = def->is_materialized ? STRUCT_MATERIALIZED_VIEW : STRUCT_VIEW;
    out->def.name = def->name;
    out->schema = schema_of_name(&def->name);
    out->name = def->name.text;
    out->path = path_of_name(model->run, out->schema, out->name);
    out->has_errors = true; /* what a struct would say is not known */
    out->extra.query = def->query;
    out->extra.no_data = def->no_data;
    out->extra.options = def->options;
    out->extra.method = def->method;
    out->extra.tablespace = def->tablespace;
    first = map_get(&model->views, out->path);
    if (!first) {
        map_put(model->run, &model->views, out->path, out);
        return;
    }

    Finding *finding =
        finding_add(model->findings, FINDING_M604, def->name.at, "%s '%s' is defined twice",
                    struct_kind_text(out->def.kind), out->name);

    finding_note(model->findings, finding,
                 first->def.name.text ? first->def.name.at : first->fact->at, "first defined here");
}

void model_attach(Model *model)
{
    for (size_t i = 0; i < model->database.views.count; i++)
        add_view(model, &model->database.views.items[i]);
    attach_indexes(model);
    attach_added(model);
    attach_policies(model);
    attach_triggers(model);
    attach_settings(model);
    check_publications(model);
    attach_statistics(model);
    attach_grants(model);
}
