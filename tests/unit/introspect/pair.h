/*
 * A database read twice: as it is, and as a model whose texts a test writes anew.
 */
#ifndef TESTS_UNIT_INTROSPECT_PAIR_H
#define TESTS_UNIT_INTROSPECT_PAIR_H

#include "tests/unit/introspect/catalog.h"
#include "tests/unit/introspect/shared.h"

#include "introspect/spell.h"

typedef struct Pair {
    Arena *arena;
    Db *db;
    Schema catalog, model;
    Findings findings;
    SpellRefusals refused;
} Pair;

static inline void read_pair(Pair *pair)
{
    pair->findings = (Findings){.arena = pair->arena};
    pair->catalog = read_catalog(pair->arena, pair->db, &(CatalogOptions){0});
    pair->model = read_catalog(pair->arena, pair->db, &(CatalogOptions){0});
}

static inline Pair pair_begin(Arena *arena, const char *sql)
{
    Pair pair = {.arena = arena, .db = database_with(arena, &shared, sql)};

    read_pair(&pair);
    return pair;
}

static inline Sql *model_sql(Pair *pair, KindId id, const char *path, const char *attr)
{
    return attr_field(object_at(&pair->model, id, path), attr_at(id, attr));
}

static inline Element *model_element(Pair *pair, const char *path, size_t i)
{
    Elements *elements =
        attr_field(object_at(&pair->model, KIND_INDEX, path), attr_at(KIND_INDEX, "elements"));

    assert_true(i < elements->count);
    return &elements->items[i];
}

static inline void write_sql(Sql *sql, const char *text)
{
    *sql = (Sql){
        .text = text, .at = {.file = "models/t.h", .begin = 1, .end = 2}
    };
}

static inline void spell(Pair *pair)
{
    SpellRequest request = {.catalog = &pair->catalog, .model = &pair->model};

    assert_true(spell_schema(pair->arena, pair->db, &pair->findings, &request));
    pair->refused = request.refused;
    assert_string_equal(
        ask(pair->arena, pair->db,
            "SELECT count(*) FROM pg_class WHERE relpersistence = 't' OR relname ~ 'modelc'"),
        "0");
}

static inline bool is_same(const Pair *pair, KindId id, const char *path, const char *attr)
{
    return attr_same(object_at(&pair->catalog, id, path), object_at(&pair->model, id, path),
                     attr_at(id, attr));
}

/* One text of one attribute: whether the server finds it the same as the catalog's. */
static inline bool spells_same(Pair *pair, KindId id, const char *path, const char *attr,
                               const char *text)
{
    read_pair(pair);
    write_sql(model_sql(pair, id, path, attr), text);
    spell(pair);
    for (size_t i = 0; i < pair->findings.items.count; i++)
        print_error("%s\n", pair->findings.items.items[i]->message);
    assert_int_equal(pair->findings.items.count, 0);
    return is_same(pair, id, path, attr);
}

#endif
