#include "introspect/spell_name.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/sql.h"

#include <string.h>

/* `method` is NULL for a collation; `name` as an index definition shows it. */
static const char names_query[] =
    "SELECT m.amname AS method, quote_ident(k.opcname) AS short,"
    " quote_ident(n.nspname) || '.' || quote_ident(k.opcname) AS long,"
    " n.nspname = 'pg_catalog' AS is_builtin, k.opcdefault AS is_usual,"
    " pg_opclass_is_visible(k.oid) AS is_visible,"
    " pg_catalog.format_type(k.opcintype, NULL) AS type "
    "FROM pg_catalog.pg_opclass k"
    " JOIN pg_catalog.pg_namespace n ON n.oid = k.opcnamespace"
    " JOIN pg_catalog.pg_am m ON m.oid = k.opcmethod "
    "UNION ALL "
    "SELECT NULL, quote_ident(k.collname),"
    " quote_ident(n.nspname) || '.' || quote_ident(k.collname),"
    " n.nspname = 'pg_catalog', false, pg_collation_is_visible(k.oid), NULL "
    "FROM pg_catalog.pg_collation k"
    " JOIN pg_catalog.pg_namespace n ON n.oid = k.collnamespace "
    "WHERE k.collencoding IN (-1, (SELECT d.encoding FROM pg_catalog.pg_database d"
    " WHERE d.datname = current_database()))";

static bool is_true(const Rows *rows, size_t row, const char *column)
{
    return text_same(rows_text(rows, row, rows_column(rows, column)), "t");
}

static const char *cell(const Rows *rows, size_t row, const char *column)
{
    return rows_text(rows, row, rows_column(rows, column));
}

static bool is_meant(const Rows *rows, size_t row, const SpellName *name, const char *text)
{
    if (!text_same(cell(rows, row, "method"), name->method))
        return false;
    return text_same(cell(rows, row, "long"), text) ||
           (text_same(cell(rows, row, "short"), text) && is_true(rows, row, "is_visible"));
}

/* "name ( a = 1, b = '2' )" -> "name" and "(a=1, b=2)"; NULL without parameters. */
static const char *take_params(Arena *run, const char *text, const char **name)
{
    size_t length = sql_name_length(text);
    StrBuf params = {.arena = run};

    *name = arena_strndup(run, text, length);
    for (const char *p = text + length; *p; p++)
        if (!strchr(" \t\n'", *p))
            strbuf_addf(&params, *p == ',' ? "%c " : "%c", *p);
    return params.text;
}

/* What the models make and the server does not have yet, the only one of that name. */
static const char *find_new(Arena *run, const Schema *model, const SpellName *name,
                            const char *text)
{
    const Map *all = &model->objects[name->method ? KIND_OPERATOR_CLASS : KIND_COLLATION];
    const char *found = NULL;

    for (size_t i = 0; i < all->entries.count; i++) {
        const Object *object = all->entries.items[i].value;

        if (!text_same(sql_ident(run, object_bare_name(run, object)), text))
            continue;
        if (found)
            return NULL;
        found = path_under(run, object->parent->path, object_bare_name(run, object));
    }
    return found;
}

/* Whether a column of that type has a class of the method that goes without saying. */
static bool has_own_usual(const Rows *rows, const char *method, const char *type)
{
    for (size_t i = 0; i < rows_count(rows); i++)
        if (is_true(rows, i, "is_usual") && text_same(cell(rows, i, "method"), method) &&
            text_same(cell(rows, i, "type"), type))
            return true;
    return false;
}

/* As the catalog's keys are read, see catalog_elements.h. */
static bool is_usual(const Rows *rows, size_t row, const SpellName *name, const char *type)
{
    const char *own = cell(rows, row, "type");

    if (!is_true(rows, row, "is_usual"))
        return name->usual && is_meant(rows, row, name, name->usual);
    return !type || text_same(own, type) ||
           (!text_same(own, "character") && !has_own_usual(rows, name->method, type));
}

static void spell_name(Arena *run, const Rows *rows, const Schema *model, const SpellName *name)
{
    const char *text;
    const char *params = take_params(run, *name->name, &text);

    for (size_t i = 0; i < rows_count(rows); i++) {
        if (!is_meant(rows, i, name, text))
            continue;

        const char *full = cell(rows, i, is_true(rows, i, "is_builtin") ? "short" : "long");
        bool usual =
            is_usual(rows, i, name, name->type ? sql_type_unmodified(run, name->type) : NULL);

        *name->name = params ? arena_printf(run, "%s%s", full, params) : usual ? NULL : full;
        return;
    }
    text = find_new(run, model, name, text);
    if (text)
        *name->name = params ? arena_printf(run, "%s%s", text, params) : text;
}

bool spell_names(Arena *run, Db *db, const Schema *model, const SpellWork *work, DbError *error)
{
    const Rows *rows = db_query(run, db, names_query, NULL, error);

    for (size_t i = 0; rows && i < work->names.count; i++)
        spell_name(run, rows, model, &work->names.items[i]);
    return rows != NULL;
}
