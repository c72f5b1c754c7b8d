#include "schema/sql_scan.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || ((unsigned char)c & 0x80);
}

const char *sql_skip_comment(const char *text)
{
    size_t depth = 0;

    if (text_starts(text, "--"))
        return text + strcspn(text, "\n");
    if (!text_starts(text, "/*"))
        return text;
    do {
        bool opens = text_starts(text, "/*"), closes = text_starts(text, "*/");

        depth = depth + opens - closes;
        text += opens || closes ? 2 : 1;
    } while (depth > 0 && *text);
    return text;
}

const char *sql_skip_space(const char *text)
{
    for (const char *from = NULL; from != text;) {
        from = text;
        text = sql_skip_comment(text + strspn(text, " \t\r\n\f\v"));
    }
    return text;
}

/* Behind the quote that closes the one at `at`. */
static size_t quoted_end(const char *text, size_t at)
{
    char quote = text[at];
    bool escapes = quote == '\'' && at > 0 && strchr("eE", text[at - 1]) &&
                   (at == 1 || !is_word(text[at - 2]));

    for (at++; text[at]; at++) {
        if ((escapes && text[at] == '\\' && text[at + 1]) ||
            (text[at] == quote && text[at + 1] == quote))
            at++;
        else if (text[at] == quote)
            return at + 1;
    }
    return at;
}

/* Behind the $tag$ string at `at`; `at` itself when there is none. */
static size_t dollar_end(const char *text, size_t at)
{
    size_t tag = at + 1, size;

    while (is_word(text[tag]))
        tag++;
    if (text[at] != '$' || text[tag] != '$' || isdigit((unsigned char)text[at + 1]))
        return at;
    size = tag + 1 - at;
    for (const char *p = strchr(text + tag + 1, '$'); p; p = strchr(p + 1, '$'))
        if (strncmp(p, text + at, size) == 0)
            return (size_t)(p - text) + size;
    return tag + strlen(text + tag);
}

bool sql_says(const char *text, const char *words)
{
    for (SqlToken token = {0}; sql_token_next(text, &token);)
        if (sql_token_is(text, token, words))
            return true;
    return false;
}

bool sql_token_marks(const char *text, const SqlToken *token, char mark)
{
    return token->kind == SQL_TOKEN_MARK && token->end > token->begin && text[token->begin] == mark;
}

bool sql_token_next(const char *text, SqlToken *token)
{
    size_t at = (size_t)(sql_skip_space(text + token->end) - text), end = at;

    token->depth += sql_token_marks(text, token, '(');
    if (!text[at])
        return false;
    while (is_word(text[end]) || (end > at && text[end] == '$'))
        end++;
    token->kind = SQL_TOKEN_WORD;
    if (end == at) {
        token->kind = SQL_TOKEN_QUOTED;
        end = strchr("'\"", text[at]) ? quoted_end(text, at) : dollar_end(text, at);
    }
    if (end == at) {
        token->kind = SQL_TOKEN_MARK;
        end = at + 1;
    }
    token->begin = at;
    token->end = end;
    if (token->depth > 0)
        token->depth -= sql_token_marks(text, token, ')');
    return true;
}

bool sql_token_is(const char *text, SqlToken token, const char *words)
{
    for (;;) {
        size_t length = strcspn(words, " ");

        if (token.kind != SQL_TOKEN_WORD || token.end - token.begin != length ||
            strncasecmp(text + token.begin, words, length) != 0)
            return false;
        words += length;
        if (*words++ == '\0')
            return true;
        if (!sql_token_next(text, &token))
            return false;
    }
}

const char *sql_dollar_quoted(Arena *arena, const char *open)
{
    const char *begin = strchr(open + 1, '$');
    const char *tag, *end;

    if (!begin)
        return NULL;
    tag = arena_strndup(arena, open, (size_t)(begin + 1 - open));
    end = strstr(begin + 1, tag);
    return end ? arena_strndup(arena, begin + 1, (size_t)(end - begin - 1)) : NULL;
}
