#include "schema/kinds/unique/unique.h"
#include "schema/kinds/unique/unique.sql.h"

#include "schema/key_index.h"

static const Attr unique_attrs[] = {
    ATTR_RECREATE(Unique, nulls_not_distinct),
    ATTR_COLUMNS(Unique, columns),
    ATTR_(Unique, without_overlaps, .change = CHANGE_RECREATE, .since = 18),
    ATTR_(Unique, include, .change = CHANGE_RECREATE, .columns = true, .compiled = true),
    ATTR_(Unique, options, .change = CHANGE_ALTER, .judge = key_index_judge,
          .write = key_index_write_options),
    ATTR_(Unique, tablespace, .change = CHANGE_ALTER, .judge = key_index_judge,
          .write = key_index_write_tablespace),
    ATTR_RECREATE(Unique, is_deferrable),
    ATTR_RECREATE(Unique, is_deferred),
    ATTR_COMMENT("COMMENT ON CONSTRAINT {name} ON {parent} IS {comment!}"),
};

const Kind kind_unique = {
    .name = "unique",
    .title = "unique constraint",
    .scope = SCOPE_PARENT,
    .size = sizeof(Unique),
    .catalog_query = unique_sql,
    ATTRS(unique_attrs),
    .clause = "CONSTRAINT {name} UNIQUE{nulls_not_distinct? NULLS NOT DISTINCT|} ({columns}"
              "{without_overlaps? WITHOUT OVERLAPS|})[ INCLUDE ({include})][ WITH ({options})]"
              "[ USING INDEX TABLESPACE {tablespace}]"
              "{is_deferrable? DEFERRABLE|}{is_deferred? INITIALLY DEFERRED|}",
    .model = "[constraint {given} ]unique{nulls_not_distinct? nulls not distinct|} ({columns}"
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
