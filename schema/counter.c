#include "schema/counter.h"

#include "base/text.h"
#include "schema/kinds/column/column.h"
#include "schema/sql.h"

#include <stdint.h>
#include <stdlib.h>

static bool counts_down(const Counter *counter)
{
    return counter->increment && *counter->increment == '-';
}

static bool turns(const Counter *from, const Counter *to)
{
    return counts_down(from) != counts_down(to);
}

static const char *first_bound(const Counter *counter)
{
    return counts_down(counter) ? counter->max : counter->min;
}

const char *counter_first_value(const Counter *counter)
{
    const char *bound = first_bound(counter), *otherwise = counts_down(counter) ? "-1" : "1";

    if (counter->start)
        return counter->start;
    return bound ? bound : otherwise;
}

Change counter_judge_start(const Counter *from, const Counter *to)
{
    bool moves = !to->start && !text_same(first_bound(from), first_bound(to));

    return moves || turns(from, to) ? CHANGE_IGNORE : CHANGE_ALTER;
}

/* The least and the greatest value, `otherwise` for those of the type. */
static int64_t least_of(const Counter *counter, int64_t otherwise)
{
    if (counter->min)
        return strtoll(counter->min, NULL, 10);
    return counts_down(counter) ? otherwise : 1;
}

static int64_t greatest_of(const Counter *counter, int64_t otherwise)
{
    if (counter->max)
        return strtoll(counter->max, NULL, 10);
    return counts_down(counter) ? -1 : otherwise;
}

/* Whether no value of the old range is in the new one, or the counter loses the bound it starts at.
 */
static bool begins_anew(const Counter *from, const Counter *to)
{
    return (turns(from, to) && !first_bound(to)) ||
           greatest_of(from, INT64_MAX) < least_of(to, INT64_MIN) ||
           greatest_of(to, INT64_MAX) < least_of(from, INT64_MIN);
}

const char *counter_move(const Counter *from, const Counter *to, bool upper)
{
    bool narrower = upper ? greatest_of(to, INT64_MAX) < greatest_of(from, INT64_MAX)
                          : least_of(to, INT64_MIN) > least_of(from, INT64_MIN);
    const char *bound = upper ? to->max : to->min;

    if (!narrower || begins_anew(from, to))
        return NULL;
    return bound ? bound : upper ? "-1" : "1";
}

bool counter_ends_at(const Counter *to, bool upper)
{
    return counts_down(to) != upper;
}

typedef enum Part { PART_MIN, PART_TURN, PART_MAX } Part;

/* The first part that changes says it; they share one statement. */
static void add_restart(StrBuf *out, const Counter *from, const Counter *to, Part part)
{
    Part first = !text_same(from->min, to->min) ? PART_MIN : turns(from, to) ? PART_TURN : PART_MAX;

    if (part == first && begins_anew(from, to))
        strbuf_add(out, " RESTART");
}

static void add_start(StrBuf *out, const Counter *to)
{
    strbuf_addf(out, " %sSTART WITH %s", to->set, counter_first_value(to));
}

void counter_add_start(StrBuf *out, const Counter *from, const Counter *to, bool upper)
{
    if (!to->start && !turns(from, to) && counts_down(to) == upper)
        add_start(out, to);
    add_restart(out, from, to, upper ? PART_MAX : PART_MIN);
}

void counter_add_turn(StrBuf *out, const Counter *from, const Counter *to)
{
    if (!turns(from, to))
        return;
    /* Where the type changes with it NO MINVALUE is the least of the type, whatever the direction.
     */
    if (!from->min && !to->min)
        strbuf_addf(out, counts_down(to) ? " %sNO MINVALUE" : " %sMINVALUE 1", to->set);
    if (!from->max && !to->max)
        strbuf_addf(out, counts_down(to) ? " %sMAXVALUE -1" : " %sNO MAXVALUE", to->set);
    if (!to->start || !text_same(from->start, to->start))
        add_start(out, to);
    add_restart(out, from, to, PART_TURN);
}

static bool has_counted_rows(const Object *column)
{
    static const char *const types[] = {"smallint", "integer", "bigint"};
    const char *type = ((const Column *)column)->type.text;

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_same(type, types[i]))
            return object_stays(column);
    return false;
}

void counter_add_rows(StrBuf *out, const Counter *counter, const char *sequence,
                      const Object *column)
{
    bool down = counts_down(counter);
    const char *name = sql_ident(out->arena, column->name), *table = column->parent->path;
    const char *last = arena_printf(out->arena, "%s(%s)", down ? "min" : "max", name);
    const char *limit = down ? counter->min : counter->max;

    if (!has_counted_rows(column))
        return;
    strbuf_addf(out, ";\nSELECT setval(%s, %s) FROM %s HAVING %s %s %s", sequence, last, table,
                last, down ? "<=" : ">=", counter_first_value(counter));
    if (limit)
        strbuf_addf(out, " AND %s %s %s", last, down ? ">=" : "<=", limit);
}
