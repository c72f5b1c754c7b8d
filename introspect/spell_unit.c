#include "introspect/spell_unit.h"

#include "base/text.h"
#include "introspect/catalog_text.h"
#include "introspect/probe_trial.h"
#include "schema/sql.h"

#include <stdlib.h>
#include <string.h>

/* Behind what stands in a check constraint in place of a condition. */
static const char null_test[] = " IS NULL";

/* The table */

/* Whether a dotted name has this part. */
static bool has_part(const char *name, const char *part)
{
    size_t length = strlen(part);

    for (const char *found = name; (found = strstr(found, part)); found++)
        if ((found == name || found[-1] == '.') && (found[length] == '\0' || found[length] == '.'))
            return true;
    return false;
}

static bool mentions(const StrVec *words, const char *name, Arena *scratch)
{
    const char *ident = sql_ident(scratch, name);

    for (size_t i = 0; i < words->count; i++)
        if (has_part(words->items[i], ident))
            return true;
    return false;
}

static const SqlType *column_type(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_TYPE)
            return attr_type(object, &kind->attrs[i]);
    return NULL;
}

/* The names that the unit's expressions hold: other columns are left out of the table. */
static StrVec unit_words(Arena *scratch, const SpellUnit *unit)
{
    StrVec words = {0};
    StrVec literals = {0};

    for (size_t i = 0; i < unit->items.count; i++)
        if (unit->items.items[i].sql)
            sql_names(scratch, unit->items.items[i].sql->text, &words, &literals);
    return words;
}

static bool is_item(const SpellUnit *unit, const Object *column)
{
    for (size_t i = 0; i < unit->items.count; i++)
        if (unit->items.items[i].object == column)
            return true;
    return false;
}

static void add_column(StrBuf *out, const SpellUnit *unit, const Object *column)
{
    const char *collation = spell_text(column, "collation");

    strbuf_addf(out, "\n    ");
    sql_add_ident(out, column->name);
    strbuf_addf(out, " %s", column_type(column)->text);
    if (collation)
        strbuf_addf(out, " COLLATE %s", collation);
    for (size_t i = 0; i < unit->items.count; i++) {
        const SpellItem *item = &unit->items.items[i];

        if (item->object == column && item->role == ROLE_DEFAULT)
            strbuf_addf(out, " DEFAULT %s\n", item->sql->text);
        if (item->object == column && item->role == ROLE_GENERATED)
            strbuf_addf(out, " GENERATED ALWAYS AS (%s\n) STORED", item->sql->text);
    }
    strbuf_addc(out, ',');
}

static void add_checks(StrBuf *out, const SpellUnit *unit)
{
    for (size_t i = 0; i < unit->items.count; i++) {
        const SpellItem *item = &unit->items.items[i];

        if (item->role == ROLE_CONDITION)
            strbuf_addf(out,
                        item->is_key ? "\n    CONSTRAINT modelc_%zu CHECK ((%s\n)%s),"
                                     : "\n    CONSTRAINT modelc_%zu CHECK (%s\n%s),",
                        i, item->sql->text, item->is_key ? null_test : "");
    }
}

/* It has the name of the real table, because expressions may name it. */
static const char *create_statement(Arena *scratch, const SpellUnit *unit)
{
    StrBuf out = {.arena = scratch};
    StrVec words = unit_words(scratch, unit);
    bool all = mentions(&words, unit->table->name, scratch);

    strbuf_add(&out, "CREATE TEMP TABLE pg_temp.");
    sql_add_ident(&out, unit->table->name);
    strbuf_add(&out, " (");
    for (size_t i = 0; i < unit->table->children.count; i++) {
        const Object *child = unit->table->children.items[i];

        if (column_type(child) &&
            (all || is_item(unit, child) || mentions(&words, child->name, scratch)))
            add_column(&out, unit, child);
    }
    add_checks(&out, unit);
    if (out.text[out.length - 1] == ',')
        strbuf_cut(&out, 1);
    strbuf_add(&out, ")");
    return strbuf_text(&out);
}

static const char *read_statement(Arena *scratch, const SpellUnit *unit)
{
    StrBuf name = {.arena = scratch};
    StrBuf out = {.arena = scratch};

    strbuf_add(&name, "pg_temp.");
    sql_add_ident(&name, unit->table->name);
    strbuf_add(&out, "WITH t AS (SELECT ");
    sql_add_literal(&out, strbuf_text(&name));
    strbuf_add(&out, "::regclass AS oid) "
                     "SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,"
                     " pg_get_expr(d.adbin, d.adrelid) AS expr "
                     "FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 "
                     "LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
                     "UNION ALL "
                     "SELECT k.conname, NULL, pg_get_expr(k.conbin, k.conrelid) "
                     "FROM t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'c'");
    return strbuf_text(&out);
}

/* What came back */

/* The row of a column (it has a type) or of a check constraint; the count when there is none. */
static size_t find_row(const Rows *rows, const char *name, bool is_column)
{
    int name_at = rows_column(rows, "name");
    int type_at = rows_column(rows, "type");
    size_t i = 0;

    while (i < rows_count(rows) && (!text_same(rows_text(rows, i, name_at), name) ||
                                    (rows_text(rows, i, type_at) != NULL) != is_column))
        i++;
    return i;
}

/* "((a + b) IS NULL)" is "a + b". */
static const char *strip_null_test(Arena *run, const char *text)
{
    const char *inner = catalog_unwrap(run, text);

    if (!text_ends(inner, null_test))
        return NULL;
    return catalog_unwrap(run, arena_strndup(run, inner, strlen(inner) - strlen(null_test)));
}

static const char *item_text(Arena *run, const SpellItem *item, const char *expr)
{
    if (!expr)
        return NULL;
    if (item->is_key)
        return strip_null_test(run, expr);
    return item->role == ROLE_DEFAULT ? arena_strdup(run, expr) : catalog_unwrap(run, expr);
}

static void take_item(Arena *run, const Rows *rows, SpellItem *item, size_t index)
{
    bool is_check = item->role == ROLE_CONDITION;
    const char *name = is_check ? arena_printf(run, "modelc_%zu", index) : item->object->name;
    size_t row = find_row(rows, name, !is_check);

    if (row == rows_count(rows))
        return;
    if (item->type)
        item->type->text = rows_text(rows, row, rows_column(rows, "type"));
    if (item->sql)
        item->sql->spelled = item_text(run, item, rows_text(rows, row, rows_column(rows, "expr")));
}

bool spell_units(Arena *run, Db *db, SpellUnits *units, DbError *error)
{
    Trials trials = {0};

    for (size_t i = 0; i < units->count; i++) {
        Trial trial = {0};

        vec_push(run, &trial.statements, create_statement(run, &units->items[i]));
        vec_push(run, &trial.statements, "SELECT set_config('search_path', 'pg_catalog', true)");
        vec_push(run, &trial.statements, read_statement(run, &units->items[i]));
        vec_push(run, &trials, trial);
    }
    if (!trial_run(run, db, &trials, error))
        return false;
    for (size_t i = 0; i < units->count; i++) {
        const Trial *trial = &trials.items[i];
        SpellUnit *unit = &units->items[i];

        unit->error = trial->error;
        for (size_t j = 0; trial->rows && j < unit->items.count; j++)
            take_item(run, trial->rows, &unit->items.items[j], j);
    }
    return true;
}
