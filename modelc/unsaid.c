#include "modelc/unsaid.h"

#include "base/text.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/default_privilege/default_privilege.h"
#include "schema/kinds/domain/domain.h"
#include "schema/kinds/extension/extension.h"
#include "schema/kinds/grant/grant.h"
#include "schema/kinds/identity_grant/identity_grant.h"
#include "schema/prune.h"

#include <string.h>

/* Whether the object is said to have been called as `old` is, and in its schema. */
static bool was_called(const Object *object, const Object *old)
{
    const Object *home = object_namespace(old);

    if (!text_same(object->renamed_from, old->name))
        return false;
    return object->moved_from ? text_same(object->moved_from, home->name)
                              : !object->parent && !old->parent;
}

/* One that had no parent, or another schema. */
static Object *find_moved(const Schema *schema, const Object *object)
{
    const Map *all = &schema->objects[object->kind_id];

    for (size_t i = 0; i < all->entries.count; i++)
        if (was_called(all->entries.items[i].value, object))
            return all->entries.items[i].value;
    return NULL;
}

/* What the schema calls so, or says was called so. */
static Object *find_said(const Schema *schema, const Object *object)
{
    Object *found = schema_find(schema, object->kind_id, object->path);
    const Object *parent = !found && object->parent ? find_said(schema, object->parent) : NULL;

    for (size_t i = 0; parent && i < parent->children.count; i++) {
        Object *child = parent->children.items[i];

        if (child->kind_id != object->kind_id)
            continue;
        if (text_same(child->name, object->name))
            return child;
        if (text_same(child->renamed_from, object->name))
            found = child;
    }
    return found ? found : find_moved(schema, object);
}

/* Whether the schema says something of that kind of the same object. */
static bool says_any(const Schema *schema, const Object *part)
{
    const Object *holder = find_said(schema, part->parent);

    for (size_t i = 0; holder && i < holder->children.count; i++)
        if (holder->children.items[i]->kind_id == part->kind_id)
            return true;
    return false;
}

static bool is_to_public(const Object *grant)
{
    return grant->kind_id == KIND_IDENTITY_GRANT
               ? text_same(((const IdentityGrant *)grant)->role, "public")
               : grant_is_public(grant);
}

static bool has(const Schema *schema, const Object *grant)
{
    if (schema->whole)
        return true;
    return is_to_public(grant) ? schema_find(schema, grant->kind_id, grant->path) != NULL
                               : says_any(schema, grant);
}

/* What a partition has besides its table's: a tool of whoever runs the server, often. */
static bool is_partitions_own(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    return object->parent && object->parent->kind_id == KIND_PARTITION &&
           object->kind_id != KIND_PARTITION && !kind->optional;
}

typedef struct Sayers {
    const Schema *models, *made;
    size_t own[KIND_COUNT]; /* parts of partitions that neither says */
} Sayers;

static bool is_said(void *context, const Object *object)
{
    Sayers *sayers = context;

    if (object->kind_id == KIND_OWNER)
        return says_any(sayers->models, object);
    if (is_partitions_own(object)) {
        bool said = sayers->models->whole || sayers->made->whole ||
                    find_said(sayers->models, object) || find_said(sayers->made, object);

        sayers->own[object->kind_id] += !said;
        return said;
    }
    if (object->kind_id != KIND_GRANT && object->kind_id != KIND_IDENTITY_GRANT)
        return true;
    if (grant_is_usual(object)) /* as good as unsaid, whatever was said before */
        return schema_find(sayers->models, KIND_GRANT, object->path);
    return has(sayers->models, object) || has(sayers->made, object);
}

/* Whether the schema has one for what the same role makes in the same place. */
static bool has_default(const Schema *schema, const DefaultPrivilege *one)
{
    const Map *all = &schema->objects[KIND_DEFAULT_PRIVILEGE];

    for (size_t i = 0; i < all->entries.count; i++) {
        const DefaultPrivilege *other = all->entries.items[i].value;

        if (text_same(other->role, one->role) && text_same(other->in_schema, one->in_schema) &&
            text_same(other->on_objects, one->on_objects))
            return true;
    }
    return schema->whole;
}

static void keep_default_privileges(Arena *run, Schema *catalog, const Schema *models,
                                    const Schema *made)
{
    Map kept = {0};
    const Map *all = &catalog->objects[KIND_DEFAULT_PRIVILEGE];

    for (size_t i = 0; i < all->entries.count; i++) {
        DefaultPrivilege *one = all->entries.items[i].value;

        if (has_default(models, one) || has_default(made, one))
            map_put(run, &kept, one->object.path, one);
    }
    catalog->objects[KIND_DEFAULT_PRIVILEGE] = kept;
}

/*
 * What no one has says nothing either, but when it is made again it is to be where it was, with
 * what somebody said of it.
 */
static void forget_of(Extension *extension, Extension *model, const Extension *made, bool whole)
{
    /* What is not said of a whole database is as it was brought. */
    if (whole && model && !model->object.comment && extension->own_comment &&
        extension->object.comment)
        model->object.comment = extension->brought;
    if ((model || made) && !(model && model->schema) && !(made && made->schema))
        extension->schema = NULL;
    if (!(model && model->version) && !(made && made->version))
        extension->version = NULL;
    if ((model || made || !extension->own_comment) && !(model && model->object.comment) &&
        !(made && made->object.comment))
        extension->object.comment = NULL;
}

void unsaid_forget(Arena *run, Schema *catalog, const Schema *models, const Schema *made)
{
    const Map *extensions = &catalog->objects[KIND_EXTENSION];
    Sayers sayers = {.models = models, .made = made};

    for (size_t i = 0; i < extensions->entries.count; i++) {
        Extension *extension = extensions->entries.items[i].value;
        const char *path = extension->object.path;

        forget_of(extension, (Extension *)schema_find(models, KIND_EXTENSION, path),
                  (const Extension *)schema_find(made, KIND_EXTENSION, path), models->whole);
    }
    schema_prune(run, catalog, is_said, &sayers);
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (sayers.own[id])
            vec_push(run, &catalog->unmanaged,
                     text_count(run, sayers.own[id],
                                arena_printf(run, "partition's %s", kind_of(id)->title)));
    keep_default_privileges(run, catalog, models, made);
}

void unsaid_forget_versions(Schema *schema)
{
    const Map *extensions = &schema->objects[KIND_EXTENSION];

    for (size_t i = 0; i < extensions->entries.count; i++)
        ((Extension *)extensions->entries.items[i].value)->version = NULL;
}

/* ---- Names that nobody cares for ---- */

static void adopt_column(const Column *live, Column *model)
{
    if (live->identity_name && model && model->identity && !model->identity_name)
        model->identity_name = live->identity_name;
    if (live->not_null_name && model && model->not_null && !model->not_null_name)
        model->not_null_name = live->not_null_name;
}

static void adopt_domain(const Domain *live, Domain *model)
{
    if (live->not_null_name && model && model->not_null && !model->not_null_name)
        model->not_null_name = live->not_null_name;
}

void unsaid_adopt(const Schema *catalog, Schema *models)
{
    const Map *columns = &catalog->objects[KIND_COLUMN], *domains = &catalog->objects[KIND_DOMAIN];

    if (models->usual_names)
        return;
    for (size_t i = 0; i < columns->entries.count; i++) {
        const Column *column = columns->entries.items[i].value;

        if (column->not_null_name || column->identity_name)
            adopt_column(column, (Column *)find_said(models, &column->object));
    }
    for (size_t i = 0; i < domains->entries.count; i++) {
        const Domain *domain = domains->entries.items[i].value;

        if (domain->not_null_name)
            adopt_domain(domain, (Domain *)find_said(models, &domain->object));
    }
}

/* "orders_pkey": the table's name, perhaps cut, a word for what it is, and perhaps a number. */
static bool has_usual_name(const Object *object)
{
    static const char *const endings[] = {"_pkey", "_key", "_fkey", "_check", "_excl", "_idx"};
    enum { LEAST = 13 /* bytes of the table's name that are left of it */ };
    const char *name = object->name, *whole = object->parent ? object->parent->name : "";
    size_t length = strlen(name);

    while (length > 0 && strchr("0123456789", name[length - 1]))
        length--;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);

        if (length > ending && strncmp(name + length - ending, endings[i], ending) == 0)
            return strncmp(name, whole, LEAST) == 0 || text_starts(name, whole);
    }
    return false;
}

void unsaid_forget_names(Schema *made)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; kind_of(id)->by_definition && i < made->objects[id].entries.count; i++) {
            Object *object = made->objects[id].entries.items[i].value;

            object->name_given = object->name_given && !has_usual_name(object);
        }
}
