#include "introspect/catalog_contested.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/twins.h"

#include <string.h>

SqlContested catalog_contested(Arena *run, const Rows *rows)
{
    SqlContested contested = {0};
    int name = rows_column(rows, "name"), is_operator = rows_column(rows, "is_operator");

    for (size_t i = 0; i < rows_count(rows); i++)
        vec_push(run,
                 text_same(rows_text(rows, i, is_operator), "t") ? &contested.operators
                                                                 : &contested.functions,
                 rows_text(rows, i, name));
    return contested;
}

static bool qualify(Arena *run, const char **text, const SqlContested *contested)
{
    const char *before = *text;

    *text = sql_qualify(run, before, contested);
    return *text != before;
}

/* A statement that makes something but asks nothing names operators by their schema. */
static bool is_expression(const Kind *kind, const Attr *attr)
{
    return attr->query || !attr->whole || !kind->made_by;
}

static bool qualify_attr(Arena *run, Object *object, const Attr *attr,
                         const SqlContested *contested)
{
    void *field = attr_field(object, attr);
    bool any = false;

    if (attr->type == ATTR_TEXT && attr->keyed)
        return qualify(run, field, contested);
    if (attr->type == ATTR_SQL && is_expression(kind_of(object->kind_id), attr))
        return qualify(run, &((Sql *)field)->text, contested);
    for (size_t i = 0; attr->type == ATTR_ELEMENTS && i < ((Elements *)field)->count; i++)
        any = qualify(run, &((Elements *)field)->items[i].expr.text, contested) || any;
    return any;
}

void catalog_qualify(Arena *run, Schema *schema, const SqlContested *contested)
{
    if (contested->operators.count + contested->functions.count == 0)
        return;
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &schema->objects[id];
        const Kind *kind = kind_of(id);

        for (size_t i = 0; i < objects->entries.count; i++) {
            Object *object = objects->entries.items[i].value;

            for (size_t j = 0; j < kind->attr_count; j++)
                if (qualify_attr(run, object, &kind->attrs[j], contested))
                    twins_part(object);
        }
    }
}

/* What is over types of PostgreSQL's own that are no arrays and no ranges stands in no one's way.
 */
static bool is_over_any(const char *types)
{
    return strstr(types, "[]") || strstr(types, "range") || strchr(types, '.');
}

static void add_new(Arena *run, const Object *object, SqlContested *contested)
{
    const Kind *kind = kind_of(object->kind_id);
    size_t length = kind_bare_length(kind, object->name);

    if (is_over_any(object->name + length))
        vec_push(run, kind->is_symbol ? &contested->operators : &contested->functions,
                 object_bare_name(run, object));
}

void catalog_qualify_for(Arena *run, Schema *catalog, const Schema *models)
{
    SqlContested contested = {0};

    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &models->objects[id];

        for (size_t i = 0;
             (kind_of(id)->is_symbol || kind_of(id)->is_called) && i < objects->entries.count;
             i++) {
            const Object *object = objects->entries.items[i].value;

            if (!schema_find(catalog, id, object->path))
                add_new(run, object, &contested);
        }
    }
    catalog_qualify(run, catalog, &contested);
}
