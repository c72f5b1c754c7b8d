#include "schema/kinds/primary_key/primary_key.h"
#include "schema/kinds/primary_key/primary_key.sql.h"

static const Attr primary_key_attrs[] = {
    ATTR_COLUMNS(PrimaryKey, columns),
    ATTR_(PrimaryKey, include, .change = CHANGE_RECREATE, .columns = true, .compiled = true),
    ATTR_RECREATE(PrimaryKey, is_deferrable),
    ATTR_RECREATE(PrimaryKey, is_deferred),
    ATTR_COMMENT("COMMENT ON CONSTRAINT {name} ON {parent} IS {comment!}"),
};

const Kind kind_primary_key = {
    .name = "primary_key",
    .title = "primary key",
    .scope = SCOPE_PARENT,
    .size = sizeof(PrimaryKey),
    .catalog_query = primary_key_sql,
    ATTRS(primary_key_attrs),
    .clause = "CONSTRAINT {name} PRIMARY KEY ({columns})[ INCLUDE ({include})]"
              "{is_deferrable? DEFERRABLE|}{is_deferred? INITIALLY DEFERRED|}",
    .model = "[constraint {given} ]primary key ({columns})[ include ({include})]"
             "{is_deferrable? deferrable|}{is_deferred? initially deferred|}",
    .drop = "ALTER TABLE {parent} DROP CONSTRAINT {name}",
    .rename = "ALTER TABLE {parent} RENAME CONSTRAINT {name} TO",
    .by_definition = true,
    .is_key = true,
    .in_parent = true,
};
