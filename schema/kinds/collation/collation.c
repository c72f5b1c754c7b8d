/* Collations. */
#include "schema/kinds/collation/collation.sql.h"

#include "schema/defined.h"

static const Attr collation_attrs[] = {
    ATTR_(Defined, definition, .change = CHANGE_RECREATE, .whole = true),
    ATTR_COMMENT("COMMENT ON COLLATION {path} IS {comment!}"),
};

static const char *const made_by[] = {"collation", NULL};

const Kind kind_collation = {
    .name = "collation",
    .title = "collation",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = collation_sql,
    ATTRS(collation_attrs),
    .made_by = made_by,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP COLLATION {path}",
    .rename = "ALTER COLLATION {path} RENAME TO",
    .renames_alone = true,
};
