#include "schema/key_index.h"

#include "schema/parameters.h"
#include "schema/sql.h"

#include <string.h>

static const char *alter_index(Arena *arena, const Object *constraint)
{
    return arena_printf(arena, "ALTER INDEX %s",
                        path_under(arena, object_namespace(constraint)->path, constraint->name));
}

const char *key_index_text(const Object *object, const char *name)
{
    const Attr *attr = attr_find(kind_of(object->kind_id), name, strlen(name));

    return attr ? attr_text(object, attr) : NULL;
}

Change key_index_judge(const Object *from, const Object *to)
{
    (void)from;
    return key_index_text(to->parent, "partition_by") ? CHANGE_RECREATE : CHANGE_ALTER;
}

void key_index_write_options(StrBuf *out, const Object *from, const Object *to)
{
    parameters_write(out, alter_index(out->arena, to), key_index_text(from, "options"),
                     key_index_text(to, "options"));
}

void key_index_write_tablespace(StrBuf *out, const Object *from, const Object *to)
{
    const char *tablespace = key_index_text(to, "tablespace");

    (void)from;
    strbuf_addf(out, "%s SET TABLESPACE %s", alter_index(out->arena, to),
                tablespace ? sql_ident(out->arena, tablespace) : "pg_default");
}
