#include "diff/plan.h"

#include "schema/rename.h"

#include <string.h>

static Object *copy_of(Arena *run, const Object *object)
{
    size_t size = kind_of(object->kind_id)->size;
    Object *copy = arena_alloc(run, size);

    return memcpy(copy, object, size);
}

/* What the model calls by another name now; NULL when it is not there. */
static Object *find_old(Arena *run, const Schema *from, const Object *to)
{
    Object old = *to;

    old.name = to->renamed_from;
    return schema_find(from, to->kind_id, object_path(run, &old));
}

static void rename_one(Arena *run, Findings *findings, Schema *from, const Object *to,
                       Renames *renames)
{
    Object *object = find_old(run, from, to);
    RenameStep step;

    if (schema_find(from, to->kind_id, to->path)) {
        finding_add(findings, FINDING_M403, to->at, "the rename from '%s' is done; the hint can go",
                    to->renamed_from);
        return;
    }
    if (!object || !kind_of(to->kind_id)->rename)
        return;
    step.before = copy_of(run, object);
    if (!schema_rename(run, from, object, to->name))
        return;
    step.after = copy_of(run, object);
    vec_push(run, renames, step);
}

bool plan_will_rename(const Schema *from, const Schema *to)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < to->objects[id].entries.count; i++) {
            const Object *object = to->objects[id].entries.items[i].value;

            if (object->renamed_from && !schema_find(from, id, object->path))
                return true;
        }
    return false;
}

/* Kinds come in order of creation, so that a table has its new name before its columns are asked.
 */
static bool exists(const Schema *schema, const char *path)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (schema_find(schema, id, path))
            return true;
    return false;
}

/* In a database that does not have the table either, the history is not that far yet. */
static void note_stale_drops(Findings *findings, const Schema *from, const Schema *to)
{
    for (size_t i = 0; i < to->dropped.count; i++) {
        const DropHint *hint = &to->dropped.items[i];

        if (!exists(from, hint->path) && (!hint->parent || exists(from, hint->parent)))
            finding_add(findings, FINDING_M405, hint->at,
                        "'%s' is dropped already; the hint can go", hint->path);
    }
}

void plan_renames(Arena *run, Findings *findings, Schema *from, const Schema *to, Renames *renames)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < to->objects[id].entries.count; i++) {
            const Object *object = to->objects[id].entries.items[i].value;

            if (object->renamed_from)
                rename_one(run, findings, from, object, renames);
        }
    note_stale_drops(findings, from, to);
}
