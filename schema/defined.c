#include "schema/defined.h"

#include "schema/sql.h"

#include <string.h>

size_t defined_bare_length(const char *name)
{
    const char *method = strstr(name, " USING ");

    return method ? (size_t)(method - name) : strcspn(name, "(");
}

void defined_sign(Arena *run, Object *object)
{
    static const char name[] = "signature";
    const Kind *kind = kind_of(object->kind_id);
    Defined *defined = (Defined *)object;

    if (!kind->made_by || !attr_find(kind, name, strlen(name)) || !object->parent ||
        kind->is_symbol || !defined->signature)
        return;

    const char *bare = arena_strndup(run, object->name, defined_bare_length(object->name));

    defined->signature = arena_printf(run, "%s.%s%s", object->parent->path, sql_ident(run, bare),
                                      defined->signature + defined_bare_length(defined->signature));
}

Change no_change(const Object *from, const Object *to)
{
    (void)from;
    (void)to;
    return CHANGE_IGNORE;
}
