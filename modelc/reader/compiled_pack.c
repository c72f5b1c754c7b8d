/*
 * Schema ⇄ bytes, by the tables of attributes, so that no kind is known here.
 *
 * Objects come kind by kind as the schema lists them and are numbered in that order; what an object
 * holds besides attributes follows in the order of pack_object() and unpack_object().
 */
#include "modelc/reader/compiled.h"

#include <string.h>

/*
 * A new member has to be written and read below, and then counted here.  Not written are those that
 * no model fills: `gone`, `uses`, `version`, `left_out`, the twins, originals and the plan's notes.
 */
_Static_assert(sizeof(Schema) == KIND_COUNT * sizeof(Map) + 3 * sizeof(StrVec) + 3 * sizeof(size_t),
               "each member of Schema is packed");
_Static_assert(sizeof(Object) ==
                   12 * sizeof(size_t) + sizeof(Range) + sizeof(StrVec) + sizeof(PlanState),
               "each member of Object is packed");

/* Flags before a range. */
enum { RANGE_FILE = 1, RANGE_NEW_FILE = 2, RANGE_VIA = 4 };

/* The fewest bytes that one of each can take. */
enum { OBJECT_SIZE_MIN = 11, ELEMENT_SIZE_MIN = 9 };

/* ---- Writing ---- */

typedef struct Packer {
    StrBuf *out;
    const char *file; /* of the last range */
} Packer;

static void pack_range(Packer *p, const Range *at)
{
    bool is_new = at->file && (!p->file || strcmp(p->file, at->file) != 0);

    bytes_add_number(p->out, (at->file ? RANGE_FILE : 0) | (is_new ? RANGE_NEW_FILE : 0) |
                                 (at->via ? RANGE_VIA : 0));
    if (!at->file)
        return;
    if (is_new)
        bytes_add_string(p->out, at->file);
    p->file = at->file;
    bytes_add_number(p->out, at->begin);
    bytes_add_number(p->out, at->end - at->begin);
    if (at->via)
        bytes_add_string(p->out, at->via);
}

static void pack_sql(Packer *p, const Sql *sql)
{
    bytes_add_string(p->out, sql->text);
    bytes_add_string(p->out, sql->spelled);
    pack_range(p, &sql->at);
}

static void pack_names(Packer *p, const StrVec *names)
{
    bytes_add_number(p->out, names->count);
    for (size_t i = 0; i < names->count; i++)
        bytes_add_string(p->out, names->items[i]);
}

static void pack_hints(Packer *p, const DropHints *hints)
{
    bytes_add_number(p->out, hints->count);
    for (size_t i = 0; i < hints->count; i++) {
        bytes_add_string(p->out, hints->items[i].path);
        bytes_add_string(p->out, hints->items[i].parent);
        pack_range(p, &hints->items[i].at);
    }
}

static void pack_elements(Packer *p, const Elements *elements)
{
    bytes_add_number(p->out, elements->count);
    for (size_t i = 0; i < elements->count; i++) {
        const Element *element = &elements->items[i];

        bytes_add_string(p->out, element->column);
        pack_sql(p, &element->expr);
        bytes_add_string(p->out, element->collation);
        bytes_add_string(p->out, element->opclass);
        bytes_add_string(p->out, element->op);
        bytes_add_number(p->out, element->descending);
        bytes_add_number(p->out, element->nulls_first);
    }
}

static void pack_attr(Packer *p, const Object *object, const Attr *attr)
{
    switch (attr->type) {
    case ATTR_BOOL: /* only what is set is written */
        break;
    case ATTR_TEXT:
        bytes_add_string(p->out, attr_text(object, attr));
        break;
    case ATTR_TYPE:
        bytes_add_string(p->out, attr_type(object, attr)->text);
        pack_range(p, &attr_type(object, attr)->at);
        break;
    case ATTR_SQL:
        pack_sql(p, attr_sql(object, attr));
        break;
    case ATTR_NAMES:
        pack_names(p, attr_names(object, attr));
        break;
    case ATTR_ELEMENTS:
        pack_elements(p, attr_elements(object, attr));
        break;
    }
}

/* About what an object takes: growing the text copies it. */
enum { OBJECT_SIZE = 90 };

/* Numbers start with 1 and stand in the notes of the plan, which does not exist yet. */
static size_t number_of(const Object *object)
{
    return object ? object->plan.position : 0;
}

static void pack_object(Packer *p, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    bytes_add_string(p->out, object->name);
    bytes_add_string(p->out, object->path);
    bytes_add_number(p->out, object->name_given);
    bytes_add_number(p->out, number_of(object->parent));
    bytes_add_number(p->out, number_of(object->in));
    bytes_add_number(p->out, object->position);
    bytes_add_string(p->out, object->renamed_from);
    bytes_add_string(p->out, object->moved_from);
    pack_range(p, &object->at);
    for (size_t i = 0; i < kind->attr_count; i++)
        if (attr_is_set(object, &kind->attrs[i])) {
            bytes_add_number(p->out, i + 1);
            pack_attr(p, object, &kind->attrs[i]);
        }
    bytes_add_number(p->out, 0);
}

/* How many there are. */
static size_t number_objects(const Schema *schema, bool number)
{
    size_t next = 1;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++) {
            Object *object = schema->objects[id].entries.items[i].value;

            object->plan.position = number ? next++ : 0;
        }
    return next - 1;
}

void schema_pack(StrBuf *out, const Schema *schema)
{
    Packer p = {.out = out};

    strbuf_room(out, number_objects(schema, true) * OBJECT_SIZE);
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &schema->objects[id];

        bytes_add_number(out, objects->entries.count);
        for (size_t i = 0; i < objects->entries.count; i++)
            pack_object(&p, objects->entries.items[i].value);
    }
    number_objects(schema, false);
    bytes_add_number(out, schema->whole);
    bytes_add_number(out, schema->usual_names);
    pack_names(&p, &schema->managed);
    pack_names(&p, &schema->unmanaged);
    pack_hints(&p, &schema->dropped);
}

/* ---- Reading ---- */

typedef struct Unpacker {
    Arena *run, *work;
    Bytes *in;
    const char *file;
    VEC(Object *) objects;
    VEC(size_t) parents; /* of each object the number of its parent */
    VEC(size_t) schemas; /* and that of the schema that it says it is in, or 0 */
} Unpacker;

static Range unpack_range(Unpacker *u)
{
    uint64_t flags = bytes_number(u->in);
    Range at = {.file = NULL};

    if (!(flags & RANGE_FILE))
        return at;
    if (flags & RANGE_NEW_FILE)
        u->file = bytes_string(u->in);
    u->in->bad |= !u->file;
    at.file = u->file;
    at.begin = (size_t)bytes_number(u->in);
    at.end = at.begin + (size_t)bytes_number(u->in);
    if (flags & RANGE_VIA)
        at.via = bytes_string(u->in);
    return at;
}

static Sql unpack_sql(Unpacker *u)
{
    Sql sql = {.text = bytes_string(u->in)};

    sql.spelled = bytes_string(u->in);
    sql.at = unpack_range(u);
    return sql;
}

static void unpack_names(Unpacker *u, StrVec *names)
{
    size_t count = bytes_count(u->in, 1);

    for (size_t i = 0; i < count && !u->in->bad; i++) {
        vec_push(u->run, names, bytes_string(u->in));
        u->in->bad |= !names->items[i];
    }
}

static void unpack_hints(Unpacker *u, DropHints *hints)
{
    size_t count = bytes_count(u->in, 1);

    for (size_t i = 0; i < count; i++) {
        DropHint hint = {.path = bytes_string(u->in)};

        if (!hint.path) {
            u->in->bad = true;
            return;
        }
        hint.parent = bytes_string(u->in);
        hint.at = unpack_range(u);
        vec_push(u->run, hints, hint);
    }
}

static void unpack_elements(Unpacker *u, Elements *elements)
{
    size_t count = bytes_count(u->in, ELEMENT_SIZE_MIN);

    for (size_t i = 0; i < count; i++) {
        Element element = {.column = bytes_string(u->in)};

        element.expr = unpack_sql(u);
        element.collation = bytes_string(u->in);
        element.opclass = bytes_string(u->in);
        element.op = bytes_string(u->in);
        element.descending = bytes_number(u->in) != 0;
        element.nulls_first = bytes_number(u->in) != 0;
        vec_push(u->run, elements, element);
    }
}

static void unpack_attr(Unpacker *u, Object *object, const Attr *attr)
{
    void *field = attr_field(object, attr);

    switch (attr->type) {
    case ATTR_BOOL:
        *(bool *)field = true;
        break;
    case ATTR_TEXT:
        *(const char **)field = bytes_string(u->in);
        break;
    case ATTR_TYPE:
        ((SqlType *)field)->text = bytes_string(u->in);
        ((SqlType *)field)->at = unpack_range(u);
        break;
    case ATTR_SQL:
        *(Sql *)field = unpack_sql(u);
        break;
    case ATTR_NAMES:
        unpack_names(u, field);
        break;
    case ATTR_ELEMENTS:
        unpack_elements(u, field);
        break;
    }
}

static Object *unpack_object(Unpacker *u, KindId id)
{
    const Kind *kind = kind_of(id);
    Object *object = arena_alloc(u->run, kind->size);

    object->kind_id = id;
    object->name = bytes_string(u->in);
    object->path = bytes_string(u->in);
    object->name_given = bytes_number(u->in) != 0;
    vec_push(u->work, &u->parents, (size_t)bytes_number(u->in));
    vec_push(u->work, &u->schemas, (size_t)bytes_number(u->in));
    object->position = (size_t)bytes_number(u->in);
    object->renamed_from = bytes_string(u->in);
    object->moved_from = bytes_string(u->in);
    object->at = unpack_range(u);
    u->in->bad |= !object->name || !object->path;
    for (uint64_t number; (number = bytes_number(u->in)) != 0;) {
        if (number > kind->attr_count) {
            u->in->bad = true;
            break;
        }
        unpack_attr(u, object, &kind->attrs[number - 1]);
    }
    return object;
}

static void unpack_kind(Unpacker *u, KindId id, Map *objects)
{
    size_t count = bytes_count(u->in, OBJECT_SIZE_MIN);

    for (size_t i = 0; i < count && !u->in->bad; i++) {
        Object *object = unpack_object(u, id);

        if (u->in->bad)
            return;
        vec_push(u->work, &u->objects, object);
        u->in->bad |= map_put(u->run, objects, object->path, object) != NULL;
    }
}

/* A schema, a table in it, a part of the table, and so on: no family has more generations. */
enum { GENERATIONS_MAX = 8 };

/* Whether parents lead to one that needs none. */
static bool has_root(const Object *object)
{
    size_t generations = 0;

    for (; object->parent; object = object->parent)
        if (++generations > GENERATIONS_MAX)
            return false;
    return kind_of(object->kind_id)->scope == SCOPE_DATABASE;
}

/* Each object learns its parent, and each parent how many children it has. */
static void find_parents(Unpacker *u)
{
    for (size_t i = 0; i < u->objects.count; i++) {
        size_t number = u->parents.items[i], in = u->schemas.items[i];

        if (number > u->objects.count || in > u->objects.count ||
            (in && u->objects.items[in - 1]->kind_id != KIND_SCHEMA)) {
            u->in->bad = true;
            return;
        }
        u->objects.items[i]->in = in ? u->objects.items[in - 1] : NULL;
        u->objects.items[i]->parent = number ? u->objects.items[number - 1] : NULL;
        if (number)
            u->objects.items[number - 1]->children.count++;
    }
}

/* Each child takes its place among those of its parent. */
static void join_family(Unpacker *u)
{
    find_parents(u);
    if (u->in->bad)
        return;
    for (size_t i = 0; i < u->objects.count; i++) {
        Object *object = u->objects.items[i];
        size_t count = object->children.count;

        object->children.capacity = count;
        object->children.items = count ? arena_alloc(u->run, count * sizeof(Object *)) : NULL;
    }
    for (size_t i = 0; i < u->objects.count; i++) {
        Object *object = u->objects.items[i], *parent = object->parent;

        u->in->bad |= !has_root(object);
        if (u->in->bad)
            return;
        if (!parent)
            continue;
        if (object->position >= parent->children.count ||
            parent->children.items[object->position]) {
            u->in->bad = true;
            return;
        }
        parent->children.items[object->position] = object;
    }
}

void schema_unpack(Arena *run, Bytes *in, Schema *schema)
{
    Unpacker u = {.run = run, .work = arena_new(), .in = in};

    for (KindId id = 0; id < KIND_COUNT && !in->bad; id++)
        unpack_kind(&u, id, &schema->objects[id]);
    if (!in->bad)
        join_family(&u);
    schema->whole = bytes_number(in) != 0;
    schema->usual_names = bytes_number(in) != 0;
    unpack_names(&u, &schema->managed);
    unpack_names(&u, &schema->unmanaged);
    unpack_hints(&u, &schema->dropped);
    arena_free(u.work);
}
