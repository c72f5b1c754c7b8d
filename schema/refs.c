#include "base/text.h"
#include "schema/refs_search.h"
#include "schema/sql_scan.h"

#include <string.h>

/* ---- What is needed without being named ---- */

static const char *column_type(const Search *search, const char *name)
{
    const Object *table = object_table(search->object);
    const Object *column = NULL;

    if (table)
        column = schema_find(search->schema, KIND_COLUMN,
                             path_under(search->scratch, table->path, name));
    for (size_t i = 0; column && i < kind_of(KIND_COLUMN)->attr_count; i++)
        if (kind_of(KIND_COLUMN)->attrs[i].type == ATTR_TYPE)
            return attr_type(column, &kind_of(KIND_COLUMN)->attrs[i])->text;
    return NULL;
}

/* Whether an expression of `object` names the type, which may be in its own schema or in public. */
static bool names_type(Arena *scratch, const Object *object, const char *type)
{
    const Kind *kind = kind_of(object->kind_id);
    const char *own = object_namespace(object)->path;
    StrVec words = {0}, literals = {0};

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_SQL && attr_is_set(object, &kind->attrs[i]))
            sql_names(scratch, sql_shown(attr_sql(object, &kind->attrs[i])), &words, &literals);
    for (size_t i = 0; i < words.count; i++)
        if (text_same(words.items[i], type) ||
            text_same(arena_printf(scratch, "%s.%s", own, words.items[i]), type) ||
            text_same(arena_printf(scratch, "public.%s", words.items[i]), type))
            return true;
    return false;
}

/* The index method of the key; NULL: nobody says it. */
static const char *method_of(const Object *key)
{
    static const char name[] = "method";
    const Attr *attr = attr_find(kind_of(key->kind_id), name, strlen(name));

    if (!attr)
        return NULL;
    return attr_is_set(key, attr) ? attr_text(key, attr) : "btree";
}

/* A key over the column, or over an expression (NULL) of whatever type, that names no class. */
static void find_implied(const Search *search, const char *column)
{
    const char *method = method_of(search->object);

    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &search->schema->objects[id];
        const char *type;

        if (!kind_of(id)->is_implied || objects->entries.count == 0)
            continue;
        type = column ? column_type(search, column) : NULL;
        for (size_t i = 0; i < objects->entries.count; i++) {
            Object *object = objects->entries.items[i].value;

            if (kind_of(id)->is_implied(object, method) &&
                (!column || (type && names_type(search->scratch, object, type))))
                found(search, object, REF_SOFT);
        }
    }
}

static void find_element(const Search *search, const Element *element)
{
    const Sql op = {.text = element->op, .spelled = element->op};

    if (element->column)
        find_column(search, sql_ident(search->scratch, element->column), REF_HARD);
    find_names(search, &element->expr);
    if (!element->opclass)
        find_implied(search, element->column);
    else
        find_in_schemas(
            search,
            arena_strndup(search->scratch, element->opclass, sql_name_length(element->opclass)),
            REF_HARD);
    if (element->collation)
        find_of_kind(search, KIND_COLLATION, element->collation, REF_HARD);
    if (element->op)
        find_operators(search, &op, REF_HARD);
}

/* What texts call by less than its path is meant so here as well. */
static void find_ref(const Search *search, KindId kind, const char *path)
{
    const Attr *called = called_attr(kind_of(kind));

    if (called)
        find_called(search, &search->schema->objects[kind], called, path, REF_HARD);
    else if (kind_of(kind)->scope == SCOPE_SCHEMA && sql_last_name(path) == path)
        find_of_kind(search, kind, path, REF_HARD);
    else
        find_whole(search, kind, path, REF_HARD);
}

/* "SELECT (a, b)" */
static void find_worded(const Search *search, const char *text)
{
    StrVec words = {0}, literals = {0};
    const char *open = strchr(text, '(');

    if (open)
        sql_names(search->scratch, open, &words, &literals);
    for (size_t i = 0; i < words.count; i++)
        find_column(search, words.items[i], REF_HARD);
}

/* Whether a key begins behind the token, or a list of them. */
static bool begins_key(const char *text, const SqlToken *token)
{
    return (token->depth == 0 && sql_token_marks(text, token, '(')) ||
           (token->depth == 1 && sql_token_marks(text, token, ','));
}

/*
 * "HASH (a COLLATE c, f(b))": a name that is not called is that of a column, whatever else has that
 * name; what stands behind it is not.
 */
static void find_keyed(const Search *search, const char *text)
{
    const char *open = text ? strchr(text, '(') : NULL;
    StrBuf others = {.arena = search->scratch};
    size_t behind = 0;
    bool begins = false;

    if (!open)
        return;
    for (SqlToken token = {0}; sql_token_next(open, &token);) {
        size_t length = sql_name_length(open + token.begin);

        if (begins && length > 0 && open[token.begin + length] != '(') {
            find_column(search, arena_strndup(search->scratch, open + token.begin, length),
                        REF_SOFT);
            strbuf_addn(&others, open + behind, token.begin - behind);
            behind = token.begin + length;
        }
        begins = begins_key(open, &token);
    }
    strbuf_add(&others, open + behind);
    find_text(search, strbuf_text(&others), REF_SOFT);
    find_operators(search, &(Sql){.text = open}, REF_SOFT);
}

static void search_attr(const Search *search, const Attr *attr)
{
    const Object *object = search->object;

    if (attr->type == ATTR_TYPE && attr_is_set(object, attr) &&
        !sql_type_is_builtin(attr_type(object, attr)->text))
        find_type(search, sql_type_name(search->scratch, attr_type(object, attr)->text), REF_HARD);
    if (attr->query)
        find_statement(search, attr);
    else if (attr->type == ATTR_SQL && attr->change != CHANGE_IGNORE)
        find_names(search, attr_sql(object, attr));
    if (attr->keyed)
        find_keyed(search, attr_text(object, attr));
    if (attr->ref && attr->type == ATTR_NAMES)
        for (size_t i = 0; i < attr_names(object, attr)->count; i++)
            find_exactly(search, (KindId)(attr->ref - 1), attr_names(object, attr)->items[i],
                         REF_HARD);
    if (attr->ref && attr->type == ATTR_TEXT && attr_is_set(object, attr))
        find_ref(search, (KindId)(attr->ref - 1), attr_text(object, attr));
    for (size_t i = 0; attr->worded && i < attr_names(object, attr)->count; i++)
        find_worded(search, attr_names(object, attr)->items[i]);
    for (size_t i = 0; attr->columns && i < attr_names(object, attr)->count; i++) {
        const char *column = attr_names(object, attr)->items[i];

        find_column(search, sql_ident(search->scratch, column), REF_HARD);
        if (kind_of(object->kind_id)->is_key)
            find_implied(search, column);
    }
    if (attr->type != ATTR_ELEMENTS)
        return;
    for (size_t i = 0; i < attr_elements(object, attr)->count; i++)
        find_element(search, &attr_elements(object, attr)->items[i]);
}

void attr_refs(Arena *scratch, const Schema *schema, const Object *object, const Attr *attr,
               RefVisit *visit, void *context)
{
    Search search = {scratch, schema, object, visit, context, false};

    search_attr(&search, attr);
}

static void find_hard(void *context, KindId kind, const char *path)
{
    find_exactly(context, kind, path, REF_HARD);
}

/* Which attributes count. */
typedef bool AttrFilter(const Attr *attr);

static bool every_one(const Attr *attr)
{
    (void)attr;
    return true;
}

static bool is_created(const Attr *attr)
{
    return !attr->separate;
}

static bool is_standing(const Attr *attr)
{
    return !attr->aside && !attr->passes;
}

/* The server's notes are about its catalog; what the models pair with it stands on the same. */
static const ObjectUses *notes_of(const Object *object)
{
    const Object *pair = object->plan.pair;

    return object->uses || !pair ? object->uses : pair->uses;
}

void parts_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                void *context)
{
    const Kind *kind = kind_of(object->kind_id);

    if (kind->is_holder)
        visit(context, object->parent, REF_HARD);
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].takes_parts)
            attr_refs(scratch, schema, object, &kind->attrs[i], visit, context);
}

size_t noted_count(const Object *object)
{
    const ObjectUses *uses = notes_of(object);

    return uses ? uses->needs.count : 0;
}

Object *noted_need(const Object *object, size_t i, bool *compiled)
{
    const Footing *footing = &notes_of(object)->needs.items[i];

    if (compiled)
        *compiled = footing->compiled;
    if (object->uses)
        return footing->object;
    return footing->object->plan.pair ? footing->object->plan.pair : footing->object->plan.namesake;
}

/* Whether the notes on the pair are all that tells, as the statement is another. */
static bool is_stale(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count && !object->uses; i++)
        if (kind->attrs[i].compiled && !attr_same(object, object->plan.pair, &kind->attrs[i]))
            return true;
    return false;
}

static void search_object(Search *search, AttrFilter *counts)
{
    const Object *object = search->object;
    const Kind *kind = kind_of(object->kind_id);

    if (object->parent)
        found(search, object->parent, REF_HARD);
    if (object->in)
        found(search, object->in, REF_HARD);
    for (size_t i = 0; i < kind->attr_count; i++)
        if (counts(&kind->attrs[i]))
            search_attr(search, &kind->attrs[i]);
    if (kind->refs)
        kind->refs(search->schema, object, find_hard, search);

    size_t count = noted_count(object);
    RefStrength strength = count > 0 && is_stale(object) ? REF_STALE : REF_SOFT;

    for (size_t i = 0; i < count; i++)
        found(search, noted_need(object, i, NULL), strength);
}

void object_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                 void *context)
{
    search_object(&(Search){scratch, schema, object, visit, context, false}, every_one);
}

void creation_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                   void *context)
{
    search_object(&(Search){scratch, schema, object, visit, context, false}, is_created);
}

void standing_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                   void *context)
{
    search_object(&(Search){scratch, schema, object, visit, context, false}, is_standing);
}
