#include "schema/kinds/exclusion/exclusion.h"
#include "schema/kinds/exclusion/exclusion.sql.h"

#include "schema/key_index.h"

static const Attr exclusion_attrs[] = {
    ATTR_RECREATE(Exclusion, method),
    ATTR_RECREATE(Exclusion, elements),
    ATTR_COLUMNS(Exclusion, include),
    ATTR_(Exclusion, options, .change = CHANGE_ALTER, .judge = key_index_judge,
          .write = key_index_write_options),
    ATTR_(Exclusion, tablespace, .change = CHANGE_ALTER, .judge = key_index_judge,
          .write = key_index_write_tablespace),
    ATTR_RECREATE(Exclusion, predicate),
    ATTR_RECREATE(Exclusion, is_deferrable),
    ATTR_RECREATE(Exclusion, is_deferred),
    ATTR_COMMENT("COMMENT ON CONSTRAINT {name} ON {parent} IS {comment!}"),
};

const Kind kind_exclusion = {
    .name = "exclusion",
    .title = "exclusion constraint",
    .scope = SCOPE_PARENT,
    .size = sizeof(Exclusion),
    .catalog_query = exclusion_sql,
    ATTRS(exclusion_attrs),
    .clause =
        "CONSTRAINT {name} EXCLUDE[ USING {method}] ({elements})[ INCLUDE ({include})]"
        "[ WITH ({options})][ USING INDEX TABLESPACE {tablespace}]"
        "[ WHERE ({predicate})]{is_deferrable? DEFERRABLE|}{is_deferred? INITIALLY DEFERRED|}",
    .model = "[constraint {given} ]exclude[ using {method}] ({elements})[ include ({include})]"
             "[ with ({options})][ using index tablespace {tablespace}]"
             "[ where ({predicate})]{is_deferrable? deferrable|}{is_deferred? initially deferred|}",
    .drop = "ALTER TABLE {parent} DROP CONSTRAINT {name}",
    .rename = "ALTER TABLE {parent} RENAME CONSTRAINT {name} TO",
    .by_definition = true,
    .is_constraint = true,
    .has_index = true,
    .in_parent = true,
    .merges = true,
};
