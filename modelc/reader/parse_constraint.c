/* Constraints, of a column and of a table. */
#include "modelc/reader/parse.h"

#include "base/text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool parse_include(Parser *parser, ConstraintDef *out)
{
    return !parser_accept(parser, "include") || parse_names(parser, &out->include);
}

/* What is set on the index of a constraint. */
static bool parse_key_index(Parser *parser, ConstraintDef *out)
{
    if (parser_accept(parser, "with") && !parse_params(parser, &out->options))
        return false;
    return !parser_accept(parser, "using index tablespace") ||
           parse_name(parser, "a tablespace", &out->tablespace);
}

static bool parse_key(Parser *parser, bool column, ConstraintDef *out)
{
    if (!column && (!parse_key_names(parser, &out->columns, NULL, &out->without_overlaps) ||
                    !parse_include(parser, out)))
        return false;
    return parse_key_index(parser, out);
}

static bool parse_primary_key(Parser *parser, bool column, ConstraintDef *out)
{
    out->type = CONSTRAINT_PRIMARY_KEY;
    return parse_key(parser, column, out);
}

static bool parse_unique(Parser *parser, bool column, ConstraintDef *out)
{
    out->type = CONSTRAINT_UNIQUE;
    if (parser_accept(parser, "nulls not distinct"))
        out->nulls_not_distinct = true;
    else
        parser_accept(parser, "nulls distinct");
    return parse_key(parser, column, out);
}

static bool parse_check(Parser *parser, bool column, ConstraintDef *out)
{
    (void)column;
    out->type = CONSTRAINT_CHECK;
    if (!parse_paren_expr(parser, &out->expr))
        return false;
    out->no_inherit = parser_accept(parser, "no inherit");
    return true;
}

static const char *const actions[][2] = {
    {"cascade",     "CASCADE"    },
    {"restrict",    "RESTRICT"   },
    {"no action",   NULL         },
    {"set null",    "SET NULL"   },
    {"set default", "SET DEFAULT"},
};

static bool fail_action(Parser *parser, const char *event)
{
    const Token *token = parser_peek(parser, 0);
    Suggestion suggestion = {.wanted = token->text};

    for (size_t i = 0; i < COUNT(actions); i++)
        suggest_offer(&suggestion, actions[i][0]);
    return parser_error(
        parser, FINDING_M112, suggestion.best,
        "'on %s' takes cascade, restrict, no action, set null or set default, not %s%s", event,
        parser_found(parser), suggest_text(parser->run, &suggestion));
}

static bool parse_action(Parser *parser, const char *event, ActionDef *out)
{
    size_t first = parser->next, i = 0;

    if (out->at.file) {
        Finding *finding = finding_add(parser->findings, FINDING_M103,
                                       parser_token_range(parser, parser_peek(parser, 0)),
                                       "'on %s' is given twice", event);

        finding_note(parser->findings, finding, out->at, "first given here");
        return false;
    }
    parser->next += 2;
    while (i < COUNT(actions) && !parser_accept(parser, actions[i][0]))
        i++;
    if (i == COUNT(actions))
        return fail_action(parser, event);
    out->action = actions[i][1];
    out->at = parser_range(parser, first);
    return !parser_at(parser, TOKEN_OPEN) || parse_names(parser, &out->columns);
}

static bool parse_match(Parser *parser, ConstraintDef *out)
{
    if (parser_accept(parser, "full"))
        out->match_full = true;
    else if (!parser_accept(parser, "simple"))
        return parser_fail(parser, "'full' or 'simple'");
    return true;
}

static bool parse_foreign(Parser *parser, ConstraintDef *out)
{
    out->type = CONSTRAINT_FOREIGN_KEY;
    if (!parse_qname(parser, "a table", &out->ref_table))
        return false;
    if (parser_at(parser, TOKEN_OPEN) &&
        !parse_key_names(parser, &out->ref_columns, &out->period, NULL))
        return false;
    for (;;) {
        bool fine = true;

        if (parser_accept(parser, "match"))
            fine = parse_match(parser, out);
        else if (parser_sees(parser, "on delete"))
            fine = parse_action(parser, "delete", &out->on_delete);
        else if (parser_sees(parser, "on update"))
            fine = parse_action(parser, "update", &out->on_update);
        else
            return true;
        if (!fine)
            return false;
    }
}

static bool parse_references(Parser *parser, bool column, ConstraintDef *out)
{
    (void)column;
    return parse_foreign(parser, out);
}

static bool parse_foreign_key(Parser *parser, bool column, ConstraintDef *out)
{
    (void)column;
    return parse_key_names(parser, &out->columns, &out->period, NULL) &&
           parser_expect(parser, "references") && parse_foreign(parser, out);
}

static bool parse_exclude(Parser *parser, bool column, ConstraintDef *out)
{
    (void)column;
    out->type = CONSTRAINT_EXCLUSION;
    if (parser_accept(parser, "using") && !parse_method(parser, &out->method))
        return false;
    if (!parse_elements(parser, true, &out->elements) || !parse_include(parser, out) ||
        !parse_key_index(parser, out))
        return false;
    return !parser_accept(parser, "where") || parse_paren_expr(parser, &out->expr);
}

typedef struct ConstraintClause {
    const char *words;
    bool on_column, on_table;
    bool (*parse)(Parser *parser, bool column, ConstraintDef *out);
} ConstraintClause;

static const ConstraintClause clauses[] = {
    {"primary key", true,  true,  parse_primary_key},
    {"unique",      true,  true,  parse_unique     },
    {"check",       true,  true,  parse_check      },
    {"references",  true,  false, parse_references },
    {"foreign key", false, true,  parse_foreign_key},
    {"exclude",     false, true,  parse_exclude    },
};

static bool can_be_unproved(const ConstraintDef *def)
{
    return def->type == CONSTRAINT_FOREIGN_KEY || def->type == CONSTRAINT_CHECK;
}

static bool parse_deferral(Parser *parser, ConstraintDef *out)
{
    for (;;) {
        if (parser_accept(parser, "deferrable")) {
            out->is_deferrable = true;
        } else if (parser_accept(parser, "not deferrable")) {
            out->is_deferrable = false;
        } else if (parser_accept(parser, "initially")) {
            out->is_deferred = parser_accept(parser, "deferred");
            out->is_deferrable = out->is_deferrable || out->is_deferred;
            if (!out->is_deferred && !parser_accept(parser, "immediate"))
                return parser_fail(parser, "'deferred' or 'immediate'");
        } else if (can_be_unproved(out) && parser_accept(parser, "not valid")) {
            out->not_valid = true;
        } else if (can_be_unproved(out) && parser_accept(parser, "not enforced")) {
            out->not_enforced = true;
        } else if (can_be_unproved(out) && parser_accept(parser, "enforced")) {
            out->not_enforced = false;
        } else {
            return true;
        }
    }
}

static const ConstraintClause *find_clause(const Parser *parser, bool column)
{
    for (size_t i = 0; i < COUNT(clauses); i++)
        if ((column ? clauses[i].on_column : clauses[i].on_table) &&
            parser_sees(parser, clauses[i].words))
            return &clauses[i];
    return NULL;
}

bool parse_constraint(Parser *parser, bool column, ConstraintDef *out)
{
    size_t first = parser->next;

    if (parser_accept(parser, "constraint") && !parse_name(parser, "a constraint name", &out->name))
        return false;

    const ConstraintClause *clause = find_clause(parser, column);

    if (!clause)
        return parser_fail(parser, "a constraint");
    parser_accept(parser, clause->words);
    if (!clause->parse(parser, column, out) || !parse_deferral(parser, out))
        return false;
    out->at = parser_range(parser, first);
    return true;
}
