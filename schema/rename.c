#include "schema/rename.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/rename_follow.h"
#include "schema/sql.h"

#include <string.h>

static void update_paths(Arena *run, Object *object)
{
    object->path = object_path(run, object);
    for (size_t i = 0; i < object->children.count; i++)
        update_paths(run, object->children.items[i]);
}

static void keep_names(Arena *run, const Schema *schema, Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    if (kind->keep_names && schema->version)
        kind->keep_names(run, schema->version, object);
}

/* Whether an heir has one of the new name: only one that goes before does, with what it has. */
static bool is_held(const Rename *rename, const Object *user)
{
    const char *path = path_under(rename->run, user->parent->path, rename->object->name);

    return user->kind_id == KIND_COLUMN && schema_find(rename->schema, KIND_COLUMN, path);
}

/* What is said of the column or the trigger where it is inherited, and an heir's own one. */
static void follow_inherited(const Rename *rename, Object *user)
{
    if (!text_same(user->name, rename->old_name) || !rename_inherits(rename, user->parent) ||
        is_held(rename, user))
        return;
    keep_names(rename->run, rename->schema, user);
    user->name = rename->object->name;
    update_paths(rename->run, user);
}

/* What is said of something else that comes with it: "INDEX old". */
static void follow_named_after(const Rename *rename, Object *user)
{
    const char *old = sql_ident(rename->run, rename->old_name);
    size_t length = strlen(user->name), tail = strlen(old);

    if (renames_column(rename) || length <= tail || user->name[length - tail - 1] != ' ' ||
        strcmp(user->name + length - tail, old) != 0 ||
        !kind_of(user->kind_id)->named_after(user, rename->object) ||
        !(user->parent == rename->object || rename_inherits(rename, user->parent)))
        return;
    user->name = arena_printf(rename->run, "%.*s%s", (int)(length - tail), user->name,
                              sql_ident(rename->run, rename->object->name));
    user->path = object_path(rename->run, user);
}

/* Whether objects of the kind are named as the renamed one where their parents have it from there.
 */
static bool is_named_as(const Kind *kind, const Object *renamed)
{
    if (kind->named_as == KIND_INDEX + 1 && kind_of(renamed->kind_id)->has_index)
        return true;
    return kind->named_as == (int)renamed->kind_id + 1;
}

static void follow(const Rename *rename, Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *map = &schema->objects[id];
        bool follows = is_named_as(kind_of(id), rename->object) ||
                       (id == rename->object->kind_id && renames_column(rename));

        for (size_t i = 0; follows && i < map->entries.count; i++)
            follow_inherited(rename, map->entries.items[i].value);
        for (size_t i = 0; kind_of(id)->named_after && i < map->entries.count; i++)
            follow_named_after(rename, map->entries.items[i].value);
        for (size_t i = 0; i < map->entries.count; i++)
            for (size_t k = 0; k < kind_of(id)->attr_count; k++)
                follow_attr(rename, map->entries.items[i].value, &kind_of(id)->attrs[k]);
    }
}

/* What is in the schema: also parts of what is in another, and functions by their arguments. */
static void update_schema(Arena *run, const Schema *schema, const Object *home)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++) {
            Object *object = schema->objects[id].entries.items[i].value;

            if (object->in == home)
                update_paths(run, object);
            if (object->parent == home)
                defined_sign(run, object);
        }
}

/*
 * The types of its arguments are in the name of a function, "f(app.mood)", and all of the name of a
 * cast, "app.mood AS integer".
 */
static void follow_signature(const Rename *rename, Object *user)
{
    const Kind *kind = kind_of(user->kind_id);
    size_t head = kind->scope == SCOPE_DATABASE ? 0 : kind_bare_length(kind, user->name);
    const Attr *signature = attr_find(kind, "signature", strlen("signature"));
    const char *types;

    if (!kind->made_by || user == rename->object || !user->name[head] ||
        kind_of(rename->object->kind_id)->unnamed)
        return;
    types = follow_types(rename, user, user->name + head);
    if (text_same(types, user->name + head))
        return;
    user->name = arena_printf(rename->run, "%.*s%s", (int)head, user->name, types);
    update_paths(rename->run, user);
    if (signature && attr_is_set(user, signature))
        *(const char **)attr_field(user, signature) =
            follow_types(rename, user, attr_text(user, signature));
}

static void follow_signatures(const Rename *rename, Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++)
            follow_signature(rename, schema->objects[id].entries.items[i].value);
}

/* The maps are keyed by path: fill them anew, in the same order. */
static void rekey(Arena *run, Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        Map map = {0};

        for (size_t i = 0; i < schema->objects[id].entries.count; i++) {
            Object *object = schema->objects[id].entries.items[i].value;

            map_put(run, &map, object->path, object);
        }
        schema->objects[id] = map;
    }
}

/* Before it is renamed. */
static bool is_only_function(const Schema *schema, const Object *object)
{
    const Map *all = &schema->objects[object->kind_id];
    const Kind *kind = kind_of(object->kind_id);
    size_t length = kind_bare_length(kind, object->name);

    if (!kind->name_rest || !object->parent || !object->name[length])
        return false;
    for (size_t i = 0; i < all->entries.count; i++) {
        const Object *other = all->entries.items[i].value;

        if (other != object && other->parent == object->parent &&
            kind_bare_length(kind, other->name) == length &&
            strncmp(other->name, object->name, length) == 0)
            return false;
    }
    return true;
}

/* What is to be followed; before it happens. */
static Rename rename_of(Arena *run, const Schema *schema, const Object *object)
{
    return (Rename){
        .run = run,
        .schema = schema,
        .object = object,
        .old_name = object->name,
        .old_path = object->path,
        .old_home = object->parent ? object->parent->path : NULL,
        .is_only = is_only_function(schema, object),
    };
}

/* ---- Another schema ---- */

/* What has a schema of its own does not go along. */
static bool stays_behind(const Object *part)
{
    return kind_of(part->kind_id)->scope == SCOPE_SCHEMA && !kind_of(part->kind_id)->by_definition;
}

static void leave_behind(Object *object, Object *old, const Object *home)
{
    for (size_t i = 0; i < object->children.count; i++) {
        Object *part = object->children.items[i];

        if (!stays_behind(part))
            continue;
        part->in = part->in ? part->in : old;
        part->in = part->in == home ? NULL : part->in;
    }
}

static void take_out(Object *object)
{
    Object *parent = object->parent;
    size_t at = object->position;

    parent->children.count--;
    for (size_t i = at; i < parent->children.count; i++) {
        parent->children.items[i] = parent->children.items[i + 1];
        parent->children.items[i]->position = i;
    }
}

static void settle_in(Arena *run, Object *object, Object *home)
{
    bool is_part = object->parent->parent != NULL;

    if (is_part) {
        object->in = home == object_namespace(object->parent) ? NULL : home;
        return;
    }
    take_out(object);
    object->parent = home;
    object->position = home->children.count;
    vec_push(run, &home->children, object);
}

static void move_one(Arena *run, Schema *schema, Object *object, Object *home)
{
    Rename rename = rename_of(run, schema, object);
    Object *old = object->in ? object->in : object->parent;

    while (old->parent)
        old = old->in ? old->in : old->parent;
    leave_behind(object, old, home);
    settle_in(run, object, home);
    update_paths(run, object);
    defined_sign(run, object);
    follow(&rename, schema);
}

/* The objects that columns of `object` own, which are called by its path from now on. */
static void move_owned(Arena *run, Schema *schema, const Object *object, Object *home)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++) {
            Object *owned = schema->objects[id].entries.items[i].value;

            for (size_t k = 0; k < kind_of(id)->attr_count; k++) {
                const Attr *attr = &kind_of(id)->attrs[k];
                const char *owner = attr->owner ? attr_text(owned, attr) : NULL;

                if (owner && text_starts(owner, object->path) && owner[strlen(object->path)] == '.')
                    move_one(run, schema, owned, home);
            }
        }
}

bool schema_move(Arena *run, Schema *schema, Object *object, Object *home)
{
    const char *path = path_under(run, home->path, object->name);

    if (!object->parent || !stays_behind(object) || schema_find(schema, object->kind_id, path))
        return false;
    move_one(run, schema, object, home);
    move_owned(run, schema, object, home);
    rekey(run, schema);
    return true;
}

bool schema_rename(Arena *run, Schema *schema, Object *object, const char *name)
{
    Rename rename = rename_of(run, schema, object);

    object->name = arena_strdup(run, name);
    if (schema_find(schema, object->kind_id, object_path(run, object))) {
        object->name = rename.old_name;
        return false;
    }
    object->name = rename.old_name;
    keep_names(run, schema, object);
    for (size_t i = 0; i < object->children.count; i++)
        keep_names(run, schema, object->children.items[i]);
    object->name = arena_strdup(run, name);
    update_paths(run, object);
    defined_sign(run, object);
    if (!object->parent)
        update_schema(run, schema, object);
    follow(&rename, schema);
    follow_signatures(&rename, schema);
    rekey(run, schema);
    return true;
}
