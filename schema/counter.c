#include "schema/counter.h"

#include "base/text.h"

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

static void add_start(StrBuf *out, const Counter *to)
{
    strbuf_addf(out, " %sSTART WITH %s", to->set, counter_first_value(to));
}

void counter_add_start(StrBuf *out, const Counter *from, const Counter *to, bool upper)
{
    if (!to->start && !turns(from, to) && counts_down(to) == upper)
        add_start(out, to);
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
    if (!first_bound(to))
        strbuf_add(out, " RESTART");
}
