#include "schema/kinds/schema/schema.h"
#include "schema/kinds/schema/schema.sql.h"

#include "base/text.h"
#include "schema/template.h"

static const char comment_template[] = "COMMENT ON SCHEMA {path} IS {comment!}";

/* What initdb says of "public" is not compared: it comes back where something else was said. */
static void write_comment(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    if (to->comment || !text_same(to->name, "public"))
        template_add(out, comment_template, to);
    else
        strbuf_add(out, "COMMENT ON SCHEMA public IS 'standard public schema'");
}

static const Attr schema_attrs[] = {
    ATTR_COMMENT_(comment_template, .write = write_comment),
};

const Kind kind_schema = {
    .name = "schema",
    .title = "schema",
    .scope = SCOPE_DATABASE,
    .size = sizeof(Namespace),
    .catalog_query = schema_sql,
    ATTRS(schema_attrs),
    .create = "CREATE SCHEMA {path}",
    .model = "schema {name}",
    .drop = "DROP SCHEMA {path}",
    .rename = "ALTER SCHEMA {path} RENAME TO",
};
