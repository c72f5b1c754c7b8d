#include "modelc/managed.h"

#include "base/text.h"

static void add_names(Arena *run, const Map *objects, StrVec *names)
{
    for (size_t i = 0; i < objects->entries.count; i++) {
        const Object *object = objects->entries.items[i].value;

        if (!strvec_has(names, object->name))
            vec_push(run, names, object->name);
    }
}

/* Where objects are that no schema holds. */
static const char no_schema[] = "";

static void add_optional(Arena *run, const Map *objects, StrVec *paths)
{
    for (size_t i = 0; i < objects->entries.count; i++) {
        const Object *object = objects->entries.items[i].value;
        bool in_schema = kind_of(object->kind_id)->scope != SCOPE_DATABASE;
        const char *path = in_schema ? object_namespace(object)->path : "";

        if (!strvec_has(paths, path))
            vec_push(run, paths, path);
    }
}

void managed_add_schemas(Arena *run, Managed *managed, const Schema *schema)
{
    add_names(run, &schema->objects[KIND_SCHEMA], &managed->schemas);
}

void managed_add(Arena *run, Managed *managed, const Schema *schema)
{
    managed->all = managed->all || schema->whole;
    add_names(run, &schema->objects[KIND_EXTENSION], &managed->extensions);
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (kind_of(id)->optional)
            add_optional(run, &schema->objects[id], &managed->optional[id]);
}

static bool is_managed(const void *context, KindId id, const char *schema)
{
    const Managed *managed = context;

    return !kind_of(id)->optional ||
           strvec_has(&managed->optional[id], schema ? schema : no_schema);
}

CatalogOptions managed_options(const Managed *managed)
{
    if (managed->all)
        return (CatalogOptions){0};
    return (CatalogOptions){.managed = &managed->schemas,
                            .extensions = &managed->extensions,
                            .filter = is_managed,
                            .filter_context = managed};
}
