/* Expressions: where they end, what they say, whether PostgreSQL can parse them. */
#include "modelc/reader/parse.h"

#include "base/text.h"
#include "modelc/reader/doubt.h"
#include "modelc/reader/fold.h"
#include "schema/sql.h"

#include <string.h>

/* One byte of the annotation's text, given by its distance from token `first`. */
static Range byte_range(const Parser *parser, size_t first, size_t offset)
{
    size_t at = parser->tokens.items[first].begin + offset;

    return annotation_range(parser->annotation, at, at + 1);
}

/* A text in doubt, which begins at token `first`. */
static bool leave(const Parser *parser, size_t first, const Folded *folded, const SqlError *error)
{
    size_t begin = parser->tokens.items[first].begin;
    size_t *origin = arena_alloc(parser->run, (folded->length + 1) * sizeof *origin);

    for (size_t i = 0; i <= folded->length; i++)
        origin[i] = begin + folded->origin[i];
    return doubt_add(parser, &(Written){folded->text, folded->length, origin, .is_expr = true},
                     error);
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
    Folded folded = parser_fold(parser, from->begin, to->end);
    SqlError error;

    *out = (Sql){.text = folded.text,
                 .at = annotation_range(parser->annotation, from->begin, to->end)};
    if (folded.has_comment) {
        finding_add(parser->findings, FINDING_M105, byte_range(parser, first, folded.comment),
                    "an SQL comment cannot stand here; use /* */");
        return false;
    }
    return is_plain(parser, first, end, folded.text) ||
           sql_check_expr(parser->run, folded.text, &error) ||
           leave(parser, first, &folded, &error);
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
