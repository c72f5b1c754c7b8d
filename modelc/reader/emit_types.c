/* Objects that belong to no table. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/kinds/attribute/attribute.h"
#include "schema/kinds/composite/composite.h"
#include "schema/kinds/domain/domain.h"
#include "schema/kinds/domain_check/domain_check.h"
#include "schema/kinds/enum/enum.h"
#include "schema/kinds/extension/extension.h"
#include "schema/sql.h"

#include <string.h>

/* As models refer to it from anywhere. */
static const char *brought_name(Arena *run, const Name *table)
{
    const char *schema = schema_of_name(table);

    return text_same(schema, DEFAULT_SCHEMA) ? sql_ident(run, table->text)
                                             : path_of_name(run, schema, table->text);
}

static void emit_extension(const Emitter *emitter, const ExtensionDef *def)
{
    Extension *out =
        (Extension *)emit_object(emitter, KIND_EXTENSION, NULL, def->name.text, def->name.at);

    out->object.comment = def->doc;
    out->version = def->version;
    for (size_t i = 0; i < def->tables.count; i++)
        vec_push(emitter->run, &out->tables, brought_name(emitter->run, &def->tables.items[i]));
    if (!def->schema.text)
        return;
    out->schema = sql_ident(emitter->run, def->schema.text);
    if (!text_starts(def->schema.text, "pg_")) /* PostgreSQL's own are nobody's to create */
        emit_namespace(emitter, def->schema.text);
}

static void emit_enum(const Emitter *emitter, const EnumModel *model)
{
    Enum *out =
        (Enum *)emit_object(emitter, KIND_ENUM, emit_namespace(emitter, model->schema), model->name,
                            model->def.name.text ? model->def.name.at : model->fact->at);

    out->object.comment = model->fact->doc;
    emit_old_name(&out->object, &model->def.renamed_from);
    out->labels = model->labels;
    out->renamed = model->renamed;
}

static void emit_attribute(const Emitter *emitter, Object *parent, const ColumnModel *model)
{
    Attribute *out =
        (Attribute *)emit_object(emitter, KIND_ATTRIBUTE, parent, model->name, model->at);

    out->object.comment = model->member->field->doc;
    out->object.renamed_from = model->renamed_from;
    out->type = (SqlType){.text = model->type, .at = model->at};
    out->collation = model->collation;
}

static void emit_composite(const Emitter *emitter, const StructModel *model)
{
    Object *out =
        emit_object(emitter, KIND_COMPOSITE, emit_namespace(emitter, model->schema), model->name,
                    model->def.name.text ? model->def.name.at : model->fact->at);

    out->comment = model->fact->doc;
    emit_old_name(out, &model->def.renamed_from);
    for (size_t i = 0; i < model->columns.count; i++)
        emit_attribute(emitter, out, model->columns.items[i]);
}

static void emit_domain(const Emitter *emitter, const TypedefModel *model)
{
    const ColumnDef *def = &model->def.column;
    Domain *out = (Domain *)emit_object(
        emitter, KIND_DOMAIN, emit_namespace(emitter, model->schema), model->name,
        model->def.name.text ? model->def.name.at : model->fact->at);

    out->object.comment = model->fact->doc;
    emit_old_name(&out->object, &def->renamed_from);
    out->type =
        (SqlType){.text = model->type, .at = def->type.text ? def->type.at : out->object.at};
    out->collation = collation_text(emitter->run, &def->collation);
    out->not_null = def->nullness == NULLNESS_NOT_NULL;
    if (def->not_null_name.text)
        out->not_null_name = sql_ident(emitter->run, def->not_null_name.text);
    if (!text_same_fold(def->default_expr.text, "null"))
        out->default_expr = def->default_expr;
    for (size_t i = 0; i < model->checks.count; i++) {
        const DomainCheckModel *check = &model->checks.items[i];
        DomainCheck *own = (DomainCheck *)emit_object(
            emitter, KIND_DOMAIN_CHECK, &out->object, check->name,
            check->def->name.text ? check->def->name.at : check->def->at);

        own->object.name_given = emit_is_given(emitter, &check->def->name);
        own->expr = check->def->expr;
        own->not_valid = check->def->not_valid;
    }
}

void emit_types(const Emitter *emitter)
{
    const Model *model = emitter->model;

    for (size_t i = 0; i < model->database.extensions.count; i++)
        emit_extension(emitter, &model->database.extensions.items[i]);
    for (size_t i = 0; i < model->types.entries.count; i++) {
        const TypeModel *type = model->types.entries.items[i].value;

        if (type->enumeration)
            emit_enum(emitter, type->enumeration);
        else if (type->composite)
            emit_composite(emitter, type->composite);
        else if (type->domain)
            emit_domain(emitter, type->domain);
    }
    emit_defined(emitter);
}
