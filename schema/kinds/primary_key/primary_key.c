#include "schema/kinds/primary_key/primary_key.h"
#include "schema/kinds/primary_key/primary_key.sql.h"

#include "schema/key_index.h"

static const Attr primary_key_attrs[] = {
    ATTR_COLUMNS(PrimaryKey, columns),
    ATTR_(PrimaryKey, without_overlaps, .change = CHANGE_RECREATE, .since = 18),
    ATTR_(PrimaryKey, include, .change = CHANGE_RECREATE, .columns = true, .compiled = true),
    ATTR_(PrimaryKey, options, .change = CHANGE_ALTER, .judge = key_index_judge,
          .write = key_index_write_options),
    ATTR_(PrimaryKey, tablespace, .change = CHANGE_ALTER, .judge = key_index_judge,
          .write = key_index_write_tablespace),
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
    .clause = "CONSTRAINT {name} PRIMARY KEY ({columns}{without_overlaps? WITHOUT OVERLAPS|})[ "
              "INCLUDE ({include})]"
              "[ WITH ({options})][ USING INDEX TABLESPACE {tablespace}]"
              "{is_deferrable? DEFERRABLE|}{is_deferred? INITIALLY DEFERRED|}",
    .model = "[constraint {given} ]primary key ({columns}"
             "{without_overlaps? without overlaps|})[ include ({include})][ with ({options})]"
             "[ using index tablespace {tablespace}]"
             "{is_deferrable? deferrable|}{is_deferred? initially deferred|}",
    .drop = "ALTER TABLE {parent} DROP CONSTRAINT {name}",
    .rename = "ALTER TABLE {parent} RENAME CONSTRAINT {name} TO",
    .by_definition = true,
    .is_key = true,
    .is_constraint = true,
    .has_index = true,
    .in_parent = true,
};
