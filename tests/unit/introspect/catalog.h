/* A database that a test fills with SQL and reads as a Schema. */
#ifndef TESTS_UNIT_INTROSPECT_CATALOG_H
#define TESTS_UNIT_INTROSPECT_CATALOG_H

#include "tests/unit/introspect/server.h"

#include "base/text.h"
#include "introspect/catalog.h"
#include "introspect/scratch.h"

/* A new database on the server, with what `sql` makes in it; the connection to it. */
static inline Db *database_with(Arena *arena, const Project *project, const char *sql)
{
    Findings findings = {.arena = arena};
    const char *conninfo = scratch_create(arena, &findings, project->server.conninfo);

    assert_non_null(conninfo);

    Db *db = db_open(arena, &findings, conninfo);

    assert_non_null(db);
    tell(arena, db, sql);
    return db;
}

static inline Schema read_catalog(Arena *arena, Db *db, const CatalogOptions *options)
{
    Findings findings = {.arena = arena};
    Schema schema = {0};

    if (!catalog_read(arena, db, &findings, options, &schema))
        print_error("%s\n", findings.items.items[0]->message);
    assert_int_equal(findings.items.count, 0);
    return schema;
}

static inline Object *object_at(const Schema *schema, KindId id, const char *path)
{
    Object *object = schema_find(schema, id, path);

    if (!object)
        print_error("there is no %s %s\n", kind_of(id)->title, path);
    assert_non_null(object);
    return object;
}

static inline const Attr *attr_at(KindId id, const char *name)
{
    const Attr *attr = attr_find(kind_of(id), name, strlen(name));

    assert_non_null(attr);
    return attr;
}

static inline void add_shown_sql(StrBuf *out, const Sql *sql)
{
    assert_true(text_same(sql->text, sql->spelled));
    strbuf_addf(out, "<%s>", sql->text);
}

static inline void add_shown_elements(StrBuf *out, const Elements *elements)
{
    for (size_t i = 0; i < elements->count; i++) {
        const Element *element = &elements->items[i];

        strbuf_add(out, i ? ", " : "");
        if (element->column)
            strbuf_add(out, element->column);
        else
            add_shown_sql(out, &element->expr);
        if (element->collation)
            strbuf_addf(out, " collate %s", element->collation);
        if (element->opclass)
            strbuf_addf(out, " %s", element->opclass);
        strbuf_add(out, element->descending ? " desc" : "");
        strbuf_add(out, element->nulls_first ? " nulls first" : "");
        if (element->op)
            strbuf_addf(out, " with %s", element->op);
    }
}

static inline void add_shown_attr(StrBuf *out, const Object *object, const Attr *attr)
{
    switch (attr->type) {
    case ATTR_BOOL:
        strbuf_add(out, "yes");
        break;
    case ATTR_TEXT:
        strbuf_add(out, attr_text(object, attr));
        break;
    case ATTR_TYPE:
        strbuf_add(out, attr_type(object, attr)->text);
        break;
    case ATTR_SQL:
        add_shown_sql(out, attr_sql(object, attr));
        break;
    case ATTR_NAMES:
        strbuf_add(out, text_join(out->arena, attr_names(object, attr), ","));
        break;
    case ATTR_ELEMENTS:
        add_shown_elements(out, attr_elements(object, attr));
        break;
    }
}

/* All that is set: "type=integer; not_null=yes"; expressions in <>. */
static inline const char *show_object(Arena *arena, const Object *object)
{
    StrBuf out = {.arena = arena};
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (attr_is_set(object, &kind->attrs[i])) {
            strbuf_addf(&out, "%s%s=", out.length ? "; " : "", kind->attrs[i].name);
            add_shown_attr(&out, object, &kind->attrs[i]);
        }
    return strbuf_text(&out);
}

/* The paths of all objects of a kind, in order. */
static inline const char *show_paths(Arena *arena, const Schema *schema, KindId id)
{
    StrVec paths = {0};

    for (size_t i = 0; i < schema->objects[id].entries.count; i++)
        vec_push(arena, &paths, schema->objects[id].entries.items[i].key);
    return text_join(arena, &paths, " ");
}

#endif
