#include "schema/kinds/column_setting/column_setting.h"
#include "schema/kinds/column_setting/column_setting.sql.h"

#include "base/text.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/primary_key/primary_key.h"
#include "schema/kinds/table/table.h"
#include "schema/parameters.h"
#include "schema/sql.h"
#include "schema/template.h"

static const ColumnSetting *as_setting(const Object *object)
{
    return (const ColumnSetting *)object;
}

/* ---- Where the column comes from ---- */

static Object *part_called(const Object *relation, KindId kind, const char *name)
{
    for (size_t i = 0; i < relation->children.count; i++) {
        Object *part = relation->children.items[i];

        if (part->kind_id == kind && text_same(part->name, name))
            return part;
    }
    return NULL;
}

/* What `relation` has its columns from, in order; NULL behind the last. */
static const Object *ancestor(const Schema *schema, const Object *relation, size_t i)
{
    if (relation->kind_id == KIND_PARTITION)
        return i == 0 ? relation->parent : NULL;
    if (relation->kind_id != KIND_TABLE || i >= ((const Table *)relation)->inherits.count)
        return NULL;
    return schema_find(schema, KIND_TABLE, ((const Table *)relation)->inherits.items[i]);
}

Object *column_origin(const Schema *schema, const Object *relation, const char *name)
{
    Object *found = NULL;
    const Object *from;

    for (size_t i = 0; !found && (from = ancestor(schema, relation, i)); i++) {
        found = part_called(from, KIND_COLUMN, name);
        found = found ? found : column_origin(schema, from, name);
    }
    return found;
}

static bool is_in_key(const Object *relation, const char *name)
{
    for (size_t i = 0; i < relation->children.count; i++) {
        const Object *part = relation->children.items[i];

        if (part->kind_id == KIND_PRIMARY_KEY &&
            strvec_has(&((const PrimaryKey *)part)->columns, name))
            return true;
    }
    return false;
}

bool column_says_not_null(const Object *relation, const char *name)
{
    const ColumnSetting *own = as_setting(part_called(relation, KIND_COLUMN_SETTING, name));

    return (own && own->not_null) || is_in_key(relation, name);
}

static bool hands_down_not_null(const Schema *schema, const Object *relation, const char *name)
{
    const Column *column = (const Column *)part_called(relation, KIND_COLUMN, name);

    if (column)
        return column->not_null && !column->not_null_no_inherit;
    return column_says_not_null(relation, name) || column_comes_not_null(schema, relation, name);
}

bool column_comes_not_null(const Schema *schema, const Object *relation, const char *name)
{
    const Object *from;

    for (size_t i = 0; (from = ancestor(schema, relation, i)); i++)
        if (hands_down_not_null(schema, from, name))
            return true;
    return false;
}

static void inherit(const Schema *schema, const Object *relation, const char *name,
                    ColumnSetting *out);

/* What the column has there, which its heirs begin with. */
static ColumnSetting had_there(const Schema *schema, const Object *relation, const char *name)
{
    const Column *column = (const Column *)part_called(relation, KIND_COLUMN, name);
    const ColumnSetting *own = as_setting(part_called(relation, KIND_COLUMN_SETTING, name));
    ColumnSetting had = {0};

    if (!column) {
        inherit(schema, relation, name, &had);
    } else {
        had.type = column->type;
        had.inherited_default = column->default_expr;
        had.inherited_storage = column->storage;
        had.inherited_compression = column->compression;
    }
    if (own && own->default_expr.text)
        had.inherited_default = own->default_expr;
    if (own && own->storage)
        had.inherited_storage = own->storage;
    if (own && own->compression)
        had.inherited_compression = own->compression;
    return had;
}

/* Of each the first that one of them has. */
static void inherit(const Schema *schema, const Object *relation, const char *name,
                    ColumnSetting *out)
{
    const Object *from;

    for (size_t i = 0; (from = ancestor(schema, relation, i)); i++) {
        const ColumnSetting had = had_there(schema, from, name);

        if (!out->type.text)
            out->type = had.type;
        if (!out->inherited_default.text)
            out->inherited_default = had.inherited_default;
        if (!out->inherited_storage)
            out->inherited_storage = had.inherited_storage;
        if (!out->inherited_compression)
            out->inherited_compression = had.inherited_compression;
    }
}

static void settle(const Schema *schema, Object *object)
{
    inherit(schema, object->parent, object->name, (ColumnSetting *)object);
}

static bool inherits(const Object *table, const char *path)
{
    return table->kind_id == KIND_TABLE && strvec_has(&((const Table *)table)->inherits, path);
}

static void spread_to(StrBuf *out, const Object *heir, const char *name, const char *method,
                      bool to_new)
{
    const ColumnSetting *own = as_setting(part_called(heir, KIND_COLUMN_SETTING, name));

    if ((own && own->compression) || part_called(heir, KIND_COLUMN, name) ||
        (!to_new && !object_stays(heir)))
        return;
    strbuf_addf(out, ";\nALTER TABLE %s ALTER COLUMN %s SET COMPRESSION %s", heir->path,
                sql_ident(out->arena, name), method ? method : "default");
    column_spread_compression(out, heir, name, method, to_new);
}

/* Heirs in another schema are not known here. */
void column_spread_compression(StrBuf *out, const Object *relation, const char *name,
                               const char *method, bool to_new)
{
    const Object *in = object_namespace(relation);

    for (size_t i = 0; i < relation->children.count; i++)
        if (relation->children.items[i]->kind_id == KIND_PARTITION)
            spread_to(out, relation->children.items[i], name, method, to_new);
    for (size_t i = 0; i < in->children.count; i++)
        if (inherits(in->children.items[i], relation->path))
            spread_to(out, in->children.items[i], name, method, to_new);
}

/* ---- Statements ---- */

#define ALTER_COLUMN "ALTER {subject} ALTER COLUMN {name} "

/* What must not go on to the partitions of a partition; a view knows no ONLY. */
static void add_only(StrBuf *out, const Object *object)
{
    bool is_view = object->parent->kind_id == KIND_MATERIALIZED_VIEW;

    template_add(out, is_view ? ALTER_COLUMN : "ALTER TABLE ONLY {parent} ALTER COLUMN {name} ",
                 object);
}

static void write_default(StrBuf *out, const Object *from, const Object *to)
{
    const Sql *own = &as_setting(to)->default_expr, *inherited = &as_setting(to)->inherited_default;
    const Sql *now = own->text ? own : inherited;

    (void)from;
    template_add(out, ALTER_COLUMN, to);
    if (now->text && !text_same(now->text, COLUMN_NO_DEFAULT))
        strbuf_addf(out, "SET DEFAULT %s", now->text);
    else
        strbuf_add(out, "DROP DEFAULT");
}

static void write_storage(StrBuf *out, const Object *from, const Object *to)
{
    const ColumnSetting *setting = as_setting(to);
    const char *storage = setting->storage ? setting->storage : setting->inherited_storage;

    (void)from;
    template_add(out, ALTER_COLUMN "SET STORAGE ", to);
    strbuf_add(out, storage ? storage : column_usual_storage(setting->type.text));
}

static void write_compression(StrBuf *out, const Object *from, const Object *to)
{
    const ColumnSetting *setting = as_setting(to);
    const char *method =
        setting->compression ? setting->compression : setting->inherited_compression;

    (void)from;
    template_add(out, ALTER_COLUMN "SET COMPRESSION ", to);
    strbuf_add(out, method ? method : "default");
    column_spread_compression(out, to->parent, to->name, method, true);
}

static void write_statistics(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    add_only(out, to);
    template_add(out, "SET STATISTICS {statistics?|-1}{statistics}", to);
}

static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    StrBuf head = {.arena = out->arena};

    template_add(&head, "ALTER {subject} ALTER COLUMN {name}", to);
    parameters_write(out, strbuf_text(&head), from ? as_setting(from)->options : NULL,
                     as_setting(to)->options);
}

static const Attr column_setting_attrs[] = {
    ATTR_IGNORE(ColumnSetting, type),
    ATTR_(ColumnSetting, default_expr, .change = CHANGE_ALTER, .aside = true,
          .write = write_default),
    ATTR_ALTER(ColumnSetting, not_null, ALTER_COLUMN "{not_null?SET|DROP} NOT NULL"),
    ATTR_WRITE(ColumnSetting, storage, write_storage),
    ATTR_WRITE(ColumnSetting, compression, write_compression),
    ATTR_WRITE(ColumnSetting, statistics, write_statistics),
    ATTR_WRITE(ColumnSetting, options, write_options),
    ATTR_IGNORE(ColumnSetting, inherited_default),
    ATTR_IGNORE(ColumnSetting, inherited_storage),
    ATTR_IGNORE(ColumnSetting, inherited_compression),
};

/* All that `set` has, each in its statement, as `to` has it. */
static void write_all(StrBuf *out, const Object *set, const Object *from, const Object *to)
{
    for (size_t i = 0; i < sizeof column_setting_attrs / sizeof *column_setting_attrs; i++) {
        const Attr *attr = &column_setting_attrs[i];
        StrBuf text = {.arena = out->arena};

        if (attr->change == CHANGE_IGNORE || !attr_is_set(set, attr))
            continue;
        if (attr->write)
            attr->write(&text, from, to);
        else
            template_add(&text, attr->alter, to);
        strbuf_addf(out, "%s%s", out->length ? ";\n" : "", strbuf_text(&text));
    }
}

static void write_clause(StrBuf *out, const Object *object)
{
    write_all(out, object, NULL, object);
}

/* Back to what it has without. */
static void write_drop(StrBuf *out, const Object *object)
{
    const ColumnSetting *old = as_setting(object);
    ColumnSetting without = {
        .object = old->object,
        .type = old->type,
        .inherited_default = old->inherited_default,
        .inherited_storage = old->inherited_storage,
        .inherited_compression = old->inherited_compression,
    };

    write_all(out, object, object, &without.object);
}

/* While it stands the column does, and what overwrites it comes before. */
void column_refer_to_origin(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const Object *origin = column_origin(schema, object->parent, object->name);

    if (origin)
        fn(context, KIND_COLUMN, origin->path);
}

const Kind kind_column_setting = {
    .name = "column_setting",
    .title = "column setting",
    .scope = SCOPE_PARENT,
    .size = sizeof(ColumnSetting),
    .catalog_query = column_setting_sql,
    ATTRS(column_setting_attrs),
    .write_clause = write_clause,
    .add = "",
    .write_drop = write_drop,
    .optional = true,
    .on_any = true,
    .in_parent = true,
    .named_as = KIND_COLUMN + 1,
    .overrides = true,
    .settle = settle,
    .refs = column_refer_to_origin,
};
