#include "modelc/reader/parse.h"

#include "base/text.h"
#include "modelc/reader/fold.h"
#include "schema/sql.h"

#include <stdarg.h>
#include <string.h>
#include <strings.h>

bool parser_begin(Parser *parser, Arena *run, Findings *findings, const Annotation *annotation)
{
    *parser = (Parser){.run = run, .findings = findings, .annotation = annotation};
    return lex(run, findings, annotation, &parser->tokens);
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

/* How many tokens the words take; 0 when others stand there. */
static size_t match_words(const Parser *parser, const char *words)
{
    size_t count = 0;

    while (*words) {
        const Token *token = parser_peek(parser, count);
        size_t length = strcspn(words, " ");

        if (token->kind != TOKEN_WORD || strlen(token->text) != length ||
            strncasecmp(token->text, words, length) != 0)
            return 0;
        count++;
        words += length + (words[length] == ' ');
    }
    return count;
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

const char *parser_text(const Parser *parser, size_t first, size_t end)
{
    size_t begin = parser->tokens.items[first].begin;

    if (first >= end)
        return "";
    return fold_source(parser->run, parser->annotation->text + begin,
                       parser->tokens.items[end - 1].end - begin)
        .text;
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

    if (token->kind != TOKEN_WORD && token->kind != TOKEN_CSTRING)
        return parser_fail(parser, what);
    if (token->text[0] == '\0')
        return parser_fail(parser, what);
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

bool parse_names(Parser *parser, Names *out)
{
    if (!parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    do {
        Name name;

        if (!parse_name(parser, "a column", &name) || !check_new(parser, out, &name))
            return false;
        vec_push(parser->run, out, name);
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return parser_expect_kind(parser, TOKEN_CLOSE, "',' or ')'");
}

/* One byte of the annotation's text, given by its distance from token `first`. */
static Range byte_range(const Parser *parser, size_t first, size_t offset)
{
    size_t at = parser->tokens.items[first].begin + offset;

    return annotation_range(parser->annotation, at, at + 1);
}

/* What most defaults are needs no grammar, whose tree costs more than all else in a column. */
static bool is_plain(const Parser *parser, size_t first, size_t end, const char *text)
{
    static const char *const common[] = {"true", "false", "null", "now()", "current_timestamp"};
    const Token *token = &parser->tokens.items[first];

    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (text_same_fold(common[i], text))
            return true;
    if (end != first + 1)
        return false;
    return token->kind == TOKEN_STRING ||
           (token->kind == TOKEN_NUMBER && text[strspn(text, "0123456789")] == '\0');
}

bool parse_expr(Parser *parser, size_t first, size_t end, Sql *out)
{
    const Token *from = &parser->tokens.items[first], *to = &parser->tokens.items[end - 1];
    Folded folded =
        fold_source(parser->run, parser->annotation->text + from->begin, to->end - from->begin);
    SqlError error;

    *out = (Sql){.text = folded.text,
                 .at = annotation_range(parser->annotation, from->begin, to->end)};
    if (folded.has_comment) {
        finding_add(parser->findings, FINDING_M105, byte_range(parser, first, folded.comment),
                    "an SQL comment cannot stand here; use /* */");
        return false;
    }
    if (is_plain(parser, first, end, folded.text) ||
        sql_check_expr(parser->run, folded.text, &error))
        return true;

    size_t offset = error.offset < folded.length ? error.offset : folded.length;

    finding_add(parser->findings, FINDING_M601, byte_range(parser, first, folded.origin[offset]),
                "%s", error.message);
    return false;
}

bool parse_paren_expr(Parser *parser, Sql *out)
{
    size_t open = parser->next;

    if (!parser_at(parser, TOKEN_OPEN))
        return parser_fail(parser, "'('");

    size_t close = parser_closing(parser, open);

    if (close == 0) {
        parser->next = parser->tokens.count - 1;
        return parser_fail(parser, "')'");
    }
    parser->next = open + 1;
    if (close == open + 1)
        return parser_fail(parser, "an expression");
    parser->next = close + 1;
    return parse_expr(parser, open + 1, close, out);
}

static bool is_word(const Token *token, const char *const words[], size_t count)
{
    if (token->kind != TOKEN_WORD)
        return false;
    for (size_t i = 0; i < count; i++)
        if (text_same_fold(token->text, words[i]))
            return true;
    return false;
}

/* Whether the word `token` continues the expression that `before` leaves complete. */
static bool continues_expr(const Token *before, const Token *token)
{
    static const char *const infix[] = {"is",      "distinct", "from", "operator",  "with",
                                        "without", "time",     "zone", "precision", "varying"};
    static const char *const is[] = {"is"}, *const not [] = {"not"},
                             *const distinct[] = {"distinct"};
    size_t count = sizeof infix / sizeof *infix;

    if (before->kind == TOKEN_OPERATOR || before->kind == TOKEN_DOT ||
        is_word(before, infix, count))
        return true;
    if (is_word(before, not, 1))
        return true;
    if (is_word(token, not, 1))
        return is_word(before, is, 1);
    if (is_word(token, distinct, 1))
        return is_word(before, is, 1) || is_word(before, not, 1);
    return is_word(token, infix, count);
}

size_t parser_expr_end(const Parser *parser, size_t first)
{
    static const char *const opening[] = {"case"}, *const closing[] = {"end"};
    size_t depth = 0, cases = 0, i = first;

    for (; parser->tokens.items[i].kind != TOKEN_END; i++) {
        const Token *token = &parser->tokens.items[i];
        bool ends_case = cases > 0 && is_word(token, closing, 1);

        depth += token->kind == TOKEN_OPEN || token->kind == TOKEN_OPEN_BRACKET;
        if (token->kind == TOKEN_CLOSE || token->kind == TOKEN_CLOSE_BRACKET)
            depth -= depth > 0;
        cases += is_word(token, opening, 1);
        cases -= ends_case;
        if (depth > 0 || cases > 0 || ends_case || i == first)
            continue;
        if (token->kind == TOKEN_COMMA)
            break;
        if (token->kind == TOKEN_WORD && !continues_expr(token - 1, token))
            break;
    }
    return i;
}

static void insert_sorted(Arena *run, StrVec *list, const char *item)
{
    size_t at = 0;

    while (at < list->count && strcmp(list->items[at], item) < 0)
        at++;
    vec_insert(run, list, at, item);
}

bool parse_params(Parser *parser, StrVec *out)
{
    if (!parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    do {
        Name name;
        const char *value = "true";

        if (!parse_name(parser, "an option", &name))
            return false;
        if (parser_at(parser, TOKEN_OPERATOR) && text_same(parser_peek(parser, 0)->text, "=")) {
            const Token *token = parser_peek(parser, 1);

            if (token->kind != TOKEN_WORD && token->kind != TOKEN_NUMBER &&
                token->kind != TOKEN_STRING && token->kind != TOKEN_CSTRING)
                return parser->next++, parser_fail(parser, "a value");
            value = token->text;
            parser->next += 2;
        }
        insert_sorted(
            parser->run, out,
            arena_printf(parser->run, "%s=%s", text_lower(parser->run, name.text), value));
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return parser_expect_kind(parser, TOKEN_CLOSE, "',' or ')'");
}
