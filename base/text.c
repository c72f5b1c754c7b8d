#include "base/text.h"

#include "base/strbuf.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool text_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool text_same_fold(const char *a, const char *b)
{
    return a && b ? strcasecmp(a, b) == 0 : a == b;
}

bool text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
    size_t length = strlen(text), tail = strlen(suffix);

    return length >= tail && strcmp(text + length - tail, suffix) == 0;
}

char *text_lower(Arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);

    for (char *p = copy; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return copy;
}

char *text_upper(Arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);

    for (char *p = copy; *p; p++)
        if (*p >= 'a' && *p <= 'z')
            *p = (char)(*p - 'a' + 'A');
    return copy;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t text_utf8_prefix(const char *text, size_t size)
{
    size_t length = strlen(text);

    if (length <= size)
        return length;
    while (size > 0 && is_continuation(text[size]))
        size--;
    return size;
}

size_t text_utf8_offset(const char *text, size_t position)
{
    size_t at = 0;

    for (; text[at] && position > 1; position--)
        do
            at++;
        while (((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

/* Bytes of the well-formed character at `text`, or 0. */
static size_t utf8_length(const unsigned char *text, size_t left)
{
    static const struct {
        unsigned char mask, lead;
        size_t length;
        uint32_t least;
    } forms[] = {
        {0x80, 0x00, 1, 1      },
        {0xE0, 0xC0, 2, 0x80   },
        {0xF0, 0xE0, 3, 0x800  },
        {0xF8, 0xF0, 4, 0x10000},
    };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if ((text[0] & forms[i].mask) != forms[i].lead)
            continue;
        if (left < forms[i].length)
            return 0;

        uint32_t code = text[0] & (unsigned char)~forms[i].mask;

        for (size_t k = 1; k < forms[i].length; k++) {
            if ((text[k] & 0xC0) != 0x80)
                return 0;
            code = code << 6 | (text[k] & 0x3F);
        }
        return code < forms[i].least || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)
                   ? 0
                   : forms[i].length;
    }
    return 0;
}

/* Behind the ASCII at `i` but NUL, eight bytes at a time; what is left of it is for the caller. */
static size_t skip_ascii(const char *text, size_t length, size_t i)
{
    const uint64_t ones = 0x0101010101010101, tops = ones << 7;
    uint64_t bytes;

    for (; length - i >= sizeof bytes; i += sizeof bytes) {
        memcpy(&bytes, text + i, sizeof bytes);
        if ((bytes | (bytes - ones)) & tops) /* subtraction borrows from a NUL's top bit */
            break;
    }
    return i;
}

bool text_is_utf8(const char *text, size_t length)
{
    for (size_t i = skip_ascii(text, length, 0); i < length; i = skip_ascii(text, length, i)) {
        size_t step = utf8_length((const unsigned char *)text + i, length - i);

        if (step == 0)
            return false;
        i += step;
    }
    return true;
}

enum { WORD_MAX = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t text_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t d[WORD_MAX + 1][WORD_MAX + 1];

    if (n > WORD_MAX || m > WORD_MAX)
        return 1000;
    for (size_t i = 0; i <= n; i++)
        d[i][0] = i;
    for (size_t j = 0; j <= m; j++)
        d[0][j] = j;
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);

            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (x != y));
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                tolower((unsigned char)a[i - 2]) == y)
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

void suggest_offer(Suggestion *suggestion, const char *candidate)
{
    size_t distance = text_distance(suggestion->wanted, candidate);

    if (distance > (strlen(suggestion->wanted) + 2) / 3)
        return;
    if (!suggestion->best || distance < suggestion->distance) {
        suggestion->best = candidate;
        suggestion->distance = distance;
    }
}

const char *suggest_text(Arena *arena, const Suggestion *suggestion)
{
    return suggestion->best ? arena_printf(arena, "; did you mean '%s'?", suggestion->best) : "";
}

char *text_join(Arena *arena, const StrVec *items, const char *separator)
{
    StrBuf buf = {.arena = arena};

    for (size_t i = 0; i < items->count; i++) {
        if (i)
            strbuf_add(&buf, separator);
        strbuf_add(&buf, items->items[i]);
    }
    return buf.text ? buf.text : arena_strdup(arena, "");
}

bool strvec_same(const StrVec *a, const StrVec *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->items[i], b->items[i]) != 0)
            return false;
    return true;
}

bool strvec_has(const StrVec *list, const char *item)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], item) == 0)
            return true;
    return false;
}

StrVec strvec_common(Arena *arena, const StrVec *list, const StrVec *other)
{
    StrVec common = {0};

    for (size_t i = 0; i < list->count; i++)
        if (strvec_has(other, list->items[i]))
            vec_push(arena, &common, list->items[i]);
    return common;
}

static int compare_text(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

void strvec_sort(StrVec *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_text);
}

const char *text_count(Arena *arena, size_t count, const char *thing)
{
    const char *rest = strstr(thing, " with");
    size_t length = rest ? (size_t)(rest - thing) : strlen(thing);
    const char *noun = arena_strndup(arena, thing, length);
    const char *ending = "s";

    if (count == 1)
        ending = "";
    else if (text_ends(noun, "x") || text_ends(noun, "s"))
        ending = "es";
    else if (text_ends(noun, "y")) {
        noun = arena_strndup(arena, noun, length - 1);
        ending = "ies";
    }
    return arena_printf(arena, "%zu %s%s%s", count, noun, ending, rest ? rest : "");
}
