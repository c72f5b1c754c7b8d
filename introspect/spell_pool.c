#include "introspect/spell_unit.h"

#include "base/text.h"
#include "schema/sql.h"

#include <string.h>

/* So many texts share a table: when one fails, all of them are asked again, each alone. */
enum { POOL_SIZE = 64 };

/* What a text needs around it. */
typedef struct Need {
    bool table; /* its name, and so all of its columns */
    VEC(const Object *) columns;
    const char *value; /* the type of VALUE, of which a domain's check speaks; NULL: none */
} Need;

/* Whether a dotted name has this part. */
static bool has_part(const char *name, const char *part)
{
    size_t length = strlen(part);

    for (const char *found = name; (found = strstr(found, part)); found++)
        if ((found == name || found[-1] == '.') && (found[length] == '\0' || found[length] == '.'))
            return true;
    return false;
}

bool spell_mentions(Arena *scratch, const StrVec *words, const char *name)
{
    const char *ident = sql_ident(scratch, name);

    for (size_t i = 0; i < words->count; i++)
        if (has_part(words->items[i], ident))
            return true;
    return false;
}

static const char *definition(Arena *run, const Object *column)
{
    const char *collation = spell_text(column, "collation");

    return arena_printf(run, "%s%s%s", object_type(column)->text, collation ? " COLLATE " : "",
                        collation ? collation : "");
}

/* No hierarchy is deeper than that. */
enum { INHERITANCE_DEPTH = 32 };

static bool has_column(const Need *need, const char *name)
{
    for (size_t i = 0; i < need->columns.count; i++)
        if (strcmp(need->columns.items[i]->name, name) == 0)
            return true;
    return false;
}

/* Columns that the text mentions, its own before those that the table inherits. */
static void need_columns(Arena *run, const Schema *model, const Object *table, const StrVec *words,
                         unsigned depth, Need *need)
{
    static const char inherits[] = "inherits";
    const Attr *attr = attr_find(kind_of(table->kind_id), inherits, strlen(inherits));
    const StrVec *parents = attr ? attr_names(table, attr) : &(StrVec){0};

    for (size_t i = 0; i < table->children.count; i++) {
        const Object *child = table->children.items[i];

        if (object_type(child) && (need->table || spell_mentions(run, words, child->name)) &&
            !has_column(need, child->name))
            vec_push(run, &need->columns, child);
    }
    for (size_t i = 0; i < parents->count && depth > 0; i++) {
        const Object *parent = schema_find(model, KIND_TABLE, parents->items[i]);

        if (parent)
            need_columns(run, model, parent, words, depth - 1, need);
    }
}

static Need item_need(Arena *run, const Schema *model, const SpellItem *item)
{
    const Object *table = spell_relation(item->object);
    StrVec words = {0};
    StrVec literals = {0};
    Need need = {.table = item->sql && spell_is_like(table)};

    if (item->sql && !table && item->role == ROLE_CONDITION)
        need.value = definition(run, item->object->parent);
    if (!item->sql || !table || need.table)
        return need;
    sql_names(run, item->sql->text, &words, &literals);
    need.table = spell_mentions(run, &words, table->name);
    need_columns(run, model, table, &words, INHERITANCE_DEPTH, &need);
    return need;
}

/* Equal for texts that the server spells equally. */
static const char *item_key(Arena *run, const SpellItem *item, const Need *need)
{
    StrBuf key = {.arena = run};
    bool typed = item->role != ROLE_CONDITION;

    strbuf_addf(&key, "%d %d\n%s\n%s", (int)item->role, item->key != NULL,
                item->sql ? item->sql->text : "", typed ? object_type(item->object)->text : "");
    if (need->value)
        strbuf_addf(&key, "\n%s", need->value);
    if (need->table)
        strbuf_addf(&key, "\n%s", spell_relation(item->object)->path);
    for (size_t i = 0; i < need->columns.count; i++)
        strbuf_addf(&key, "\n%s %s", need->columns.items[i]->name,
                    definition(run, need->columns.items[i]));
    return strbuf_text(&key);
}

static bool fits(Arena *run, const SpellUnit *unit, const SpellItem *item, const Need *need)
{
    if (unit->items.count >= POOL_SIZE ||
        unit->table != (need->table ? spell_relation(item->object) : NULL))
        return false;
    if (need->value)
        return text_same(map_get(&unit->columns, SPELL_VALUE), need->value);
    for (size_t i = 0; i < need->columns.count; i++) {
        const char *there = map_get(&unit->columns, need->columns.items[i]->name);

        if (there && !text_same(there, definition(run, need->columns.items[i])))
            return false;
    }
    return true;
}

static void put(Arena *run, SpellUnit *unit, const SpellItem *item, const Need *need)
{
    for (size_t i = 0; i < need->columns.count; i++) {
        const Object *column = need->columns.items[i];

        if (!map_get(&unit->columns, column->name))
            map_put(run, &unit->columns, column->name, arena_strdup(run, definition(run, column)));
    }
    if (need->value && !map_get(&unit->columns, SPELL_VALUE))
        map_put(run, &unit->columns, SPELL_VALUE, arena_strdup(run, need->value));
    vec_push(run, &unit->items, *item);
}

static void pool_item(Arena *run, const Schema *model, Map *seen, SpellUnits *units, SpellItem item)
{
    Need need = item_need(run, model, &item);
    const char *key = item_key(run, &item, &need);
    SpellItems *same = map_get(seen, key);
    size_t at = 0;

    if (same) {
        vec_push(run, same, item);
        return;
    }
    item.same = ARENA_NEW(run, SpellItems);
    map_put(run, seen, key, item.same);
    while (at < units->count && !fits(run, &units->items[at], &item, &need))
        at++;
    if (at == units->count)
        vec_push(run, units,
                 ((SpellUnit){.table = need.table ? spell_relation(item.object) : NULL}));
    put(run, &units->items[at], &item, &need);
}

void spell_pool(Arena *run, const SpellWork *work, SpellUnits *units)
{
    Map seen = {0};

    for (size_t i = 0; i < work->items.count; i++)
        pool_item(run, work->model, &seen, units, work->items.items[i]);
}

SpellUnit spell_single(Arena *run, const Schema *model, const SpellItem *item)
{
    SpellUnit unit = {.table = spell_relation(item->object)};
    Need need = item_need(run, model, item);

    put(run, &unit, item, &need);
    return unit;
}
