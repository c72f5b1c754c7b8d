#include "schema/kinds/index/index.h"
#include "base/text.h"
#include "base/vec.h"
#include "schema/key_index.h"
#include "schema/kinds/index/index.sql.h"
#include "schema/parameters.h"

#include <string.h>

static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    parameters_write(out, arena_printf(out->arena, "ALTER INDEX %s", to->path),
                     ((const Index *)from)->options, ((const Index *)to)->options);
}

/* The targets "2=100" of `list` that `others` does not say, each in its statement. */
static void add_targets(StrBuf *out, const Object *index, const StrVec *list, const StrVec *others,
                        bool reset)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *item = list->items[i], *value = strchr(item, '=') + 1;

        if (strvec_has(others, item))
            continue;
        strbuf_addf(out, "%sALTER INDEX %s ALTER COLUMN %.*s SET STATISTICS %s",
                    out->length ? ";\n" : "", index->path, (int)(value - 1 - item), item,
                    reset ? "-1" : value);
    }
}

/* All of the new ones: PostgreSQL may have forgotten also those that do not change. */
static void write_statistics(StrBuf *out, const Object *from, const Object *to)
{
    const StrVec none = {0}, *old = from ? &((const Index *)from)->statistics : &none;
    const StrVec *new = &((const Index *)to)->statistics;
    StrBuf statements = {.arena = out->arena};

    add_targets(&statements, to, old, new, true);
    add_targets(&statements, to, new, &none, false);
    strbuf_add(out, strbuf_text(&statements));
}

static const Attr index_attrs[] = {
    ATTR_RECREATE(Index, is_unique),
    ATTR_RECREATE(Index, method),
    ATTR_RECREATE(Index, elements),
    ATTR_COLUMNS(Index, include),
    ATTR_RECREATE(Index, nulls_not_distinct),
    ATTR_(Index, options, .change = CHANGE_ALTER, .judge = key_index_judge, .write = write_options),
    ATTR_JUDGE(Index, tablespace, key_index_judge,
               "ALTER INDEX {path} SET TABLESPACE {tablespace?|pg_default}{tablespace}"),
    ATTR_RECREATE(Index, predicate),
    ATTR_(Index, statistics, .change = CHANGE_ALTER, .separate = true, .lost = true,
          .write = write_statistics),
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
