#include "schema/kinds/sequence/sequence.h"
#include "schema/kinds/sequence/sequence.sql.h"

static const Attr sequence_attrs[] = {
    ATTR_ALTER(Sequence, data_type, "ALTER SEQUENCE {path} AS {data_type?|bigint}{data_type}"),
    ATTR_ALTER(Sequence, increment, "ALTER SEQUENCE {path} INCREMENT BY {increment?|1}{increment}"),
    ATTR_ALTER(Sequence, min_value,
               "ALTER SEQUENCE {path} {min_value?MINVALUE |NO MINVALUE}{min_value}"),
    ATTR_ALTER(Sequence, max_value,
               "ALTER SEQUENCE {path} {max_value?MAXVALUE |NO MAXVALUE}{max_value}"),
    ATTR_ALTER(Sequence, start, "ALTER SEQUENCE {path} START WITH {start?|1}{start}"),
    ATTR_ALTER(Sequence, cache, "ALTER SEQUENCE {path} CACHE {cache?|1}{cache}"),
    ATTR_ALTER(Sequence, cycle, "ALTER SEQUENCE {path} {cycle?CYCLE|NO CYCLE}"),
    ATTR_(Sequence, owned_by, .change = CHANGE_ALTER, .separate = true, .ref = KIND_COLUMN + 1,
          .owner = true, .alter = "ALTER SEQUENCE {path} OWNED BY {owned_by?|NONE}{owned_by}"),
    ATTR_COMMENT("COMMENT ON SEQUENCE {path} IS {comment!}"),
};

const Kind kind_sequence = {
    .name = "sequence",
    .title = "sequence",
    .scope = SCOPE_SCHEMA,
    .size = sizeof(Sequence),
    .catalog_query = sequence_sql,
    ATTRS(sequence_attrs),
    .create = "CREATE SEQUENCE {path}[ AS {data_type}][ START WITH {start}]"
              "[ INCREMENT BY {increment}][ MINVALUE {min_value}][ MAXVALUE {max_value}]"
              "[ CACHE {cache}]{cycle? CYCLE|}",
    .drop = "DROP SEQUENCE {path}",
    .rename = "ALTER SEQUENCE {path} RENAME TO",
};
