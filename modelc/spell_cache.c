#include "modelc/spell_cache.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "introspect/printing.h"
#include "modelc/spell_whole.h"

#include <string.h>

static const char cache_dir[] = ".modelc/cache";
static const char cache_file[] = ".modelc/cache/spelled.json";

const char *spell_cache_key(Arena *run, Db *live, const char *models, const char *others)
{
    static const char sql[] =
        "SELECT pg_catalog.concat_ws(' ', version(), pg_catalog.current_setting('search_path'),"
        " (SELECT pg_catalog.string_agg(setting, ' ' ORDER BY name) FROM pg_catalog.pg_settings"
        " WHERE name IN (" READING_SETTINGS ")), pg_catalog.current_user(),"
        " (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', e.extname, e.extversion,"
        " e.extnamespace::regnamespace), ', ' ORDER BY e.oid) FROM pg_catalog.pg_extension e))";
    DbError error;
    const Rows *rows = db_query(run, live, sql, NULL, &error);
    StrVec parts = {0};

    if (!rows)
        return NULL;
    vec_push(run, &parts, MODELC_VERSION);
    vec_push(run, &parts, rows_text(rows, 0, 0));
    vec_push(run, &parts, models);
    vec_push(run, &parts, others);
    return hash_list(run, &parts);
}

/* Writing */

static Json *names_value(Arena *arena, const StrVec *names)
{
    Json *value = json_make_array(arena);

    for (size_t i = 0; i < names->count; i++)
        json_add_text(value, names->items[i]);
    return value;
}

static void set_attr(Arena *arena, Json *value, const Object *object, const Attr *attr)
{
    if (!attr_is_set(object, attr))
        return;
    if (attr->type == ATTR_TEXT)
        json_set_text(value, attr->name, attr_text(object, attr));
    if (attr->type == ATTR_SQL)
        json_set_text(value, attr->name, attr_sql(object, attr)->spelled);
    if (attr->type == ATTR_NAMES)
        json_set_value(value, attr->name, names_value(arena, attr_names(object, attr)));
}

static Json *object_value(Arena *arena, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    Json *value = json_make_object(arena), *attrs = json_make_object(arena);

    for (size_t i = 0; i < kind->attr_count; i++)
        set_attr(arena, attrs, object, &kind->attrs[i]);
    json_set_text(value, "kind", kind->name);
    json_set_text(value, "path", object->path);
    json_set_value(value, "attributes", attrs);
    return value;
}

void spell_cache_write(Arena *scratch, const char *key, const Schema *found)
{
    Json *value = json_make_object(scratch), *objects = json_make_array(scratch);
    const char *text, *reason;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; whole_is_in(kind_of(id)) && i < found->objects[id].entries.count; i++)
            json_add_value(objects,
                           object_value(scratch, found->objects[id].entries.items[i].value));
    json_set_text(value, "key", key);
    json_set_value(value, "objects", objects);
    text = json_write(scratch, value, 1);
    if (dir_make(scratch, cache_dir, &reason))
        file_write_quick(scratch, cache_file, text, strlen(text), &reason);
}

/* Reading */

typedef struct Reading {
    Arena *run;
    Object *object;
} Reading;

static void read_names(Arena *run, const Json *value, StrVec *names)
{
    for (size_t i = 0; i < json_count(value); i++)
        if (json_is_text(json_item(value, i)))
            vec_push(run, names, arena_strdup(run, json_text(json_item(value, i))));
}

static void read_member(void *context, const char *key, const Json *value)
{
    const Reading *reading = context;
    const Kind *kind = kind_of(reading->object->kind_id);
    const Attr *attr = attr_find(kind, key, strlen(key));
    const char *text = arena_strdup(reading->run, json_text(value));

    if (!attr)
        return;
    if (attr->type == ATTR_TEXT)
        *(const char **)attr_field(reading->object, attr) = text;
    if (attr->type == ATTR_SQL)
        *(Sql *)attr_field(reading->object, attr) = (Sql){.text = text, .spelled = text};
    if (attr->type == ATTR_NAMES)
        read_names(reading->run, value, attr_field(reading->object, attr));
}

static void read_object(Arena *run, const Json *value, Schema *found)
{
    const char *kind = json_text(json_member(value, "kind"));
    const char *path = json_text(json_member(value, "path"));
    int id = kind ? kind_find(kind) : -1;
    Object *object;

    if (id < 0 || !path || !json_is_object(json_member(value, "attributes")))
        return;
    object = arena_alloc(run, kind_of((KindId)id)->size);
    object->kind_id = (KindId)id;
    object->path = arena_strdup(run, path);
    map_put(run, &found->objects[id], object->path, object);
    json_each(json_member(value, "attributes"), read_member, &(Reading){run, object});
}

bool spell_cache_read(Arena *run, const char *key, Schema *found)
{
    Text text;
    const char *reason;
    JsonError error;
    const Json *value, *objects;

    if (!file_exists(cache_file) || !file_read(run, cache_file, &text, &reason))
        return false;
    value = json_read(run, text.bytes, text.length, &error);
    objects = json_member(value, "objects");
    if (!value || !text_same(json_text(json_member(value, "key")), key) || !json_is_array(objects))
        return false;
    for (size_t i = 0; i < json_count(objects); i++)
        read_object(run, json_item(objects, i), found);
    return true;
}
