/* PG_ALSO(...) in a file, and each statement of an SQL file. */
#include "modelc/reader/parse.h"
#include "modelc/reader/parse_raw.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct DatabaseClause {
    const char *words;
    /* Behind the words; NULL: unmanaged. */
    bool (*parse)(Parser *parser, const FactClause *clause, DatabaseClauses *out);
    bool ahead; /* `parse` starts at the words */
} DatabaseClause;

static bool parse_schema(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    Name name;

    parser_accept(parser, "if not exists");
    if (!parse_name(parser, "a schema", &name))
        return false;
    if (parser_accept(parser, "authorization")) {
        OwnerDef owner = {.target = arena_printf(parser->run, "schema\n%s\n", name.text),
                          .shown = arena_printf(parser->run, "schema %s", name.text),
                          .at = name.at};

        if (!parse_name(parser, "a role", &owner.role))
            return false;
        vec_push(parser->run, &out->owners, owner);
    }
    if (!parse_end(parser))
        return false;
    vec_push(parser->run, &out->schemas, name);
    vec_push(parser->run, &out->schema_docs, clause->doc);
    return true;
}

static bool add_sequence(Parser *parser, const FactClause *clause, bool unlogged,
                         DatabaseClauses *out)
{
    SequenceDef sequence = {.unlogged = unlogged, .doc = clause->doc};

    parser_accept(parser, "if not exists");
    if (!parse_qname(parser, "a sequence", &sequence.name) ||
        !parse_sequence_options(parser, false, &sequence.options))
        return false;
    vec_push(parser->run, &out->sequences, sequence);
    return true;
}

static bool parse_sequence(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    return add_sequence(parser, clause, false, out);
}

static bool parse_unlogged_sequence(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    return add_sequence(parser, clause, true, out);
}

static bool parse_version(Parser *parser, ExtensionDef *out)
{
    const Token *token = parser_peek(parser, 0);

    if (token->kind == TOKEN_END || token->kind == TOKEN_OPEN)
        return parser_fail(parser, "a version");
    out->version = token->text;
    parser->next++;
    return true;
}

/* CASCADE would bring what no model says. */
static bool parse_extension(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    static const char *const possible[] = {"schema", "version", "tables"};
    ExtensionDef extension = {.doc = clause->doc};

    parser_accept(parser, "if not exists");
    if (!parse_name(parser, "an extension", &extension.name))
        return false;
    parser_accept(parser, "with");
    while (!parser_at_end(parser)) {
        if (parser_sees(parser, "cascade"))
            return parser_unmanaged(parser, "cascade");
        if (parser_accept(parser, "schema")) {
            if (!parse_name(parser, "a schema", &extension.schema))
                return false;
        } else if (parser_accept(parser, "tables")) {
            if (!parse_qnames(parser, &extension.tables))
                return false;
        } else if (!parser_accept(parser, "version")) {
            return parser_fail_word(parser, "'schema', 'version', 'tables' or the end", possible,
                                    COUNT(possible));
        } else if (!parse_version(parser, &extension)) {
            return false;
        }
    }
    vec_push(parser->run, &out->extensions, extension);
    return true;
}

static bool add_view(Parser *parser, const FactClause *clause, bool materialized,
                     DatabaseClauses *out)
{
    ViewDef view = {.doc = clause->doc};

    if (!parse_view(parser, materialized, &view))
        return false;
    vec_push(parser->run, &out->views, view);
    return true;
}

static bool add_plain_view(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    return add_view(parser, clause, false, out);
}

static bool add_recursive_view(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    ViewDef view = {.doc = clause->doc, .is_recursive = true};

    if (!parse_view(parser, false, &view))
        return false;
    vec_push(parser->run, &out->views, view);
    return true;
}

static bool add_materialized_view(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    return add_view(parser, clause, true, out);
}

static bool add_defined(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    DefinedDef defined = {.doc = clause->doc};

    if (!parse_defined(parser, &defined))
        return false;
    vec_push(parser->run, &out->defined, defined);
    return true;
}

static bool add_index(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    IndexDef *index = ARENA_NEW(parser->run, IndexDef);

    if (!parse_index(parser, true, index))
        return false;
    index->doc = clause->doc;
    vec_push(parser->run, &out->indexes, index);
    return true;
}

static bool add_renamed(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    RenamedDef renamed = {0};

    (void)clause;
    if (!parse_renamed_object(parser, &renamed))
        return false;
    vec_push(parser->run, &out->renamed, renamed);
    return true;
}

static bool extend_defined(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    (void)clause;
    return parse_extending(parser, out);
}

static bool add_trigger(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    TriggerDef trigger = {.doc = clause->doc};

    if (!parse_trigger(parser, true, &trigger))
        return false;
    vec_push(parser->run, &out->triggers, trigger);
    return true;
}

static bool add_rule(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    TriggerDef rule = {.doc = clause->doc};

    if (!parse_rule(parser, true, &rule))
        return false;
    vec_push(parser->run, &out->triggers, rule);
    return true;
}

static bool add_event_trigger(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    EventTriggerDef trigger = {.doc = clause->doc};

    if (!parse_event_trigger(parser, &trigger))
        return false;
    vec_push(parser->run, &out->event_triggers, trigger);
    return true;
}

static bool add_publication(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    PublicationDef publication = {.doc = clause->doc};

    if (!parse_publication(parser, &publication))
        return false;
    vec_push(parser->run, &out->publications, publication);
    return true;
}

static bool add_default_privileges(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    DefaultPrivilegeDef privileges = {0};

    (void)clause;
    if (!parse_default_privileges(parser, &privileges))
        return false;
    vec_push(parser->run, &out->default_privileges, privileges);
    return true;
}

static bool add_comment(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    CommentDef comment = {0};

    (void)clause;
    if (!parse_comment(parser, &comment))
        return false;
    vec_push(parser->run, &out->comments, comment);
    return true;
}

static bool add_added(Parser *parser, DatabaseClauses *out)
{
    AddedDef added = {0};

    if (!parse_added(parser, &added))
        return false;
    vec_push(parser->run, &out->added, added);
    return true;
}

static bool add_column_setting(Parser *parser, DatabaseClauses *out)
{
    ColumnSettingDef setting = {0};

    if (!parse_column_setting(parser, &setting))
        return false;
    vec_push(parser->run, &out->column_settings, setting);
    return true;
}

static bool add_owner(Parser *parser, DatabaseClauses *out)
{
    OwnerDef owner = {0};

    if (!parse_owner(parser, &owner))
        return false;
    vec_push(parser->run, &out->owners, owner);
    return true;
}

static bool add_setting(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    SettingDef setting = {0};

    (void)clause;
    if (!parse_alter(parser, &setting))
        return false;
    vec_push(parser->run, &out->settings, setting);
    return true;
}

static bool add_index_setting(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    IndexSettingDef setting = {0};

    (void)clause;
    if (!parse_index_setting(parser, &setting))
        return false;
    vec_push(parser->run, &out->index_settings, setting);
    return true;
}

static bool add_policy(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    PolicyDef policy = {.doc = clause->doc};

    if (!parse_policy(parser, true, &policy))
        return false;
    vec_push(parser->run, &out->policies, policy);
    return true;
}

static bool add_statistics(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    StatisticsDef statistics = {.doc = clause->doc};

    parser_accept(parser, "if not exists");
    if (!parse_statistics(parser, true, &statistics))
        return false;
    vec_push(parser->run, &out->statistics, statistics);
    return true;
}

static bool add_grant(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    GrantDef grant = {0};

    (void)clause;
    if (!parse_grant(parser, true, &grant))
        return false;
    vec_push(parser->run, &out->grants, grant);
    return true;
}

static bool add_revoke(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    GrantDef grant = {0};

    (void)clause;
    if (!parse_revoke(parser, &grant))
        return false;
    vec_push(parser->run, &out->grants, grant);
    return true;
}

/* ---- What is modelc's own ---- */

/* "app.touch(integer)" */
static bool parse_dropped_function(Parser *parser, DatabaseClauses *out)
{
    Name name;
    GrantDef grant = {0};

    if (!parse_qname(parser, "a name", &name) || !parse_signature(parser, &name, &grant) ||
        !parse_end(parser))
        return false;

    const char *schema = sql_ident(parser->run, name.schema ? name.schema : "public");
    DropHint hint = {.path = path_under(parser->run, schema, grant.signatures.items[0]),
                     .parent = schema,
                     .at = name.at};

    vec_push(parser->run, &out->dropped_paths, hint);
    return true;
}

static bool parse_dropped(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    static const char *const possible[] = {
        "schema",    "table",     "sequence",  "type",
        "extension", "domain",    "view",      "materialized view",
        "function",  "procedure", "aggregate",
    };
    const char *kind;
    bool unscoped;
    Name name;

    (void)clause;
    if (!parse_word(parser, "'table', 'sequence', 'type' or 'schema'", possible, COUNT(possible),
                    &kind))
        return false;
    if (text_same(kind, "function") || text_same(kind, "procedure") || text_same(kind, "aggregate"))
        return parse_dropped_function(parser, out);
    unscoped = text_same(kind, "schema") || text_same(kind, "extension");
    if (!(unscoped ? parse_name : parse_qname)(parser, "a name", &name) || !parse_end(parser))
        return false;
    vec_push(parser->run, unscoped ? &out->dropped_unscoped : &out->dropped, name);
    return true;
}

/* M101 for a pattern that has something else in braces. */
static bool check_pattern(Parser *parser, const char *pattern)
{
    static const char *const fields[] = {"{table}", "{columns}", "{ref}"};

    for (const char *p = strchr(pattern, '{'); p; p = strchr(p + 1, '{')) {
        bool known = false;

        for (size_t i = 0; i < COUNT(fields); i++)
            known = known || text_starts(p, fields[i]);
        if (!known)
            return parser_fail(parser, "a pattern of {table}, {columns} and {ref}");
    }
    return true;
}

static bool parse_pattern(Parser *parser, NamingDef *out)
{
    static const char *const kinds[] = {"pk", "uq", "fk", "ck", "ex", "ix"};
    const char **const patterns[] = {&out->primary_key, &out->unique,    &out->foreign_key,
                                     &out->check,       &out->exclusion, &out->index};
    const char *kind;

    if (!parse_word(parser, "'postgresql', 'pk', 'uq', 'fk', 'ck', 'ex' or 'ix'", kinds,
                    COUNT(kinds), &kind))
        return false;
    if (!parser_at(parser, TOKEN_CSTRING) || !check_pattern(parser, parser_peek(parser, 0)->text))
        return parser_at(parser, TOKEN_CSTRING) ? false : parser_fail(parser, "a pattern in \"…\"");
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (text_same(kinds[i], kind))
            *patterns[i] = parser_peek(parser, 0)->text;
    parser->next++;
    return true;
}

static bool parse_naming(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    (void)clause;
    out->naming.is_given = true;
    if (parser_accept(parser, "postgresql")) {
        out->naming.postgresql = true;
        return parse_end(parser);
    }
    do
        if (!parse_pattern(parser, &out->naming))
            return false;
    while (parser_accept_kind(parser, TOKEN_COMMA));
    return parse_end(parser);
}

static bool parse_manage(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    (void)clause;
    out->manage_all = true;
    return parse_end(parser);
}

static bool parse_file(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    const Token *token = parser_peek(parser, 0);

    (void)clause;
    if (token->kind != TOKEN_CSTRING)
        return parser_fail(parser, "a file name in \"…\"");
    parser->next++;
    return parse_end(parser) && raw_file(parser, token, out);
}

static bool parse_warn(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    (void)clause;
    return parse_quiet(parser, &out->quiet);
}

/* Longer phrases stand before those that they begin with. */
static const DatabaseClause clauses[] = {
    {"schema",                   parse_schema,            false},
    {"sequence",                 parse_sequence,          false},
    {"unlogged sequence",        parse_unlogged_sequence, false},
    {"extension",                parse_extension,         false},
    {"view",                     add_plain_view,          false},
    {"recursive view",           add_recursive_view,      false},
    {"materialized view",        add_materialized_view,   false},
    {"unique index",             add_index,               true },
    {"index",                    add_index,               true },
    {"function",                 add_defined,             true },
    {"procedure",                add_defined,             true },
    {"aggregate",                add_defined,             true },
    {"type",                     add_defined,             true },
    {"collation",                add_defined,             true },
    {"cast",                     add_defined,             true },
    {"operator",                 add_defined,             true },
    {"text search",              add_defined,             true },
    {"alter operator",           extend_defined,          true },
    {"alter text search",        extend_defined,          true },
    {"renamed",                  add_renamed,             false},
    {"constraint trigger",       add_trigger,             true },
    {"trigger",                  add_trigger,             true },
    {"rule",                     add_rule,                true },
    {"event trigger",            add_event_trigger,       false},
    {"comment on",               add_comment,             true },
    {"alter default privileges", add_default_privileges,  false},
    {"alter index",              add_index_setting,       true },
    {"alter",                    add_setting,             true },
    {"policy",                   add_policy,              false},
    {"statistics",               add_statistics,          false},
    {"grant",                    add_grant,               false},
    {"revoke",                   add_revoke,              false},
    {"dropped",                  parse_dropped,           false},
    {"naming",                   parse_naming,            false},
    {"manage all",               parse_manage,            false},
    {"file",                     parse_file,              false},
    {"warn",                     parse_warn,              false},
    {"publication",              add_publication,         false},
};

/* What PostgreSQL understands but modelc does not manage or allow: M121, M603, M605. */
static bool fail_statement(Parser *parser, bool created)
{
    const Piece pieces[] = {
        {.text = created ? "CREATE " : ""},
        { .first = parser->next, .end = parser->tokens.count - 1},
    };
    Findings quiet = {.arena = parser->run};
    Parser probe = *parser;
    SqlIdentity identity;
    const char *text;

    probe.findings = &quiet;
    return parser_statement(&probe, pieces, COUNT(pieces), &text, &identity) &&
           !raw_check(parser, &identity);
}

static bool fail_database(Parser *parser, bool created)
{
    Suggestion suggestion = {.wanted = parser_peek(parser, 0)->text};
    size_t errors = parser->findings->error_count;

    if (!parser_at_end(parser) && fail_statement(parser, created) &&
        parser->findings->error_count > errors)
        return false;
    for (size_t i = 0; i < COUNT(clauses); i++)
        suggest_offer(&suggestion, clauses[i].words);
    return parser_error(parser, FINDING_M121, suggestion.best, "modelc does not manage %s%s",
                        parser_found(parser), suggest_text(parser->run, &suggestion));
}

bool parse_clause(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    bool created = parser_accept(parser, "create");

    if (sees_owner(parser))
        return add_owner(parser, out);
    if (sees_added(parser))
        return add_added(parser, out);
    if (sees_column_setting(parser))
        return add_column_setting(parser, out);

    if (created)
        parser_accept(parser, "or replace");
    for (size_t i = 0; i < COUNT(clauses); i++) {
        const DatabaseClause *database = &clauses[i];

        if (!parser_sees(parser, database->words))
            continue;
        if (!database->parse)
            return parser_unmanaged(parser, database->words);
        if (!database->ahead)
            parser_accept(parser, database->words);
        return database->parse(parser, clause, out);
    }
    return fail_database(parser, created);
}

bool parse_database(Arena *run, Findings *findings, const FactClause *clause, DatabaseClauses *out)
{
    Parser parser;

    if (!parser_begin(&parser, run, findings, &clause->annotation))
        return false;
    if (parser_at(&parser, TOKEN_CSTRING))
        return raw_string(&parser, clause, out);
    parser_drop_semicolon(&parser);
    return parse_clause(&parser, clause, out);
}
