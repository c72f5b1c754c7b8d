/* Text search templates. */
#include "schema/kinds/text_search_template/text_search_template.sql.h"

#include "schema/defined.h"

static const Attr text_search_template_attrs[] = {
    ATTR_(Defined, definition, .change = CHANGE_RECREATE, .whole = true),
    ATTR_COMMENT("COMMENT ON TEXT SEARCH TEMPLATE {path} IS {comment!}"),
};

static const char *const made_by[] = {"text search template", NULL};
static const char *const named_by[] = {"template =", NULL};

const Kind kind_text_search_template = {
    .name = "text_search_template",
    .title = "text search template",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = text_search_template_sql,
    ATTRS(text_search_template_attrs),
    .made_by = made_by,
    .named_by = named_by,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP TEXT SEARCH TEMPLATE {path}",
    .rename = "ALTER TEXT SEARCH TEMPLATE {path} RENAME TO",
    .renames_alone = true,
};
