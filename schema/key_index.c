#include "schema/key_index.h"

#include "schema/parameters.h"
#include "schema/sql.h"

#include <string.h>

static const char *alter_index(Arena *arena, const Object *constraint)
{
    return arena_printf(arena, "ALTER INDEX %s",
                        path_under(arena, object_namespace(constraint)->path, constraint->name));
}

/* NULL also where its kind has no such attribute. */
static const char *text_of(const Object *object, const char *name)
{
    const Attr *attr = attr_find(kind_of(object->kind_id), name, strlen(name));

    return attr ? attr_text(object, attr) : NULL;
}

Change key_index_judge(const Object *from, const Object *to)
{
    (void)from;
    return text_of(to->parent, "partition_by") ? CHANGE_RECREATE : CHANGE_ALTER;
}

void key_index_write_options(StrBuf *out, const Object *from, const Object *to)
{
    parameters_write(out, alter_index(out->arena, to), text_of(from, "options"),
                     text_of(to, "options"));
}

void key_index_write_tablespace(StrBuf *out, const Object *from, const Object *to)
{
    const char *tablespace = text_of(to, "tablespace");

    (void)from;
    strbuf_addf(out, "%s SET TABLESPACE %s", alter_index(out->arena, to),
                tablespace ? sql_ident(out->arena, tablespace) : "pg_default");
}
