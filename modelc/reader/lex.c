#include "modelc/reader/lex.h"

#include "base/text.h"
#include "modelc/reader/fold.h"

#include <ctype.h>
#include <string.h>

typedef struct Lexer {
    Arena *run;
    Findings *findings;
    const Annotation *annotation;
    const char *text;
    size_t length, at;
    Tokens *tokens;
} Lexer;

bool lex_is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (c & 0x80);
}

static bool is_operator(char c)
{
    return c != '\0' && strchr("+-*/<>=~!@#%^&|`?:;", c) != NULL;
}

static bool starts(const char *text, size_t length, size_t at, const char *what)
{
    size_t size = strlen(what);

    return length - at >= size && memcmp(text + at, what, size) == 0;
}

static size_t comment_end(const char *text, size_t length, size_t at)
{
    const char *close = starts(text, length, at, "//") ? "\n" : "*/";
    const char *end = memmem(text + at + 2, length - at - 2, close, strlen(close));

    if (!end)
        return length;
    return (size_t)(end - text) + strlen(close);
}

size_t lex_skip(const char *text, size_t length, size_t at)
{
    while (at < length) {
        if (starts(text, length, at, "/*") || starts(text, length, at, "//"))
            at = comment_end(text, length, at);
        else if (isspace((unsigned char)text[at]) || text[at] == '\\')
            at++;
        else
            break;
    }
    return at;
}

size_t lex_quoted_end(const char *text, size_t length, size_t at)
{
    char quote = text[at];
    bool escapes = quote == '\'' && at > 0 && (text[at - 1] == 'e' || text[at - 1] == 'E') &&
                   (at == 1 || !lex_is_word(text[at - 2]));

    for (at++; at < length; at++) {
        if ((escapes && text[at] == '\\') ||
            (text[at] == quote && at + 1 < length && text[at + 1] == quote))
            at++;
        else if (text[at] == quote)
            return at + 1;
    }
    return length + 1;
}

size_t lex_dollar_end(const char *text, size_t length, size_t at)
{
    size_t tag = at + 1;

    if (text[at] != '$' || (at > 0 && lex_is_word(text[at - 1])))
        return at;
    while (tag < length && text[tag] != '$' && lex_is_word(text[tag]))
        tag++;
    if (tag >= length || text[tag] != '$' || isdigit((unsigned char)text[at + 1]))
        return at;

    size_t size = tag + 1 - at;
    const char *end = memmem(text + tag + 1, length - tag - 1, text + at, size);

    return end ? (size_t)(end - text) + size : length + 1;
}

Range annotation_range(const Annotation *annotation, size_t begin, size_t end)
{
    Range at = annotation->at;

    if (annotation->origin) {
        at.begin = annotation->origin[begin];
        at.end = (end > begin ? annotation->origin[end - 1] : at.begin) + 1;
        return at;
    }
    if (!annotation->exact)
        return at;
    at.end = at.begin + (end > begin ? end : begin + 1);
    at.begin += begin;
    return at;
}

static void push(Lexer *lexer, TokenKind kind, size_t begin, const char *text)
{
    Token token = {kind, begin, lexer->at, text};

    if (!text)
        token.text = arena_strndup(lexer->run, lexer->text + begin, lexer->at - begin);
    vec_push(lexer->run, lexer->tokens, token);
}

static bool fail(const Lexer *lexer, FindingId id, size_t begin, size_t end, const char *message)
{
    finding_add(lexer->findings, id, annotation_range(lexer->annotation, begin, end), "%s",
                message);
    return false;
}

/* The value between the quotes of '…' or "…", doubled ones undone. */
static const char *string_value(Arena *run, const char *text, size_t length)
{
    StrBuf value = {.arena = run};

    for (size_t i = 1; i + 1 < length; i++) {
        strbuf_addc(&value, text[i]);
        if (text[i] == text[0] && text[i + 1] == text[0])
            i++;
    }
    return strbuf_text(&value);
}

static bool lex_string(Lexer *lexer)
{
    size_t begin = lexer->at, end = lex_quoted_end(lexer->text, lexer->length, begin);

    if (end > lexer->length)
        return fail(lexer, FINDING_M108, begin, begin + 1, "unterminated string");
    lexer->at = end;
    push(lexer, TOKEN_STRING, begin, string_value(lexer->run, lexer->text + begin, end - begin));
    return true;
}

/* A quoted name of SQL, the value without the quotes. */
static bool lex_quoted_name(Lexer *lexer)
{
    size_t begin = lexer->at, end = lex_quoted_end(lexer->text, lexer->length, begin);

    if (end > lexer->length)
        return fail(lexer, FINDING_M108, begin, begin + 1, "unterminated string");
    lexer->at = end;
    push(lexer, TOKEN_CSTRING, begin, string_value(lexer->run, lexer->text + begin, end - begin));
    return true;
}

static bool lex_cstring(Lexer *lexer)
{
    size_t begin = lexer->at;
    Folded value;

    if (lexer->annotation->sql)
        return lex_quoted_name(lexer);

    if (!fold_cstring(lexer->run, lexer->text, lexer->length, &lexer->at, &value))
        return fail(lexer, FINDING_M108, begin, begin + 1, "unterminated string");
    push(lexer, TOKEN_CSTRING, begin, value.text);
    return true;
}

/* A $tag$ string, or a word that starts with a dollar sign. */
static bool lex_dollar(Lexer *lexer)
{
    size_t begin = lexer->at, end = lex_dollar_end(lexer->text, lexer->length, begin);

    if (end > lexer->length)
        return fail(lexer, FINDING_M108, begin, begin + 1, "unterminated string");
    if (end > begin) {
        size_t tag = (size_t)((const char *)memchr(lexer->text + begin + 1, '$', end - begin - 1) -
                              lexer->text) +
                     1 - begin;

        lexer->at = end;
        push(lexer, TOKEN_STRING, begin,
             arena_strndup(lexer->run, lexer->text + begin + tag, end - begin - 2 * tag));
        return true;
    }
    while (lexer->at < lexer->length && lex_is_word(lexer->text[lexer->at]))
        lexer->at++;
    push(lexer, TOKEN_NUMBER, begin, NULL);
    return true;
}

static void lex_number(Lexer *lexer)
{
    size_t begin = lexer->at;

    while (lexer->at < lexer->length &&
           (lex_is_word(lexer->text[lexer->at]) || lexer->text[lexer->at] == '.'))
        lexer->at++;
    push(lexer, TOKEN_NUMBER, begin, NULL);
}

static bool lex_operator(Lexer *lexer)
{
    size_t begin = lexer->at;

    if (starts(lexer->text, lexer->length, begin, "--"))
        return fail(lexer, FINDING_M105, begin, begin + 2,
                    "an SQL comment cannot stand here; use /* */");
    while (lexer->at < lexer->length && is_operator(lexer->text[lexer->at]) &&
           !starts(lexer->text, lexer->length, lexer->at, "--") &&
           !starts(lexer->text, lexer->length, lexer->at, "/*") &&
           !starts(lexer->text, lexer->length, lexer->at, "//"))
        lexer->at++;
    push(lexer, TOKEN_OPERATOR, begin, NULL);
    return true;
}

/* Whatever is no letter of the language stands for itself, so that the grammar refuses it. */
static void lex_mark(Lexer *lexer)
{
    static const struct {
        char mark;
        TokenKind kind;
    } marks[] = {
        {'(', TOKEN_OPEN         },
        {')', TOKEN_CLOSE        },
        {'[', TOKEN_OPEN_BRACKET },
        {']', TOKEN_CLOSE_BRACKET},
        {',', TOKEN_COMMA        },
        {'.', TOKEN_DOT          },
    };
    TokenKind kind = TOKEN_OPERATOR;
    size_t begin = lexer->at++;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].mark == lexer->text[begin])
            kind = marks[i].kind;
    push(lexer, kind, begin, NULL);
}

static void lex_word(Lexer *lexer)
{
    size_t begin = lexer->at;

    while (lexer->at < lexer->length && lex_is_word(lexer->text[lexer->at]))
        lexer->at++;
    push(lexer, TOKEN_WORD, begin, NULL);
}

static bool lex_one(Lexer *lexer)
{
    char c = lexer->text[lexer->at];

    if (c == '"')
        return lex_cstring(lexer);
    if (c == '\'')
        return lex_string(lexer);
    if (c == '$')
        return lex_dollar(lexer);
    if (is_operator(c))
        return lex_operator(lexer);
    if (isdigit((unsigned char)c))
        lex_number(lexer);
    else if (lex_is_word(c))
        lex_word(lexer);
    else
        lex_mark(lexer);
    return true;
}

/* An operator that a formatter cut in two. */
static void warn_split(const Lexer *lexer, const Token *left, const Token *right)
{
    static const char *const operators[] = {"<>", "<=", ">=",  "!=", "||",  "::", "->", "->>",
                                            "@>", "#>", "#>>", "#-", "~*",  "!~", "<@", "&&",
                                            "@@", "?|", "?&",  "~~", "!~*", "@?"};

    if (left->kind != TOKEN_OPERATOR || right->kind != TOKEN_OPERATOR || right->begin == left->end)
        return;

    const char *whole = arena_printf(lexer->run, "%s%s", left->text, right->text);

    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (strcmp(operators[i], whole) != 0)
            continue;
        finding_add(lexer->findings, FINDING_M106,
                    annotation_range(lexer->annotation, left->begin, right->end),
                    "operator '%s' is split by a space (clang-format? add "
                    "WhitespaceSensitiveMacros: [PG, PG_ALSO], or write the expression as a "
                    "string)",
                    whole)
            ->fix = whole;
    }
}

/* The string form is only a fix where '' is the whole expression: elsewhere "''" is a name. */
static void warn_empty(const Lexer *lexer, const Token *before, const Token *token,
                       const Token *after)
{
    if (token->kind != TOKEN_STRING || token->end - token->begin != 2 || !lexer->annotation->exact)
        return;

    Finding *finding =
        finding_add(lexer->findings, FINDING_M107,
                    annotation_range(lexer->annotation, token->begin, token->end),
                    "clang warns about an empty character constant here; write it as a string");

    if (before && text_same_fold(before->text, "default") &&
        (after->kind == TOKEN_END || after->kind == TOKEN_WORD))
        finding->fix = "\"''\"";
}

bool lex(Arena *run, Findings *findings, const Annotation *annotation, Tokens *tokens)
{
    Lexer lexer = {run, findings, annotation, annotation->text, annotation->length, 0, tokens};

    for (;;) {
        size_t begin = lexer.at;

        lexer.at = lex_skip(lexer.text, lexer.length, begin);
        if (lexer.at >= lexer.length)
            break;
        if (!lex_one(&lexer))
            return false;
    }
    lexer.at = lexer.length;
    push(&lexer, TOKEN_END, lexer.length, "");
    for (size_t i = 0; i + 1 < tokens->count; i++) {
        const Token *token = &tokens->items[i];

        warn_split(&lexer, token, token + 1);
        warn_empty(&lexer, i > 0 ? token - 1 : NULL, token, token + 1);
    }
    return true;
}
