#include "schema/refs.h"

#include "schema/sql.h"

#include <string.h>

typedef struct Search {
    Arena *scratch;
    const Schema *schema;
    const Object *object;
    RefVisit *visit;
    void *context;
} Search;

static void found(const Search *search, Object *needed, RefStrength strength)
{
    if (needed && needed != search->object)
        search->visit(search->context, needed, strength);
}

static void find(const Search *search, KindId kind, const char *path, RefStrength strength)
{
    found(search, schema_find(search->schema, kind, path), strength);
}

static void find_column(const Search *search, const char *quoted, RefStrength strength)
{
    const Object *table = object_table(search->object);

    if (table)
        find(search, KIND_COLUMN, arena_printf(search->scratch, "%s.%s", table->path, quoted),
             strength);
}

/* `name` may be qualified; if not it can live in the object's own schema or in public. */
static void find_in_schemas(const Search *search, const char *name, RefStrength strength)
{
    const char *own = object_namespace(search->object)->path;
    const char *paths[] = {
        name,
        arena_printf(search->scratch, "%s.%s", own, name),
        arena_printf(search->scratch, "public.%s", name),
    };

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; kind_of(id)->scope == SCOPE_SCHEMA && i < 3; i++)
            find(search, id, paths[i], strength);
}

static void find_type(const Search *search, const char *type)
{
    size_t length = strcspn(type, "[(");

    find_in_schemas(search, arena_strndup(search->scratch, type, length), REF_HARD);
}

static void find_names(const Search *search, const Sql *sql)
{
    StrVec words = {0}, literals = {0};
    const char *text = sql->spelled ? sql->spelled : sql->text;

    if (!text)
        return;
    sql_names(search->scratch, text, &words, &literals);
    for (size_t i = 0; i < words.count; i++) {
        find_column(search, words.items[i], REF_SOFT);
        find_in_schemas(search, words.items[i], REF_SOFT);
    }
    for (size_t i = 0; i < literals.count; i++)
        find_in_schemas(search, literals.items[i], REF_SOFT);
}

static void search_attr(const Search *search, const Attr *attr)
{
    const Object *object = search->object;

    if (attr->type == ATTR_TYPE && attr_is_set(object, attr))
        find_type(search, attr_type(object, attr)->text);
    if (attr->type == ATTR_SQL && attr->change != CHANGE_IGNORE)
        find_names(search, attr_sql(object, attr));
    if (attr->ref && attr->type == ATTR_NAMES)
        for (size_t i = 0; i < attr_names(object, attr)->count; i++)
            find(search, (KindId)(attr->ref - 1), attr_names(object, attr)->items[i], REF_HARD);
    if (attr->ref && attr->type == ATTR_TEXT && attr_is_set(object, attr))
        find(search, (KindId)(attr->ref - 1), attr_text(object, attr), REF_HARD);
    if (attr->columns)
        for (size_t i = 0; i < attr_names(object, attr)->count; i++)
            find_column(search, sql_ident(search->scratch, attr_names(object, attr)->items[i]),
                        REF_HARD);
    if (attr->type != ATTR_ELEMENTS)
        return;
    for (size_t i = 0; i < attr_elements(object, attr)->count; i++) {
        const Element *element = &attr_elements(object, attr)->items[i];

        if (element->column)
            find_column(search, sql_ident(search->scratch, element->column), REF_HARD);
        find_names(search, &element->expr);
    }
}

void attr_refs(Arena *scratch, const Schema *schema, const Object *object, const Attr *attr,
               RefVisit *visit, void *context)
{
    Search search = {scratch, schema, object, visit, context};

    search_attr(&search, attr);
}

static void find_hard(void *context, KindId kind, const char *path)
{
    find(context, kind, path, REF_HARD);
}

static void search_object(const Search *search, bool separate)
{
    const Object *object = search->object;
    const Kind *kind = kind_of(object->kind_id);

    if (object->parent)
        found(search, object->parent, REF_HARD);
    for (size_t i = 0; i < kind->attr_count; i++)
        if (separate || !kind->attrs[i].separate)
            search_attr(search, &kind->attrs[i]);
}

static void search_kind(Search *search)
{
    const Kind *kind = kind_of(search->object->kind_id);

    if (kind->refs)
        kind->refs(search->schema, search->object, find_hard, search);
}

void object_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                 void *context)
{
    Search search = {scratch, schema, object, visit, context};

    search_object(&search, true);
    search_kind(&search);
}

void creation_refs(Arena *scratch, const Schema *schema, const Object *object, RefVisit *visit,
                   void *context)
{
    Search search = {scratch, schema, object, visit, context};

    search_object(&search, false);
    search_kind(&search);
}
