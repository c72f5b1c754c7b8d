#include "schema/defined.h"

#include "base/text.h"
#include "schema/sql.h"

#include <string.h>

size_t defined_bare_length(const char *name)
{
    const char *method = strstr(name, " USING ");

    return method ? (size_t)(method - name) : strcspn(name, "(");
}

const char *defined_bare_name(Arena *run, const char *name)
{
    return arena_strndup(run, name, defined_bare_length(name));
}

size_t kind_bare_length(const Kind *kind, const char *name)
{
    return kind->made_by ? defined_bare_length(name) : strlen(name);
}

const char *defined_behind_name(const Object *object, const char *text)
{
    const Kind *kind = kind_of(object->kind_id);
    const char *at;

    if (!text || !kind->made_by)
        return text;
    if (kind->is_called) {
        at = strchr(text, '(');
        return at ? at : text;
    }
    if (kind_bare_length(kind, object->name) < strlen(object->name))
        return text;
    at = strstr(text, object->path);
    return at ? at + strlen(object->path) : text;
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

static Change judge_shape(const Object *from, const Object *to, bool last)
{
    const StrVec *before = &((const Defined *)from)->shape, *after = &((const Defined *)to)->shape;
    bool known = before->count > 0 && after->count > 0;

    return known && text_same(before->items[last ? before->count - 1 : 0],
                              after->items[last ? after->count - 1 : 0])
               ? CHANGE_ALTER
               : CHANGE_RECREATE;
}

Change judge_shape_first(const Object *from, const Object *to)
{
    return judge_shape(from, to, false);
}

Change judge_shape_last(const Object *from, const Object *to)
{
    return judge_shape(from, to, true);
}
