#include "schema/kinds/table/table.h"
#include "schema/kinds/table/table.sql.h"

static const Attr table_attrs[] = {
    ATTR_ALTER(Table, unlogged, "ALTER TABLE {path} SET {unlogged?UNLOGGED|LOGGED}"),
    ATTR_COMMENT("COMMENT ON TABLE {path} IS {comment!}"),
};

const Kind kind_table = {
    .name = "table",
    .title = "table",
    .scope = SCOPE_SCHEMA,
    .size = sizeof(Table),
    .catalog_query = table_sql,
    ATTRS(table_attrs),
    .create = "CREATE {unlogged?UNLOGGED |}TABLE {path}",
    .drop = "DROP TABLE {path}",
    .rename = "ALTER TABLE {path} RENAME TO",
    .has_parts = true,
};
