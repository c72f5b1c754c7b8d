#include "schema/snapshot.h"

#include "base/hash.h"
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

static Json *element_value(Arena *arena, const Element *element)
{
    Json *value = json_make_object(arena);

    if (element->column)
        json_set_text(value, "column", element->column);
    else
        json_set_text(value, "expr", element->expr.text);
    if (element->collation)
        json_set_text(value, "collation", element->collation);
    if (element->opclass)
        json_set_text(value, "opclass", element->opclass);
    if (element->op)
        json_set_text(value, "op", element->op);
    if (element->descending)
        json_set_bool(value, "descending", true);
    if (element->nulls_first)
        json_set_bool(value, "nulls_first", true);
    return value;
}

static Json *names_value(Arena *arena, const StrVec *names)
{
    Json *value = json_make_array(arena);

    for (size_t i = 0; i < names->count; i++)
        json_add_text(value, names->items[i]);
    return value;
}

static Json *elements_value(Arena *arena, const Elements *elements)
{
    Json *value = json_make_array(arena);

    for (size_t i = 0; i < elements->count; i++)
        json_add_value(value, element_value(arena, &elements->items[i]));
    return value;
}

static void set_attr(Arena *arena, Json *value, const Object *object, const Attr *attr)
{
    switch (attr->type) {
    case ATTR_BOOL:
        json_set_bool(value, attr->name, true);
        break;
    case ATTR_TEXT:
        json_set_text(value, attr->name, attr_text(object, attr));
        break;
    case ATTR_TYPE:
        json_set_text(value, attr->name, attr_type(object, attr)->text);
        break;
    case ATTR_SQL:
        json_set_text(value, attr->name, attr_sql(object, attr)->text);
        break;
    case ATTR_NAMES:
        json_set_value(value, attr->name, names_value(arena, attr_names(object, attr)));
        break;
    case ATTR_ELEMENTS:
        json_set_value(value, attr->name, elements_value(arena, attr_elements(object, attr)));
        break;
    }
}

static const char *object_line(Arena *run, const Object *object)
{
    Arena *scratch = arena_new();
    const Kind *kind = kind_of(object->kind_id);
    Json *value = json_make_object(scratch);

    json_set_text(value, "kind", kind->name);
    if (object->parent)
        json_set_text(value, kind_of(object->parent->kind_id)->name, object->parent->path);
    json_set_text(value, "name", object->name);
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].change != CHANGE_IGNORE && attr_is_set(object, &kind->attrs[i]))
            set_attr(scratch, value, object, &kind->attrs[i]);

    const char *line = json_write(run, value, 0);

    arena_free(scratch);
    return line;
}

/* By path; parts of one table in the order they have there. */
static int compare_objects(const void *a, const void *b)
{
    const Object *const *x = a, *const *y = b;
    const Object *first = *x, *second = *y;

    if (kind_of(first->kind_id)->scope != SCOPE_PARENT)
        return strcmp(first->path, second->path);
    if (first->parent != second->parent)
        return strcmp(first->parent->path, second->parent->path);
    if (first->kind_id == KIND_COLUMN)
        return (first->position > second->position) - (first->position < second->position);
    return strcmp(first->path, second->path);
}

static void add_kind(Arena *run, StrBuf *out, const Map *map)
{
    size_t count = map->entries.count;
    Object **objects = arena_alloc(run, (count + 1) * sizeof *objects);

    for (size_t i = 0; i < count; i++)
        objects[i] = map->entries.items[i].value;
    qsort(objects, count, sizeof *objects, compare_objects);
    for (size_t i = 0; i < count; i++)
        strbuf_addf(out, "%s  %s", out->length ? ",\n" : "", object_line(run, objects[i]));
}

const char *snapshot_objects(Arena *run, const Schema *schema)
{
    StrBuf out = {.arena = run};

    for (KindId id = 0; id < KIND_COUNT; id++)
        add_kind(run, &out, &schema->objects[id]);
    return strbuf_text(&out);
}

const char *snapshot_hash(Arena *run, const char *objects)
{
    return arena_printf(run, "sha256:%s", hash_text(run, objects, strlen(objects)));
}

const char *snapshot_write(Arena *run, const Snapshot *snapshot)
{
    StrBuf out = {.arena = run};

    strbuf_addf(&out, "{\n \"modelc\": 1,\n \"heads\": %s,\n \"revisions\": {",
                json_write(run, names_value(run, &snapshot->heads), 0));
    for (size_t i = 0; i < snapshot->revisions.count; i++)
        strbuf_addf(&out, "%s\n  \"%s\": \"%s\"", i ? "," : "", snapshot->revisions.items[i].id,
                    snapshot->revisions.items[i].checksum);
    strbuf_add(&out, "\n },\n \"objects\": [\n");
    strbuf_add(&out,
               snapshot->objects ? snapshot->objects : snapshot_objects(run, &snapshot->schema));
    strbuf_add(&out, "\n ]\n}\n");
    return strbuf_text(&out);
}
