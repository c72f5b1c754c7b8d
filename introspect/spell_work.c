#include "introspect/spell_work.h"

#include "base/text.h"
#include "schema/sql.h"
#include "schema/twins.h"

#include <string.h>

typedef VEC(const Object *) Candidates;

/* A table of the model, or what else stands for itself. */
typedef struct SpellTable {
    const Object *model;
    const Object *catalog; /* NULL: it is new */
} SpellTable;

typedef struct Collector {
    Arena *run;
    Arena *scratch;
    const Schema *catalog;
    Schema *model;
    SpellWork *work;
    bool all;         /* ask for what has no counterpart too */
    Map tables;       /* path in the model -> SpellTable * */
    SpellTable *last; /* the one that was wanted last */
    size_t cursor;    /* in the catalog's objects of the kind at hand */
    Map retyped;      /* path in the model -> a relation with a column that changes its type */
    Map proofs;       /* "text\ntext\ntype" -> "" when not proved */
} Collector;

const char *spell_text(const Object *object, const char *attr)
{
    const Attr *found = attr_find(kind_of(object->kind_id), attr, strlen(attr));

    return found && found->type == ATTR_TEXT ? attr_text(object, found) : NULL;
}

bool spell_keeps_type(const Schema *catalog, const Object *object)
{
    const Object *other = schema_find(catalog, object->kind_id, object->path);
    const SqlType *from = other ? object_type(other) : NULL, *to = object_type(object);

    return !from || !to || text_same(from->text, to->text) ||
           !(sql_type_is_builtin(from->text) || sql_type_is_builtin(to->text));
}

/* Counterparts */

static const Object *find_renamed(const Collector *collector, const Object *object)
{
    const Object *found = schema_find(collector->catalog, object->kind_id, object->path);

    if (found || !object->renamed_from || !object->parent)
        return found;
    return schema_find(collector->catalog, object->kind_id,
                       object_old_path(collector->scratch, object));
}

static SpellTable *find_table(Collector *collector, const Object *model)
{
    if (collector->last && collector->last->model == model)
        return collector->last;

    SpellTable *table = map_get(&collector->tables, model->path);

    if (!table || table->model != model) {
        table = ARENA_NEW(collector->scratch, SpellTable);
        table->model = model;
        table->catalog = find_renamed(collector, model);
        map_put(collector->scratch, &collector->tables, model->path, table);
    }
    collector->last = table;
    return table;
}

/* What the object may be in the catalog: that of its name, or where names do not bind, any. */
static Candidates find_candidates(Collector *collector, const SpellTable *table,
                                  const Object *object)
{
    Candidates found = {0};
    const Object *same = map_get_next(&collector->catalog->objects[object->kind_id],
                                      &collector->cursor, object->path);
    bool any = kind_of(object->kind_id)->by_definition;

    if (same && !any) {
        vec_push(collector->scratch, &found, same);
        return found;
    }
    if (!table->catalog)
        return found;
    for (size_t i = 0; i < table->catalog->children.count; i++) {
        const Object *child = table->catalog->children.items[i];

        if (child->kind_id == object->kind_id && (any || text_same(child->name, object->name) ||
                                                  text_same(child->name, object->renamed_from)))
            vec_push(collector->scratch, &found, child);
    }
    return found;
}

/* Proofs; the same few defaults come again and again */

static bool is_proved(Collector *collector, const char *a, const char *b, const char *type)
{
    if (strcmp(a, b) == 0)
        return true;

    const char *key = arena_printf(collector->scratch, "%s\n%s\n%s", a, b, type ? type : "");
    const char *known = map_get(&collector->proofs, key);

    if (!known) {
        known = sql_same_expr(collector->scratch, a, b, type) ? "proved" : "";
        map_put(collector->scratch, &collector->proofs, key,
                arena_strdup(collector->scratch, known));
    }
    return *known;
}

static bool spell_by_proof(Collector *collector, Sql *model, const Sql *catalog, const char *type)
{
    if (!catalog->spelled || !is_proved(collector, model->text, catalog->text, type))
        return false;
    model->spelled = catalog->spelled;
    return true;
}

const Object *spell_relation(const Object *object)
{
    const Object *parent = object->parent;

    if (object_table(object))
        return object_table(object);
    return parent && parent->parent && !object_type(parent) ? parent : NULL;
}

bool spell_is_like(const Object *relation)
{
    return relation && !object_table(relation);
}

/* Whether a table can stand for it: columns for its names, or a type for its value. */
static bool can_ask(const Collector *collector, const SpellItem *item)
{
    const Object *object = item->object, *relation = spell_relation(object);

    /* Nobody knows the type of a column that comes from a table of others. */
    if (item->role != ROLE_CONDITION)
        return object_type(object) && object_type(object)->text;
    if (spell_is_like(relation))
        return schema_find(collector->catalog, relation->kind_id, relation->path) != NULL;
    return relation || (object->parent && object_type(object->parent));
}

static void add_item(Collector *collector, SpellItem item)
{
    if (can_ask(collector, &item))
        vec_push(collector->run, &collector->work->items, item);
}

/*
 * Where a column changes its type the server reads the texts that name it once more, as they are
 * printed, and they may come to mean something else: what it makes of them has to be asked.
 */
static void collect_retyped(Collector *collector)
{
    const Map *columns = &collector->model->objects[KIND_COLUMN];

    for (size_t i = 0; i < columns->entries.count; i++) {
        const Object *column = columns->entries.items[i].value;

        if (!twin_of(column, collector->model, collector->catalog) &&
            !spell_keeps_type(collector->catalog, column))
            map_put(collector->scratch, &collector->retyped, column->parent->path, column->parent);
    }
}

static bool is_retyped(const Collector *collector, const Object *object)
{
    const Object *relation = collector->retyped.entries.count > 0 ? spell_relation(object) : NULL;

    return relation && map_get(&collector->retyped, relation->path);
}

/* Attributes */

/* A condition of an index that is always true, a default that is NULL. */
static bool may_be_none(const SpellItem *item)
{
    return item->is_predicate ||
           (item->role == ROLE_DEFAULT && strcasestr(item->sql->text, "null"));
}

static void collect_sql(Collector *collector, Object *object, const Attr *attr,
                        const Candidates *candidates)
{
    Sql *sql = attr_field(object, attr);
    SpellItem item = {.object = object,
                      .role = sql_role(attr),
                      .sql = sql,
                      .is_predicate = strcmp(attr->name, "predicate") == 0};
    const SqlType *type = object_type(object);
    StrVec rivals = {0};

    if (!sql->text || sql->spelled)
        return;
    for (size_t i = 0; i < candidates->count; i++) {
        const Sql *other = attr_sql(candidates->items[i], attr);

        if ((item.role != ROLE_CONDITION || !is_retyped(collector, object)) &&
            spell_by_proof(collector, sql, other, type ? type->text : NULL))
            return;
        if (other->spelled)
            vec_push(collector->run, &rivals, other->spelled);
    }
    if (rivals.count == 0 && type && type->text && sql_type_takes(type->text, sql->text))
        return;
    if ((rivals.count > 0 || collector->all || (may_be_none(&item) && candidates->count > 0)) &&
        item.role != ROLE_NONE) {
        item.rivals = ARENA_NEW(collector->run, StrVec);
        *item.rivals = rivals;
        add_item(collector, item);
    }
}

static void collect_type(Collector *collector, Object *object, const Attr *attr,
                         const Candidates *candidates)
{
    SqlType *type = attr_field(object, attr);

    if (!type->text && attr->change == CHANGE_IGNORE && candidates->count > 0)
        *type = *attr_type(candidates->items[0], attr); /* nobody says it: a view's column */
    if (!type->text)
        return;
    for (size_t i = 0; i < candidates->count; i++)
        if (text_same(type->text, attr_type(candidates->items[i], attr)->text))
            return;
    if (sql_type_is_builtin(type->text))
        return;
    if (candidates->count == 0) { /* nothing to compare with: its name stays */
        SqlType *copy = ARENA_NEW(collector->run, SqlType);

        *copy = *type;
        type = copy;
    }
    add_item(collector, (SpellItem){.object = object, .type = type});
}

/* A collation that the attribute "collation" of a column names. */
static void collect_text(Collector *collector, Object *object, const Attr *attr,
                         const Candidates *candidates)
{
    const char **text = attr_field(object, attr);

    if (!*text || strcmp(attr->name, "collation") != 0)
        return;
    for (size_t i = 0; i < candidates->count; i++)
        if (text_same(*text, attr_text(candidates->items[i], attr)))
            return;
    vec_push(collector->run, &collector->work->names,
             ((SpellName){.name = text, .usual = "\"default\""}));
}

/* Elements */

typedef enum ElementName { ELEMENT_OPCLASS, ELEMENT_COLLATION } ElementName;

static const char *element_name(const Element *element, ElementName which)
{
    return which == ELEMENT_OPCLASS ? element->opclass : element->collation;
}

static bool has_name(const Candidates *candidates, const Attr *attr, ElementName which,
                     const char *name)
{
    for (size_t i = 0; i < candidates->count; i++) {
        const Elements *elements = attr_elements(candidates->items[i], attr);

        for (size_t j = 0; j < elements->count; j++)
            if (text_same(element_name(&elements->items[j], which), name))
                return true;
    }
    return false;
}

static const Object *key_column(const Object *table, const Element *element)
{
    for (size_t i = 0; element->column && i < table->children.count; i++) {
        const Object *child = table->children.items[i];

        if (child->kind_id == KIND_COLUMN && strcmp(child->name, element->column) == 0)
            return child;
    }
    return NULL;
}

/* The collation of the column that the element names: saying it again says nothing. */
static const char *usual_collation(const Object *column)
{
    const char *collation = column ? spell_text(column, "collation") : NULL;

    return collation ? collation : "\"default\"";
}

static void collect_names(Collector *collector, const SpellTable *table, const Object *object,
                          const Attr *attr, Element *element, const Candidates *candidates)
{
    const char *method = spell_text(object, "method");
    const Object *column = key_column(table->model, element);

    if (element->opclass && !has_name(candidates, attr, ELEMENT_OPCLASS, element->opclass))
        vec_push(collector->run, &collector->work->names,
                 ((SpellName){.name = &element->opclass,
                              .method = method ? method : "btree",
                              .type = column ? object_type(column)->text : NULL}));
    if (element->collation && !has_name(candidates, attr, ELEMENT_COLLATION, element->collation))
        vec_push(collector->run, &collector->work->names,
                 ((SpellName){.name = &element->collation, .usual = usual_collation(column)}));
}

/* The expressions that the catalog has there; spells the element's when one is equal. */
static StrVec *find_rivals(Collector *collector, const Object *object, const Candidates *candidates,
                           const Attr *attr, Element *element)
{
    bool retyped = is_retyped(collector, object);
    StrVec *rivals = ARENA_NEW(collector->run, StrVec);

    for (size_t i = 0; i < candidates->count; i++) {
        const Elements *elements = attr_elements(candidates->items[i], attr);

        for (size_t j = 0; j < elements->count; j++) {
            const Sql *other = &elements->items[j].expr;

            if (!retyped && spell_by_proof(collector, &element->expr, other, NULL))
                return rivals;
            if (other->spelled)
                vec_push(collector->run, rivals, other->spelled);
        }
    }
    return rivals;
}

static void collect_elements(Collector *collector, const SpellTable *table, Object *object,
                             const Attr *attr, const Candidates *candidates)
{
    Elements *elements = attr_field(object, attr);

    for (size_t i = 0; i < elements->count; i++) {
        Element *element = &elements->items[i];

        if (candidates->count > 0)
            collect_names(collector, table, object, attr, element, candidates);
        if (!element->expr.text || element->expr.spelled)
            continue;

        StrVec *rivals = find_rivals(collector, object, candidates, attr, element);

        if (!element->expr.spelled && (candidates->count > 0 || collector->all))
            add_item(collector, (SpellItem){.object = object,
                                            .role = ROLE_CONDITION,
                                            .key = element,
                                            .sql = &element->expr,
                                            .rivals = rivals});
    }
}

static void collect_object(Collector *collector, const SpellTable *table, Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    Candidates candidates = find_candidates(collector, table, object);

    if (candidates.count == 0 && !collector->all)
        return;
    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr->type == ATTR_SQL)
            collect_sql(collector, object, attr, &candidates);
        if (attr->type == ATTR_TYPE)
            collect_type(collector, object, attr, &candidates);
        if (attr->type == ATTR_TEXT && candidates.count > 0)
            collect_text(collector, object, attr, &candidates);
        if (attr->type == ATTR_ELEMENTS)
            collect_elements(collector, table, object, attr, &candidates);
    }
}

static bool has_work(const Kind *kind)
{
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_SQL || kind->attrs[i].type == ATTR_ELEMENTS ||
            kind->attrs[i].type == ATTR_TYPE)
            return true;
    return false;
}

/* What the catalog is asked for: the table, what else the object is a part of, or itself. */
static const Object *whole_of(const Object *object)
{
    const Object *table = object_table(object);

    if (table && object->parent && kind_of(object->parent->kind_id)->is_holder)
        return object->parent;
    if (table)
        return table;
    return object->parent && object->parent->parent ? object->parent : object;
}

void spell_collect(Arena *run, const Schema *catalog, Schema *model, bool all, SpellWork *work)
{
    Collector collector = {.run = run,
                           .scratch = arena_new(),
                           .catalog = catalog,
                           .model = model,
                           .work = work,
                           .all = all};

    work->model = model;
    collect_retyped(&collector);
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &model->objects[id];

        collector.cursor = 0;
        for (size_t i = 0; has_work(kind_of(id)) && i < objects->entries.count; i++) {
            Object *object = objects->entries.items[i].value;

            if (twin_of(object, model, catalog) && !is_retyped(&collector, object))
                continue;

            SpellTable *pair = find_table(&collector, whole_of(object));

            if (pair->catalog || all)
                collect_object(&collector, pair, object);
        }
    }
    arena_free(collector.scratch);
}
