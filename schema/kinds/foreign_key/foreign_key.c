#include "schema/kinds/foreign_key/foreign_key.h"
#include "schema/kinds/foreign_key/foreign_key.sql.h"

#include "base/text.h"
#include "schema/inherited.h"
#include "schema/kinds/index/index.h"
#include "schema/kinds/primary_key/primary_key.h"
#include "schema/kinds/unique/unique.h"
#include "schema/sql.h"

#include <string.h>

/* It says both at once, so that two changes join in one statement. */
#define DEFERRAL                                                                                   \
    "ALTER TABLE {parent} ALTER CONSTRAINT {name} {is_deferrable?DEFERRABLE|NOT DEFERRABLE}"       \
    "{is_deferred? INITIALLY DEFERRED|}"

/* VALIDATE is a one-way street. */
static Change judge_not_valid(const Object *from, const Object *to)
{
    (void)from;
    return ((const ForeignKey *)to)->not_valid ? CHANGE_RECREATE : CHANGE_ALTER;
}

static bool same_set(const StrVec *a, const StrVec *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!strvec_has(b, a->items[i]))
            return false;
    return a->count == b->count;
}

static bool is_index_over(const Index *index, const StrVec *columns)
{
    for (size_t i = 0; i < index->elements.count; i++)
        if (!index->elements.items[i].column ||
            !strvec_has(columns, index->elements.items[i].column))
            return false;
    return index->is_unique && !index->predicate.text && index->elements.count == columns->count;
}

/* Whether a foreign key may refer to the columns by the object: a key, or a unique index. */
static bool is_key_over(const Object *object, const StrVec *columns)
{
    if (object->kind_id == KIND_PRIMARY_KEY)
        return same_set(&((const PrimaryKey *)object)->columns, columns);
    if (object->kind_id == KIND_UNIQUE)
        return same_set(&((const Unique *)object)->columns, columns);
    return object->kind_id == KIND_INDEX && is_index_over((const Index *)object, columns);
}

/* The columns of the table, and the keys over them. */
static void refer_to(const Object *table, const StrVec *columns, RefFn *fn, void *context)
{
    for (size_t i = 0; i < table->children.count; i++) {
        const Object *child = table->children.items[i];

        if ((child->kind_id == KIND_COLUMN && strvec_has(columns, child->name)) ||
            is_key_over(child, columns))
            fn(context, child->kind_id, child->path);
    }
}

/*
 * The referenced columns, and the keys over them: while the foreign key stands none can go.  A
 * partition has those of its table.
 */
static void refer(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const ForeignKey *key = (const ForeignKey *)object;
    const Object *table = schema_find(schema, KIND_TABLE, key->ref_table);

    if (!table)
        table = schema_find(schema, KIND_PARTITION, key->ref_table);
    for (; table; table = table->kind_id == KIND_PARTITION ? table->parent : NULL)
        refer_to(table, &key->ref_columns, fn, context);
}

/* Whether the operators of the type are those of all enums, arrays, ranges or rows. */
static bool is_polymorphic(Arena *scratch, const Schema *schema, const char *type)
{
    if (text_ends(type, "]") || sql_type_is_builtin(type))
        return text_ends(type, "]") || strstr(type, "range");

    const Object *object = type_called(scratch, schema, type);
    const SqlType *base = object ? object_type(object) : NULL;

    return object && (!base || is_polymorphic(scratch, schema, base->text));
}

/*
 * Up to PostgreSQL 18 at least, ALTER COLUMN ... TYPE looks for casts to such a type for each
 * column of a key, also for those that stay, and fails with "could not find cast".
 */
static bool is_fragile(Arena *scratch, const Schema *schema, const Object *object)
{
    const StrVec *columns = &((const ForeignKey *)object)->columns;

    for (size_t i = 0; i < columns->count; i++) {
        const Object *column = inherited_column(scratch, schema, object_table(object)->path,
                                                sql_ident(scratch, columns->items[i]));

        if (column && is_polymorphic(scratch, schema, object_type(column)->text))
            return true;
    }
    return false;
}

static const Attr foreign_key_attrs[] = {
    ATTR_COLUMNS(ForeignKey, columns),
    ATTR_(ForeignKey, period, .change = CHANGE_RECREATE, .since = 18),
    ATTR_(ForeignKey, ref_table, .change = CHANGE_RECREATE, .ref = KIND_TABLE + 1),
    ATTR_(ForeignKey, ref_columns, .change = CHANGE_RECREATE, .foreign = true),
    ATTR_RECREATE(ForeignKey, match),
    ATTR_RECREATE(ForeignKey, on_update),
    ATTR_RECREATE(ForeignKey, on_delete),
    ATTR_COLUMNS(ForeignKey, set_columns),
    ATTR_(ForeignKey, is_deferrable, .change = CHANGE_ALTER, .alter = DEFERRAL, .joint = DEFERRAL),
    ATTR_(ForeignKey, is_deferred, .change = CHANGE_ALTER, .alter = DEFERRAL, .joint = DEFERRAL),
    ATTR_(ForeignKey, not_enforced, .change = CHANGE_ALTER, .since = 18,
          .alter = "ALTER TABLE {parent} ALTER CONSTRAINT {name}"
                   "{not_enforced? NOT ENFORCED| ENFORCED}"),
    ATTR_(ForeignKey, not_valid, .change = CHANGE_ALTER, .alone = true, .judge = judge_not_valid,
          .alter = "ALTER TABLE {parent} VALIDATE CONSTRAINT {name}"),
    ATTR_COMMENT("COMMENT ON CONSTRAINT {name} ON {parent} IS {comment!}"),
};

const Kind kind_foreign_key = {
    .name = "foreign_key",
    .title = "foreign key",
    .scope = SCOPE_PARENT,
    .size = sizeof(ForeignKey),
    .catalog_query = foreign_key_sql,
    ATTRS(foreign_key_attrs),
    .clause = "CONSTRAINT {name} FOREIGN KEY ({columns;period}) REFERENCES {ref_table} "
              "({ref_columns;period})"
              "[ MATCH {match}][ ON UPDATE {on_update}][ ON DELETE {on_delete}][ ({set_columns})]"
              "{is_deferrable? DEFERRABLE|}{is_deferred? INITIALLY DEFERRED|}"
              "{not_enforced? NOT ENFORCED|}{not_valid? NOT VALID|}",
    .model = "[constraint {given} ]foreign key ({columns;period}) references {ref_table} "
             "({ref_columns;period})"
             "[ match {match}][ on update {on_update}][ on delete {on_delete}][ ({set_columns})]"
             "{is_deferrable? deferrable|}{is_deferred? initially deferred|}"
             "{not_enforced? not enforced|}{not_valid? not valid|}",
    .drop = "ALTER TABLE {parent} DROP CONSTRAINT {name}",
    .rename = "ALTER TABLE {parent} RENAME CONSTRAINT {name} TO",
    .by_definition = true,
    .is_constraint = true,
    .in_parent = true,
    .refs = refer,
    .is_fragile = is_fragile,
};
