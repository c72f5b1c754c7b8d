#include "schema/kinds/partition/bound.h"

#include "base/text.h"
#include "schema/sql_scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What stands in parentheses behind the words of a bound; empty: they do not stand there. */
typedef struct Bound {
    StrVec in, from, to, with;
} Bound;

static StrVec *list_behind(Bound *bound, const char *text, SqlToken word)
{
    if (sql_token_is(text, word, "in"))
        return &bound->in;
    if (sql_token_is(text, word, "from"))
        return &bound->from;
    if (sql_token_is(text, word, "to"))
        return &bound->to;
    return sql_token_is(text, word, "with") ? &bound->with : NULL;
}

static Bound take_apart(Arena *scratch, const char *text)
{
    Bound bound = {0};
    StrVec *list = NULL;
    SqlToken token = {0};
    size_t begin = 0, end = 0;

    while (sql_token_next(text, &token)) {
        bool ends = token.depth == 0 && sql_token_marks(text, &token, ')');

        if (list && (ends || (token.depth == 1 && sql_token_marks(text, &token, ',')))) {
            vec_push(scratch, list, arena_strndup(scratch, text + begin, end - begin));
            begin = end = 0;
            list = ends ? NULL : list;
        } else if (token.depth > 0) {
            begin = end ? begin : token.begin;
            end = token.end;
        } else if (token.kind == SQL_TOKEN_WORD) {
            list = list_behind(&bound, text, token);
        }
    }
    return bound;
}

/* ---- Lists and hashes ---- */

static bool has_all(const StrVec *outer, const StrVec *inner)
{
    for (size_t i = 0; i < inner->count; i++)
        if (!strvec_has(outer, inner->items[i]))
            return false;
    return true;
}

/* "modulus 4", "remainder 1" */
static unsigned long number_of(const char *item)
{
    return strtoul(item + strcspn(item, "0123456789"), NULL, 10);
}

static bool divides(const StrVec *outer, const StrVec *inner)
{
    unsigned long modulus = outer->count == 2 ? number_of(outer->items[0]) : 0;

    return modulus > 0 && inner->count == 2 && number_of(inner->items[0]) % modulus == 0 &&
           number_of(inner->items[1]) % modulus == number_of(outer->items[1]);
}

/* ---- Ranges ---- */

typedef enum Sense { BELOW, SAME, ABOVE, UNTOLD } Sense;

static Sense sense_of(long long difference)
{
    return difference < 0 ? BELOW : difference > 0 ? ABOVE : SAME;
}

/* Small enough for a long long, and not quoted: it is no text. */
static bool is_integer(const char *value)
{
    enum { DIGITS = 18 };
    size_t sign = *value == '-', length = strlen(value + sign);

    return length > 0 && length <= DIGITS && strspn(value + sign, "0123456789") == length;
}

/* Where the offset of a time zone begins in a moment as ISO writes it, else the end. */
static size_t offset_of(const char *value)
{
    enum { BEHIND_DATE = 11 };
    size_t length = strlen(value);

    return length < BEHIND_DATE ? length : BEHIND_DATE + strcspn(value + BEHIND_DATE, "+-");
}

/* Digits alone, or a date that begins with its year: no sign, and no day before the month. */
static bool is_plain(const char *value)
{
    size_t digits;

    if (*value != '\'' || strspn(value, "'0123456789-+:. ") != strlen(value))
        return false;
    digits = strspn(value + 1, "0123456789");
    return value[1 + digits] == '\'' || (digits == strlen("2025") && value[1 + digits] == '-');
}

/* Of one form digits decide, whatever the type and its collation are. */
static Sense compare_plain(const char *a, const char *b)
{
    size_t length = offset_of(a), first = 0;

    if (!is_plain(a) || !is_plain(b) || strlen(a) != strlen(b) || offset_of(b) != length ||
        !text_same(a + length, b + length))
        return UNTOLD;
    for (size_t i = length; i-- > 0;) {
        if (!isdigit((unsigned char)a[i]) || !isdigit((unsigned char)b[i])) {
            if (a[i] != b[i])
                return UNTOLD;
        } else if (a[i] != b[i]) {
            first = i;
        }
    }
    return sense_of(a[first] - b[first]);
}

static Sense compare_values(const char *a, const char *b)
{
    if (text_same_fold(a, b))
        return text_same(a, b) || !strchr(a, '\'') ? SAME : UNTOLD;
    if (text_same_fold(a, "minvalue") || text_same_fold(b, "maxvalue"))
        return BELOW;
    if (text_same_fold(a, "maxvalue") || text_same_fold(b, "minvalue"))
        return ABOVE;
    if (is_integer(a) && is_integer(b))
        return sense_of(strtoll(a, NULL, 10) - strtoll(b, NULL, 10));
    return compare_plain(a, b);
}

/* As rows are compared: by the first value that is another. */
static bool is_not_above(const StrVec *a, const StrVec *b)
{
    Sense sense = SAME;

    for (size_t i = 0; sense == SAME && i < a->count && i < b->count; i++)
        sense = compare_values(a->items[i], b->items[i]);
    return sense == BELOW || (sense == SAME && a->count == b->count);
}

bool bound_is_within(Arena *scratch, const char *inner, const char *outer)
{
    Bound in = take_apart(scratch, inner), out = take_apart(scratch, outer);

    if (in.in.count > 0 && out.in.count > 0)
        return has_all(&out.in, &in.in);
    if (in.with.count > 0 && out.with.count > 0)
        return divides(&out.with, &in.with);
    return in.from.count > 0 && out.from.count > 0 && is_not_above(&out.from, &in.from) &&
           is_not_above(&in.to, &out.to);
}
