/* Stage one: what the models declare, by name; bodies come later. */
#include "modelc/reader/model.h"

#include "base/text.h"
#include "modelc/reader/names.h"
#include "modelc/reader/parse.h"
#include "schema/kinds/range/range.h"
#include "schema/sql.h"

#include <string.h>
#include <strings.h>

enum { NAME_MAX_BYTES = 63 };

const char *path_of_name(Arena *run, const char *schema, const char *name)
{
    return path_under(run, sql_ident(run, schema), name);
}

const char *schema_of_name(const Name *name)
{
    return name->schema ? name->schema : DEFAULT_SCHEMA;
}

void check_name(Model *model, const char *name, Range at)
{
    if (name && strlen(name) > NAME_MAX_BYTES)
        finding_add(model->findings, FINDING_M212, at, "name '%s' is longer than 63 bytes", name);
}

/* M401 */
static void check_rename(Model *model, const Name *old, const char *schema, const char *name)
{
    bool moved = old->schema && !text_same(old->schema, schema);

    if (old->text && !moved && text_same(old->text, name))
        finding_add(model->findings, FINDING_M401, old->at, "'%s' is renamed from itself", name);
}

/* ---- Enums ---- */

/* The enumerator without the tag before it, in lower case. */
static const char *label_of(Arena *run, const char *tag, const char *enumerator)
{
    size_t length = tag ? strlen(tag) : 0;

    if (length > 0 && strncasecmp(enumerator, tag, length) == 0 && enumerator[length] == '_' &&
        enumerator[length + 1] != '\0')
        enumerator += length + 1;
    return text_lower(run, enumerator);
}

static void add_label(Model *model, EnumModel *out, const FactEnumerator *fact, const char *label,
                      Range at)
{
    for (size_t i = 0; i < out->labels.count; i++) {
        if (!text_same(out->labels.items[i], label))
            continue;

        Finding *finding = finding_add(model->findings, FINDING_M221, at,
                                       "label '%s' appears twice in enum '%s'", label, out->name);

        for (size_t k = 0; k < out->fact->enumerators.count; k++)
            if (text_same(out->fact->enumerators.items[k].name, out->enumerators.items[i]))
                finding_note(model->findings, finding, out->fact->enumerators.items[k].at,
                             "first given here");
        return;
    }
    if (strlen(label) > NAME_MAX_BYTES)
        finding_add(model->findings, FINDING_M223, at, "label '%s' is longer than 63 bytes", label);
    vec_push(model->run, &out->labels, label);
    vec_push(model->run, &out->enumerators, fact->name);
}

static void declare_labels(Model *model, EnumModel *out)
{
    for (size_t i = 0; i < out->fact->enumerators.count; i++) {
        const FactEnumerator *fact = &out->fact->enumerators.items[i];
        LabelDef def = {.label = label_of(model->run, out->fact->name, fact->name), .at = fact->at};
        bool fine = true;

        for (size_t k = 0; k < fact->annotations.count && fine; k++)
            fine = parse_label(model->run, model->findings, &fact->annotations.items[k], &def);
        if (fine && !def.ignore)
            add_label(model, out, fact, def.label, def.at);
        if (fine && !def.ignore && def.renamed_from) {
            vec_push(model->run, &out->renamed, def.label);
            vec_push(model->run, &out->renamed, def.renamed_from);
        }
    }
}

/* M604 when a type of that path is there already. */
static void declare_type(Model *model, const TypeModel *type)
{
    const TypeModel *first = map_get(&model->types, type->path);
    TypeModel *own = ARENA_NEW(model->run, TypeModel);

    *own = *type;
    if (!first) {
        map_put(model->run, &model->types, own->path, own);
        return;
    }

    Finding *finding =
        finding_add(model->findings, FINDING_M604, own->at, "%s '%s' is defined twice",
                    own->domain ? "domain" : "type", own->name);

    finding_note(model->findings, finding, first->at, "first defined here");
}

static void declare_enum_type(Model *model, EnumModel *out)
{
    const Name *name = &out->def.name;
    Range at = name->text ? name->at : out->fact->at;

    out->schema = schema_of_name(name);
    out->name = name->text ? name->text : out->fact->name;
    if (!out->name)
        out->name = "";
    out->path = path_of_name(model->run, out->schema, out->name);
    check_name(model, out->name, at);
    check_rename(model, &out->def.renamed_from, out->schema, out->name);
    declare_type(model, &(TypeModel){.schema = out->schema,
                                     .name = out->name,
                                     .path = out->path,
                                     .at = at,
                                     .enumeration = out});
}

static void declare_enum(Model *model, const FactEnum *fact)
{
    EnumModel *out = ARENA_NEW(model->run, EnumModel);

    out->fact = fact;
    out->is_type = fact->annotations.count > 0;
    for (size_t i = 0; i < fact->annotations.count; i++)
        parse_enum(model->run, model->findings, &fact->annotations.items[i], &out->def);
    if (fact->name)
        map_put(model->run, &model->enums, fact->name, out);
    if (!out->is_type || out->def.bad)
        return;
    declare_enum_type(model, out);
    declare_labels(model, out);
}

/* ---- Typedefs ---- */

static void declare_domain(Model *model, TypedefModel *out)
{
    const Name *name = &out->def.name;
    Range at = name->text ? name->at : out->fact->at;

    out->schema = schema_of_name(name);
    out->name = name->text ? name->text : out->fact->name;
    out->path = path_of_name(model->run, out->schema, out->name);
    check_name(model, out->name, at);
    check_rename(model, &out->def.column.renamed_from, out->schema, out->name);
    declare_type(
        model,
        &(TypeModel){
            .schema = out->schema, .name = out->name, .path = out->path, .at = at, .domain = out});
}

static void declare_typedef(Model *model, const FactTypedef *fact)
{
    TypedefModel *out = ARENA_NEW(model->run, TypedefModel);

    out->fact = fact;
    for (size_t i = 0; i < fact->annotations.count; i++)
        parse_typedef(model->run, model->findings, &fact->annotations.items[i], &out->def);
    map_put(model->run, &model->typedefs, fact->name, out);
    out->has_type = fact->annotations.count > 0;
    if (out->def.column.is_domain && !out->def.column.bad)
        declare_domain(model, out);
}

/* ---- Structs ---- */

static Range name_range(const StructModel *model)
{
    return model->def.name.text ? model->def.name.at : model->fact->at;
}

static void declare_twice(Model *model, const StructModel *out, const StructModel *first)
{
    bool tables = out->def.kind == STRUCT_TABLE;
    Finding *finding = tables ? finding_add(model->findings, FINDING_M210, name_range(out),
                                            "table '%s' is already defined", out->name)
                              : finding_add(model->findings, FINDING_M604, name_range(out),
                                            "%s '%s' is defined twice",
                                            struct_kind_text(out->def.kind), out->name);

    finding_note(model->findings, finding, name_range(first), "first defined here");
}

static void register_struct(Model *model, StructModel *out)
{
    Map *map = out->def.kind == STRUCT_TABLE ? &model->tables : &model->views;
    const StructModel *first = map_get(map, out->path);

    if (out->def.kind == STRUCT_COMPOSITE) {
        declare_type(model, &(TypeModel){.schema = out->schema,
                                         .name = out->name,
                                         .path = out->path,
                                         .at = name_range(out),
                                         .composite = out});
    } else if (!first) {
        map_put(model->run, map, out->path, out);
    } else {
        declare_twice(model, out, first);
        out->def.kind = STRUCT_BAD;
    }
}

/* Of a table, a view or a composite type. */
static void declare_relation(Model *model, StructModel *out)
{
    const Name *name = &out->def.name;

    out->schema = schema_of_name(name);
    out->name = name->text ? name->text : out->fact->name;
    if (!out->name) {
        finding_add(model->findings, FINDING_M111, out->fact->at,
                    "an anonymous struct needs a name: PG(%s name)",
                    out->def.kind == STRUCT_COMPOSITE ? "type" : struct_kind_text(out->def.kind));
        out->def.kind = STRUCT_BAD;
        return;
    }
    out->path = path_of_name(model->run, out->schema, out->name);
    check_name(model, out->name, name_range(out));
    check_rename(model, &out->def.renamed_from, out->schema, out->name);
    register_struct(model, out);
}

static bool has_annotations(const FactStruct *fact)
{
    for (size_t i = 0; i < fact->fields.count; i++)
        if (fact->fields.items[i].annotations.count > 0)
            return true;
    return fact->clauses.count > 0;
}

static void declare_struct(Model *model, const FactStruct *fact)
{
    StructModel *out = ARENA_NEW(model->run, StructModel);

    out->fact = fact;
    for (size_t i = 0; i < fact->annotations.count; i++)
        parse_struct(model->run, model->findings, &fact->annotations.items[i], &out->def);
    /* without a name it is the type of a field, and that is told of the field */
    if (out->def.kind == STRUCT_PLAIN && fact->name && has_annotations(fact))
        finding_add(model->findings, FINDING_M115, fact->at,
                    "struct '%s' has columns with PG(...) but is not PG(table), PG(view), "
                    "PG(type) or PG(mixin)",
                    fact->name);
    map_put(model->run, &model->structs,
            fact->name ? fact->name /* no C name has a space */
                       : arena_printf(model->run, "anonymous %zu", model->structs.entries.count),
            out);
    if (out->def.kind == STRUCT_TABLE || out->def.kind == STRUCT_VIEW ||
        out->def.kind == STRUCT_MATERIALIZED_VIEW || out->def.kind == STRUCT_COMPOSITE)
        declare_relation(model, out);
}

static void declare_defined_type(Model *model, const DefinedDef *def, const char *name)
{
    const char *schema = schema_of_name(&def->name);

    declare_type(model, &(TypeModel){.schema = schema,
                                     .name = name,
                                     .path = path_of_name(model->run, schema, name),
                                     .at = def->name.at});
}

/* Types that a statement makes; a range type comes with its multirange type. */
static void declare_defined_types(Model *model)
{
    for (size_t i = 0; i < model->database.defined.count; i++) {
        const DefinedDef *def = &model->database.defined.items[i];

        check_name(model, def->identity.name, def->name.at);
        if (!kind_of(def->kind)->is_type)
            continue;
        declare_defined_type(model, def, def->identity.name);
        declare_defined_type(model, def, multirange_name(model->run, def->identity.name));
    }
}

/* M603 for a rename of what nothing makes, itself or along with something else. */
static void check_renamed(Model *model, const RenamedDef *renamed)
{
    if (!kind_of(renamed->kind)->made_by) /* told when it is there, see emit_later.c */
        return;
    for (size_t i = 0; i < model->database.defined.count; i++)
        if (text_same(model->database.defined.items[i].identity.name, renamed->name.text))
            return;
    finding_add(model->findings, FINDING_M603, renamed->name.at,
                "no %s '%s' is created by the models", kind_of(renamed->kind)->title,
                renamed->name.text);
}

static void check_database_names(Model *model)
{
    for (size_t i = 0; i < model->database.views.count; i++)
        check_name(model, model->database.views.items[i].name.text,
                   model->database.views.items[i].name.at);
    for (size_t i = 0; i < model->database.sequences.count; i++) {
        const Name *name = &model->database.sequences.items[i].name;

        check_name(model, name->text, name->at);
    }
    for (size_t i = 0; i < model->database.schemas.count; i++)
        check_name(model, model->database.schemas.items[i].text,
                   model->database.schemas.items[i].at);
}

void model_declare(Model *model)
{
    const Facts *facts = model->facts;

    for (size_t i = 0; i < facts->typedefs.count; i++)
        declare_typedef(model, facts->typedefs.items[i]);
    for (size_t i = 0; i < facts->enums.count; i++)
        declare_enum(model, facts->enums.items[i]);
    for (size_t i = 0; i < facts->structs.count; i++)
        declare_struct(model, facts->structs.items[i]);
    for (size_t i = 0; i < facts->clauses.count; i++)
        parse_database(model->run, model->findings, &facts->clauses.items[i], &model->database);
    declare_defined_types(model);
    for (size_t i = 0; i < model->database.renamed.count; i++)
        check_renamed(model, &model->database.renamed.items[i]);
    check_database_names(model);
    if (model->database.naming.is_given)
        naming_take(&model->database.naming, &model->naming);
}
