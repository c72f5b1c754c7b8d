/* What a name can be the name of. */
#include "base/text.h"
#include "schema/inherited.h"
#include "schema/refs_search.h"

#include <string.h>

void found(const Search *search, Object *needed, RefStrength strength)
{
    if (!needed || needed == search->object)
        return;
    if (needed->kind_id == search->object->kind_id && kind_of(needed->kind_id)->mutual &&
        strength < REF_LOOSE)
        strength = REF_LOOSE;
    search->visit(search->context, needed, strength);
}

void find_exactly(const Search *search, KindId kind, const char *path, RefStrength strength)
{
    found(search, schema_find(search->schema, kind, path), strength);
}

void find_whole(const Search *search, KindId kind, const char *path, RefStrength strength)
{
    find_exactly(search, kind, path, strength);
    for (KindId id = 0; kind_of(kind)->has_parts && id < KIND_COUNT; id++)
        if (kind_of(id)->is_holder)
            find_exactly(search, id, path, strength);
}

void find_column(const Search *search, const char *quoted, RefStrength strength)
{
    const Object *table = object_table(search->object);

    if (table)
        found(search, inherited_column(search->scratch, search->schema, table->path, quoted),
              strength);
}

void find_called(const Search *search, const Map *objects, const Attr *attr, const char *path,
                 RefStrength strength)
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

void find_of_kind(const Search *search, KindId id, const char *name, RefStrength strength)
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
            find_exactly(search, id, paths[i], strength);
    for (size_t i = 0; i < 3; i++)
        find_bringer(search, kind_of(id), objects, paths[i], strength);
}

/* Of any kind; `symbol` says whether the name is an operator's. */
static void find_name(const Search *search, const char *name, bool symbol, RefStrength strength)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (kind_of(id)->scope == SCOPE_SCHEMA && kind_of(id)->is_symbol == symbol &&
            !kind_of(id)->unnamed && search->schema->objects[id].entries.count > 0)
            find_of_kind(search, id, name, strength);
}

void find_in_schemas(const Search *search, const char *name, RefStrength strength)
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

/* What its schema has need not be an object: the multirange type of a range type. */
static void find_schema_of(const Search *search, const char *word, RefStrength strength)
{
    const char *last = sql_last_name(word);

    if (last != word)
        find_exactly(search, KIND_SCHEMA,
                     arena_strndup(search->scratch, word, (size_t)(last - 1 - word)), strength);
}

void find_operators(const Search *search, const Sql *sql, RefStrength strength)
{
    StrVec names = {0};

    if (!has_symbols(search->schema))
        return;
    sql_operators(search->scratch, sql_shown(sql), sql->spelled != NULL, &names);
    for (size_t i = 0; i < names.count; i++)
        find_name(search, names.items[i], true, strength);
}

void find_word(const Search *search, const char *word, RefStrength strength)
{
    if (!search->spelled || sql_last_name(word) != word)
        find_in_schemas(search, word, strength);
    find_schema_of(search, word, strength);
}

void find_cast(const Search *search, const char *word, RefStrength strength)
{
    if (sql_last_name(word) != word)
        find_type(search, word, strength);
    find_schema_of(search, word, strength);
}

void find_type(const Search *search, const char *name, RefStrength strength)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (kind_of(id)->has_type && search->schema->objects[id].entries.count > 0)
            find_of_kind(search, id, name, strength);
}
