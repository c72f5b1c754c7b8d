/* What statements say of columns that are in no struct: of views, partitions and heirs. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/kinds/column_setting/column_setting.h"
#include "schema/kinds/table/table.h"

Object *emit_relation(const Emitter *emitter, const char *path)
{
    static const KindId kinds[] = {KIND_VIEW, KIND_MATERIALIZED_VIEW, KIND_PARTITION};
    Object *table = schema_find(emitter->schema, KIND_TABLE, path);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Object *found = schema_find(emitter->schema, kinds[i], path);

        if (found)
            return found;
    }
    return table && ((const Table *)table)->inherits.count ? table : NULL;
}

static ColumnSetting *find_or_add(const Emitter *emitter, Object *relation,
                                  const ColumnSettingDef *def)
{
    const char *path = path_under(emitter->run, relation->path, def->column.text);
    Object *found = schema_find(emitter->schema, KIND_COLUMN_SETTING, path);

    return (ColumnSetting *)(found ? found
                                   : emit_object(emitter, KIND_COLUMN_SETTING, relation,
                                                 def->column.text, def->column.at));
}

static void take_clause(const Emitter *emitter, ColumnSetting *out, const ColumnDef *def)
{
    if (def->default_expr.text)
        out->default_expr = def->default_expr;
    if (text_same(def->default_expr.text, COLUMN_NO_DEFAULT))
        out->default_expr.spelled = COLUMN_NO_DEFAULT;
    if (def->nullness == NULLNESS_NOT_NULL)
        out->not_null = true;
    if (def->storage.text)
        out->storage = text_upper(emitter->run, def->storage.text);
    if (def->compression.text)
        out->compression = def->compression.text;
    if (def->statistics && !text_same(def->statistics, "-1"))
        out->statistics = def->statistics;
    if (def->settings.count)
        out->options = options_text(emitter->run, &def->settings);
}

static void emit_one(const Emitter *emitter, const ColumnSettingDef *def)
{
    const char *path =
        path_of_name(emitter->run, schema_of_name(&def->relation), def->relation.text);
    Object *relation = emit_relation(emitter, path);
    const StructModel *table = map_get(&emitter->model->tables, path);
    bool inherits =
        relation && (relation->kind_id == KIND_TABLE || relation->kind_id == KIND_PARTITION);

    if (!relation)
        fail_object(emitter, def->relation.at, "view, partition or heir", def->relation.text);
    else if (inherits && !column_origin(emitter->schema, relation, def->column.text) &&
             !(table && inherits_others(emitter->model, table)))
        fail_object(emitter, def->column.at, "inherited column", def->column.text);
    else
        take_clause(emitter, find_or_add(emitter, relation, def), &def->def);
}

void emit_column_settings(const Emitter *emitter)
{
    const DatabaseClauses *database = &emitter->model->database;
    const Map *settings = &emitter->schema->objects[KIND_COLUMN_SETTING];

    for (size_t i = 0; i < database->column_settings.count; i++)
        emit_one(emitter, &database->column_settings.items[i]);
    for (size_t i = 0; i < settings->entries.count; i++)
        kind_of(KIND_COLUMN_SETTING)->settle(emitter->schema, settings->entries.items[i].value);
}
