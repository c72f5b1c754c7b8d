#include "schema/kind.h"

#include "base/text.h"
#include "schema/sql.h"

#include <string.h>

#define KIND(ID, symbol) extern const Kind kind_##symbol;
#include "schema/kinds.def"
#undef KIND

static const Kind *const kinds[] = {
#define KIND(ID, symbol) &kind_##symbol,
#include "schema/kinds.def"
#undef KIND
};

const Kind *kind_of(KindId id)
{
    return kinds[id];
}

int kind_find(const char *name)
{
    for (int id = 0; id < KIND_COUNT; id++)
        if (strcmp(kinds[id]->name, name) == 0)
            return id;
    return -1;
}

int kind_made_by(const char *words)
{
    for (int id = 0; id < KIND_COUNT; id++)
        for (const char *const *made = kinds[id]->made_by; made && *made; made++)
            if (strcmp(*made, words) == 0)
                return id;
    return -1;
}

const Attr *attr_find(const Kind *kind, const char *name, size_t length)
{
    for (size_t i = 0; i < kind->attr_count; i++)
        if (strncmp(kind->attrs[i].name, name, length) == 0 && kind->attrs[i].name[length] == '\0')
            return &kind->attrs[i];
    return NULL;
}

static const void *field_of(const Object *object, const Attr *attr)
{
    return (const char *)object + attr->offset;
}

void *attr_field(Object *object, const Attr *attr)
{
    return (char *)object + attr->offset;
}

bool attr_bool(const Object *object, const Attr *attr)
{
    return *(const bool *)field_of(object, attr);
}

const char *attr_text(const Object *object, const Attr *attr)
{
    return *(const char *const *)field_of(object, attr);
}

const SqlType *attr_type(const Object *object, const Attr *attr)
{
    return field_of(object, attr);
}

const Sql *attr_sql(const Object *object, const Attr *attr)
{
    return field_of(object, attr);
}

const char *sql_shown(const Sql *sql)
{
    return sql->spelled ? sql->spelled : sql->text;
}

const StrVec *attr_names(const Object *object, const Attr *attr)
{
    return field_of(object, attr);
}

const Elements *attr_elements(const Object *object, const Attr *attr)
{
    return field_of(object, attr);
}

bool attr_is_set(const Object *object, const Attr *attr)
{
    switch (attr->type) {
    case ATTR_BOOL:
        return attr_bool(object, attr);
    case ATTR_TEXT:
        return attr_text(object, attr) != NULL;
    case ATTR_TYPE:
        return attr_type(object, attr)->text != NULL;
    case ATTR_SQL:
        return attr_sql(object, attr)->text != NULL;
    case ATTR_NAMES:
        return attr_names(object, attr)->count != 0;
    case ATTR_ELEMENTS:
        return attr_elements(object, attr)->count != 0;
    }
    return false;
}

const char *mark_of(Arena *scratch, const char *mark, const char *name)
{
    const char *ident = sql_ident(scratch, name);
    size_t length = strlen(mark), head = strlen(ident);
    const char *at = mark + length - head;

    if (length < head || strcmp(at, ident) != 0 || (at > mark && at[-1] != ' '))
        return NULL;
    return at;
}

bool kind_is_ordered(KindId id)
{
    return id == KIND_COLUMN || id == KIND_ATTRIBUTE;
}

bool attr_is_whole(const Attr *attr)
{
    return attr->query || attr->whole;
}

static const char *comparable(const Sql *sql)
{
    return sql->spelled ? sql->spelled : sql->text;
}

/* PostgreSQL's own operator can say so, as it has to where another one of its name fits better. */
static bool same_operator(const char *a, const char *b)
{
    static const char own[] = "OPERATOR(pg_catalog.";
    const char *texts[] = {a, b};
    size_t lengths[2];

    if (!a || !b)
        return a == b;
    for (size_t i = 0; i < 2; i++) {
        bool is_own = text_starts(texts[i], own);

        texts[i] += is_own ? strlen(own) : 0;
        lengths[i] = strlen(texts[i]) - is_own;
    }
    return lengths[0] == lengths[1] && memcmp(texts[0], texts[1], lengths[0]) == 0;
}

static bool same_element(const Element *a, const Element *b)
{
    return text_same(a->column, b->column) &&
           sql_same_text(comparable(&a->expr), comparable(&b->expr)) &&
           text_same(a->collation, b->collation) && text_same(a->opclass, b->opclass) &&
           same_operator(a->op, b->op) && a->descending == b->descending &&
           a->nulls_first == b->nulls_first;
}

static bool same_elements(const Elements *a, const Elements *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same_element(&a->items[i], &b->items[i]))
            return false;
    return true;
}

/* In whatever order. */
static bool same_names(const StrVec *a, const StrVec *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!strvec_has(b, a->items[i]))
            return false;
    return true;
}

bool attr_same(const Object *a, const Object *b, const Attr *attr)
{
    switch (attr->type) {
    case ATTR_BOOL:
        return attr_bool(a, attr) == attr_bool(b, attr);
    case ATTR_TEXT:
        return text_same(attr_text(a, attr), attr_text(b, attr));
    case ATTR_TYPE:
        return text_same(attr_type(a, attr)->text, attr_type(b, attr)->text);
    case ATTR_SQL:
        return sql_same_text(comparable(attr_sql(a, attr)), comparable(attr_sql(b, attr)));
    case ATTR_NAMES:
        return attr->unordered ? same_names(attr_names(a, attr), attr_names(b, attr))
                               : strvec_same(attr_names(a, attr), attr_names(b, attr));
    case ATTR_ELEMENTS:
        return same_elements(attr_elements(a, attr), attr_elements(b, attr));
    }
    return false;
}

bool object_same(const Object *a, const Object *b, bool (*counts)(const Attr *attr))
{
    const Kind *kind = kind_of(a->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if ((!counts || counts(&kind->attrs[i])) && !attr_same(a, b, &kind->attrs[i]))
            return false;
    return true;
}

/* Paths are made for every object, so this is no place for printf. */
const char *path_under(Arena *run, const char *parent, const char *name)
{
    const char *quoted = sql_ident(run, name);
    size_t head = parent ? strlen(parent) + 1 : 0, tail = strlen(quoted);
    char *path = arena_alloc(run, head + tail + 1);

    if (parent) {
        memcpy(path, parent, head - 1);
        path[head - 1] = '.';
    }
    memcpy(path + head, quoted, tail + 1);
    return path;
}

static const char *path_of(Arena *run, const Kind *kind, const Object *parent, const Object *in,
                           const char *name)
{
    if (kind->scope == SCOPE_SCHEMA)
        parent = in ? in : object_namespace(parent);
    return path_under(run, kind->scope == SCOPE_DATABASE || !parent ? NULL : parent->path, name);
}

const Attr *called_attr(const Kind *kind)
{
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].called)
            return &kind->attrs[i];
    return NULL;
}

const char *object_label(const Object *object)
{
    const Attr *called = called_attr(kind_of(object->kind_id));

    return called && attr_is_set(object, called) ? attr_text(object, called) : object->path;
}

const char *object_path(Arena *run, const Object *object)
{
    return path_of(run, kind_of(object->kind_id), object->parent, object->in, object->name);
}

const char *object_old_path(Arena *run, const Object *object)
{
    if (object->moved_from)
        return path_under(run, sql_ident(run, object->moved_from), object->renamed_from);
    return path_of(run, kind_of(object->kind_id), object->parent, object->in, object->renamed_from);
}

Object *schema_add(Arena *run, Schema *schema, KindId id, Object *parent, const char *name)
{
    return schema_add_in(run, schema, id, parent, NULL, name);
}

Object *schema_add_in(Arena *run, Schema *schema, KindId id, Object *parent, Object *in,
                      const char *name)
{
    const Kind *kind = kind_of(id);
    const char *path = path_of(run, kind, parent, in, name);

    if (map_get(&schema->objects[id], path))
        return NULL;

    Object *object = arena_alloc(run, kind->size);

    object->kind_id = id;
    object->name = arena_strdup(run, name);
    object->name_given = true;
    object->parent = parent;
    object->in = in && in != object_namespace(parent) ? in : NULL;
    object->path = path;
    map_put(run, &schema->objects[id], path, object);
    if (!parent)
        return object;
    object->position = parent->children.count;
    vec_push(run, &parent->children, object);
    return object;
}

Object *schema_find(const Schema *schema, KindId id, const char *path)
{
    return map_get(&schema->objects[id], path);
}

Object *schema_namespace(Arena *run, Schema *schema, const char *name)
{
    Object *found = schema_find(schema, KIND_SCHEMA, sql_ident(run, name));

    return found ? found : schema_add(run, schema, KIND_SCHEMA, NULL, name);
}

bool schema_drops(const Schema *schema, const char *path)
{
    for (size_t i = 0; i < schema->dropped.count; i++)
        if (strcmp(schema->dropped.items[i].path, path) == 0)
            return true;
    return false;
}

const Object *object_namespace(const Object *object)
{
    while (object && object->parent)
        object = object->in ? object->in : object->parent;
    return object;
}

bool object_stays(const Object *object)
{
    return object->plan.pair && !object->plan.recreate;
}

const Object *object_table(const Object *object)
{
    while (object && object->kind_id != KIND_TABLE)
        object = object->parent;
    return object;
}

const SqlType *object_type(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_TYPE)
            return attr_type(object, &kind->attrs[i]);
    return NULL;
}

Object *type_called(Arena *scratch, const Schema *schema, const char *type)
{
    const char *array = strchr(type, '[');
    const char *path = array ? arena_strndup(scratch, type, (size_t)(array - type)) : type;
    Object *found = NULL;

    for (KindId id = 0; id < KIND_COUNT && !found; id++)
        found = kind_of(id)->has_type ? schema_find(schema, id, path) : NULL;
    return found;
}

bool object_can_be_renamed(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    return kind->rename && !(kind->has_constraint && kind->has_constraint(object));
}

Object *object_copy(Arena *run, const Object *object)
{
    size_t size = kind_of(object->kind_id)->size;

    return memcpy(arena_alloc(run, size), object, size);
}

bool schema_has(const Schema *schema, const char *path)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (schema_find(schema, id, path))
            return true;
    return false;
}

void attr_clear(Object *object, const Attr *attr)
{
    void *field = attr_field(object, attr);

    if (attr->type == ATTR_BOOL)
        *(bool *)field = false;
    else if (attr->type == ATTR_SQL)
        *(Sql *)field = (Sql){0};
    else
        *(const char **)field = NULL;
}

size_t attr_size(const Attr *attr)
{
    switch (attr->type) {
    case ATTR_BOOL:
        return sizeof(bool);
    case ATTR_TEXT:
        return sizeof(const char *);
    case ATTR_TYPE:
        return sizeof(SqlType);
    case ATTR_SQL:
        return sizeof(Sql);
    case ATTR_NAMES:
        return sizeof(StrVec);
    case ATTR_ELEMENTS:
        return sizeof(Elements);
    }
    return 0;
}

void attr_take(Object *object, const Object *from, const Attr *attr)
{
    memcpy(attr_field(object, attr), (const char *)from + attr->offset, attr_size(attr));
}

Object *object_without(Arena *run, const Object *object, const Attr *attr)
{
    Object *copy = object_copy(run, object);

    attr_clear(copy, attr);
    return copy;
}
