#include "schema/kinds/materialized_view/materialized_view.h"
#include "schema/kinds/materialized_view/materialized_view.sql.h"

#include "schema/parameters.h"

static const MaterializedView *as_view(const Object *object)
{
    return (const MaterializedView *)object;
}

/* The spelled query says them; two texts that nobody spelled are compared as they are. */
static Change judge_columns(const Object *from, const Object *to)
{
    return as_view(from)->definition.spelled && as_view(to)->definition.spelled ? CHANGE_IGNORE
                                                                                : CHANGE_RECREATE;
}

static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    parameters_write(out, arena_printf(out->arena, "ALTER MATERIALIZED VIEW %s", to->path),
                     as_view(from)->options, as_view(to)->options);
}

static const Attr materialized_view_attrs[] = {
    ATTR_(MaterializedView, definition, .change = CHANGE_RECREATE, .query = true, .compiled = true),
    ATTR_(MaterializedView, columns, .change = CHANGE_RECREATE, .judge = judge_columns),
    ATTR_(MaterializedView, method, .change = CHANGE_RECREATE, .whole = true),
    ATTR_(MaterializedView, options, .change = CHANGE_ALTER, .whole = true, .write = write_options),
    ATTR_ALTER(MaterializedView, tablespace,
               "ALTER MATERIALIZED VIEW {path} SET TABLESPACE "
               "{tablespace?|pg_default}{tablespace}"),
    ATTR_(MaterializedView, cluster, .change = CHANGE_ALTER, .marks = true, .separate = true,
          .after_parts = true,
          .alter = "ALTER MATERIALIZED VIEW {path} "
                   "{cluster?CLUSTER ON |SET WITHOUT CLUSTER}{cluster}"),
    ATTR_IGNORE(MaterializedView, no_data),
    ATTR_COMMENT("COMMENT ON MATERIALIZED VIEW {path} IS {comment!}"),
};

const Kind kind_materialized_view = {
    .name = "materialized_view",
    .title = "materialized view",
    .scope = SCOPE_SCHEMA,
    .has_type = true,
    .size = sizeof(MaterializedView),
    .catalog_query = materialized_view_sql,
    ATTRS(materialized_view_attrs),
    .create = "CREATE MATERIALIZED VIEW {path}[ ({columns})][ USING {method}][ WITH ({options})]"
              "[ TABLESPACE {tablespace}] AS\n{definition}{no_data?\nWITH NO DATA|}",
    .optional = true,
    .drop = "DROP MATERIALIZED VIEW {path}",
    .rename = "ALTER MATERIALIZED VIEW {path} RENAME TO",
};
