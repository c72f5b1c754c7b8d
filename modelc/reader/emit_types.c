/* Objects that belong to no table. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "schema/kinds/attribute/attribute.h"
#include "schema/kinds/composite/composite.h"
#include "schema/kinds/domain/domain.h"
#include "schema/kinds/domain_check/domain_check.h"
#include "schema/kinds/enum/enum.h"
#include "schema/kinds/extension/extension.h"
#include "schema/kinds/function/function.h"
#include "schema/sql.h"

#include <string.h>

static void emit_extension(const Emitter *emitter, const ExtensionDef *def)
{
    Extension *out =
        (Extension *)emit_object(emitter, KIND_EXTENSION, NULL, def->name.text, def->name.at);

    out->object.comment = def->doc;
    out->version = def->version;
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
    out->object.renamed_from = model->def.renamed_from.text;
    out->labels = model->labels;
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
    out->renamed_from = model->def.renamed_from.text;
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
    out->object.renamed_from = def->renamed_from.text;
    out->type =
        (SqlType){.text = model->type, .at = def->type.text ? def->type.at : out->object.at};
    out->collation = collation_text(emitter->run, &def->collation);
    out->not_null = def->nullness == NULLNESS_NOT_NULL;
    if (!text_same_fold(def->default_expr.text, "null"))
        out->default_expr = def->default_expr;
    for (size_t i = 0; i < model->checks.count; i++) {
        const DomainCheckModel *check = &model->checks.items[i];
        DomainCheck *own = (DomainCheck *)emit_object(
            emitter, KIND_DOMAIN_CHECK, &out->object, check->name,
            check->def->name.text ? check->def->name.at : check->def->at);

        own->object.name_given = check->def->name.text != NULL;
        own->expr = check->def->expr;
        own->not_valid = check->def->not_valid;
    }
}

/* Types in a signature as the catalog spells them: those of the models with their schema. */
static const char *argument_text(const Emitter *emitter, const FunctionDef *def, const char *type)
{
    size_t length = strcspn(type, "[");
    const char *base = arena_strndup(emitter->run, type, length);
    const char *const schemas[] = {schema_of_name(&def->name), DEFAULT_SCHEMA};

    for (size_t i = 0; i < 2 && !strchr(type, '.'); i++) {
        const char *path = path_of_name(emitter->run, schemas[i], base);

        if (map_get(&emitter->model->types, path) || map_get(&emitter->model->tables, path) ||
            map_get(&emitter->model->views, path))
            return arena_printf(emitter->run, "%s%s", path, type + length);
    }
    return type;
}

static void emit_function(const Emitter *emitter, const FunctionDef *def)
{
    const char *schema = schema_of_name(&def->name);
    StrVec arguments = {0};
    const char *list;
    bool star = def->arguments.count == 0 && text_same(def->keyword, "AGGREGATE");
    Function *out;

    for (size_t i = 0; i < def->arguments.count; i++)
        vec_push(emitter->run, &arguments, argument_text(emitter, def, def->arguments.items[i]));
    list = text_join(emitter->run, &arguments, ", ");
    out = (Function *)emit_object(emitter, KIND_FUNCTION, emit_namespace(emitter, schema),
                                  arena_printf(emitter->run, "%s(%s)", def->name.text, list),
                                  def->name.at);
    out->object.comment = def->doc;
    out->keyword = def->keyword;
    out->signature =
        arena_printf(emitter->run, "%s(%s)", path_of_name(emitter->run, schema, def->name.text),
                     star ? "*" : list);
    out->definition = def->definition;
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
        else
            emit_domain(emitter, type->domain);
    }
    for (size_t i = 0; i < model->database.functions.count; i++)
        emit_function(emitter, &model->database.functions.items[i]);
}
