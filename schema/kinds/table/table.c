#include "schema/kinds/table/table.h"
#include "base/text.h"
#include "schema/kinds/table/table.sql.h"
#include "schema/parameters.h"

static Change judge_options(const Object *from, const Object *to)
{
    const Table *old = (const Table *)from, *new = (const Table *)to;

    return parameters_judge(from, to, old->options, new->options, old->toastless || new->toastless);
}

/* What does not change was forgotten, and is said again. */
static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    const char *before = from ? ((const Table *)from)->options : NULL;
    const char *after = ((const Table *)to)->options;

    parameters_write(out, arena_printf(out->arena, "ALTER TABLE %s", to->path),
                     text_same(before, after) ? NULL : before, after);
}

static bool forgets_options(const Object *to)
{
    return parameters_forgotten(to, ((const Table *)to)->options);
}

/*
 * Row security, the replica identity and the mark of CLUSTER wait for policies and indexes,
 * parameters of the TOAST table for a column that needs one.
 */
static const Attr table_attrs[] = {
    ATTR_(Table, inherits, .change = CHANGE_RECREATE, .ref = KIND_TABLE + 1, .takes_parts = true),
    ATTR_(Table, partition_by, .change = CHANGE_RECREATE, .whole = true, .keyed = true),
    ATTR_ALTER(Table, unlogged, "ALTER TABLE {path} SET {unlogged?UNLOGGED|LOGGED}"),
    ATTR_ALTER(Table, method, "ALTER TABLE {path} SET ACCESS METHOD {method?|heap}{method}"),
    ATTR_(Table, options, .change = CHANGE_ALTER, .after_parts = true, .judge = judge_options,
          .forgotten = forgets_options, .write = write_options),
    ATTR_IGNORE(Table, toastless),
    ATTR_ALTER(Table, tablespace,
               "ALTER TABLE {path} SET TABLESPACE {tablespace?|pg_default}{tablespace}"),
    ATTR_(Table, row_security, .change = CHANGE_ALTER, .separate = true, .after_parts = true,
          .alter = "ALTER TABLE {path} {row_security?ENABLE|DISABLE} ROW LEVEL SECURITY"),
    ATTR_(Table, force_row_security, .change = CHANGE_ALTER, .separate = true, .after_parts = true,
          .alter = "ALTER TABLE {path} {force_row_security?FORCE|NO FORCE} ROW LEVEL SECURITY"),
    ATTR_(Table, replica_identity, .change = CHANGE_ALTER, .marks = true, .separate = true,
          .after_parts = true,
          .alter = "ALTER TABLE {path} REPLICA IDENTITY "
                   "{replica_identity?|DEFAULT}{replica_identity}"),
    ATTR_(Table, cluster, .change = CHANGE_ALTER, .marks = true, .separate = true,
          .after_parts = true,
          .alter = "ALTER TABLE {path} {cluster?CLUSTER ON |SET WITHOUT CLUSTER}{cluster}"),
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
    .tail = "[ INHERITS ({inherits,})][ PARTITION BY {partition_by}][ USING {method}]"
            "[ WITH ({options})][ TABLESPACE {tablespace}]",
    .drop = "DROP TABLE {path}",
    .rename = "ALTER TABLE {path} RENAME TO",
    .has_parts = true,
};
