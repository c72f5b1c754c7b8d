#include "schema/kinds/schema/schema.h"
#include "schema/kinds/schema/schema.sql.h"

static const Attr schema_attrs[] = {
    ATTR_COMMENT("COMMENT ON SCHEMA {path} IS {comment!}"),
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
