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

/* A type that changes would be taken for one that changes above. */
static bool keeps_types(const Object *from)
{
    for (size_t i = 0; i < from->children.count; i++) {
        const Object *column = from->children.items[i], *to = column->plan.pair;

        if (column->kind_id == KIND_COLUMN && to &&
            !text_same(object_type(column)->text, object_type(to)->text))
            return false;
    }
    return true;
}

/* Those that stay keep their places, and what comes is behind them. */
static bool keeps_order(const StrVec *stays, const StrVec *new)
{
    StrVec first = *new;

    first.count = stays->count;
    return strvec_same(stays, &first);
}

/*
 * A table can become an heir when it has already what it is to inherit, and be one no longer when
 * it says itself what it inherited.
 */
static Change judge_inherits(const Object *from, const Object *to)
{
    const Table *old = (const Table *)from, *new = (const Table *)to;
    Arena *arena = arena_new();
    StrVec stays = strvec_common(arena, &old->inherits, &new->inherits);
    bool leaves = stays.count < old->inherits.count, joins = stays.count < new->inherits.count;
    bool alters = keeps_order(&stays, &new->inherits);

    arena_free(arena);
    if ((leaves && !old->says_all) || (joins && !(new->says_all &&keeps_types(from))))
        return CHANGE_RECREATE;
    return alters ? CHANGE_ALTER : CHANGE_RECREATE;
}

static void add_each(StrBuf *out, const Object *table, const char *words, const StrVec *of,
                     const StrVec *without)
{
    for (size_t i = 0; i < of->count; i++)
        if (!strvec_has(without, of->items[i]))
            strbuf_addf(out, "%sALTER TABLE %s %s %s", out->length ? ";\n" : "", table->path, words,
                        of->items[i]);
}

static void write_inherits(StrBuf *out, const Object *from, const Object *to)
{
    const StrVec *old = &((const Table *)from)->inherits, *new = &((const Table *)to)->inherits;

    add_each(out, to, "NO INHERIT", old, new);
    add_each(out, to, "INHERIT", new, old);
}

/*
 * Row security, the replica identity and the mark of CLUSTER wait for policies and indexes,
 * parameters of the TOAST table for a column that needs one.
 */
static const Attr table_attrs[] = {
    ATTR_(Table, inherits, .change = CHANGE_ALTER, .ref = KIND_TABLE + 1, .takes_parts = true,
          .after_parts = true, .judge = judge_inherits, .write = write_inherits),
    ATTR_(Table, partition_by, .change = CHANGE_RECREATE, .whole = true, .keyed = true),
    ATTR_(Table, unlogged, .change = CHANGE_ALTER, .stores = true,
          .alter = "ALTER TABLE {path} SET {unlogged?UNLOGGED|LOGGED}"),
    ATTR_(Table, method, .change = CHANGE_ALTER, .stores = true,
          .alter = "ALTER TABLE {path} SET ACCESS METHOD {method?|heap}{method}"),
    ATTR_(Table, options, .change = CHANGE_ALTER, .after_parts = true, .judge = judge_options,
          .forgotten = forgets_options, .write = write_options),
    ATTR_IGNORE(Table, toastless),
    ATTR_(Table, tablespace, .change = CHANGE_ALTER, .places = true,
          .alter = "ALTER TABLE {path} SET TABLESPACE {tablespace?|pg_default}{tablespace}"),
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
    .has_type = true,
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
