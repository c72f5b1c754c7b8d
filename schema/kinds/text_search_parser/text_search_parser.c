/* Text search parsers. */
#include "schema/kinds/text_search_parser/text_search_parser.sql.h"

#include "schema/defined.h"

static const Attr text_search_parser_attrs[] = {
    ATTR_(Defined, definition, .change = CHANGE_RECREATE, .whole = true),
    ATTR_COMMENT("COMMENT ON TEXT SEARCH PARSER {path} IS {comment!}"),
};

static const char *const made_by[] = {"text search parser", NULL};
static const char *const named_by[] = {"parser =", NULL};

const Kind kind_text_search_parser = {
    .name = "text_search_parser",
    .title = "text search parser",
    .scope = SCOPE_SCHEMA,
    .named_apart = true,
    .size = sizeof(Defined),
    .catalog_query = text_search_parser_sql,
    ATTRS(text_search_parser_attrs),
    .made_by = made_by,
    .named_by = named_by,
    .create = "{definition}",
    .optional = true,
    .drop = "DROP TEXT SEARCH PARSER {path}",
    .rename = "ALTER TEXT SEARCH PARSER {path} RENAME TO",
    .renames_alone = true,
};
