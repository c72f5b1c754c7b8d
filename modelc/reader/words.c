#include "modelc/reader/words.h"

#include "base/text.h"
#include "modelc/reader/lex.h"
#include "schema/sql.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A name in an expression: bytes [begin, end), and what it names. */
typedef struct Word {
    size_t begin, end;
    const char *name; /* folded as PostgreSQL folds it */
} Word;

static bool starts_word(char c)
{
    return lex_is_word(c) && !isdigit((unsigned char)c) && c != '$';
}

static const char *unquote(Arena *run, const char *text, size_t length)
{
    StrBuf name = {.arena = run};

    for (size_t i = 1; i + 1 < length; i++) {
        strbuf_addc(&name, text[i]);
        i += text[i] == '"';
    }
    return strbuf_text(&name);
}

/* Whether the dot before byte `at` follows OLD or NEW, the rows of a trigger. */
static bool is_of_row(const char *expr, size_t at)
{
    return at >= 4 &&
           (strncasecmp(expr + at - 4, "old.", 4) == 0 ||
            strncasecmp(expr + at - 4, "new.", 4) == 0) &&
           (at == 4 || !lex_is_word(expr[at - 5]));
}

/* Whether the word at `begin` is a field, a type, or a function rather than a column. */
static bool is_other(const char *expr, const Word *word)
{
    if (word->begin > 0 && expr[word->begin - 1] == '.')
        return !is_of_row(expr, word->begin);
    if (word->begin > 1 && strncmp(expr + word->begin - 2, "::", 2) == 0)
        return true;
    return expr[word->end + strspn(expr + word->end, " ")] == '(' || expr[word->end] == '\'';
}

/* The next name at or behind `*at`, which moves behind it; false at the end. */
static bool next_word(Arena *run, const char *expr, size_t length, size_t *at, Word *out)
{
    while (*at < length) {
        size_t begin = *at, end = begin + 1;

        if (expr[begin] == '\'' || expr[begin] == '"')
            end = lex_quoted_end(expr, length, begin);
        else if (expr[begin] == '$')
            end = lex_dollar_end(expr, length, begin);
        else if (lex_is_word(expr[begin]))
            while (end < length && lex_is_word(expr[end]))
                end++;
        if (end <= begin)
            end = begin + 1;
        if (end > length)
            end = length;
        *at = end;
        *out = (Word){begin, end, NULL};
        if (expr[begin] == '"')
            out->name = unquote(run, expr + begin, end - begin);
        else if (starts_word(expr[begin]))
            out->name = text_lower(run, arena_strndup(run, expr + begin, end - begin));
        if (out->name && !is_other(expr, out))
            return true;
    }
    return false;
}

void words_columns(Arena *run, const char *expr, const StrVec *columns, StrVec *out)
{
    StrVec mentioned = {0};
    Word word;

    for (size_t at = 0, length = strlen(expr); next_word(run, expr, length, &at, &word);)
        vec_push(run, &mentioned, word.name);
    for (size_t i = 0; i < columns->count; i++)
        if (strvec_has(&mentioned, columns->items[i]))
            vec_push(run, out, columns->items[i]);
}

const char *words_prefix(Arena *run, const char *expr, const StrVec *columns, const char *prefix)
{
    StrBuf out = {.arena = run};
    size_t copied = 0;
    Word word;

    for (size_t at = 0, length = strlen(expr); next_word(run, expr, length, &at, &word);) {
        if (!strvec_has(columns, word.name))
            continue;
        strbuf_addn(&out, expr + copied, word.begin - copied);
        sql_add_ident(&out, arena_printf(run, "%s%s", prefix, word.name));
        copied = word.end;
    }
    if (copied == 0)
        return expr;
    strbuf_add(&out, expr + copied);
    return strbuf_text(&out);
}
