#include "base/text.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <string.h>

typedef struct Qualifier {
    const char *text;
    const SqlContested *contested;
    StrBuf out;
    size_t copied;        /* bytes of the text that are in `out` */
    SqlToken before;      /* the token before the one at hand */
    const SqlToken *last; /* it, or NULL at the start */
    bool sets, assigns; /* behind SET, where the next "=" of that depth gives a column its value */
    size_t set_depth;
} Qualifier;

/* "OPERATOR(pg_catalog." */
static void add_around(Qualifier *qualifier, const SqlToken *token, const char *head,
                       const char *name, const char *tail)
{
    StrBuf *out = &qualifier->out;

    strbuf_addn(out, qualifier->text + qualifier->copied, token->begin - qualifier->copied);
    strbuf_addf(out, "%spg_catalog.%s%s", head, name, tail);
    qualifier->copied = token->end;
}

static const char *token_text(const Qualifier *qualifier, const SqlToken *token)
{
    return arena_strndup(qualifier->out.arena, qualifier->text + token->begin,
                         token->end - token->begin);
}

static bool follows(const Qualifier *qualifier, char mark)
{
    return qualifier->last && sql_token_marks(qualifier->text, qualifier->last, mark);
}

/* count(*), t.*; behind a dot an operator has its schema. */
static bool is_operator(const Qualifier *qualifier, const char *name)
{
    return !follows(qualifier, '.') && !(text_same(name, "*") && follows(qualifier, '('));
}

static void take_operator(Qualifier *qualifier, const SqlToken *token)
{
    const char *name = token_text(qualifier, token);

    if (text_same(name, "=") && qualifier->assigns && token->depth == qualifier->set_depth)
        qualifier->assigns = false;
    else if (is_operator(qualifier, name) && strvec_has(&qualifier->contested->operators, name))
        add_around(qualifier, token, "OPERATOR(", name, ")");
}

/* Whether what follows the word is an expression: behind any other there is a name for a table. */
static bool heads_expression(const char *text, SqlToken word)
{
    static const char *const words[] = {
        "all",      "and",       "any",  "as",       "between", "by",     "case", "default",
        "distinct", "else",      "from", "if",       "having",  "in",     "is",   "join",
        "lateral",  "limit",     "not",  "of",       "on",      "offset", "or",   "return",
        "select",   "returning", "then", "variadic", "when",    "where"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sql_token_is(text, word, words[i]))
            return true;
    return false;
}

static bool is_call(const Qualifier *qualifier, const SqlToken *token)
{
    const SqlToken *last = qualifier->last;

    if (*sql_skip_space(qualifier->text + token->end) != '(')
        return false;
    if (!last || last->kind == SQL_TOKEN_WORD)
        return !last || heads_expression(qualifier->text, *last);
    return last->kind == SQL_TOKEN_MARK && !strchr(").]", qualifier->text[last->begin]);
}

/* "IN (SELECT …" compares by the operator "=", and has no other form of its own. */
static bool is_in_query(const char *text, SqlToken token)
{
    return sql_token_is(text, token, "in") && sql_token_next(text, &token) &&
           sql_token_marks(text, &token, '(') && sql_token_next(text, &token) &&
           (sql_token_is(text, token, "select") || sql_token_is(text, token, "values") ||
            sql_token_is(text, token, "with"));
}

static void take_word(Qualifier *qualifier, const SqlToken *token)
{
    const SqlContested *contested = qualifier->contested;

    if (sql_token_is(qualifier->text, *token, "set")) {
        qualifier->sets = qualifier->assigns = true;
        qualifier->set_depth = token->depth;
    } else if (is_in_query(qualifier->text, *token) && strvec_has(&contested->operators, "=")) {
        add_around(qualifier, token, "OPERATOR(", "=", ") ANY");
    } else if (is_call(qualifier, token)) {
        const char *name = token_text(qualifier, token);

        if (strvec_has(&contested->functions, name))
            add_around(qualifier, token, "", name, "");
    }
}

static void take_token(Qualifier *qualifier, SqlToken *token)
{
    size_t length = strspn(qualifier->text + token->begin, SQL_OPERATOR_CHARACTERS);

    if (token->kind == SQL_TOKEN_MARK && length > 0) {
        token->end = token->begin + length;
        take_operator(qualifier, token);
    } else if (token->kind == SQL_TOKEN_WORD) {
        take_word(qualifier, token);
    } else if (sql_token_marks(qualifier->text, token, ',') && qualifier->sets &&
               token->depth == qualifier->set_depth) {
        qualifier->assigns = true;
    }
}

/* What an aggregate is made of has "=" behind its names. */
static bool defines(const char *text)
{
    SqlToken token = {0};

    return sql_token_next(text, &token) &&
           (sql_token_is(text, token, "create aggregate") ||
            sql_token_is(text, token, "create or replace aggregate"));
}

const char *sql_qualify(Arena *arena, const char *text, const SqlContested *contested)
{
    Qualifier qualifier = {.text = text, .contested = contested, .out.arena = arena};
    SqlToken token = {0};

    if (!text || contested->operators.count + contested->functions.count == 0 || defines(text))
        return text;
    while (sql_token_next(text, &token)) {
        take_token(&qualifier, &token);
        qualifier.before = token;
        qualifier.last = &qualifier.before;
    }
    if (qualifier.copied == 0)
        return text;
    strbuf_add(&qualifier.out, text + qualifier.copied);
    return strbuf_text(&qualifier.out);
}
