/* Indexes and the elements that they share with exclusion constraints. */
#include "modelc/reader/parse.h"

#include "base/text.h"
#include "schema/sql.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool parse_method(Parser *parser, Name *out)
{
    static const char *const methods[] = {"btree", "hash", "gist", "spgist", "gin", "brin"};
    Suggestion suggestion = {0};

    if (!parse_name(parser, "an index method", out))
        return false;
    suggestion.wanted = out->text;
    for (size_t i = 0; i < COUNT(methods); i++) {
        if (text_same_fold(methods[i], out->text)) {
            out->text = methods[i];
            return true;
        }
        suggest_offer(&suggestion, methods[i]);
    }
    finding_add(parser->findings, FINDING_M506, out->at, "index method '%s' is not built in%s",
                out->text, suggest_text(parser->run, &suggestion))
        ->fix = suggestion.best;
    return true;
}

/* Behind a function name or a column, the end of the operand that starts at `first`. */
static size_t operand_end(const Parser *parser, size_t first, size_t end)
{
    const Token *tokens = parser->tokens.items;
    size_t at = first;

    while (at + 2 < end && tokens[at].kind == TOKEN_WORD && tokens[at + 1].kind == TOKEN_DOT)
        at += 2;
    at++;
    if (at < end && tokens[at].kind == TOKEN_OPEN)
        at = parser_closing(parser, at) + 1;
    return at;
}

/* Whether nothing but casts and collations stand in [first, end): they do not change the name. */
static bool is_neutral(const Parser *parser, size_t first, size_t end)
{
    const Token *tokens = parser->tokens.items;

    if (first < end && !text_same(tokens[first].text, "::") &&
        !text_same_fold(tokens[first].text, "collate"))
        return false;
    for (size_t i = first; i < end; i++)
        if (tokens[i].kind == TOKEN_OPERATOR && !text_same(tokens[i].text, "::"))
            return false;
    return true;
}

/*
 * The name that PostgreSQL gives to an index column of the expression [first, end).
 *
 * Source: FigureIndexColname() in src/backend/parser/parse_target.c.
 */
static const char *figure_name(const Parser *parser, size_t first, size_t end)
{
    const Token *tokens = parser->tokens.items;

    while (end - first > 2 && tokens[first].kind == TOKEN_OPEN &&
           parser_closing(parser, first) == end - 1) {
        first++;
        end--;
    }
    if (tokens[first].kind != TOKEN_WORD)
        return "expr";
    if (text_same_fold(tokens[first].text, "case") && text_same_fold(tokens[end - 1].text, "end"))
        return "case";

    size_t behind = operand_end(parser, first, end), name = first;

    if (tokens[behind].kind == TOKEN_OPEN_BRACKET && parser_closing(parser, behind) == end - 1)
        return text_lower(parser->run, tokens[first].text);
    if (!is_neutral(parser, behind, end))
        return "expr";
    while (tokens[name + 1].kind == TOKEN_DOT)
        name += 2;
    return text_lower(parser->run, tokens[name].text);
}

/*
 * A C string is a column when the table has one of that name, else SQL.  Which it is shows when
 * the columns are known, so what the SQL gives cause to say waits until then.
 */
static void parse_string_element(Parser *parser, ElementDef *out)
{
    Parser quiet = *parser;
    const Token *token = parser_peek(parser, 0);

    out->column = (Name){.text = token->text, .at = parser_token_range(parser, token)};
    out->later.arena = parser->run;
    quiet.findings = &out->later;
    while (parser_at(parser, TOKEN_CSTRING))
        parser->next++;
    parse_expr(&quiet, quiet.next, parser->next, &out->expr);
    out->word = "expr";
}

/* How many tokens the qualified function name before a parenthesis takes; 0: it is none. */
static size_t function_name(const Parser *parser)
{
    size_t count = 0;

    while (parser_peek(parser, count)->kind == TOKEN_WORD) {
        TokenKind after = parser_peek(parser, count + 1)->kind;

        if (after == TOKEN_OPEN)
            return count + 1;
        if (after != TOKEN_DOT)
            return 0;
        count += 2;
    }
    return 0;
}

static bool parse_call(Parser *parser, size_t name_tokens, ElementDef *out)
{
    size_t first = parser->next, close = parser_closing(parser, first + name_tokens);

    if (close == 0) {
        parser->next = parser->tokens.count - 1;
        return parser_fail(parser, "')'");
    }
    parser->next = close + 1;
    out->word = figure_name(parser, first, parser->next);
    return parse_expr(parser, first, parser->next, &out->expr);
}

static bool parse_key(Parser *parser, ElementDef *out)
{
    size_t first = parser->next, name_tokens = function_name(parser);

    if (parser_at(parser, TOKEN_CSTRING))
        return parse_string_element(parser, out), true;
    if (name_tokens > 0)
        return parse_call(parser, name_tokens, out);
    if (parser_at(parser, TOKEN_OPEN)) {
        if (!parse_paren_expr(parser, &out->expr))
            return false;
        out->word = figure_name(parser, first, parser->next);
        return true;
    }
    if (!parse_name(parser, "a column or an expression", &out->column))
        return false;
    out->word = out->column.text;
    return true;
}

static bool sees_opclass(const Parser *parser)
{
    static const char *const others[] = {"asc", "desc", "nulls", "with", "collate"};

    for (size_t i = 0; i < COUNT(others); i++)
        if (parser_sees(parser, others[i]))
            return false;
    return parser_at(parser, TOKEN_WORD) || parser_at(parser, TOKEN_CSTRING);
}

static bool parse_opclass(Parser *parser, ElementDef *out)
{
    if (!sees_opclass(parser))
        return true;
    if (!parse_qname(parser, "an operator class", &out->opclass))
        return false;
    return !parser_at(parser, TOKEN_OPEN) || parse_params(parser, &out->opclass_params);
}

static bool parse_order(Parser *parser, ElementDef *out)
{
    out->descending = parser_accept(parser, "desc");
    if (!out->descending)
        parser_accept(parser, "asc");
    if (!parser_accept(parser, "nulls"))
        return true;
    out->nulls_given = true;
    out->nulls_first = parser_accept(parser, "first");
    return out->nulls_first || parser_accept(parser, "last") ||
           parser_fail(parser, "'first' or 'last'");
}

static bool parse_plain_operator(Parser *parser, const char **out)
{
    *out = parser_peek(parser, 0)->text;
    return parser_expect_kind(parser, TOKEN_OPERATOR, "an operator");
}

/* OPERATOR(schema.=), as the catalog spells operators that are not found without it. */
static bool parse_qualified_operator(Parser *parser, const char **out)
{
    Name schema;
    const char *op;

    if (!parser_expect_kind(parser, TOKEN_OPEN, "'('") ||
        !parse_name(parser, "a schema", &schema) || !parser_expect_kind(parser, TOKEN_DOT, "'.'") ||
        !parse_plain_operator(parser, &op) || !parser_expect_kind(parser, TOKEN_CLOSE, "')'"))
        return false;
    *out = arena_printf(parser->run, "OPERATOR(%s.%s)", sql_ident(parser->run, schema.text), op);
    return true;
}

static bool parse_operator(Parser *parser, ElementDef *out)
{
    if (!parser_expect(parser, "with"))
        return false;
    if (parser_accept(parser, "operator"))
        return parse_qualified_operator(parser, &out->op);
    return parse_plain_operator(parser, &out->op);
}

static bool parse_element(Parser *parser, bool operators, ElementDef *out)
{
    if (!parse_key(parser, out))
        return false;
    if (parser_accept(parser, "collate") && !parse_qname(parser, "a collation", &out->collation))
        return false;
    if (!parse_opclass(parser, out) || !parse_order(parser, out))
        return false;
    return !operators || parse_operator(parser, out);
}

bool parse_element_list(Parser *parser, ElementDefs *out)
{
    do {
        ElementDef element = {0};

        if (!parse_key(parser, &element))
            return false;
        vec_push(parser->run, out, element);
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return true;
}

bool parse_elements(Parser *parser, bool operators, ElementDefs *out)
{
    if (!parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    do {
        ElementDef element = {0};

        if (!parse_element(parser, operators, &element))
            return false;
        vec_push(parser->run, out, element);
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return parser_expect_kind(parser, TOKEN_CLOSE, "',' or ')'");
}

static bool parse_where(Parser *parser, Sql *out)
{
    size_t end = parser->tokens.count - 1, first = parser->next;

    if (!parser_accept(parser, "where"))
        return true;
    first++;
    if (parser_at_end(parser))
        return parser_fail(parser, "a condition after 'where'");
    parser->next = end;
    return parse_expr(parser, first, end, out);
}

/* In a file of SQL an index can be called "renamed" without quotes. */
static bool sees_hint(const Parser *parser, bool in_file)
{
    return parser_sees(parser, in_file ? "renamed from" : "renamed");
}

static bool parse_index_head(Parser *parser, bool in_file, IndexDef *out)
{
    out->is_unique = parser_accept(parser, "unique");
    if (!parser_expect(parser, "index"))
        return false;
    parser_accept(parser, "concurrently");
    parser_accept(parser, "if not exists");
    if (!parser_at(parser, TOKEN_OPEN) && !parser_sees(parser, "using") &&
        !sees_hint(parser, in_file) && !(in_file && parser_sees(parser, "on")) &&
        !parse_name(parser, "an index name or '('", &out->name))
        return false;
    if (sees_hint(parser, in_file) &&
        (!parser_expect(parser, "renamed") || !parser_expect(parser, "from") ||
         !parse_name(parser, "the old name", &out->renamed_from)))
        return false;
    if (in_file && (!parser_expect(parser, "on") || !parse_qname(parser, "a table", &out->table)))
        return false;
    return !parser_accept(parser, "using") || parse_method(parser, &out->method);
}

bool parse_index(Parser *parser, bool in_file, IndexDef *out)
{
    static const char *const possible[] = {"include", "nulls not distinct", "with", "tablespace",
                                           "where"};
    size_t first = parser->next;

    if (!parse_index_head(parser, in_file, out) || !parse_elements(parser, false, &out->elements))
        return false;
    if (parser_accept(parser, "include") && !parse_names(parser, &out->include))
        return false;
    out->nulls_not_distinct = parser_accept(parser, "nulls not distinct");
    parser_accept(parser, "nulls distinct");
    if (parser_accept(parser, "with") && !parse_params(parser, &out->options))
        return false;
    if (parser_accept(parser, "tablespace") &&
        !parse_name(parser, "a tablespace", &out->tablespace))
        return false;
    if (!parse_where(parser, &out->predicate))
        return false;
    if (!parser_at_end(parser))
        return parser_fail_word(parser, "'include', 'with', 'where' or the end", possible,
                                COUNT(possible));
    out->at = parser_range(parser, first);
    return true;
}
