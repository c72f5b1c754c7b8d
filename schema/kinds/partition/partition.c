#include "schema/kinds/partition/partition.h"
#include "base/text.h"
#include "schema/index_part.h"
#include "schema/kinds/partition/partition.sql.h"
#include "schema/parameters.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

static Change judge_options(const Object *from, const Object *to)
{
    const Partition *old = (const Partition *)from, *new = (const Partition *)to;

    return parameters_judge(from, to, old->options, new->options, old->toastless || new->toastless);
}

/* What does not change was forgotten, and is said again. */
static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    const char *before = from ? ((const Partition *)from)->options : NULL;
    const char *after = ((const Partition *)to)->options;

    parameters_write(out, arena_printf(out->arena, "ALTER TABLE %s", to->path),
                     text_same(before, after) ? NULL : before, after);
}

static bool forgets_options(const Object *to)
{
    return parameters_forgotten(to, ((const Partition *)to)->options);
}

/* The rows stay while the bound changes; those that do not fit make it fail. */
static void write_bound(StrBuf *out, const Object *from, const Object *to)
{
    const Partition *old = (const Partition *)from, *new = (const Partition *)to;

    if (old->bound)
        template_add(out, "ALTER TABLE {parent} DETACH PARTITION {path}", to);
    if (old->bound && new->bound)
        strbuf_add(out, ";\n");
    if (new->bound)
        template_add(out, "ALTER TABLE {parent} ATTACH PARTITION {path} {bound}", to);
}

/*
 * "USING INDEX name" or "name" marks an index of its own, or what it has of the index of that name
 * of its table: PostgreSQL has named that, and is asked when the revision runs.
 */
static void write_mark(StrBuf *out, const Object *partition, const char *words, const char *mark)
{
    static const char using[] = "USING INDEX ";
    size_t head = mark && text_starts(mark, using) ? strlen(using) : 0;
    const char *name = mark ? sql_bare_name(out->arena, mark + head) : NULL;
    StrBuf body = {.arena = out->arena};

    if (!name || index_of(partition, name) || !index_above(partition, name)) {
        strbuf_addf(out, "ALTER TABLE %s %s%s", partition->path, words, mark ? mark : "");
        return;
    }
    strbuf_addf(&body, "BEGIN\n    EXECUTE format('ALTER TABLE %%s %s%s%%I', ", words,
                head ? using : "");
    sql_add_literal(&body, partition->path);
    strbuf_add(&body, "::regclass, (\n        SELECT (SELECT c.relname FROM pg_class c WHERE "
                      "c.oid = i.indexrelid)\n");
    index_part_add_source(&body, partition, name, false);
    strbuf_add(&body, "));\nEND");
    sql_add_block(out, "mark", strbuf_text(&body));
}

static void write_replica_identity(StrBuf *out, const Object *from, const Object *to)
{
    const char *identity = ((const Partition *)to)->replica_identity;

    (void)from;
    write_mark(out, to, "REPLICA IDENTITY ", identity ? identity : "DEFAULT");
}

static void write_cluster(StrBuf *out, const Object *from, const Object *to)
{
    const char *cluster = ((const Partition *)to)->cluster;

    (void)from;
    write_mark(out, to, cluster ? "CLUSTER ON " : "SET WITHOUT CLUSTER", cluster);
}

static const Attr partition_attrs[] = {
    ATTR_(Partition, bound, .change = CHANGE_ALTER, .place = true, .resets = true, .whole = true,
          .write = write_bound),
    ATTR_(Partition, partition_by, .change = CHANGE_RECREATE, .whole = true, .keyed = true),
    ATTR_ALTER(Partition, unlogged, "ALTER TABLE {path} SET {unlogged?UNLOGGED|LOGGED}"),
    ATTR_ALTER(Partition, method, "ALTER TABLE {path} SET ACCESS METHOD {method?|heap}{method}"),
    ATTR_(Partition, options, .change = CHANGE_ALTER, .after_parts = true, .judge = judge_options,
          .forgotten = forgets_options, .write = write_options),
    ATTR_IGNORE(Partition, toastless),
    ATTR_ALTER(Partition, tablespace,
               "ALTER TABLE {path} SET TABLESPACE {tablespace?|pg_default}{tablespace}"),
    ATTR_(Partition, row_security, .change = CHANGE_ALTER, .separate = true, .after_parts = true,
          .alter = "ALTER TABLE {path} {row_security?ENABLE|DISABLE} ROW LEVEL SECURITY"),
    ATTR_(Partition, force_row_security, .change = CHANGE_ALTER, .separate = true,
          .after_parts = true,
          .alter = "ALTER TABLE {path} {force_row_security?FORCE|NO FORCE} ROW LEVEL SECURITY"),
    ATTR_(Partition, replica_identity, .change = CHANGE_ALTER, .marks = true, .separate = true,
          .after_parts = true, .write = write_replica_identity),
    ATTR_(Partition, cluster, .change = CHANGE_ALTER, .marks = true, .separate = true,
          .after_parts = true, .write = write_cluster),
    ATTR_COMMENT("COMMENT ON TABLE {path} IS {comment!}"),
};

const Kind kind_partition = {
    .name = "partition",
    .title = "partition",
    .scope = SCOPE_SCHEMA,
    .has_type = true,
    .size = sizeof(Partition),
    .catalog_query = partition_sql,
    ATTRS(partition_attrs),
    .create = "CREATE {unlogged?UNLOGGED |}TABLE {path} PARTITION OF {parent} {bound}"
              "[ PARTITION BY {partition_by}][ USING {method}][ WITH ({options})]"
              "[ TABLESPACE {tablespace}]",
    /* A foreign key that refers to the table depends on each of its partitions. */
    .drop = "ALTER TABLE {parent} DETACH PARTITION {path};\nDROP TABLE {path}",
    .rename = "ALTER TABLE {path} RENAME TO",
    .in_parent = true,
    .is_holder = true,
};
