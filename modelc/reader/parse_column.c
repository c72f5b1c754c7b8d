/* PG(...) behind a field: a type and the clauses of a column. */
#include "modelc/reader/parse.h"

#include "base/text.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct ColumnClause {
    const char *words;
    bool (*parse)(Parser *parser, ColumnDef *column);
} ColumnClause;

static bool twice(Parser *parser, const char *message, Range first)
{
    Finding *finding =
        finding_add(parser->findings, FINDING_M103,
                    parser_token_range(parser, parser_peek(parser, 0)), "%s", message);

    finding_note(parser->findings, finding, first, "first given here");
    return false;
}

static bool clause_twice(Parser *parser, const char *clause, Range first)
{
    return twice(parser, arena_printf(parser->run, "'%s' is given twice", clause), first);
}

static bool set_nullness(Parser *parser, ColumnDef *column, Nullness nullness, size_t tokens)
{
    size_t first = parser->next;

    if (column->nullness != NULLNESS_UNSET)
        return twice(parser, "nullability is given twice", column->null_at);
    parser->next += tokens;
    column->nullness = nullness;
    column->null_at = parser_range(parser, first);
    return true;
}

static bool parse_null(Parser *parser, ColumnDef *column)
{
    return set_nullness(parser, column, NULLNESS_NULL, 1);
}

static bool parse_not_null(Parser *parser, ColumnDef *column)
{
    if (!set_nullness(parser, column, NULLNESS_NOT_NULL, 2))
        return false;
    column->not_null_no_inherit = parser_accept(parser, "no inherit");
    column->not_null_not_valid = parser_accept(parser, "not valid");
    return true;
}

static bool has_value(const ColumnDef *column)
{
    return column->default_expr.text || column->generated.text || column->identity;
}

/* Default, identity and generated exclude each other. */
static bool begin_value(Parser *parser, ColumnDef *column)
{
    if (has_value(column))
        return twice(parser,
                     "the column already has a default, an identity or a generation expression",
                     column->value_at);
    column->value_at = parser_token_range(parser, parser_peek(parser, 0));
    return true;
}

/* A default of one word or one literal may name a label of an enum. */
static void note_label(const Parser *parser, size_t first, size_t end, ColumnDef *column)
{
    const Token *token = &parser->tokens.items[first];

    if (end != first + 1)
        return;
    column->label.at = parser_token_range(parser, token);
    if (token->kind == TOKEN_WORD)
        column->label.word = token->text;
    if (token->kind == TOKEN_STRING)
        column->label.literal = token->text;
}

static bool parse_default(Parser *parser, ColumnDef *column)
{
    if (!begin_value(parser, column))
        return false;
    parser->next++;

    size_t first = parser->next, end = parser_expr_end(parser, first);

    if (end == first)
        return parser_fail(parser, "an expression after 'default'");
    note_label(parser, first, end, column);
    parser->next = end;
    return parse_expr(parser, first, end, &column->default_expr);
}

static bool parse_identity_options(Parser *parser, ColumnDef *column)
{
    if (!parser_at(parser, TOKEN_OPEN))
        return true;
    return parse_sequence_options(parser, true, &column->options);
}

static bool parse_identity(Parser *parser, ColumnDef *column)
{
    if (!begin_value(parser, column))
        return false;
    parser->next++;
    column->identity = "BY DEFAULT";
    return parse_identity_options(parser, column);
}

static bool parse_generated(Parser *parser, ColumnDef *column)
{
    static const char *const possible[] = {"always", "by default"};

    if (!begin_value(parser, column))
        return false;
    parser->next++;

    bool always = parser_accept(parser, "always");

    if (!always && !parser_accept(parser, "by default"))
        return parser_fail_word(parser, "'always' or 'by default'", possible, COUNT(possible));
    if (!parser_expect(parser, "as"))
        return false;
    if (parser_accept(parser, "identity")) {
        column->identity = always ? "ALWAYS" : "BY DEFAULT";
        return parse_identity_options(parser, column);
    }
    if (!always)
        return parser_fail(parser, "'identity'");
    if (!parse_paren_expr(parser, &column->generated))
        return false;
    column->is_virtual = parser_accept(parser, "virtual");
    return column->is_virtual || parser_accept(parser, "stored") ||
           parser_fail(parser, "'stored' or 'virtual'");
}

static bool parse_collate(Parser *parser, ColumnDef *column)
{
    if (column->collation.text)
        return clause_twice(parser, "collate", column->collation.at);
    parser->next++;
    return parse_qname(parser, "a collation", &column->collation);
}

static bool parse_renamed(Parser *parser, ColumnDef *column)
{
    if (column->renamed_from.text)
        return clause_twice(parser, "renamed from", column->renamed_from.at);
    parser->next += 2;
    return column->is_domain ? parse_qname(parser, "the old name", &column->renamed_from)
                             : parse_old_part(parser, &column->renamed_from);
}

static bool parse_using(Parser *parser, ColumnDef *column)
{
    if (column->using_expr.text)
        return clause_twice(parser, "using", column->using_at);
    column->using_at = parser_token_range(parser, parser_peek(parser, 0));
    parser->next++;
    return parse_paren_expr(parser, &column->using_expr);
}

/* "constraint name not null" */
static bool sees_named_not_null(const Parser *parser)
{
    Parser ahead = *parser;

    return parser_accept(&ahead, "constraint") && !parser_at_end(&ahead) && ahead.next++ &&
           parser_sees(&ahead, "not null");
}

static bool parse_column_constraint(Parser *parser, ColumnDef *column)
{
    ConstraintDef *constraint = ARENA_NEW(parser->run, ConstraintDef);

    if (sees_named_not_null(parser)) {
        parser_accept(parser, "constraint");
        return parse_name(parser, "a constraint name", &column->not_null_name) &&
               parse_not_null(parser, column);
    }

    if (!parse_constraint(parser, true, constraint))
        return false;
    vec_push(parser->run, &column->constraints, constraint);
    return true;
}

/* A clause that takes one of some words. */
static bool parse_choice(Parser *parser, const char *clause, const char *what,
                         const char *const words[], size_t count, Name *out)
{
    if (out->text)
        return clause_twice(parser, clause, out->at);
    out->at = parser_token_range(parser, parser_peek(parser, 0));
    parser->next++;
    return parse_word(parser, what, words, count, &out->text);
}

static bool parse_storage(Parser *parser, ColumnDef *column)
{
    static const char *const possible[] = {"plain", "external", "extended", "main", "default"};

    return parse_choice(parser, "storage", "'plain', 'external', 'extended', 'main' or 'default'",
                        possible, COUNT(possible), &column->storage);
}

static bool parse_compression(Parser *parser, ColumnDef *column)
{
    static const char *const possible[] = {"pglz", "lz4", "default"};

    return parse_choice(parser, "compression", "'pglz', 'lz4' or 'default'", possible,
                        COUNT(possible), &column->compression);
}

static bool parse_column_statistics(Parser *parser, ColumnDef *column)
{
    if (column->statistics)
        return clause_twice(parser, "statistics", column->statistics_at);
    column->statistics_at = parser_token_range(parser, parser_peek(parser, 0));
    parser->next++;
    return parse_number(parser, "a number", &column->statistics);
}

/* As ALTER COLUMN … SET (…) says it. */
static bool parse_options(Parser *parser, ColumnDef *column)
{
    parser->next++;
    return parse_params(parser, &column->settings);
}

/* The order matters to nobody: no line is the beginning of another. */
static const ColumnClause clauses[] = {
    {"null",         parse_null             },
    {"not null",     parse_not_null         },
    {"default",      parse_default          },
    {"identity",     parse_identity         },
    {"generated",    parse_generated        },
    {"collate",      parse_collate          },
    {"renamed from", parse_renamed          },
    {"using",        parse_using            },
    {"constraint",   parse_column_constraint},
    {"primary key",  parse_column_constraint},
    {"unique",       parse_column_constraint},
    {"check",        parse_column_constraint},
    {"references",   parse_column_constraint},
    {"storage",      parse_storage          },
    {"compression",  parse_compression      },
    {"statistics",   parse_column_statistics},
    {"set",          parse_options          },
};

static const char *const habits[][2] = {
    {"not_null",       "not null"   },
    {"notnull",        "not null"   },
    {"primary_key",    "primary key"},
    {"pk",             "primary key"},
    {"nullable",       "null"       },
    {"server_default", "default"    },
};

const char *column_habit(const char *word)
{
    for (size_t i = 0; i < COUNT(habits); i++)
        if (text_same_fold(habits[i][0], word))
            return habits[i][1];
    return NULL;
}

static const char *first_word(Arena *run, const char *words)
{
    return arena_strndup(run, words, strcspn(words, " "));
}

void column_suggest(Arena *run, Suggestion *suggestion)
{
    for (size_t i = 0; i < COUNT(clauses); i++)
        suggest_offer(suggestion, first_word(run, clauses[i].words));
}

static const ColumnClause *find_clause(const Parser *parser)
{
    for (size_t i = 0; i < COUNT(clauses); i++)
        if (parser_sees(parser, clauses[i].words))
            return &clauses[i];
    return NULL;
}

/* Whether a clause, perhaps a broken one, starts at the next token: then it is no type. */
static bool starts_clause(const Parser *parser)
{
    const Token *token = parser_peek(parser, 0);
    size_t length = token->end - token->begin;

    if (!parser_at_word(parser))
        return false;
    for (size_t i = 0; i < COUNT(clauses); i++)
        if (strncasecmp(clauses[i].words, token->text, length) == 0 &&
            (clauses[i].words[length] == ' ' || clauses[i].words[length] == '\0'))
            return true;
    return parser_sees(parser, "deferrable") || parser_sees(parser, "initially");
}

/* The clause that begins with `word`. */
static const char *whole_clause(const char *word)
{
    for (size_t i = 0; word && i < COUNT(clauses); i++) {
        size_t length = strcspn(clauses[i].words, " ");

        if (strlen(word) == length && strncmp(clauses[i].words, word, length) == 0)
            return clauses[i].words;
    }
    return word;
}

static const char *suggest_clause(const Parser *parser, const char *word)
{
    Suggestion suggestion = {.wanted = word};
    const char *habit = column_habit(word);

    if (habit)
        return habit;
    column_suggest(parser->run, &suggestion);
    return whole_clause(suggestion.best);
}

/*
 * What should stand instead of the word before `after`: of "primary key" the first, where "key"
 * follows; nothing where "ky" follows, which would be left over.
 */
static const char *fix_clause(const Parser *parser, const Token *after, const char *best)
{
    const char *rest = best ? strchr(best, ' ') : NULL;
    Suggestion misspelt = {.wanted = after->text};

    if (!rest || after->kind != TOKEN_WORD)
        return best;
    if (text_same_fold(after->text, rest + 1))
        return first_word(parser->run, best);
    suggest_offer(&misspelt, rest + 1);
    return misspelt.best ? NULL : best;
}

/* The type before an unknown clause may itself be a misspelt clause ("defalt 1"). */
static bool fail_type(const Parser *parser, const ColumnDef *column)
{
    const TypeName *type = &column->type;

    if (!type->text || type->name.schema || type_is_known(type->name.text))
        return false;

    const char *best = suggest_clause(parser, type->name.text);

    if (!best)
        return false;
    finding_add(parser->findings, FINDING_M202, type->name.at,
                "'%s' is neither a type nor a column clause%s", type->name.text,
                parser_hint(parser, best))
        ->fix = fix_clause(parser, parser_peek(parser, 0), best);
    return true;
}

static bool fail_clause(Parser *parser, const ColumnDef *column)
{
    const Token *token = parser_peek(parser, 0);

    if (token->kind == TOKEN_COMMA)
        return parser_error(parser, FINDING_M104, "",
                            "clauses are separated by spaces, as in CREATE TABLE, not by commas");
    if (fail_type(parser, column))
        return false;

    const char *best = token->kind == TOKEN_WORD ? suggest_clause(parser, token->text) : NULL;

    return parser_error(parser, FINDING_M102, fix_clause(parser, parser_peek(parser, 1), best),
                        "unknown column clause %s%s", parser_found(parser),
                        parser_hint(parser, best));
}

/* A type that is no type can be told at once where the word is a habit. */
static bool parse_column_type(Parser *parser, ColumnDef *out)
{
    const Token *token = parser_peek(parser, 0);
    const char *habit = parser_at_word(parser) ? column_habit(token->text) : NULL;

    if (habit)
        return parser_error(parser, FINDING_M202, habit,
                            "'%s' is neither a type nor a column clause; did you mean '%s'?",
                            token->text, habit);
    return parse_type(parser, &out->type);
}

/* Views and composite types have columns, but little can be said of those. */
static void note_clause(const Parser *parser, const ColumnClause *clause, ColumnDef *out)
{
    if (out->clause || clause->parse == parse_collate || clause->parse == parse_renamed ||
        clause->parse == parse_null || clause->parse == parse_not_null)
        return;
    out->clause = clause->words;
    out->clause_at = parser_token_range(parser, parser_peek(parser, 0));
}

static bool parse_clauses(Parser *parser, ColumnDef *out)
{
    while (!parser_at_end(parser)) {
        const ColumnClause *clause = find_clause(parser);

        if (!clause)
            return fail_clause(parser, out);
        note_clause(parser, clause, out);
        if (!clause->parse(parser, out))
            return false;
    }
    return true;
}

bool parse_column(Parser *parser, ColumnDef *out)
{
    if (parser_accept(parser, "column") && !parse_name(parser, "a column name", &out->column))
        return false;
    if (parser_accept(parser, "ignore")) {
        out->ignore = true;
        return parser_at_end(parser) || parser_fail(parser, "nothing after 'ignore'");
    }
    if (parser_accept(parser, "prefix"))
        return parse_name(parser, "a prefix", &out->prefix) &&
               (parser_at_end(parser) || parser_fail(parser, "nothing after the prefix"));
    if ((parser_at(parser, TOKEN_WORD) || parser_at(parser, TOKEN_CSTRING)) &&
        !starts_clause(parser) && !parse_column_type(parser, out))
        return false;
    return parse_clauses(parser, out);
}

bool parse_field(Arena *run, Findings *findings, const Annotation *annotation, ColumnDef *out)
{
    Parser parser;

    if (!parser_begin(&parser, run, findings, annotation) || !parse_column(&parser, out))
        out->bad = true;
    return !out->bad;
}
