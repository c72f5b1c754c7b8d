#include "introspect/spell_unit.h"

#include "base/text.h"
#include "introspect/catalog_text.h"
#include "introspect/printing.h"
#include "introspect/probe_trial.h"
#include "schema/sql.h"

#include <stdlib.h>
#include <string.h>

/* Behind what stands in a check constraint in place of a condition. */
static const char null_test[] = " IS NULL";

/* The table */

static const char *table_name(Arena *run, const SpellUnit *unit)
{
    return arena_printf(run, "pg_temp.%s",
                        unit->table ? sql_ident(run, unit->table->name) : "modelc_spell");
}

/* The temporary table stands for the one that a name with a schema means: "app.t.a" is "t.a". */
typedef struct OwnTable {
    const Object *table;
} OwnTable;

static const char *own_column(void *context, const char *name, SqlPlace place)
{
    const Object *table = ((const OwnTable *)context)->table;
    size_t length = strlen(table->path);

    (void)place;
    if (!text_starts(name, table->path) || name[length] != '.')
        return name;
    return name + strlen(table->parent->path) + 1;
}

static const char *asked_text(Arena *run, const SpellUnit *unit, const SpellItem *item)
{
    if (!item->sql)
        return NULL;
    if (!unit->table || !unit->table->parent)
        return item->sql->text;
    return sql_replace_words(run, item->sql->text, own_column, &(OwnTable){unit->table});
}

/* What is no condition is a column, the name of which no text knows. */
static void add_item(StrBuf *out, const SpellUnit *unit, size_t index)
{
    const SpellItem *item = &unit->items.items[index];
    const char *text = asked_text(out->arena, unit, item);

    strbuf_addf(out, item->role == ROLE_CONDITION ? "CONSTRAINT modelc_%zu" : "modelc_%zu", index);
    if (item->role != ROLE_CONDITION)
        strbuf_addf(out, " %s", object_type(item->object)->text);
    switch (item->role) {
    case ROLE_NONE:
        break;
    case ROLE_DEFAULT:
        strbuf_addf(out, " DEFAULT %s\n", text);
        break;
    case ROLE_GENERATED:
        strbuf_addf(out, " GENERATED ALWAYS AS (%s\n) STORED", text);
        break;
    case ROLE_CONDITION:
        strbuf_addf(out, item->key ? " CHECK ((%s\n)%s)" : " CHECK (%s\n%s)", text,
                    item->key ? null_test : "");
    }
}

static const char *create_statement(Arena *run, const SpellUnit *unit)
{
    StrBuf out = {.arena = run};
    const char *separator = "(";

    strbuf_addf(&out, "CREATE TEMP TABLE %s ", table_name(run, unit));
    if (spell_is_like(unit->table)) {
        strbuf_addf(&out, "(\n    LIKE %s", unit->table->path);
        separator = ",";
    }
    for (size_t i = 0; i < unit->columns.entries.count; i++) {
        const MapEntry *column = &unit->columns.entries.items[i];

        strbuf_addf(&out, "%s\n    %s %s", separator, sql_ident(run, column->key),
                    (const char *)column->value);
        separator = ",";
    }
    for (size_t i = 0; i < unit->items.count; i++) {
        strbuf_addf(&out, "%s\n    ", separator);
        add_item(&out, unit, i);
        separator = ",";
    }
    strbuf_add(&out, ")");
    return strbuf_text(&out);
}

static const char *read_statement(Arena *run, const SpellUnit *unit)
{
    StrBuf out = {.arena = run};

    strbuf_add(&out, "WITH t AS (SELECT ");
    sql_add_literal(&out, table_name(run, unit));
    strbuf_add(&out, "::regclass AS oid) "
                     "SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,"
                     " pg_get_expr(d.adbin, d.adrelid) AS expr, false AS calls "
                     "FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 "
                     "LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
                     "UNION ALL "
                     "SELECT k.conname, NULL, pg_get_expr(k.conbin, k.conrelid),"
                     " EXISTS (SELECT FROM pg_depend p WHERE p.classid = 'pg_constraint'::regclass"
                     " AND p.objid = k.oid AND p.refobjid >= 16384"
                     " AND p.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)) "
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

/* The column is the VALUE of a domain, which is printed in capitals. */
static const char *capital_value(void *context, const char *name, SqlPlace place)
{
    (void)context;
    (void)place;
    return strcmp(name, SPELL_VALUE) == 0 ? "VALUE" : name;
}

static bool is_of_domain(const SpellItem *item)
{
    return item->role == ROLE_CONDITION && !spell_relation(item->object);
}

static const char *item_text(Arena *run, const SpellItem *item, const char *expr)
{
    if (!expr)
        return NULL;
    if (item->key)
        return strip_null_test(run, expr);
    if (is_of_domain(item))
        expr = sql_replace_words(run, expr, capital_value, NULL);
    return item->role == ROLE_DEFAULT ? arena_strdup(run, expr) : catalog_unwrap(run, expr);
}

typedef struct Answer {
    const char *type, *expr;
    bool calls;
} Answer;

static void set_item(const SpellItem *item, const Answer *answer)
{
    if (item->type)
        item->type->text = answer->type;
    if (item->sql && item->role == ROLE_DEFAULT && !answer->expr) /* a constant NULL is none */
        *item->sql = (Sql){0};
    else if (item->sql)
        item->sql->spelled = answer->expr;
    if (item->calls)
        *item->calls = answer->calls;
}

static void take_item(Arena *run, const Rows *rows, SpellItem *item, size_t index)
{
    const char *name = arena_printf(run, "modelc_%zu", index);
    size_t row = find_row(rows, name, item->role != ROLE_CONDITION);

    if (row == rows_count(rows))
        return;

    Answer answer = {
        .type = rows_text(rows, row, rows_column(rows, "type")),
        .expr = item_text(run, item, rows_text(rows, row, rows_column(rows, "expr"))),
        .calls = text_same(rows_text(rows, row, rows_column(rows, "calls")), "t"),
    };

    set_item(item, &answer);
    for (size_t i = 0; item->same && i < item->same->count; i++)
        set_item(&item->same->items[i], &answer);
}

/* Where in the text of the unit's first item the server found the fault. */
static size_t refused_at(const SpellUnit *unit, const char *statement)
{
    const Sql *sql = unit->items.items[0].sql;
    const char *text = sql ? strstr(statement, sql->text) : NULL;
    size_t at = text_utf8_offset(statement, unit->error.position);

    if (!text || unit->error.position == 0 || at < (size_t)(text - statement) ||
        at >= (size_t)(text - statement) + strlen(sql->text))
        return SIZE_MAX;
    return at - (size_t)(text - statement);
}

/* All in one round trip.  A unit that fails says so in its `error` and has nothing spelled. */
static bool spell_units(Arena *run, Db *db, SpellUnits *units, DbError *error)
{
    Trials trials = {0};

    for (size_t i = 0; i < units->count; i++) {
        Trial trial = {0};

        vec_push(run, &trial.statements, create_statement(run, &units->items[i]));
        vec_push(run, &trial.statements, "SELECT " PRINTING_SETTINGS);
        vec_push(run, &trial.statements, read_statement(run, &units->items[i]));
        vec_push(run, &trials, trial);
    }
    if (!trial_run(run, db, &trials, error))
        return false;
    for (size_t i = 0; i < units->count; i++) {
        const Trial *trial = &trials.items[i];
        SpellUnit *unit = &units->items[i];

        unit->error = trial->error;
        unit->refused_at = refused_at(unit, trial->statements.items[0]);
        for (size_t j = 0; trial->rows && j < unit->items.count; j++)
            take_item(run, trial->rows, &unit->items.items[j], j);
    }
    return true;
}

/* Where several texts failed together, each is tried alone. */
static void split_failed(Arena *run, const Schema *model, const SpellUnits *units,
                         SpellUnits *single)
{
    for (size_t i = 0; i < units->count; i++) {
        const SpellUnit *unit = &units->items[i];

        for (size_t j = 0; unit->error.message && j < unit->items.count; j++) {
            SpellUnit one = spell_single(run, model, &unit->items.items[j]);

            vec_push(run, single, one);
        }
    }
}

bool spell_ask(Arena *run, Db *db, const SpellWork *work, SpellUnits *failed, DbError *error)
{
    SpellUnits units = {0};

    spell_pool(run, work, &units);
    if (!spell_units(run, db, &units, error))
        return false;
    split_failed(run, work->model, &units, failed);
    return failed->count == 0 || spell_units(run, db, failed, error);
}
