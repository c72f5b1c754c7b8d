/* Casts.  Nothing depends on one that stands: expressions hold its function. */
#include "schema/kinds/cast/cast.sql.h"

#include "schema/defined.h"

static const Attr cast_attrs[] = {
    DEFINED_SIGNATURE(false),
    ATTR_(Defined, definition, .change = CHANGE_RECREATE, .whole = true),
    ATTR_COMMENT("COMMENT ON CAST ({signature}) IS {comment!}"),
};

static const char *const made_by[] = {"cast", NULL};

const Kind kind_cast = {
    .name = "cast",
    .title = "cast",
    .scope = SCOPE_DATABASE,
    .size = sizeof(Defined),
    .catalog_query = cast_sql,
    ATTRS(cast_attrs),
    .made_by = made_by,
    .create = "{definition}",
    .optional = true,
    .serves_texts = true,
    .drop = "DROP CAST ({signature})",
};
