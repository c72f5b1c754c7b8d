/* PG(...) of a typedef: the SQL type that it stands for, or a domain. */
#include "modelc/reader/parse.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool parse_typedef_clauses(Parser *parser, ColumnDef *out)
{
    if (!parse_type(parser, &out->type))
        return false;
    while (!parser_at_end(parser)) {
        if (parser_accept(parser, "null"))
            out->nullness = NULLNESS_NULL;
        else if (parser_accept(parser, "not null"))
            out->nullness = NULLNESS_NOT_NULL;
        else if (!parser_accept(parser, "collate"))
            return parser_fail(parser, "'null', 'not null', 'collate' or the end");
        else if (!parse_qname(parser, "a collation", &out->collation))
            return false;
    }
    return true;
}

static bool sees_clause(const Parser *parser)
{
    static const char *const words[] = {"null",    "not null",   "default", "as",
                                        "collate", "constraint", "check"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (parser_sees(parser, words[i]))
            return true;
    return !parser_at(parser, TOKEN_WORD) && !parser_at(parser, TOKEN_CSTRING);
}

/* One word alone is the name, unless it can be nothing but a type. */
static bool sees_domain_name(const Parser *parser)
{
    const Token *token = parser_peek(parser, 0);

    if (sees_clause(parser))
        return false;
    return token->kind == TOKEN_CSTRING || !type_is_builtin(token->text) ||
           parser_peek(parser, 1)->kind == TOKEN_DOT;
}

/* What a domain cannot have is a column's only. */
static bool check_domain(Parser *parser, const TypedefDef *out)
{
    const ColumnDef *column = &out->column;

    for (size_t i = 0; i < column->constraints.count; i++) {
        const ConstraintDef *constraint = column->constraints.items[i];

        if (constraint->type == CONSTRAINT_CHECK)
            continue;
        finding_add(parser->findings, FINDING_M123, constraint->at,
                    "a domain cannot have a constraint other than 'check'");
        return false;
    }
    if (!column->identity && !column->generated.text && !column->using_expr.text &&
        !column->storage.text && !column->compression.text && !column->statistics &&
        !column->settings.count)
        return true;
    finding_add(parser->findings, FINDING_M123, column->clause_at, "a domain cannot have '%s'",
                column->clause);
    return false;
}

static bool parse_domain(Parser *parser, TypedefDef *out)
{
    if (sees_domain_name(parser) && !parse_qname(parser, "a domain", &out->name))
        return false;
    parser_accept(parser, "as");
    out->column.is_domain = true;
    return parse_column(parser, &out->column) && check_domain(parser, out);
}

bool parse_typedef(Arena *run, Findings *findings, const Annotation *annotation, TypedefDef *out)
{
    static const char *const heads[] = {"table", "mixin", "view", "materialized view"};
    Parser parser;

    out->column.bad = true;
    if (!parser_begin(&parser, run, findings, annotation))
        return false;
    for (size_t i = 0; i < COUNT(heads); i++)
        if (parser_sees(&parser, heads[i]))
            return parser_error(&parser, FINDING_M109, NULL,
                                "this PG(...) belongs to nothing; place it after 'struct' or "
                                "behind the name");
    if (parser_accept(&parser, "domain") ? !parse_domain(&parser, out)
                                         : !parse_typedef_clauses(&parser, &out->column))
        return false;
    out->column.bad = false;
    return true;
}
