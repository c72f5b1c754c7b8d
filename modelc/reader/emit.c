/* Last stage: objects of the schema, in the canonical spelling that their kinds ask for. */
#include "modelc/reader/emit.h"

#include "base/text.h"
#include "modelc/reader/names.h"
#include "modelc/reader/opclass.h"
#include "modelc/reader/sequence.h"
#include "schema/kinds/check/check.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/exclusion/exclusion.h"
#include "schema/kinds/foreign_key/foreign_key.h"
#include "schema/kinds/index/index.h"
#include "schema/kinds/primary_key/primary_key.h"
#include "schema/kinds/sequence/sequence.h"
#include "schema/kinds/table/table.h"
#include "schema/kinds/unique/unique.h"
#include "schema/sql.h"

#include <string.h>

StrVec emit_texts(Arena *run, const Names *names)
{
    StrVec out = {0};

    for (size_t i = 0; i < names->count; i++)
        vec_push(run, &out, names->items[i].text);
    return out;
}

bool emit_is_given(const Emitter *emitter, const Name *name)
{
    return name->text || emitter->model->database.naming.postgresql;
}

/* A named schema is one that modelc manages from now on. */
Object *emit_namespace(const Emitter *emitter, const char *name)
{
    if (!strvec_has(&emitter->schema->managed, name))
        vec_push(emitter->run, &emitter->schema->managed, arena_strdup(emitter->run, name));
    return schema_namespace(emitter->run, emitter->schema, name);
}

Object *emit_object(const Emitter *emitter, KindId kind, Object *parent, const char *name, Range at)
{
    return emit_part(emitter, kind, parent, &(Name){.text = name, .at = at});
}

Object *emit_part(const Emitter *emitter, KindId kind, Object *parent, const Name *part)
{
    const char *name = part->text;
    Range at = part->at;
    Object *in = part->schema ? emit_namespace(emitter, part->schema) : NULL;
    Object *object = schema_add_in(emitter->run, emitter->schema, kind, parent, in, name);

    if (!object) { /* only its types told that it is the same as another */
        finding_add(emitter->model->findings, FINDING_M604, at, "%s '%s' is defined twice",
                    kind_of(kind)->title, name);
        object = arena_alloc(emitter->run, kind_of(kind)->size);
    }
    object->at = at;
    return object;
}

void emit_old_name(Object *object, const Name *old)
{
    bool moved = old->schema && !text_same(old->schema, object_namespace(object)->name);

    object->renamed_from = old->text;
    object->moved_from = moved ? old->schema : NULL;
}

static void emit_namespaces(const Emitter *emitter)
{
    const DatabaseClauses *database = &emitter->model->database;

    emit_namespace(emitter, DEFAULT_SCHEMA);
    for (size_t i = 0; i < database->schemas.count; i++) {
        Object *object = emit_namespace(emitter, database->schemas.items[i].text);

        object->at = database->schemas.items[i].at;
        if (database->schema_docs.items[i])
            object->comment = database->schema_docs.items[i];
    }
}

/* ---- Sequences ---- */

static Sequence *add_sequence(const Emitter *emitter, const char *schema, const char *name,
                              Range at)
{
    return (Sequence *)emit_object(emitter, KIND_SEQUENCE, emit_namespace(emitter, schema), name,
                                   at);
}

/* The table, out of the names behind OWNED BY. */
static const char *owner_table(const Emitter *emitter, const Names *owner, const char *schema)
{
    return path_of_name(emitter->run, owner->count > 2 ? owner->items[0].text : schema,
                        owner->items[owner->count - 2].text);
}

/* "schema.table.column" */
static const char *owner_path(const Emitter *emitter, const Names *owner, const char *schema)
{
    return owner->count ? path_under(emitter->run, owner_table(emitter, owner, schema),
                                     owner->items[owner->count - 1].text)
                        : NULL;
}

static bool is_of_unlogged(const Emitter *emitter, const Names *owner, const char *schema)
{
    const StructModel *table =
        owner->count ? map_get(&emitter->model->tables, owner_table(emitter, owner, schema)) : NULL;

    return table && table->def.unlogged;
}

static void emit_sequence(const Emitter *emitter, const SequenceDef *def)
{
    const char *schema = schema_of_name(&def->name);
    Sequence *out = add_sequence(emitter, schema, def->name.text, def->name.at);
    SequenceOptions options = sequence_normalize(&def->options, NULL);

    out->object.comment = def->doc;
    out->unlogged = def->unlogged;
    out->data_type = options.data_type;
    out->start = options.start;
    out->increment = options.increment;
    out->min_value = options.min_value;
    out->max_value = options.max_value;
    out->cache = options.cache;
    out->cycle = options.cycle;
    out->owned_by = owner_path(emitter, &def->options.owned_by, schema);
    out->of_unlogged = is_of_unlogged(emitter, &def->options.owned_by, schema);
}

/* ---- Tables and columns ---- */

/* NULL where it is so by its table. */
static const char *own_logging(const StructModel *table, const char *logging)
{
    return text_same(logging, table->def.unlogged ? "UNLOGGED" : "LOGGED") ? NULL : logging;
}

static void set_identity(Arena *run, Column *out, const StructModel *table,
                         const ColumnModel *model)
{
    SequenceOptions options = sequence_normalize(&model->member->def.options, model->type);

    out->identity = model->member->def.identity;
    if (options.name.text)
        out->identity_name = sql_ident(run, options.name.text);
    out->identity_start = options.start;
    out->identity_increment = options.increment;
    out->identity_min = options.min_value;
    out->identity_max = options.max_value;
    out->identity_cache = options.cache;
    out->identity_cycle = options.cycle;
    out->identity_logging = own_logging(table, options.logging);
}

/*
 * It has its name by the column's and the table's, and keeps its counter when these change.  One
 * that an owner takes to another schema cannot be renamed before.
 */
static void emit_old_serial_name(const Emitter *emitter, const Object *column, Object *sequence)
{
    const Object *table = column->parent;
    const char *old = column->renamed_from ? column->renamed_from : column->name;

    if ((column->renamed_from || table->renamed_from) && !table->moved_from)
        sequence->renamed_from = name_join(
            emitter->run, table->renamed_from ? table->renamed_from : table->name, old, "seq");
}

/* As PostgreSQL does for serial: a sequence of the column's own, and its next value. */
static void emit_serial(const Emitter *emitter, const StructModel *table, Column *out)
{
    Sequence *sequence =
        add_sequence(emitter, table->schema,
                     name_join(emitter->run, table->name, out->object.name, "seq"), out->object.at);

    if (strcmp(out->type.text, "bigint") != 0)
        sequence->data_type = out->type.text;
    sequence->owned_by = out->object.path;
    sequence->unlogged = sequence->of_unlogged = table->def.unlogged;
    sequence->object.name_given = false;
    emit_old_serial_name(emitter, &out->object, &sequence->object);
    out->default_expr =
        (Sql){.text = sequence_next_value(emitter->run, &sequence->object), .at = out->object.at};
}

/* PostgreSQL keeps DEFAULT NULL only where a domain might have a default of its own. */
static bool is_no_default(const ColumnModel *model)
{
    return text_same_fold(model->default_expr.text, "null") &&
           (sql_type_is_builtin(model->type) || model->member->type.enumeration ||
            text_ends(model->type, "[]"));
}

static const char *given(const char *word)
{
    return text_same(word, "default") ? NULL : word;
}

static void set_not_null(Arena *run, Column *out, const ColumnDef *def)
{
    if (def->not_null_name.text)
        out->not_null_name = sql_ident(run, def->not_null_name.text);
    out->not_null_no_inherit = def->not_null_no_inherit;
    out->not_null_not_valid = def->not_null_not_valid;
}

/* Each time it is read it is another one, and so never what the database has. */
static void warn_of_moment(const Emitter *emitter, const ColumnModel *model)
{
    const Sql *expr = &model->default_expr;
    const char *instead;

    if (sql_type_is_moment(model->type, expr->text, &instead))
        finding_add(emitter->model->findings, FINDING_M314, expr->at,
                    "%s is the moment at which the default is made, the same for all rows; write "
                    "%s",
                    expr->text, instead);
}

static void emit_column(const Emitter *emitter, const StructModel *table, Object *parent,
                        const ColumnModel *model)
{
    Column *out = (Column *)emit_object(emitter, KIND_COLUMN, parent, model->name, model->at);

    out->object.comment = model->member->field->doc;
    out->object.renamed_from = model->renamed_from;
    out->type =
        (SqlType){.text = model->type,
                  .at = model->member->def.type.text ? model->member->def.type.at : model->at};
    out->collation = model->collation;
    out->not_null = model->not_null;
    set_not_null(emitter->run, out, &model->member->def);
    if (!is_no_default(model))
        out->default_expr = model->default_expr;
    if (out->default_expr.text)
        warn_of_moment(emitter, model);
    out->generated = model->generated;
    out->is_virtual = model->member->def.is_virtual;
    out->using_expr = model->using_expr;
    out->options = options_text(emitter->run, &model->member->def.settings);
    out->storage = storage_text(emitter->run, &model->member->def.storage, model->member);
    out->compression = given(model->member->def.compression.text);
    if (!text_same(model->member->def.statistics, "-1"))
        out->statistics = model->member->def.statistics;
    if (model->member->def.identity)
        set_identity(emitter->run, out, table, model);
    if (model->is_serial)
        emit_serial(emitter, table, out);
}

/* `parent`: path of what it is in, or NULL. */
static void emit_hint(const Emitter *emitter, const char *parent, const char *name, Range at)
{
    DropHint hint = {.path = path_under(emitter->run, parent, name), .parent = parent, .at = at};

    vec_push(emitter->run, &emitter->schema->dropped, hint);
}

static Object *emit_table(const Emitter *emitter, const StructModel *model)
{
    Table *out = (Table *)emit_object(emitter, KIND_TABLE, emit_namespace(emitter, model->schema),
                                      model->name,
                                      model->def.name.text ? model->def.name.at : model->fact->at);

    out->object.comment = model->fact->doc;
    emit_old_name(&out->object, &model->def.renamed_from);
    out->unlogged = model->def.unlogged;
    emit_table_clauses(emitter, model, out);
    for (size_t i = 0; i < model->columns.count; i++)
        emit_column(emitter, model, &out->object, model->columns.items[i]);
    for (size_t i = 0; i < model->dropped.count; i++)
        emit_hint(emitter, out->object.path, model->dropped.items[i].text,
                  model->dropped.items[i].at);
    return &out->object;
}

/* ---- Indexes and constraints ---- */

static const char *opclass_text(Arena *run, const ElementDef *def, const char *method)
{
    const Name *name = &def->opclass;

    if (!name->text)
        return NULL;

    bool builtin = !name->schema || text_same(name->schema, "pg_catalog");
    const char *quoted =
        builtin ? sql_ident(run, name->text) : path_of_name(run, name->schema, name->text);

    if (def->opclass_params.count > 0)
        return arena_printf(run, "%s(%s)", quoted, text_join(run, &def->opclass_params, ", "));
    return builtin && opclass_is_default(method, name->text, def->type) ? NULL : quoted;
}

Elements emit_elements(Arena *run, const ElementDefs *defs, const char *method)
{
    Elements out = {0};

    for (size_t i = 0; i < defs->count; i++) {
        const ElementDef *def = &defs->items[i];
        Element element = {.column = def->column.text,
                           .expr = def->expr,
                           .collation = collation_text(run, &def->collation),
                           .opclass = opclass_text(run, def, method),
                           .op = def->op,
                           .descending = def->descending,
                           .nulls_first = def->nulls_given ? def->nulls_first : def->descending};

        vec_push(run, &out, element);
    }
    return out;
}

static const char *method_text(const Name *method)
{
    return text_same(method->text, "btree") ? NULL : method->text;
}

static void fill_primary_key(const Emitter *emitter, Object *object, const ConstraintModel *model)
{
    PrimaryKey *out = (PrimaryKey *)object;

    out->without_overlaps = model->def.without_overlaps;
    out->options = options_text(emitter->run, &model->def.options);
    out->tablespace = tablespace_text(&model->def.tablespace);
    out->columns = emit_texts(emitter->run, &model->def.columns);
    out->include = emit_texts(emitter->run, &model->def.include);
    out->is_deferrable = model->def.is_deferrable;
    out->is_deferred = model->def.is_deferred;
}

static void fill_unique(const Emitter *emitter, Object *object, const ConstraintModel *model)
{
    Unique *out = (Unique *)object;

    out->without_overlaps = model->def.without_overlaps;
    out->options = options_text(emitter->run, &model->def.options);
    out->tablespace = tablespace_text(&model->def.tablespace);
    out->columns = emit_texts(emitter->run, &model->def.columns);
    out->include = emit_texts(emitter->run, &model->def.include);
    out->nulls_not_distinct = model->def.nulls_not_distinct;
    out->is_deferrable = model->def.is_deferrable;
    out->is_deferred = model->def.is_deferred;
}

static void fill_check(const Emitter *emitter, Object *object, const ConstraintModel *model)
{
    Check *out = (Check *)object;

    (void)emitter;
    out->expr = model->def.expr;
    out->no_inherit = model->def.no_inherit;
    out->not_enforced = model->def.not_enforced;
    out->not_valid = model->def.not_valid && !model->def.not_enforced;
}

static void fill_foreign_key(const Emitter *emitter, Object *object, const ConstraintModel *model)
{
    ForeignKey *out = (ForeignKey *)object;
    const ConstraintDef *def = &model->def;

    out->columns = emit_texts(emitter->run, &def->columns);
    out->period = def->period;
    out->ref_table = model->others ? model->others : model->ref->path;
    out->ref_columns = emit_texts(emitter->run, &def->ref_columns);
    out->match = def->match_full ? "FULL" : NULL;
    out->on_update = def->on_update.action;
    out->on_delete = def->on_delete.action;
    out->set_columns = emit_texts(emitter->run, &def->on_delete.columns);
    out->is_deferrable = def->is_deferrable;
    out->is_deferred = def->is_deferred;
    out->not_enforced = def->not_enforced;
    out->not_valid = def->not_valid && !def->not_enforced;
}

static void fill_exclusion(const Emitter *emitter, Object *object, const ConstraintModel *model)
{
    Exclusion *out = (Exclusion *)object;

    out->method = method_text(&model->def.method);
    out->elements = emit_elements(emitter->run, &model->def.elements, out->method);
    out->include = emit_texts(emitter->run, &model->def.include);
    out->options = options_text(emitter->run, &model->def.options);
    out->tablespace = tablespace_text(&model->def.tablespace);
    out->predicate = model->def.expr;
    out->is_deferrable = model->def.is_deferrable;
    out->is_deferred = model->def.is_deferred;
}

static const struct {
    KindId kind;
    void (*fill)(const Emitter *emitter, Object *object, const ConstraintModel *model);
} fillers[] = {
    [CONSTRAINT_PRIMARY_KEY] = {KIND_PRIMARY_KEY, fill_primary_key},
    [CONSTRAINT_UNIQUE] = {KIND_UNIQUE,      fill_unique     },
    [CONSTRAINT_CHECK] = {KIND_CHECK,       fill_check      },
    [CONSTRAINT_FOREIGN_KEY] = {KIND_FOREIGN_KEY, fill_foreign_key},
    [CONSTRAINT_EXCLUSION] = {KIND_EXCLUSION,   fill_exclusion  },
};

static void emit_constraint(const Emitter *emitter, Object *table, const ConstraintModel *model)
{
    Object *object = emit_object(emitter, fillers[model->def.type].kind, table, model->name,
                                 model->def.name.text ? model->def.name.at : model->def.at);

    object->name_given = emit_is_given(emitter, &model->def.name);
    object->comment = model->def.doc;
    fillers[model->def.type].fill(emitter, object, model);
}

static void emit_index(const Emitter *emitter, Object *table, const IndexModel *model)
{
    const IndexDef *def = &model->def;
    Index *out = (Index *)emit_object(emitter, KIND_INDEX, table, model->name,
                                      def->name.text ? def->name.at : def->at);

    out->object.name_given = emit_is_given(emitter, &def->name);
    out->object.comment = def->doc;
    out->object.renamed_from = def->renamed_from.text;
    out->is_unique = def->is_unique;
    out->method = method_text(&def->method);
    out->elements = emit_elements(emitter->run, &def->elements, out->method);
    out->include = emit_texts(emitter->run, &def->include);
    out->nulls_not_distinct = def->nulls_not_distinct;
    out->options = options_text(emitter->run, &def->options);
    out->tablespace = tablespace_text(&def->tablespace);
    out->predicate = def->predicate;
}

/* Constraints first, then indexes, then what refers to other tables. */
static void emit_rest(const Emitter *emitter, KindId kind, const StructModel *model)
{
    Object *table = schema_find(emitter->schema, kind, model->path);

    for (size_t i = 0; i < model->constraints.count; i++)
        if (model->constraints.items[i]->def.type != CONSTRAINT_FOREIGN_KEY)
            emit_constraint(emitter, table, model->constraints.items[i]);
    for (size_t i = 0; i < model->indexes.count; i++)
        emit_index(emitter, table, model->indexes.items[i]);
    for (size_t i = 0; i < model->constraints.count; i++)
        if (model->constraints.items[i]->def.type == CONSTRAINT_FOREIGN_KEY)
            emit_constraint(emitter, table, model->constraints.items[i]);
    emit_clauses(emitter, model, table);
}

static void emit_views(const Emitter *emitter)
{
    const Map *views = &emitter->model->views;

    for (size_t i = 0; i < views->entries.count; i++) {
        const StructModel *model = views->entries.items[i].value;
        Object *view = emit_view(emitter, model);

        for (size_t k = 0; k < model->indexes.count; k++)
            emit_index(emitter, view, model->indexes.items[k]);
        emit_clauses(emitter, model, view);
    }
}

static void emit_dropped(const Emitter *emitter)
{
    const DatabaseClauses *database = &emitter->model->database;

    for (size_t i = 0; i < database->dropped_unscoped.count; i++)
        emit_hint(emitter, NULL, database->dropped_unscoped.items[i].text,
                  database->dropped_unscoped.items[i].at);
    for (size_t i = 0; i < database->dropped.count; i++) {
        const Name *name = &database->dropped.items[i];

        emit_hint(emitter, sql_ident(emitter->run, schema_of_name(name)), name->text, name->at);
    }
    for (size_t i = 0; i < database->dropped_paths.count; i++)
        vec_push(emitter->run, &emitter->schema->dropped, database->dropped_paths.items[i]);
}

void model_emit(const Model *model, Schema *schema)
{
    Emitter emitter = {model, model->run, schema};
    const DatabaseClauses *database = &model->database;

    schema->whole = database->manage_all;
    schema->usual_names = database->naming.postgresql;
    emit_namespaces(&emitter);
    emit_types(&emitter);
    for (size_t i = 0; i < database->sequences.count; i++)
        emit_sequence(&emitter, &database->sequences.items[i]);
    for (size_t i = 0; i < model->tables.entries.count; i++)
        emit_table(&emitter, model->tables.entries.items[i].value);
    for (size_t i = 0; i < model->tables.entries.count; i++)
        emit_rest(&emitter, KIND_TABLE, model->tables.entries.items[i].value);
    for (size_t i = 0; i < model->partitions.entries.count; i++)
        emit_rest(&emitter, KIND_PARTITION, model->partitions.entries.items[i].value);
    emit_views(&emitter);
    emit_database_grants(&emitter);
    emit_all_default_privileges(&emitter);
    emit_later(&emitter);
    emit_dropped(&emitter);
}
