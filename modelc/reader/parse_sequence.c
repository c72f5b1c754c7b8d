/* Options of sequences and of identity columns. */
#include "modelc/reader/parse.h"

#include "base/text.h"
#include "schema/sql.h"

typedef struct SequenceClause {
    const char *words;
    bool (*parse)(Parser *parser, SequenceOptions *out);
} SequenceClause;

static bool parse_as(Parser *parser, SequenceOptions *out)
{
    TypeName type = {0};

    if (!parse_type(parser, &type))
        return false;
    out->data_type = sql_type_canonical(parser->run, type.text);
    return true;
}

static bool parse_start(Parser *parser, SequenceOptions *out)
{
    parser_accept(parser, "with");
    return parse_number(parser, "a number", &out->start);
}

static bool parse_increment(Parser *parser, SequenceOptions *out)
{
    parser_accept(parser, "by");
    return parse_number(parser, "a number", &out->increment);
}

static bool parse_min(Parser *parser, SequenceOptions *out)
{
    return parse_number(parser, "a number", &out->min_value);
}

static bool parse_max(Parser *parser, SequenceOptions *out)
{
    return parse_number(parser, "a number", &out->max_value);
}

static bool parse_cache(Parser *parser, SequenceOptions *out)
{
    return parse_number(parser, "a number", &out->cache);
}

static bool parse_cycle(Parser *parser, SequenceOptions *out)
{
    (void)parser;
    out->cycle = true;
    return true;
}

static bool parse_logged(Parser *parser, SequenceOptions *out)
{
    (void)parser;
    out->logging = "LOGGED";
    return true;
}

static bool parse_unlogged(Parser *parser, SequenceOptions *out)
{
    (void)parser;
    out->logging = "UNLOGGED";
    return true;
}

static bool parse_nothing(Parser *parser, SequenceOptions *out)
{
    (void)parser;
    (void)out;
    return true;
}

static bool parse_owned_by(Parser *parser, SequenceOptions *out)
{
    do {
        Name name;

        if (!parse_name(parser, "a column (table.column)", &name))
            return false;
        vec_push(parser->run, &out->owned_by, name);
    } while (parser_accept_kind(parser, TOKEN_DOT));
    return out->owned_by.count >= 2 || parser_fail(parser, "'.' and a column");
}

static bool parse_sequence_name(Parser *parser, SequenceOptions *out)
{
    return parse_name(parser, "the name of the sequence", &out->name);
}

static const SequenceClause clauses[] = {
    {"sequence name", parse_sequence_name},
    {"as",            parse_as           },
    {"start",         parse_start        },
    {"increment",     parse_increment    },
    {"minvalue",      parse_min          },
    {"maxvalue",      parse_max          },
    {"no minvalue",   parse_nothing      },
    {"no maxvalue",   parse_nothing      },
    {"no cycle",      parse_nothing      },
    {"cache",         parse_cache        },
    {"cycle",         parse_cycle        },
    {"logged",        parse_logged       },
    {"unlogged",      parse_unlogged     },
    {"owned by none", parse_nothing      },
    {"owned by",      parse_owned_by     },
};

/*
 * An identity's type and owner are its column's; a sequence has its name before its options, and
 * before that whether it is logged.
 */
static bool is_possible(const SequenceClause *clause, bool identity)
{
    if (!identity)
        return clause->parse != parse_sequence_name && clause->parse != parse_logged &&
               clause->parse != parse_unlogged;
    return clause->parse != parse_as && clause->parse != parse_owned_by;
}

static bool fail_option(Parser *parser, bool identity)
{
    const Token *token = parser_peek(parser, 0);
    Suggestion suggestion = {.wanted = token->text};

    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (is_possible(&clauses[i], identity))
            suggest_offer(&suggestion, clauses[i].words);
    return parser_error(parser, FINDING_M113, suggestion.best, "unknown %s option %s%s",
                        identity ? "identity" : "sequence", parser_found(parser),
                        suggest_text(parser->run, &suggestion));
}

static bool parse_option(Parser *parser, bool identity, SequenceOptions *out)
{
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (is_possible(&clauses[i], identity) && parser_accept(parser, clauses[i].words))
            return clauses[i].parse(parser, out);
    return fail_option(parser, identity);
}

bool parse_sequence_options(Parser *parser, bool identity, SequenceOptions *out)
{
    if (identity && !parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    while (!parser_at_end(parser) && !(identity && parser_at(parser, TOKEN_CLOSE)))
        if (!parse_option(parser, identity, out))
            return false;
    return !identity || parser_expect_kind(parser, TOKEN_CLOSE, "')'");
}
