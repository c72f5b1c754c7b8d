/* Which columns an object names. */
#include "schema/refs.h"

typedef struct Telling {
    RefFn *fn;
    void *context;
} Telling;

static void tell_column(void *context, Object *needed, RefStrength strength)
{
    const Telling *telling = context;

    (void)strength;
    if (needed->kind_id == KIND_COLUMN)
        telling->fn(telling->context, KIND_COLUMN, needed->path);
}

void columns_refs(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    Arena *scratch = arena_new();
    Telling telling = {fn, context};

    fn(context, object->kind_id, object->path);
    object_refs(scratch, schema, object, tell_column, &telling);
    arena_free(scratch);
}
