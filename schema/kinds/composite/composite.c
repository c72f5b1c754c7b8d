#include "schema/kinds/composite/composite.h"
#include "schema/kinds/composite/composite.sql.h"

static const Attr composite_attrs[] = {
    ATTR_COMMENT("COMMENT ON TYPE {path} IS {comment!}"),
};

const Kind kind_composite = {
    .name = "composite",
    .title = "composite type",
    .scope = SCOPE_SCHEMA,
    .has_type = true,
    .size = sizeof(Composite),
    .catalog_query = composite_sql,
    ATTRS(composite_attrs),
    .create = "CREATE TYPE {path} AS",
    .drop = "DROP TYPE {path}",
    .rename = "ALTER TYPE {path} RENAME TO",
    .has_parts = true,
};
