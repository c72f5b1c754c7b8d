#include "schema/kinds/index/index.h"
#include "schema/kinds/index/index.sql.h"
#include "schema/kinds/table/table.h"
#include "schema/template.h"

#include <string.h>

/* ALTER INDEX can neither set nor reset a parameter of an index on a partitioned table. */
static bool is_partitioned(const Object *index)
{
    const Object *table = index->parent;

    return table && table->kind_id == KIND_TABLE && ((const Table *)table)->partition_by;
}

/* A parameter that goes needs RESET, one that stays SET: both at once is a new index. */
static Change judge_options(const Object *from, const Object *to)
{
    if (is_partitioned(to))
        return CHANGE_RECREATE;

    const char *old = ((const Index *)from)->options;
    const char *new = ((const Index *)to)->options;

    return !old || !new || strcspn(old, ",") == strlen(old) ? CHANGE_ALTER : CHANGE_RECREATE;
}

/* Bring the storage parameters from one list "a=1, b=2" to another. */
static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    const char *old = ((const Index *)from)->options;

    if (((const Index *)to)->options) {
        template_add(out, "ALTER INDEX {path} SET ({options})", to);
        return;
    }
    template_add(out, "ALTER INDEX {path} RESET (", to);
    for (const char *p = old; *p; p += strspn(p, ", ")) {
        if (p != old)
            strbuf_add(out, ", ");
        strbuf_addn(out, p, strcspn(p, "="));
        p += strcspn(p, ",");
    }
    strbuf_addc(out, ')');
}

static const Attr index_attrs[] = {
    ATTR_RECREATE(Index, is_unique),
    ATTR_RECREATE(Index, method),
    ATTR_RECREATE(Index, elements),
    ATTR_COLUMNS(Index, include),
    ATTR_RECREATE(Index, nulls_not_distinct),
    ATTR_(Index, options, .change = CHANGE_ALTER, .judge = judge_options, .write = write_options),
    ATTR_ALTER(Index, tablespace,
               "ALTER INDEX {path} SET TABLESPACE {tablespace?|pg_default}{tablespace}"),
    ATTR_RECREATE(Index, predicate),
    ATTR_COMMENT("COMMENT ON INDEX {path} IS {comment!}"),
};

const Kind kind_index = {
    .name = "index",
    .title = "index",
    .scope = SCOPE_SCHEMA,
    .size = sizeof(Index),
    .catalog_query = index_sql,
    ATTRS(index_attrs),
    .create = "CREATE {is_unique?UNIQUE |}INDEX {name} ON {parent}[ USING {method}] ({elements})"
              "[ INCLUDE ({include})]{nulls_not_distinct? NULLS NOT DISTINCT|}"
              "[ WITH ({options})][ TABLESPACE {tablespace}][ WHERE {predicate}]",
    .model =
        "{is_unique?unique |}index[ {given}][ using {method}] ({elements})[ include ({include})]"
        "{nulls_not_distinct? nulls not distinct|}[ with ({options})][ tablespace {tablespace}]"
        "[ where {predicate}]",
    .drop = "DROP INDEX {path}",
    .rename = "ALTER INDEX {path} RENAME TO",
    .by_definition = true,
    .in_parent = true,
};
