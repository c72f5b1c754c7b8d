/* PG_ALSO(...) in a struct. */
#include "modelc/reader/parse.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Which structs can have a clause. */
enum {
    IN_TABLE = 1 << STRUCT_TABLE,
    IN_MIXIN = 1 << STRUCT_MIXIN,
    IN_VIEW = 1 << STRUCT_VIEW,
    IN_MATERIALIZED = 1 << STRUCT_MATERIALIZED_VIEW,
    IN_TABLES = IN_TABLE | IN_MIXIN,
    IN_STORED = IN_TABLES | IN_MATERIALIZED,
    IN_RELATIONS = IN_STORED | IN_VIEW,
    IN_ALL = IN_RELATIONS | 1 << STRUCT_COMPOSITE,
};

typedef struct AlsoClause {
    const char *words;
    unsigned in;
    bool (*parse)(Parser *parser, const FactClause *clause,
                  TableClauses *out); /* NULL: unmanaged */
    bool ahead;                       /* `parse` starts at the words, not behind them */
} AlsoClause;

static bool parse_also_index(Parser *parser, const FactClause *clause, TableClauses *out)
{
    IndexDef *index = ARENA_NEW(parser->run, IndexDef);

    if (!parse_index(parser, false, index))
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
    const char *kind;
    Name name;

    (void)clause;
    if (!parse_word(parser, "'column', 'index' or 'constraint'", possible, COUNT(possible),
                    &kind) ||
        !parse_name(parser, "a name", &name))
        return false;
    if (text_same(kind, "column"))
        vec_push(parser->run, &out->dropped, name);
    return parse_end(parser);
}

static bool fail_twice(Parser *parser, const char *words)
{
    finding_add(parser->findings, FINDING_M103, parser_range(parser, 0), "'%s' is given twice",
                words);
    return false;
}

static bool parse_also_as(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    if (out->query.text)
        return fail_twice(parser, "as");
    return parse_query(parser, parser->tokens.count - 1, &out->query);
}

static bool parse_also_partition_by(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    if (out->partition_by.strategy)
        return fail_twice(parser, "partition by");
    return parse_partition_key(parser, &out->partition_by) && parse_end(parser);
}

static bool parse_also_partition(Parser *parser, const FactClause *clause, TableClauses *out)
{
    PartitionDef partition = {.doc = clause->doc};

    if (!parse_partition(parser, &partition))
        return false;
    vec_push(parser->run, &out->partitions, partition);
    return true;
}

static bool parse_also_unlogged(Parser *parser, const FactClause *clause, TableClauses *out)
{
    if (!parse_also_partition(parser, clause, out))
        return false;
    out->partitions.items[out->partitions.count - 1].unlogged = true;
    return true;
}

static bool parse_also_with(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    return parse_params(parser, &out->options) && parse_end(parser);
}

static bool parse_also_no_data(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    out->no_data = true;
    return parse_end(parser);
}

static bool parse_also_tablespace(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    return parse_name(parser, "a tablespace", &out->tablespace) && parse_end(parser);
}

static bool parse_also_using(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    return parse_name(parser, "an access method", &out->method) && parse_end(parser);
}

static bool parse_also_inherits(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    return parse_qnames(parser, &out->inherits) && parse_end(parser);
}

static bool parse_also_security(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    out->row_security = true;
    return parse_end(parser);
}

static bool parse_also_force(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    out->force_row_security = true;
    return parse_end(parser);
}

static bool parse_also_cluster(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    return parse_name(parser, "an index", &out->cluster) && parse_end(parser);
}

static bool parse_also_policy(Parser *parser, const FactClause *clause, TableClauses *out)
{
    PolicyDef policy = {.doc = clause->doc};

    if (!parse_policy(parser, false, &policy))
        return false;
    vec_push(parser->run, &out->policies, policy);
    return true;
}

static bool parse_also_trigger(Parser *parser, const FactClause *clause, TableClauses *out)
{
    TriggerDef trigger = {.doc = clause->doc};

    if (!parse_trigger(parser, false, &trigger))
        return false;
    vec_push(parser->run, &out->triggers, trigger);
    return true;
}

static bool parse_also_rule(Parser *parser, const FactClause *clause, TableClauses *out)
{
    TriggerDef rule = {.doc = clause->doc};

    if (!parse_rule(parser, false, &rule))
        return false;
    vec_push(parser->run, &out->triggers, rule);
    return true;
}

static bool parse_also_enabled(Parser *parser, const FactClause *clause, TableClauses *out)
{
    SettingDef setting = {0};

    (void)clause;
    if (!parse_enabled(parser, &setting))
        return false;
    vec_push(parser->run, &out->settings, setting);
    return true;
}

static bool parse_also_statistics(Parser *parser, const FactClause *clause, TableClauses *out)
{
    StatisticsDef statistics = {.doc = clause->doc};

    if (!parse_statistics(parser, false, &statistics))
        return false;
    vec_push(parser->run, &out->statistics, statistics);
    return true;
}

static bool parse_also_grant(Parser *parser, const FactClause *clause, TableClauses *out)
{
    GrantDef grant = {0};

    (void)clause;
    if (!parse_grant(parser, false, &grant))
        return false;
    vec_push(parser->run, &out->grants, grant);
    return true;
}

static bool parse_also_replica(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    return parse_replica_identity(parser, &out->replica_identity, &out->replica_index) &&
           parse_end(parser);
}

static bool parse_also_owner(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    return parse_name(parser, "a role", &out->owner) && parse_end(parser);
}

static bool parse_also_warn(Parser *parser, const FactClause *clause, TableClauses *out)
{
    (void)clause;
    return parse_quiet(parser, &out->quiet);
}

/* Longer phrases stand before those that they begin with. */
static const AlsoClause clauses[] = {
    {"unique index",             IN_STORED,                 parse_also_index,        true },
    {"index",                    IN_STORED,                 parse_also_index,        true },
    {"constraint trigger",       IN_TABLES,                 parse_also_trigger,      true },
    {"constraint",               IN_TABLES,                 parse_also_constraint,   true },
    {"primary key",              IN_TABLES,                 parse_also_constraint,   true },
    {"unique",                   IN_TABLES,                 parse_also_constraint,   true },
    {"check",                    IN_TABLES,                 parse_also_constraint,   true },
    {"foreign key",              IN_TABLES,                 parse_also_constraint,   true },
    {"exclude",                  IN_TABLES,                 parse_also_constraint,   true },
    {"dropped",                  IN_TABLES,                 parse_also_dropped,      false},
    {"partition by",             IN_TABLE,                  parse_also_partition_by, false},
    {"partition",                IN_TABLE,                  parse_also_partition,    false},
    {"unlogged partition",       IN_TABLE,                  parse_also_unlogged,     false},
    {"with no data",             IN_MATERIALIZED,           parse_also_no_data,      false},
    {"with",                     IN_RELATIONS,              parse_also_with,         false},
    {"tablespace",               IN_STORED,                 parse_also_tablespace,   false},
    {"using",                    IN_STORED,                 parse_also_using,        false},
    {"inherits",                 IN_TABLES,                 parse_also_inherits,     false},
    {"force row level security", IN_TABLES,                 parse_also_force,        false},
    {"row level security",       IN_TABLES,                 parse_also_security,     false},
    {"policy",                   IN_TABLES,                 parse_also_policy,       false},
    {"trigger",                  IN_TABLES | IN_VIEW,       parse_also_trigger,      true },
    {"rule",                     IN_TABLES | IN_VIEW,       parse_also_rule,         true },
    {"enable",                   IN_TABLES | IN_VIEW,       parse_also_enabled,      true },
    {"disable",                  IN_TABLES | IN_VIEW,       parse_also_enabled,      true },
    {"statistics",               IN_STORED,                 parse_also_statistics,   false},
    {"grant",                    IN_RELATIONS,              parse_also_grant,        false},
    {"owner to",                 IN_RELATIONS,              parse_also_owner,        false},
    {"replica identity",         IN_TABLES,                 parse_also_replica,      false},
    {"cluster on",               IN_STORED,                 parse_also_cluster,      false},
    {"warn",                     IN_ALL,                    parse_also_warn,         false},
    {"as",                       IN_VIEW | IN_MATERIALIZED, parse_also_as,           false},
};

static bool fail_also(Parser *parser)
{
    const Token *token = parser_peek(parser, 0);
    Suggestion suggestion = {.wanted = token->text};

    if (token->kind == TOKEN_CSTRING)
        return parser_error(parser, FINDING_M124, NULL,
                            "a raw statement cannot stand in a struct; move it behind the struct");
    for (size_t i = 0; i < COUNT(clauses); i++) {
        const char *words = clauses[i].words;

        suggest_offer(&suggestion, words);
        suggest_offer(&suggestion, arena_strndup(parser->run, words, strcspn(words, " ")));
    }
    return parser_error(parser, FINDING_M120, suggestion.best, "unknown table clause %s%s",
                        parser_found(parser), suggest_text(parser->run, &suggestion));
}

/* M123 */
static bool check_place(Parser *parser, const AlsoClause *also, StructKind kind)
{
    if (also->in & 1U << kind)
        return true;
    parser_accept(parser, also->words);
    finding_add(parser->findings, FINDING_M123, parser_range(parser, 0), "a %s cannot have '%s'",
                struct_kind_text(kind), also->words);
    return false;
}

/* Whether the second word is no word but a name: "constraint trigger check (…)". */
static bool names_constraint(const Parser *parser, const AlsoClause *also)
{
    static const char *const words[] = {"primary", "unique", "check", "foreign", "exclude"};
    const Token *third = parser_peek(parser, 2);

    if (also->parse != parse_also_trigger || !parser_sees(parser, "constraint"))
        return false;
    for (size_t i = 0; i < COUNT(words); i++)
        if (third->kind == TOKEN_WORD && text_same_fold(third->text, words[i]))
            return true;
    return false;
}

bool parse_also(Arena *run, Findings *findings, const FactClause *clause, StructKind kind,
                TableClauses *out)
{
    Parser parser;

    if (!parser_begin(&parser, run, findings, &clause->annotation))
        return false;
    parser_drop_semicolon(&parser);
    for (size_t i = 0; i < COUNT(clauses); i++) {
        const AlsoClause *also = &clauses[i];

        if (!parser_sees(&parser, also->words) || names_constraint(&parser, also))
            continue;
        if (!check_place(&parser, also, kind))
            return false;
        if (!also->parse)
            return parser_unmanaged(&parser, also->words);
        if (!also->ahead)
            parser_accept(&parser, also->words);
        return also->parse(&parser, clause, out);
    }
    return fail_also(&parser);
}
