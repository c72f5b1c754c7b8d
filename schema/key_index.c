#include "schema/key_index.h"

#include "schema/parameters.h"
#include "schema/sql.h"

#include <string.h>

static const char *alter_index(Arena *arena, const Object *constraint)
{
    return arena_printf(arena, "ALTER INDEX %s",
                        path_under(arena, object_namespace(constraint)->path, constraint->name));
}

static const char *text_of(const Object *constraint, const char *attr)
{
    return attr_text(constraint, attr_find(kind_of(constraint->kind_id), attr, strlen(attr)));
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
