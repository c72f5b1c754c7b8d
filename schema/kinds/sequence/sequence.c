#include "schema/kinds/sequence/sequence.h"

#include "base/text.h"
#include "schema/counter.h"
#include "schema/kinds/sequence/sequence.sql.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <string.h>

static Counter counter(const Object *object)
{
    const Sequence *sequence = (const Sequence *)object;

    return (Counter){sequence->increment, sequence->min_value, sequence->max_value, sequence->start,
                     ""};
}

static Change judge_start(const Object *from, const Object *to)
{
    const Counter old = counter(from), new = counter(to);

    return counter_judge_start(&old, &new);
}

static void write_start(StrBuf *out, const Object *from, const Object *to)
{
    const Counter new = counter(to);

    (void)from;
    template_add(out, "ALTER SEQUENCE {path} START WITH ", to);
    strbuf_add(out, counter_first_value(&new));
}

static void write_increment(StrBuf *out, const Object *from, const Object *to)
{
    const Counter old = counter(from), new = counter(to);

    template_add(out, "ALTER SEQUENCE {path} INCREMENT BY {increment?|1}{increment}", to);
    counter_add_turn(out, &old, &new);
}

static void write_bound(StrBuf *out, const Object *from, const Object *to, bool upper)
{
    const Counter old = counter(from), new = counter(to);
    const char *bound = counter_move(&old, &new, upper);

    if (bound) {
        strbuf_add(out, "SELECT setval(");
        sql_add_literal(out, to->path);
        strbuf_addf(out, ", %s, %s) FROM %s WHERE last_value %c %s;\n", bound,
                    counter_ends_at(&new, upper) ? "is_called" : "false", to->path,
                    upper ? '>' : '<', bound);
    }
    template_add(out,
                 upper ? "ALTER SEQUENCE {path} {max_value?MAXVALUE |NO MAXVALUE}{max_value}"
                       : "ALTER SEQUENCE {path} {min_value?MINVALUE |NO MINVALUE}{min_value}",
                 to);
    counter_add_start(out, &old, &new, upper);
}

static void write_min_value(StrBuf *out, const Object *from, const Object *to)
{
    write_bound(out, from, to, false);
}

static void write_max_value(StrBuf *out, const Object *from, const Object *to)
{
    write_bound(out, from, to, true);
}

/* SET LOGGED and SET UNLOGGED of a table change what its columns own along. */
static bool table_changes(const Sequence *from, const Sequence *to)
{
    const char *before = from->owned_by, *after = to->owned_by;
    size_t table = before ? (size_t)(sql_last_name(before) - before) : 0;

    return from->of_unlogged != to->of_unlogged && before && after &&
           (size_t)(sql_last_name(after) - after) == table && strncmp(before, after, table) == 0;
}

static Change judge_unlogged(const Object *from, const Object *to)
{
    return table_changes((const Sequence *)from, (const Sequence *)to) ? CHANGE_IGNORE
                                                                       : CHANGE_ALTER;
}

static Change judge_of_unlogged(const Object *from, const Object *to)
{
    const Sequence *sequence = (const Sequence *)to;

    return table_changes((const Sequence *)from, sequence) &&
                   sequence->unlogged != sequence->of_unlogged
               ? CHANGE_ALTER
               : CHANGE_IGNORE;
}

static void write_owner(StrBuf *out, const Object *from, const Object *to)
{
    const Counter new = counter(to);
    StrBuf name = {.arena = out->arena};

    template_add(out, "ALTER SEQUENCE {path} OWNED BY {owned_by?|NONE}{owned_by}", to);
    if (from || !to->plan.owner)
        return;
    sql_add_literal(&name, to->path);
    counter_add_rows(out, &new, strbuf_text(&name), to->plan.owner);
}

#define LOGGING_ATTR(field, fn)                                                                    \
    ATTR_(Sequence, field, .change = CHANGE_ALTER, .since = 15, .moot = true, .with_owner = true,  \
          .judge = (fn), .alter = "ALTER SEQUENCE {path} SET {unlogged?UNLOGGED|LOGGED}")

/* Bounds, start and type are checked together, so they change in one statement. */
#define OPTION_ATTR(field, words)                                                                  \
    ATTR_(Sequence, field, .change = CHANGE_ALTER, .joint = "ALTER SEQUENCE {path}",               \
          .alter = "ALTER SEQUENCE {path} " words)

static const Attr sequence_attrs[] = {
    LOGGING_ATTR(unlogged, judge_unlogged),
    LOGGING_ATTR(of_unlogged, judge_of_unlogged),
    ATTR_(Sequence, min_value, .change = CHANGE_ALTER, .joint = "ALTER SEQUENCE {path}",
          .write = write_min_value),
    OPTION_ATTR(data_type, "AS {data_type?|bigint}{data_type}"),
    ATTR_(Sequence, increment, .change = CHANGE_ALTER, .joint = "ALTER SEQUENCE {path}",
          .write = write_increment),
    ATTR_(Sequence, max_value, .change = CHANGE_ALTER, .joint = "ALTER SEQUENCE {path}",
          .write = write_max_value),
    ATTR_(Sequence, start, .change = CHANGE_ALTER, .joint = "ALTER SEQUENCE {path}",
          .judge = judge_start, .write = write_start),
    OPTION_ATTR(cache, "CACHE {cache?|1}{cache}"),
    OPTION_ATTR(cycle, "{cycle?CYCLE|NO CYCLE}"),
    ATTR_(Sequence, owned_by, .change = CHANGE_ALTER, .separate = true, .ref = KIND_COLUMN + 1,
          .owner = true, .with_owner = true, .write = write_owner),
    ATTR_COMMENT("COMMENT ON SEQUENCE {path} IS {comment!}"),
};

const char *sequence_next_value(Arena *run, const Object *sequence)
{
    StrBuf out = {.arena = run};

    strbuf_add(&out, "nextval(");
    sql_add_constant(&out, sequence->path);
    strbuf_add(&out, "::regclass)");
    return strbuf_text(&out);
}

const Kind kind_sequence = {
    .name = "sequence",
    .title = "sequence",
    .scope = SCOPE_SCHEMA,
    .size = sizeof(Sequence),
    .catalog_query = sequence_sql,
    ATTRS(sequence_attrs),
    .create = "CREATE {unlogged?UNLOGGED |}SEQUENCE {path}[ AS {data_type}][ START WITH {start}]"
              "[ INCREMENT BY {increment}][ MINVALUE {min_value}][ MAXVALUE {max_value}]"
              "[ CACHE {cache}]{cycle? CYCLE|}",
    .model = "{unlogged?unlogged |}sequence {path}[ as {data_type}][ start {start}][ increment "
             "{increment}]"
             "[ minvalue {min_value}][ maxvalue {max_value}][ cache {cache}]{cycle? cycle|}"
             "[ owned by {owned_by}]",
    .drop = "DROP SEQUENCE {path}",
    .rename = "ALTER SEQUENCE {path} RENAME TO",
};
