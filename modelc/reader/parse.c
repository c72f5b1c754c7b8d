#include "modelc/reader/parse.h"

#include "base/text.h"
#include "modelc/reader/fold.h"

#include <stdarg.h>
#include <string.h>
#include <strings.h>

bool parser_begin(Parser *parser, Arena *run, Findings *findings, const Annotation *annotation)
{
    *parser = (Parser){.run = run, .findings = findings, .annotation = annotation};
    return lex(run, findings, annotation, &parser->tokens);
}

void parser_drop_semicolon(Parser *parser)
{
    size_t last = parser->tokens.count - 1;

    if (last == 0 || !text_same(parser->tokens.items[last - 1].text, ";") ||
        parser->tokens.items[last - 1].kind != TOKEN_OPERATOR)
        return;
    parser->tokens.items[last - 1] = parser->tokens.items[last];
    parser->tokens.count = last;
}

const Token *parser_peek(const Parser *parser, size_t ahead)
{
    size_t at = parser->next + ahead, last = parser->tokens.count - 1;

    return &parser->tokens.items[at < last ? at : last];
}

bool parser_at(const Parser *parser, TokenKind kind)
{
    return parser_peek(parser, 0)->kind == kind;
}

bool parser_at_end(const Parser *parser)
{
    return parser_at(parser, TOKEN_END);
}

bool parser_at_word(const Parser *parser)
{
    return parser_at(parser, TOKEN_WORD) && parser_peek(parser, 1)->kind != TOKEN_DOT;
}

/* How many tokens the words take; 0 when others stand there: what a dot follows is a schema. */
static size_t match_words(const Parser *parser, const char *words)
{
    size_t count = 0;

    while (*words) {
        const Token *token = parser_peek(parser, count);
        size_t length = strcspn(words, " ");

        /* the first letter tells most apart, and is asked very often */
        if (token->kind != TOKEN_WORD || (token->text[0] | ' ') != words[0] ||
            strlen(token->text) != length || strncasecmp(token->text, words, length) != 0)
            return 0;
        count++;
        words += length + (words[length] == ' ');
    }
    return parser_peek(parser, count)->kind == TOKEN_DOT ? 0 : count;
}

bool parser_sees(const Parser *parser, const char *words)
{
    return match_words(parser, words) > 0;
}

bool parser_accept(Parser *parser, const char *words)
{
    size_t count = match_words(parser, words);

    parser->next += count;
    return count > 0;
}

bool parser_accept_kind(Parser *parser, TokenKind kind)
{
    bool found = parser_at(parser, kind) && kind != TOKEN_END;

    parser->next += found;
    return found;
}

bool parser_expect(Parser *parser, const char *words)
{
    return parser_accept(parser, words) ||
           parser_fail_word(parser, arena_printf(parser->run, "'%s'", words), &words, 1);
}

bool parser_expect_kind(Parser *parser, TokenKind kind, const char *what)
{
    return parser_accept_kind(parser, kind) || parser_fail(parser, what);
}

Range parser_token_range(const Parser *parser, const Token *token)
{
    return annotation_range(parser->annotation, token->begin, token->end);
}

Range parser_range(const Parser *parser, size_t first)
{
    size_t last = parser->next > first ? parser->next - 1 : first;

    return annotation_range(parser->annotation, parser->tokens.items[first].begin,
                            parser->tokens.items[last].end);
}

const char *parser_found(const Parser *parser)
{
    const Token *token = parser_peek(parser, 0);

    if (token->kind == TOKEN_END)
        return "the end";
    return arena_printf(parser->run, "'%.*s'", (int)(token->end - token->begin),
                        parser->annotation->text + token->begin);
}

bool parser_fail(Parser *parser, const char *what)
{
    return parser_error(parser, FINDING_M101, NULL, "expected %s, found %s", what,
                        parser_found(parser));
}

bool parser_fail_word(Parser *parser, const char *what, const char *const words[], size_t count)
{
    Suggestion suggestion = {.wanted = parser_peek(parser, 0)->text};

    if (!parser_at(parser, TOKEN_WORD))
        return parser_fail(parser, what);
    for (size_t i = 0; i < count; i++)
        suggest_offer(&suggestion, words[i]);
    if (suggestion.best && text_same_fold(suggestion.best, suggestion.wanted)) /* out of order */
        suggestion.best = NULL;
    return parser_error(parser, FINDING_M101, suggestion.best, "expected %s, found %s%s", what,
                        parser_found(parser), suggest_text(parser->run, &suggestion));
}

bool parser_error(Parser *parser, FindingId id, const char *fix, const char *format, ...)
{
    va_list args;

    va_start(args, format);

    const char *message = arena_vprintf(parser->run, format, args);

    va_end(args);
    finding_add(parser->findings, id, parser_token_range(parser, parser_peek(parser, 0)), "%s",
                message)
        ->fix = fix;
    return false;
}

bool parser_unmanaged(Parser *parser, const char *words)
{
    size_t first = parser->next;

    if (!parser_accept(parser, words))
        parser->next++;
    finding_add(parser->findings, FINDING_M121, parser_range(parser, first),
                "modelc does not manage '%s'", words);
    return false;
}

const char *parser_hint(const Parser *parser, const char *best)
{
    return best ? arena_printf(parser->run, "; did you mean '%s'?", best) : "";
}

Folded parser_fold(const Parser *parser, size_t begin, size_t end)
{
    const Annotation *annotation = parser->annotation;

    return (annotation->sql ? fold_sql : fold_source)(parser->run, annotation->text + begin,
                                                      end - begin);
}

/* The blanks at the head of the line of byte `begin`; SIZE_MAX: it is a C macro's line. */
static size_t indent_at(const Annotation *annotation, size_t begin)
{
    const char *text = annotation->text;

    while (begin > 0 && text[begin - 1] != '\n')
        begin--;
    if (begin == 0)
        return annotation->sql ? annotation->indent : SIZE_MAX;
    return strspn(text + begin, " \t");
}

Folded parser_fold_layout(const Parser *parser, size_t begin, size_t end)
{
    const Annotation *annotation = parser->annotation;

    return fold_layout(parser->run, annotation->text + begin, end - begin, annotation->sql,
                       indent_at(annotation, begin));
}

const char *parser_text(const Parser *parser, size_t first, size_t end)
{
    size_t begin = parser->tokens.items[first].begin;

    if (first >= end)
        return "";
    return parser_fold(parser, begin, parser->tokens.items[end - 1].end).text;
}

size_t parser_closing(const Parser *parser, size_t open)
{
    size_t depth = 0;

    for (size_t i = open; i < parser->tokens.count; i++) {
        TokenKind kind = parser->tokens.items[i].kind;

        depth += kind == TOKEN_OPEN || kind == TOKEN_OPEN_BRACKET;
        if ((kind == TOKEN_CLOSE || kind == TOKEN_CLOSE_BRACKET) && --depth == 0)
            return i;
    }
    return 0;
}

bool parse_number(Parser *parser, const char *what, const char **out)
{
    size_t first = parser->next;

    if (parser_at(parser, TOKEN_OPERATOR) && (text_same(parser_peek(parser, 0)->text, "-") ||
                                              text_same(parser_peek(parser, 0)->text, "+")))
        parser->next++;

    const char *digits = parser_peek(parser, 0)->text;

    if (!parser_at(parser, TOKEN_NUMBER) || digits[strspn(digits, "0123456789")] != '\0')
        return parser_fail(parser, what);
    parser->next++;

    bool negative = text_same(parser->tokens.items[first].text, "-");

    digits += strspn(digits, "0");
    *out =
        arena_printf(parser->run, "%s%s", negative && *digits ? "-" : "", *digits ? digits : "0");
    return true;
}

bool parse_name(Parser *parser, const char *what, Name *out)
{
    const Token *token = parser_peek(parser, 0);

    if ((token->kind != TOKEN_WORD && token->kind != TOKEN_CSTRING) || token->text[0] == '\0') {
        parser_fail(parser, what);
        return false;
    }
    *out = (Name){.text = token->text, .at = parser_token_range(parser, token)};
    parser->next++;
    return true;
}

bool parse_qname(Parser *parser, const char *what, Name *out)
{
    Name last;

    if (!parse_name(parser, what, out))
        return false;
    if (!parser_accept_kind(parser, TOKEN_DOT))
        return true;
    if (!parse_name(parser, "a name behind the '.'", &last))
        return false;
    last.schema = out->text;
    last.at.begin = out->at.begin;
    *out = last;
    return true;
}

bool parse_old_part(Parser *parser, Name *out)
{
    size_t first = parser->next;

    if (!parse_name(parser, "the old name", out))
        return false;
    if (!parser_at(parser, TOKEN_DOT))
        return true;
    while (parser_accept_kind(parser, TOKEN_DOT))
        if (!parse_name(parser, "a name behind the '.'", out))
            return false;
    finding_add(parser->findings, FINDING_M407, parser_range(parser, first),
                "a part of a table or a type stays in it; 'renamed from' takes its old name alone")
        ->hint = arena_printf(parser->run,
                              "If '%s' was part of the same one, write that name alone. If not, it "
                              "is a new one: add it, carry the values over by a revision of your "
                              "own, then drop the old one.",
                              out->text);
    return false;
}

/* M103: no list of columns may hold one twice. */
static bool check_new(const Parser *parser, const Names *names, const Name *name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (!text_same(names->items[i].text, name->text))
            continue;

        Finding *finding = finding_add(parser->findings, FINDING_M103, name->at,
                                       "'%s' is given twice", name->text);

        finding_note(parser->findings, finding, names->items[i].at, "first given here");
        return false;
    }
    return true;
}

/* "period" is a name too, where one ends behind it. */
static bool accept_period(Parser *parser)
{
    TokenKind after = parser_peek(parser, 1)->kind;

    return after != TOKEN_COMMA && after != TOKEN_CLOSE && parser_accept(parser, "period");
}

bool parse_key_names(Parser *parser, Names *out, bool *period, bool *without_overlaps)
{
    if (!parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    do {
        Name name;

        if (period && accept_period(parser))
            *period = true;
        if (!parse_name(parser, "a column", &name) || !check_new(parser, out, &name))
            return false;
        vec_push(parser->run, out, name);
        if (without_overlaps && parser_accept(parser, "without overlaps"))
            *without_overlaps = true;
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return parser_expect_kind(parser, TOKEN_CLOSE, "',' or ')'");
}

bool parse_names(Parser *parser, Names *out)
{
    return parse_key_names(parser, out, NULL, NULL);
}

static void insert_sorted(Arena *run, StrVec *list, const char *item)
{
    size_t at = 0;

    while (at < list->count && strcmp(list->items[at], item) < 0)
        at++;
    vec_insert(run, list, at, item);
}

static bool accept_operator(Parser *parser, const char *op)
{
    if (!parser_at(parser, TOKEN_OPERATOR) || !text_same(parser_peek(parser, 0)->text, op))
        return false;
    parser->next++;
    return true;
}

/* "= value", where "=-" before a number is two; no value is true. */
static bool parse_param_value(Parser *parser, const char **out)
{
    bool is_signed = accept_operator(parser, "=-");
    const Token *token;

    *out = "true";
    if (!is_signed && !accept_operator(parser, "="))
        return true;
    is_signed = is_signed || accept_operator(parser, "-");
    token = parser_peek(parser, 0);
    if (token->kind != TOKEN_NUMBER &&
        (is_signed || (token->kind != TOKEN_WORD && token->kind != TOKEN_STRING &&
                       token->kind != TOKEN_CSTRING)))
        return parser_fail(parser, "a value");
    *out = is_signed ? arena_printf(parser->run, "-%s", token->text) : token->text;
    parser->next++;
    return true;
}

/* "fillfactor", "toast.autovacuum_enabled" */
static bool parse_param_name(Parser *parser, Name *out)
{
    if (!parse_name(parser, "an option", out))
        return false;
    if (!text_same_fold(out->text, "toast") || !parser_accept_kind(parser, TOKEN_DOT))
        return true;
    if (!parse_name(parser, "an option", out))
        return false;
    out->text = arena_printf(parser->run, "toast.%s", out->text);
    return true;
}

bool parse_params(Parser *parser, StrVec *out)
{
    if (!parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    do {
        Name name;
        const char *value;

        if (!parse_param_name(parser, &name) || !parse_param_value(parser, &value))
            return false;
        insert_sorted(
            parser->run, out,
            arena_printf(parser->run, "%s=%s", text_lower(parser->run, name.text), value));
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return parser_expect_kind(parser, TOKEN_CLOSE, "',' or ')'");
}
