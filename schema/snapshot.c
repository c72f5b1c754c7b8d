#include "schema/snapshot.h"

#include "base/hash.h"
#include "schema/sql.h"

#include <stdlib.h>
#include <string.h>

/*
 * The lines are written here and not as Json values: every run that writes a revision writes all of
 * them.
 */

static void add_string(StrBuf *out, const char *text)
{
    strbuf_addc(out, '"');
    for (const char *p = text; *p;) {
        size_t plain =
            strcspn(p, "\"\\\b\f\n\r\t\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f\x10\x11\x12"
                       "\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f");
        static const char escapes[] = "\"\"\\\\\bb\ff\nn\rr\tt";
        const char *escape;

        strbuf_addn(out, p, plain);
        p += plain;
        if (!*p)
            break;
        escape = memchr(escapes, *p, sizeof escapes - 1);
        if (escape)
            strbuf_addf(out, "\\%c", escape[1]);
        else
            strbuf_addf(out, "\\u%04x", (unsigned)(unsigned char)*p);
        p++;
    }
    strbuf_addc(out, '"');
}

static void add_key(StrBuf *out, const char *key)
{
    if (out->text[out->length - 1] != '{')
        strbuf_addn(out, ", ", 2);
    strbuf_addn(out, "\"", 1);
    strbuf_add(out, key);
    strbuf_addn(out, "\": ", 3);
}

static void add_text(StrBuf *out, const char *key, const char *text)
{
    if (!text)
        return;
    add_key(out, key);
    add_string(out, text);
}

static void add_true(StrBuf *out, const char *key, bool value)
{
    if (!value)
        return;
    add_key(out, key);
    strbuf_add(out, "true");
}

static void add_element(StrBuf *out, const Element *element)
{
    strbuf_addc(out, '{');
    add_text(out, "column", element->column);
    add_text(out, "expr", element->column ? NULL : element->expr.text);
    add_text(out, "collation", element->collation);
    add_text(out, "opclass", element->opclass);
    add_text(out, "op", element->op);
    add_true(out, "descending", element->descending);
    add_true(out, "nulls_first", element->nulls_first);
    strbuf_addc(out, '}');
}

static void add_elements(StrBuf *out, const char *key, const Elements *elements)
{
    add_key(out, key);
    strbuf_addc(out, '[');
    for (size_t i = 0; i < elements->count; i++) {
        if (i)
            strbuf_add(out, ", ");
        add_element(out, &elements->items[i]);
    }
    strbuf_addc(out, ']');
}

static void add_strings(StrBuf *out, const StrVec *names)
{
    strbuf_addc(out, '[');
    for (size_t i = 0; i < names->count; i++) {
        if (i)
            strbuf_add(out, ", ");
        add_string(out, names->items[i]);
    }
    strbuf_addc(out, ']');
}

static const char *sql_text(Arena *run, const Sql *sql, bool bare)
{
    return bare ? sql_squeeze(run, sql->text) : sql->text;
}

static void add_attr(StrBuf *out, const Object *object, const Attr *attr, bool bare)
{
    switch (attr->type) {
    case ATTR_BOOL:
        add_true(out, attr->name, true);
        break;
    case ATTR_TEXT:
        add_text(out, attr->name, attr_text(object, attr));
        break;
    case ATTR_TYPE:
        add_text(out, attr->name, attr_type(object, attr)->text);
        break;
    case ATTR_SQL:
        add_text(out, attr->name, sql_text(out->arena, attr_sql(object, attr), bare));
        break;
    case ATTR_NAMES:
        add_key(out, attr->name);
        add_strings(out, attr_names(object, attr));
        break;
    case ATTR_ELEMENTS:
        add_elements(out, attr->name, attr_elements(object, attr));
        break;
    }
}

static void add_object(StrBuf *out, const Object *object, bool bare)
{
    const Kind *kind = kind_of(object->kind_id);

    strbuf_addc(out, '{');
    add_text(out, "kind", kind->name);
    if (object->parent)
        add_text(out, kind_of(object->parent->kind_id)->name, object->parent->path);
    if (object->in)
        add_text(out, kind_of(KIND_SCHEMA)->name, object->in->path);
    add_text(out, "name", object->name);
    for (size_t i = 0; i < kind->attr_count; i++)
        if ((kind->attrs[i].change != CHANGE_IGNORE || kind->attrs[i].kept) &&
            attr_is_set(object, &kind->attrs[i]))
            add_attr(out, object, &kind->attrs[i], bare);
    strbuf_addc(out, '}');
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
    if (kind_is_ordered(first->kind_id))
        return (first->position > second->position) - (first->position < second->position);
    return strcmp(first->path, second->path);
}

static void add_kind(Arena *run, StrBuf *out, const Map *map, bool bare)
{
    size_t count = map->entries.count;
    Object **objects = arena_alloc(run, (count + 1) * sizeof *objects);

    for (size_t i = 0; i < count; i++)
        objects[i] = map->entries.items[i].value;
    qsort(objects, count, sizeof *objects, compare_objects);
    for (size_t i = 0; i < count; i++) {
        strbuf_add(out, out->length ? ",\n  " : "  ");
        add_object(out, objects[i], bare);
    }
}

/* `bare`: without the layout of SQL. */
static const char *objects_text(Arena *run, const Schema *schema, bool bare)
{
    StrBuf out = {.arena = run};

    for (KindId id = 0; id < KIND_COUNT; id++)
        add_kind(run, &out, &schema->objects[id], bare);
    return strbuf_text(&out);
}

const char *snapshot_objects(Arena *run, const Schema *schema)
{
    return objects_text(run, schema, false);
}

const char *snapshot_hash(Arena *run, const Schema *schema)
{
    const char *objects = objects_text(run, schema, true);

    return arena_printf(run, "sha256:%s", hash_text(run, objects, strlen(objects)));
}

const char *snapshot_write(Arena *run, const Snapshot *snapshot)
{
    StrBuf out = {.arena = run};

    strbuf_add(&out, "{\n \"modelc\": 1,\n \"heads\": ");
    add_strings(&out, &snapshot->heads);
    strbuf_add(&out, ",\n \"revisions\": {");
    for (size_t i = 0; i < snapshot->revisions.count; i++)
        strbuf_addf(&out, "%s\n  \"%s\": \"%s\"", i ? "," : "", snapshot->revisions.items[i].id,
                    snapshot->revisions.items[i].checksum);
    strbuf_add(&out, "\n },\n \"objects\": [\n");
    strbuf_add(&out,
               snapshot->objects ? snapshot->objects : snapshot_objects(run, &snapshot->schema));
    strbuf_add(&out, "\n ]\n}\n");
    return strbuf_text(&out);
}
