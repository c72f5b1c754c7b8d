/* Views, and what PG_ALSO says of tables and views besides constraints and indexes. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/kinds/materialized_view/materialized_view.h"
#include "schema/kinds/partition/partition.h"
#include "schema/kinds/policy/policy.h"
#include "schema/kinds/statistics/statistics.h"
#include "schema/kinds/view/view.h"
#include "schema/sql.h"

#include <string.h>

const char *options_text(Arena *run, const StrVec *options)
{
    return options->count > 0 ? text_join(run, options, ", ") : NULL;
}

/* NULL where there is none. */
static const char *quoted(Arena *run, const Name *name)
{
    return name->text ? sql_ident(run, name->text) : NULL;
}

/* "FULL", "USING INDEX x" */
static const char *replica_text(Arena *run, const char *identity, const Name *index)
{
    return index->text ? arena_printf(run, "USING INDEX %s", quoted(run, index)) : identity;
}

Object *emit_view(const Emitter *emitter, const StructModel *model)
{
    const TableClauses *extra = &model->extra;
    bool materialized = model->def.kind == STRUCT_MATERIALIZED_VIEW;
    const Names none = {0};
    const StrVec columns = emit_texts(emitter->run, model->raw ? &model->raw->columns : &none);
    const char *options = options_text(emitter->run, &extra->options);
    Object *out = emit_object(emitter, materialized ? KIND_MATERIALIZED_VIEW : KIND_VIEW,
                              emit_namespace(emitter, model->schema), model->name,
                              model->def.name.text ? model->def.name.at : model->fact->at);

    out->comment = model->fact->doc;
    emit_old_name(out, &model->def.renamed_from);
    if (!materialized) {
        View *view = (View *)out;

        view->definition = extra->query;
        view->columns = columns;
        view->options = options;
        return out;
    }

    MaterializedView *view = (MaterializedView *)out;

    view->definition = extra->query;
    view->columns = columns;
    view->options = options;
    view->no_data = extra->no_data;
    view->cluster = quoted(emitter->run, &extra->cluster);
    view->method = text_same(extra->method.text, "heap") ? NULL : extra->method.text;
    view->tablespace = tablespace_text(&extra->tablespace);
    return out;
}

const char *tablespace_text(const Name *name)
{
    return text_same(name->text, "pg_default") ? NULL : name->text;
}

static const char *element_text(Arena *run, const Element *element)
{
    StrBuf out = {.arena = run};

    if (element->column)
        sql_add_ident(&out, element->column);
    else
        strbuf_addf(&out, "(%s)", element->expr.text);
    if (element->collation)
        strbuf_addf(&out, " COLLATE %s", element->collation);
    if (element->opclass)
        strbuf_addf(&out, " %s", element->opclass);
    return strbuf_text(&out);
}

/* "RANGE (placed_at)" */
static const char *key_text(Arena *run, const PartitionKey *key)
{
    Elements elements;
    StrVec texts = {0};

    if (!key->strategy)
        return NULL;
    elements = emit_elements(run, &key->elements, NULL);
    for (size_t i = 0; i < elements.count; i++)
        vec_push(run, &texts, element_text(run, &elements.items[i]));
    return arena_printf(run, "%s (%s)", key->strategy, text_join(run, &texts, ", "));
}

/* The path of a table that is a model or, as far as anyone knows, of the database. */
static const char *table_path(const Emitter *emitter, const Name *name, const char *schema)
{
    const StructModel *found = find_table(emitter->model, name, schema);
    const char *others = found ? NULL : find_others(emitter->model, name, schema);

    if (found || others)
        return found ? found->path : others;
    return path_of_name(emitter->run, name->schema ? name->schema : schema, name->text);
}

void emit_table_clauses(const Emitter *emitter, const StructModel *model, Table *out)
{
    const TableClauses *extra = &model->extra;

    for (size_t i = 0; i < extra->inherits.count; i++)
        vec_push(emitter->run, &out->inherits,
                 table_path(emitter, &extra->inherits.items[i], model->schema));
    out->partition_by = key_text(emitter->run, &extra->partition_by);
    out->method = text_same(extra->method.text, "heap") ? NULL : extra->method.text;
    out->options = options_text(emitter->run, &extra->options);
    out->tablespace = tablespace_text(&extra->tablespace);
    out->row_security = extra->row_security;
    out->force_row_security = extra->force_row_security;
    out->replica_identity =
        replica_text(emitter->run, extra->replica_identity, &extra->replica_index);
    out->cluster = quoted(emitter->run, &extra->cluster);
}

/* A trigger or a rule: of both the attribute is called "definition". */
static void emit_trigger(const Emitter *emitter, Object *object, const TriggerDef *def)
{
    static const char attr[] = "definition";
    Object *out = emit_object(emitter, def->kind, object, def->name.text, def->name.at);
    Sql *definition = attr_field(out, attr_find(kind_of(def->kind), attr, strlen(attr)));

    out->comment = def->doc;
    *definition = (Sql){.text = arena_printf(emitter->run, "%s %s %s %s %s %s", def->create,
                                             sql_ident(emitter->run, def->name.text), def->events,
                                             def->on, object->path, def->tail),
                        .at = def->at};
}

static void emit_policy(const Emitter *emitter, Object *object, const PolicyDef *def)
{
    Policy *out = (Policy *)emit_object(emitter, KIND_POLICY, object, def->name.text, def->name.at);

    out->object.comment = def->doc;
    out->restrictive = def->restrictive;
    out->command = def->command;
    out->roles = def->roles;
    out->using_expr = def->using_expr;
    out->check_expr = def->check_expr;
}

static void emit_statistics(const Emitter *emitter, Object *object, const StatisticsDef *def)
{
    Statistics *out = (Statistics *)emit_part(emitter, KIND_STATISTICS, object, &def->name);

    out->object.comment = def->doc;
    out->kinds = def->kinds;
    out->elements = emit_elements(emitter->run, &def->elements, NULL);
}

/* The partition that `def` is a part of; the table unless it says another. */
static Object *partition_parent(const Emitter *emitter, const StructModel *model, Object *table,
                                const PartitionDef *def)
{
    Object *found = NULL;

    if (def->of.text)
        found =
            schema_find(emitter->schema, KIND_PARTITION,
                        path_of_name(emitter->run, def->of.schema ? def->of.schema : model->schema,
                                     def->of.text));
    return found ? found : table;
}

static void emit_partition(const Emitter *emitter, const StructModel *model, Object *table,
                           const PartitionDef *def)
{
    Object *parent = partition_parent(emitter, model, table, def);
    Name name = def->name;
    Partition *out;

    /* Not where the partition is that it is a part of. */
    if (!name.schema)
        name.schema = model->schema;
    out = (Partition *)emit_part(emitter, KIND_PARTITION, parent, &name);
    out->object.comment = def->doc;
    out->bound = def->bound;
    out->partition_by = key_text(emitter->run, &def->key);
    out->unlogged = def->unlogged;
    out->method = text_same(def->method.text, "heap") ? NULL : def->method.text;
    out->options = options_text(emitter->run, &def->options);
    out->tablespace = tablespace_text(&def->tablespace);
    out->row_security = def->row_security;
    out->force_row_security = def->force_row_security;
    out->replica_identity = replica_text(emitter->run, def->replica_identity, &def->replica_index);
    out->cluster = quoted(emitter->run, &def->cluster);
}

void emit_clauses(const Emitter *emitter, const StructModel *model, Object *object)
{
    const TableClauses *extra = &model->extra;

    for (size_t i = 0; i < extra->partitions.count; i++)
        emit_partition(emitter, model, object, &extra->partitions.items[i]);
    for (size_t i = 0; i < extra->triggers.count; i++)
        emit_trigger(emitter, object, &extra->triggers.items[i]);
    for (size_t i = 0; i < extra->settings.count; i++)
        if (!is_inherited_setting(emitter, object, &extra->settings.items[i]))
            emit_setting(emitter, object, &extra->settings.items[i]);
    for (size_t i = 0; i < extra->policies.count; i++)
        emit_policy(emitter, object, &extra->policies.items[i]);
    for (size_t i = 0; i < extra->statistics.count; i++)
        emit_statistics(emitter, object, &extra->statistics.items[i]);
    if (extra->owner.text)
        emit_owner(emitter, object, &extra->owner);
    emit_grants(emitter, model, object);
}
