/* PG_ALSO(...), in a struct and in a file. */
#include "modelc/reader/parse.h"

#include "base/text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- In a struct ---- */

typedef struct AlsoClause {
    const char *words;
    bool (*parse)(Parser *parser, const FactClause *clause,
                  TableClauses *out); /* NULL: unmanaged */
} AlsoClause;

static bool parse_also_index(Parser *parser, const FactClause *clause, TableClauses *out)
{
    IndexDef *index = ARENA_NEW(parser->run, IndexDef);

    if (!parse_index(parser, index))
        return false;
    index->doc = clause->doc;
    vec_push(parser->run, &out->indexes, index);
    return true;
}

static bool parse_also_constraint(Parser *parser, const FactClause *clause, TableClauses *out)
{
    ConstraintDef *constraint = ARENA_NEW(parser->run, ConstraintDef);

    if (!parse_constraint(parser, false, constraint))
        return false;
    if (!parser_at_end(parser))
        return parser_fail(parser, "the end of the constraint");
    constraint->doc = clause->doc;
    vec_push(parser->run, &out->constraints, constraint);
    return true;
}

/* A column that is gone needs permission; an index or a constraint that is gone needs none. */
static bool parse_also_dropped(Parser *parser, const FactClause *clause, TableClauses *out)
{
    static const char *const possible[] = {"column", "index", "constraint"};
    bool column;
    Name name;

    (void)clause;
    parser->next++;
    column = parser_accept(parser, "column");
    if (!column && !parser_accept(parser, "index") && !parser_accept(parser, "constraint"))
        return parser_fail_word(parser, "'column', 'index' or 'constraint'", possible,
                                COUNT(possible));
    if (!parse_name(parser, "a name", &name))
        return false;
    if (!parser_at_end(parser))
        return parser_fail(parser, "the end");
    if (column)
        vec_push(parser->run, &out->dropped, name);
    return true;
}

static bool parse_also_as(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    (void)out;
    return parser_error(parser, FINDING_M123, NULL, "a table cannot have 'as'");
}

/* Longer phrases stand before those that they begin with. */
static const AlsoClause also_clauses[] = {
    {"unique index",             parse_also_index     },
    {"index",                    parse_also_index     },
    {"constraint",               parse_also_constraint},
    {"primary key",              parse_also_constraint},
    {"unique",                   parse_also_constraint},
    {"check",                    parse_also_constraint},
    {"foreign key",              parse_also_constraint},
    {"exclude",                  parse_also_constraint},
    {"dropped",                  parse_also_dropped   },
    {"partition by",             NULL                 },
    {"partition",                NULL                 },
    {"with",                     NULL                 },
    {"tablespace",               NULL                 },
    {"using",                    NULL                 },
    {"inherits",                 NULL                 },
    {"force row level security", NULL                 },
    {"row level security",       NULL                 },
    {"policy",                   NULL                 },
    {"trigger",                  NULL                 },
    {"statistics",               NULL                 },
    {"grant",                    NULL                 },
    {"owner to",                 NULL                 },
    {"replica identity",         NULL                 },
    {"as",                       parse_also_as        },
};

static bool fail_also(Parser *parser)
{
    const Token *token = parser_peek(parser, 0);
    Suggestion suggestion = {.wanted = token->text};

    if (token->kind == TOKEN_CSTRING)
        return parser_error(parser, FINDING_M124, NULL,
                            "a raw statement cannot stand in a struct; move it behind the struct");
    for (size_t i = 0; i < COUNT(also_clauses); i++) {
        const char *words = also_clauses[i].words;

        suggest_offer(&suggestion, words);
        suggest_offer(&suggestion, arena_strndup(parser->run, words, strcspn(words, " ")));
    }
    return parser_error(parser, FINDING_M120, suggestion.best, "unknown table clause %s%s",
                        parser_found(parser), suggest_text(parser->run, &suggestion));
}

bool parse_also(Arena *run, Findings *findings, const FactClause *clause, TableClauses *out)
{
    Parser parser;

    if (!parser_begin(&parser, run, findings, &clause->annotation))
        return false;
    for (size_t i = 0; i < COUNT(also_clauses); i++) {
        const AlsoClause *also = &also_clauses[i];

        if (!parser_sees(&parser, also->words))
            continue;
        if (!also->parse)
            return parser_unmanaged(&parser, also->words);
        return also->parse(&parser, clause, out);
    }
    return fail_also(&parser);
}

/* ---- In a file ---- */

typedef struct DatabaseClause {
    const char *words;
    bool (*parse)(Parser *parser, const FactClause *clause, DatabaseClauses *out);
} DatabaseClause;

static bool parse_schema(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    Name name;

    if (!parse_name(parser, "a schema", &name))
        return false;
    if (parser_sees(parser, "authorization"))
        return parser_unmanaged(parser, "authorization");
    if (!parser_at_end(parser))
        return parser_fail(parser, "the end");
    vec_push(parser->run, &out->schemas, name);
    vec_push(parser->run, &out->schema_docs, clause->doc);
    return true;
}

static bool parse_sequence(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    SequenceDef sequence = {.doc = clause->doc};

    if (!parse_qname(parser, "a sequence", &sequence.name) ||
        !parse_sequence_options(parser, false, &sequence.options))
        return false;
    vec_push(parser->run, &out->sequences, sequence);
    return true;
}

static bool parse_dropped(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    static const char *const possible[] = {"schema", "table", "sequence", "type"};
    Name name;

    (void)clause;
    for (size_t i = 0; i < COUNT(possible); i++) {
        bool schema = i == 0;

        if (!parser_accept(parser, possible[i]))
            continue;
        if (!(schema ? parse_name : parse_qname)(parser, "a name", &name))
            return false;
        if (!parser_at_end(parser))
            return parser_fail(parser, "the end");
        vec_push(parser->run, schema ? &out->dropped_schemas : &out->dropped, name);
        return true;
    }
    return parser_fail_word(parser, "'table', 'sequence', 'type' or 'schema'", possible,
                            COUNT(possible));
}

static const DatabaseClause database_clauses[] = {
    {"schema",            parse_schema  },
    {"sequence",          parse_sequence},
    {"dropped",           parse_dropped },
    {"extension",         NULL          },
    {"view",              NULL          },
    {"materialized view", NULL          },
    {"function",          NULL          },
    {"procedure",         NULL          },
    {"aggregate",         NULL          },
    {"trigger",           NULL          },
    {"policy",            NULL          },
    {"publication",       NULL          },
    {"event trigger",     NULL          },
    {"collation",         NULL          },
    {"cast",              NULL          },
    {"operator",          NULL          },
    {"text search",       NULL          },
    {"naming",            NULL          },
    {"file",              NULL          },
};

/* A statement in a C string: its first two words say what it is. */
static bool fail_raw(Parser *parser)
{
    const char *statement = parser_peek(parser, 0)->text;
    size_t length = strcspn(statement, " \t\n");

    length += statement[length] ? 1 + strcspn(statement + length + 1, " \t\n") : 0;
    return parser_unmanaged(parser, arena_strndup(parser->run, statement, length));
}

static bool fail_database(Parser *parser)
{
    const Token *token = parser_peek(parser, 0);
    Suggestion suggestion = {.wanted = token->text};

    if (token->kind == TOKEN_CSTRING)
        return fail_raw(parser);
    for (size_t i = 0; i < COUNT(database_clauses); i++)
        suggest_offer(&suggestion, database_clauses[i].words);
    return parser_error(parser, FINDING_M121, suggestion.best, "modelc does not manage %s%s",
                        parser_found(parser), suggest_text(parser->run, &suggestion));
}

bool parse_database(Arena *run, Findings *findings, const FactClause *clause, DatabaseClauses *out)
{
    Parser parser;

    if (!parser_begin(&parser, run, findings, &clause->annotation))
        return false;
    if (parser_accept(&parser, "create"))
        parser_accept(&parser, "or replace");
    for (size_t i = 0; i < COUNT(database_clauses); i++) {
        const DatabaseClause *database = &database_clauses[i];

        if (!parser_sees(&parser, database->words))
            continue;
        if (!database->parse)
            return parser_unmanaged(&parser, database->words);
        parser_accept(&parser, database->words);
        return database->parse(&parser, clause, out);
    }
    return fail_database(&parser);
}
