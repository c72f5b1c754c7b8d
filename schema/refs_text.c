/* What the texts of an object name: expressions, queries, the bodies of functions. */
#include "base/text.h"
#include "schema/calls.h"
#include "schema/defined.h"
#include "schema/denote.h"
#include "schema/inherited.h"
#include "schema/refs_search.h"
#include "schema/sql_scan.h"

#include <string.h>

/* The names in a text, each once and sorted. */
typedef struct Names {
    const Search *search;
    StrVec words, literals;
    StrVec uncalled;    /* words that stand somewhere without "(" behind them */
    StrVec types;       /* those of is_cast() */
    StrVec constraints; /* words behind CONSTRAINT */
    StrVec asked;       /* words behind FROM or JOIN */
} Names;

/* "TEXT SEARCH CONFIGURATION app.english", in the definition of that. */
static bool is_itself(const Object *object, const char *name, SqlPlace place)
{
    return text_same(name, object->path) && place_is_announced(place, kind_of(object->kind_id));
}

/* What the server casts to, "::integer", and what it calls a column, "AS name": no object. */
static bool is_cast(const Search *search, SqlPlace place)
{
    return search->spelled && (sql_follows(place, "::") || sql_follows(place, "as"));
}

/* "f(a)", and not "INTO t(a)". */
static bool is_called(SqlPlace place)
{
    return place.text[place.end] == '(' && !sql_follows(place, "into") &&
           !sql_follows(place, "references") && !sql_follows(place, "on");
}

static void add_name(Arena *scratch, StrVec *list, const char *name)
{
    if (!strvec_has(list, name))
        vec_push(scratch, list, arena_strdup(scratch, name));
}

static const char *note_name(void *context, const char *name, SqlPlace place)
{
    Names *names = context;
    Arena *scratch = names->search->scratch;
    StrVec *list = place.text[place.begin] == '\'' ? &names->literals
                   : is_cast(names->search, place) ? &names->types
                                                   : &names->words;

    if (!*name || place_is_reserved(scratch, name, place) ||
        is_itself(names->search->object, name, place))
        return name;
    add_name(scratch, list, name);
    if (!is_called(place))
        add_name(scratch, &names->uncalled, name);
    if (sql_follows(place, "constraint"))
        add_name(scratch, &names->constraints, name);
    if (sql_follows(place, "from") || sql_follows(place, "join"))
        add_name(scratch, &names->asked, name);
    return name;
}

static Names names_of(const Search *search, const char *text)
{
    Names names = {.search = search};

    sql_replace_names(search->scratch, text, note_name, &names);
    strvec_sort(&names.words);
    strvec_sort(&names.literals);
    strvec_sort(&names.types);
    return names;
}

/* All of them but the words, of which some may be columns. */
static void find_others(const Search *search, const Names *names, RefStrength strength)
{
    for (size_t i = 0; i < names->types.count; i++)
        find_cast(search, names->types.items[i], strength);
    for (size_t i = 0; i < names->literals.count; i++)
        find_in_schemas(search, names->literals.items[i], strength);
}

void find_text(const Search *search, const char *text, RefStrength strength)
{
    Names names = names_of(search, text);

    for (size_t i = 0; i < names.words.count; i++) {
        find_column(search, names.words.items[i], strength);
        find_word(search, names.words.items[i], strength);
    }
    find_others(search, &names, strength);
}

/* Whole statements, with names from anywhere */

typedef struct Query {
    const Search *search;
    const StrVec *words, *constraints, *asked;
    bool has_star, groups;
    RefStrength strength; /* of columns */
    StrVec columns;       /* words that may be columns of what it asks, by note_columns() */
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

/* "ON CONFLICT ON CONSTRAINT name"; what groups by a primary key may select all else. */
static void find_constraints(const Query *query, const Object *table)
{
    const Search *search = query->search;

    for (size_t i = 0; i < table->children.count; i++) {
        Object *part = table->children.items[i];

        if (query->constraints->count && kind_of(part->kind_id)->is_constraint &&
            strvec_has(query->constraints, sql_ident(search->scratch, part->name)))
            found(search, part, query->strength);
        if (query->groups && part->kind_id == KIND_PRIMARY_KEY)
            found(search, part, REF_LOOSE);
    }
}

/* A word can be a column of any table that is named. */
static void find_query_columns(void *context, Object *needed, RefStrength strength)
{
    const Query *query = context;
    const Search *search = query->search;

    search->visit(search->context, needed, strength);
    if (!kind_of(needed->kind_id)->has_parts)
        return;
    find_constraints(query, needed);
    if (query->has_star)
        find_all_columns(context, needed, strength);
    for (size_t i = 0; !query->has_star && i < query->words->count; i++)
        found(search,
              inherited_column(search->scratch, search->schema, needed->path,
                               sql_last_name(query->words->items[i])),
              query->strength);
}

/* What is called so is no table: that is hardly meant. */
static void find_callable(void *context, Object *needed, RefStrength strength)
{
    const Query *query = context;
    bool doubtful = kind_of(needed->kind_id)->has_type && strength < REF_STALE;

    query->search->visit(query->search->context, needed, doubtful ? REF_STALE : strength);
}

/* What the query of a view names: its columns are called as some of it. */
static StrVec names_in_query(Arena *scratch, const Object *view)
{
    const Kind *kind = kind_of(view->kind_id);
    StrVec words = {0}, literals = {0};

    for (size_t i = 0; kind->has_type && i < kind->attr_count; i++)
        if (kind->attrs[i].query)
            sql_names(scratch, sql_shown(attr_sql(view, &kind->attrs[i])), &words, &literals);
    return words;
}

static bool may_have_column(const Query *query, const Object *needed, const StrVec *named,
                            const char *word)
{
    const Search *search = query->search;

    return kind_of(needed->kind_id)->has_parts
               ? inherited_column(search->scratch, search->schema, needed->path, word) != NULL
               : strvec_has(named, word);
}

static void note_columns(void *context, Object *needed, RefStrength strength)
{
    Query *query = context;
    Arena *scratch = query->search->scratch;
    StrVec named = names_in_query(scratch, needed);

    (void)strength;
    for (size_t i = 0; i < query->words->count; i++) {
        const char *word = query->words->items[i];

        if (!strvec_has(query->asked, word) && may_have_column(query, needed, &named, word))
            vec_push(scratch, &query->columns, word);
    }
}

/* A word that can be a column is hardly an object as well. */
static void doubt_columns(Query *query)
{
    Search tables = *query->search;

    tables.visit = note_columns;
    tables.context = query;
    for (size_t i = 0; !tables.spelled && i < query->words->count; i++)
        find_word(&tables, query->words->items[i], REF_SOFT);
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
    Names names = names_of(search, text);
    Query query = {.search = search,
                   .words = &names.words,
                   .constraints = &names.constraints,
                   .asked = &names.asked,
                   .has_star = strchr(text, '*') != NULL,
                   .groups = sql_says(text, "group by"),
                   .strength = strength};
    Search tables = *search;

    tables.context = &query;
    if (is_head && !is_open(&names.words))
        query.strength = REF_LOOSE;
    if (strength == REF_SOFT && !is_head)
        doubt_columns(&query);
    for (size_t i = 0; i < names.words.count; i++) {
        const char *word = names.words.items[i];

        tables.visit = strvec_has(&names.uncalled, word) ? find_query_columns : find_callable;
        find_word(&tables, word, strvec_has(&query.columns, word) ? REF_STALE : strength);
    }
    tables.visit = find_query_columns;
    find_others(&tables, &names, strength);
}

void find_names(const Search *search, const Sql *sql)
{
    Search names = *search;
    const char *text = defined_behind_name(search->object, sql_shown(sql));

    if (!text)
        return;
    names.spelled = sql->spelled;
    find_text(&names, text, REF_SOFT);
    if (has_subquery(search->scratch, text))
        find_query(&names, text, false, REF_SOFT);
    find_operators(search, sql, REF_SOFT);
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

void find_statement(const Search *search, const Attr *attr)
{
    const Sql *sql = attr_sql(search->object, attr);
    Search head = *search;
    const char *shown = sql_shown(sql);
    const char *text = attr->body ? defined_behind_name(search->object, shown) : shown;
    const char *open = text && attr->body ? strchr(text, '$') : NULL;
    const char *body = open ? sql_dollar_quoted(search->scratch, open) : NULL;

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
