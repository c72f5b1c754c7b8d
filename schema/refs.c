#include "schema/refs.h"

#include "base/text.h"
#include "schema/calls.h"
#include "schema/defined.h"
#include "schema/inherited.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <string.h>

typedef struct Search {
    Arena *scratch;
    const Schema *schema;
    const Object *object;
    RefVisit *visit;
    void *context;
    bool spelled; /* the text is the server's: a name without a schema is none of the schema's */
} Search;

static void found(const Search *search, Object *needed, RefStrength strength)
{
    if (!needed || needed == search->object)
        return;
    if (needed->kind_id == search->object->kind_id && kind_of(needed->kind_id)->mutual &&
        strength < REF_LOOSE)
        strength = REF_LOOSE;
    search->visit(search->context, needed, strength);
}

static const char *shown_text(const Sql *sql)
{
    return sql->spelled ? sql->spelled : sql->text;
}

static void find(const Search *search, KindId kind, const char *path, RefStrength strength)
{
    found(search, schema_find(search->schema, kind, path), strength);
}

/* What has parts of its own can be part of another, as a partition is. */
static void find_whole(const Search *search, KindId kind, const char *path, RefStrength strength)
{
    find(search, kind, path, strength);
    for (KindId id = 0; kind_of(kind)->has_parts && id < KIND_COUNT; id++)
        if (kind_of(id)->is_holder)
            find(search, id, path, strength);
}

static void find_column(const Search *search, const char *quoted, RefStrength strength)
{
    const Object *table = object_table(search->object);

    if (table)
        found(search, inherited_column(search->scratch, search->schema, table->path, quoted),
              strength);
}

/* Objects whose name holds more than what texts call them by: functions of any arguments. */
static void find_called(const Search *search, const Map *objects, const Attr *attr,
                        const char *path, RefStrength strength)
{
    size_t length = strlen(path);

    for (size_t i = 0; i < objects->entries.count; i++) {
        Object *object = objects->entries.items[i].value;
        const char *called = attr_text(object, attr);

        if (called && strncmp(called, path, length) == 0 &&
            (called[length] == '(' || called[length] == ' '))
            found(search, object, strength);
    }
}

/* Objects that bring a type of that path. */
static void find_bringer(const Search *search, const Kind *kind, const Map *objects,
                         const char *path, RefStrength strength)
{
    for (size_t i = 0; kind->brings && i < objects->entries.count; i++) {
        Object *object = objects->entries.items[i].value;

        if (text_same(kind->brings(search->scratch, object), path))
            found(search, object, strength);
    }
}

/* `name` may be qualified; if not it can live in the object's own schema or in public. */
static void find_of_kind(const Search *search, KindId id, const char *name, RefStrength strength)
{
    const Map *objects = &search->schema->objects[id];
    const Attr *called = called_attr(kind_of(id));
    const char *paths[] = {
        name,
        arena_printf(search->scratch, "%s.%s", object_namespace(search->object)->path, name),
        arena_printf(search->scratch, "public.%s", name),
    };

    for (size_t i = 0; i < 3; i++)
        if (called)
            find_called(search, objects, called, paths[i], strength);
        else
            find(search, id, paths[i], strength);
    for (size_t i = 0; i < 3; i++)
        find_bringer(search, kind_of(id), objects, paths[i], strength);
}

/* Of any kind; `symbol` says whether the name is an operator's. */
static void find_name(const Search *search, const char *name, bool symbol, RefStrength strength)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (kind_of(id)->scope == SCOPE_SCHEMA && kind_of(id)->is_symbol == symbol &&
            search->schema->objects[id].entries.count > 0)
            find_of_kind(search, id, name, strength);
}

static void find_in_schemas(const Search *search, const char *name, RefStrength strength)
{
    find_name(search, name, false, strength);
}

static bool has_symbols(const Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (kind_of(id)->is_symbol && schema->objects[id].entries.count > 0)
            return true;
    return false;
}

/* The name behind the last dot: dots within quotes are no such. */
static const char *last_name(const char *word)
{
    const char *last = word;
    bool quoted = false;

    for (const char *p = word; *p; p++) {
        quoted = quoted != (*p == '"');
        if (*p == '.' && !quoted)
            last = p + 1;
    }
    return last;
}

/*
 * A name in a text, which is a type, a function or a keyword of PostgreSQL's own if so spelled.
 * What its schema has need not be an object: the multirange type of a range type.
 */
static void find_word(const Search *search, const char *word, RefStrength strength)
{
    const char *last = last_name(word);

    if (!search->spelled || last != word)
        find_in_schemas(search, word, strength);
    if (last != word)
        find(search, KIND_SCHEMA, arena_strndup(search->scratch, word, (size_t)(last - 1 - word)),
             strength);
}

/* The server names the schema of every operator that is not PostgreSQL's own. */
static void find_operators(const Search *search, const Sql *sql, RefStrength strength)
{
    StrVec names = {0};

    if (!has_symbols(search->schema))
        return;
    sql_operators(search->scratch, shown_text(sql), sql->spelled != NULL, &names);
    for (size_t i = 0; i < names.count; i++)
        find_name(search, names.items[i], true, strength);
}

static void find_type(const Search *search, const char *type)
{
    if (!sql_type_is_builtin(type))
        find_in_schemas(search, sql_type_name(search->scratch, type), REF_HARD);
}

static void find_text(const Search *search, const char *text, RefStrength strength)
{
    StrVec words = {0}, literals = {0};

    sql_names(search->scratch, text, &words, &literals);
    for (size_t i = 0; i < words.count; i++) {
        find_column(search, words.items[i], strength);
        find_word(search, words.items[i], strength);
    }
    for (size_t i = 0; i < literals.count; i++)
        find_in_schemas(search, literals.items[i], strength);
}

/* Whole statements, with names from anywhere */

typedef struct Query {
    const Search *search;
    const StrVec *words;
    bool has_star;
    RefStrength strength; /* of columns */
} Query;

/* The table's own columns, and those that it has from others. */
static void find_all_columns(void *context, Object *table, RefStrength strength)
{
    const Query *query = context;
    const Search *search = query->search;

    (void)strength;
    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_COLUMN)
            found(search, table->children.items[i], query->strength);
    parts_refs(search->scratch, search->schema, table, find_all_columns, context);
}

/* A word can be a column of any table that is named. */
static void find_query_columns(void *context, Object *needed, RefStrength strength)
{
    const Query *query = context;
    const Search *search = query->search;

    search->visit(search->context, needed, strength);
    if (!kind_of(needed->kind_id)->has_parts)
        return;
    if (query->has_star)
        find_all_columns(context, needed, strength);
    for (size_t i = 0; !query->has_star && i < query->words->count; i++)
        found(search,
              inherited_column(search->scratch, search->schema, needed->path,
                               last_name(query->words->items[i])),
              query->strength);
}

/* Whether a function has its body not in a string but in SQL that the server understands. */
static bool is_open(const StrVec *words)
{
    return strvec_has(words, "atomic") || strvec_has(words, "return");
}

static bool has_subquery(Arena *scratch, const char *text)
{
    StrVec words = {0}, literals = {0};

    sql_names(scratch, text, &words, &literals);
    return strvec_has(&words, "\"select\"");
}

/* What precedes the string with the body of a function names types, not columns. */
static void find_query(const Search *search, const char *text, bool is_head, RefStrength strength)
{
    StrVec words = {0}, literals = {0};
    Query query = {search, &words, strchr(text, '*') != NULL, strength};
    Search tables = *search;

    tables.visit = find_query_columns;
    tables.context = &query;
    sql_names(search->scratch, text, &words, &literals);
    if (is_head && !is_open(&words))
        query.strength = REF_LOOSE;
    for (size_t i = 0; i < words.count; i++)
        find_word(&tables, words.items[i], strength);
    for (size_t i = 0; i < literals.count; i++)
        find_in_schemas(&tables, literals.items[i], strength);
}

/* An expression; one that asks other tables, as policies do, names their columns as well. */
static void find_names(const Search *search, const Sql *sql)
{
    Search names = *search;
    const char *text = defined_behind_name(search->object, shown_text(sql));

    if (!text)
        return;
    names.spelled = sql->spelled;
    find_text(&names, text, REF_SOFT);
    if (has_subquery(search->scratch, text))
        find_query(&names, text, false, REF_SOFT);
    find_operators(search, sql, REF_SOFT);
}

/* The text between the two dollar quotes that begin at `open`; NULL when there are none. */
static const char *dollar_quoted(Arena *scratch, const char *open)
{
    const char *begin = strchr(open + 1, '$');
    const char *tag, *end;

    if (!begin)
        return NULL;
    tag = arena_strndup(scratch, open, (size_t)(begin + 1 - open));
    end = strstr(begin + 1, tag);
    return end ? arena_strndup(scratch, begin + 1, (size_t)(end - begin - 1)) : NULL;
}

/* How a function needs what its body names: CREATE checks one in SQL. */
static RefStrength body_strength(const char *text)
{
    return sql_says(text, "language sql") ? REF_LOOSE : REF_FAINT;
}

/* A body, and who asks for what it names. */
typedef struct Body {
    const Search *search;
    const char *text;
} Body;

/* Of functions of one name it hardly needs those that it cannot call. */
static void find_fitting(void *context, Object *needed, RefStrength strength)
{
    const Body *body = context;
    const Search *search = body->search;
    bool fits = calls_fit(search->scratch, body->text, needed);

    search->visit(search->context, needed, fits ? strength : REF_FAINT);
}

static void find_body(const Search *search, const char *text, RefStrength strength)
{
    Body body = {search, text};
    Search named = *search;

    named.visit = find_fitting;
    named.context = &body;
    find_query(&named, text, false, strength);
}

/* The bodies of functions are strings, which may name what is not there yet. */
static void find_in_bodies(const Search *search, const char *text, RefStrength strength)
{
    StrVec words = {0}, literals = {0};

    sql_names(search->scratch, text, &words, &literals);
    for (size_t i = 0; i < literals.count; i++)
        find_body(search, literals.items[i], strength);
}

static void find_statement(const Search *search, const Attr *attr)
{
    const Sql *sql = attr_sql(search->object, attr);
    Search head = *search;
    const char *shown = shown_text(sql);
    const char *text = attr->body ? defined_behind_name(search->object, shown) : shown;
    const char *open = text && attr->body ? strchr(text, '$') : NULL;
    const char *body = open ? dollar_quoted(search->scratch, open) : NULL;

    if (!text)
        return;

    RefStrength strength = attr->body ? body_strength(text) : REF_SOFT;

    if (body) {
        text = arena_strndup(search->scratch, text, (size_t)(open - text));
        find_body(search, body, strength);
    }
    if (attr->body)
        find_in_bodies(search, text, strength);
    head.spelled = sql->spelled;
    find_query(&head, text, attr->body, REF_SOFT);
    find_operators(search, sql, body ? strength : REF_SOFT);
}

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
            sql_names(scratch, shown_text(attr_sql(object, &kind->attrs[i])), &words, &literals);
    for (size_t i = 0; i < words.count; i++)
        if (text_same(words.items[i], type) ||
            text_same(arena_printf(scratch, "%s.%s", own, words.items[i]), type) ||
            text_same(arena_printf(scratch, "public.%s", words.items[i]), type))
            return true;
    return false;
}

/* A key over the column, or over an expression (NULL) of whatever type, that names no class. */
static void find_implied(const Search *search, const char *column)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &search->schema->objects[id];
        const char *type;

        if (!kind_of(id)->is_implied || objects->entries.count == 0)
            continue;
        type = column ? column_type(search, column) : NULL;
        for (size_t i = 0; i < objects->entries.count; i++)
            if (!column ||
                (type && names_type(search->scratch, objects->entries.items[i].value, type)))
                found(search, objects->entries.items[i].value, REF_SOFT);
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
            arena_strndup(search->scratch, element->opclass, strcspn(element->opclass, "(")),
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
    else if (kind_of(kind)->scope == SCOPE_SCHEMA && last_name(path) == path)
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

/* "HASH (a, f(b))" */
static void find_keyed(const Search *search, const char *text)
{
    const char *open = text ? strchr(text, '(') : NULL;

    if (open)
        find_text(search, open, REF_SOFT);
}

static void search_attr(const Search *search, const Attr *attr)
{
    const Object *object = search->object;

    if (attr->type == ATTR_TYPE && attr_is_set(object, attr))
        find_type(search, attr_type(object, attr)->text);
    if (attr->query)
        find_statement(search, attr);
    else if (attr->type == ATTR_SQL && attr->change != CHANGE_IGNORE)
        find_names(search, attr_sql(object, attr));
    if (attr->keyed)
        find_keyed(search, attr_text(object, attr));
    if (attr->ref && attr->type == ATTR_NAMES)
        for (size_t i = 0; i < attr_names(object, attr)->count; i++)
            find(search, (KindId)(attr->ref - 1), attr_names(object, attr)->items[i], REF_HARD);
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
    find(context, kind, path, REF_HARD);
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
