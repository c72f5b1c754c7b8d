#include "introspect/spell_key.h"

#include "base/text.h"
#include "introspect/catalog_text.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <string.h>

/* Statistics keep it in the expression. */
static bool has_collations(const Object *object)
{
    static const char method[] = "method";

    return attr_find(kind_of(object->kind_id), method, strlen(method)) != NULL;
}

/* Where COLLATE stands outside of parentheses; the server puts all that is not last into some. */
static const char *find_collate(const char *text)
{
    SqlToken token = {0};
    const char *found = NULL;

    while (sql_token_next(text, &token))
        if (token.depth == 0 && sql_token_is(text, token, "collate"))
            found = text + token.begin;
    return found;
}

static void take_collation(Arena *run, Element *element)
{
    static const char word[] = "COLLATE ";
    const char *text = element->expr.spelled, *collate = find_collate(text);

    if (!collate || collate == text)
        return;
    if (!element->collation)
        element->collation = arena_strdup(run, collate + strlen(word));
    element->expr.spelled =
        catalog_unwrap(run, arena_strndup(run, text, (size_t)(collate - text) - 1));
}

static const Object *find_column(Arena *run, const Object *table, const char *text)
{
    for (size_t i = 0; table && i < table->children.count; i++) {
        const Object *child = table->children.items[i];

        if (object_type(child) && text_same(sql_ident(run, child->name), text))
            return child;
    }
    return NULL;
}

static const char *unquoted(Arena *run, const char *text)
{
    StrBuf name = {.arena = run};

    for (const char *p = text + 1; *p && p[1]; p++) {
        strbuf_addc(&name, *p);
        p += *p == '"';
    }
    return strbuf_text(&name);
}

/* The column that the text is, where the server alone knows the columns; NULL: it is more. */
static const char *bare_name(Arena *run, const char *text)
{
    SqlToken token = {0};

    if (!sql_token_next(text, &token) || text[token.end] != '\0' || text_same(text, "true") ||
        text_same(text, "false"))
        return NULL;
    if (*text == '"')
        return unquoted(run, text);
    return (*text >= 'a' && *text <= 'z') || *text == '_' ? text : NULL;
}

static void settle_key(Arena *run, const Object *object, Element *element)
{
    const Object *relation = spell_relation(object), *column;

    if (has_collations(object))
        take_collation(run, element);
    column = find_column(run, relation, element->expr.spelled);
    if (column)
        element->column = column->name;
    else if (spell_is_like(relation))
        element->column = bare_name(run, element->expr.spelled);
    if (!element->column)
        return;
    element->expr = (Sql){0};
    if (column && text_same(element->collation, spell_text(column, "collation")))
        element->collation = NULL;
}

void spell_keys(Arena *run, const SpellWork *work)
{
    for (size_t i = 0; i < work->items.count; i++) {
        const SpellItem *item = &work->items.items[i];

        if (item->key && item->sql->spelled)
            settle_key(run, item->object, item->key);
        else if (item->is_predicate && text_same(item->sql->spelled, "true"))
            *item->sql = (Sql){0};
    }
}
