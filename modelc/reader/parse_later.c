/*
 * What CREATE cannot say, in statements of its own: COMMENT ON, and the few forms of ALTER that
 * give an object an attribute.
 */
#include "modelc/reader/parse.h"

#include "schema/kinds/column_setting/column_setting.h"

#include <ctype.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Comments ---- */

/* "TABLE" and "table" are one keyword; "Table" may be a name. */
static const char *fold_keyword(Arena *run, const char *word)
{
    for (const char *p = word; *p; p++)
        if (!isupper((unsigned char)*p) && *p != '_')
            return word;
    return text_lower(run, word);
}

/* Types of arguments in the spelling of the catalog; false where something else stands. */
static bool add_arguments(Parser *parser, StrBuf *out)
{
    const Name none = {.text = ""};
    Findings quiet = {.arena = parser->run};
    GrantDef signature = {0};
    Parser inner = *parser;

    inner.findings = &quiet;
    if (!parser_at(parser, TOKEN_OPEN) || !parse_signature(&inner, &none, &signature))
        return false;
    strbuf_add(out, signature.signatures.items[0]);
    parser->next = inner.next;
    return true;
}

/* A word, a name or a mark; the schema that goes without saying goes. */
static void add_target_token(Parser *parser, StrBuf *out)
{
    const Token *token = parser_peek(parser, 0);
    bool is_word = token->kind == TOKEN_WORD;

    parser->next++;
    if (text_same(token->text, "public") && parser_accept_kind(parser, TOKEN_DOT))
        return;
    strbuf_addf(out, "%s\n", is_word ? fold_keyword(parser->run, token->text) : token->text);
}

static bool parse_comment_text(Parser *parser, CommentDef *out)
{
    const Piece pieces[] = {
        {.text = "COMMENT ON TABLE t IS "},
        { .first = parser->next, .end = parser->tokens.count - 1},
    };
    const char *text;
    SqlIdentity identity;

    if (!parser_statement(parser, pieces, COUNT(pieces), &text, &identity))
        return false;
    out->comment = identity.comment && *identity.comment ? identity.comment : NULL; /* as IS NULL */
    return true;
}

/* Up to the word. */
static const char *parse_target_of(Parser *parser, const char *word)
{
    StrBuf target = {.arena = parser->run};

    while (!parser_at_end(parser) && !parser_sees(parser, word))
        if (!add_arguments(parser, &target))
            add_target_token(parser, &target);
    return strbuf_text(&target);
}

bool parse_comment(Parser *parser, CommentDef *out)
{
    size_t first;

    if (!parser_expect(parser, "comment on"))
        return false;
    first = parser->next;
    out->target = parse_target_of(parser, "is");
    out->shown = parser_text(parser, first, parser->next);
    out->at = parser_range(parser, first);
    return parser_expect(parser, "is") && parse_comment_text(parser, out);
}

/* ---- Owners ---- */

static const char owner_to[] = "owner to";

bool sees_owner(const Parser *parser)
{
    Parser ahead = *parser;

    if (!parser_accept(&ahead, "alter"))
        return false;
    while (!parser_at_end(&ahead) && !parser_sees(&ahead, owner_to))
        ahead.next++;
    return !parser_at_end(&ahead);
}

bool parse_owner(Parser *parser, OwnerDef *out)
{
    size_t first;

    if (!parser_expect(parser, "alter"))
        return false;
    first = parser->next;
    out->target = parse_target_of(parser, owner_to);
    out->shown = parser_text(parser, first, parser->next);
    out->at = parser_range(parser, first);
    return parser_expect(parser, owner_to) && parse_name(parser, "a role", &out->role) &&
           parse_end(parser);
}

/* ---- Constraints of partitions ---- */

static bool parse_added_head(Parser *parser, AddedDef *out)
{
    parser_accept(parser, "alter table");
    parser_accept(parser, "only");
    return parse_qname(parser, "a table", &out->table) && parser_accept(parser, "add");
}

bool sees_added(const Parser *parser)
{
    Parser ahead = *parser;
    Findings quiet = {.arena = parser->run};
    AddedDef def = {0};

    ahead.findings = &quiet;
    return parser_sees(parser, "alter table") && parse_added_head(&ahead, &def) &&
           parser_sees(&ahead, "constraint");
}

bool parse_added(Parser *parser, AddedDef *out)
{
    out->constraint = ARENA_NEW(parser->run, ConstraintDef);
    *out->constraint = (ConstraintDef){0};
    return parse_added_head(parser, out) && parse_constraint(parser, false, out->constraint) &&
           parse_end(parser);
}

/* M603 at the first word; always false. */
static bool fail_change(Parser *parser)
{
    finding_add(parser->findings, FINDING_M603,
                parser_token_range(parser, &parser->tokens.items[0]),
                "this statement creates nothing that has a name");
    return false;
}

/* ---- Columns of views, partitions and heirs ---- */

static bool parse_setting_head(Parser *parser, ColumnSettingDef *out)
{
    static const char *const relations[] = {"table", "view", "materialized view"};
    size_t i = 0;

    if (!parser_accept(parser, "alter"))
        return false;
    while (i < COUNT(relations) && !parser_accept(parser, relations[i]))
        i++;
    parser_accept(parser, "only");
    if (i == COUNT(relations) || !parse_qname(parser, "a table", &out->relation) ||
        !parser_accept(parser, "alter"))
        return false;
    parser_accept(parser, "column");
    return parse_name(parser, "a column", &out->column);
}

bool sees_column_setting(const Parser *parser)
{
    Parser ahead = *parser;
    Findings quiet = {.arena = parser->run};
    ColumnSettingDef def = {0};

    ahead.findings = &quiet;
    return parse_setting_head(&ahead, &def);
}

/* Whether the clause is one that such a column can have. */
static bool is_setting(const ColumnDef *def)
{
    bool null = def->nullness == NULLNESS_NULL || def->not_null_name.text;
    bool other = def->generated.text || def->identity || def->collation.text ||
                 def->renamed_from.text || def->using_expr.text || def->constraints.count;

    return !null && !other && !def->type.text && !def->ignore;
}

bool parse_column_setting(Parser *parser, ColumnSettingDef *out)
{
    if (!parse_setting_head(parser, out))
        return false;
    out->at = parser_range(parser, parser->next);
    if (parser_accept(parser, "drop default")) {
        out->def.default_expr.text = COLUMN_NO_DEFAULT;
        return parse_end(parser);
    }
    if (!parser_sees(parser, "set"))
        return fail_change(parser);
    if (parser_peek(parser, 1)->kind != TOKEN_OPEN)
        parser->next++;
    if (!parse_column(parser, &out->def) || !parse_end(parser))
        return false;
    return is_setting(&out->def) || fail_change(parser);
}

/* ---- Indexes ---- */

/* "i", "schema.i", "partition.i", "schema.partition.i" */
static bool parse_index_name(Parser *parser, IndexSettingDef *out)
{
    if (!parse_name(parser, "an index", &out->name))
        return false;
    for (size_t i = 0; i < 2 && parser_accept_kind(parser, TOKEN_DOT); i++) {
        out->schema = out->table;
        out->table = out->name;
        if (!parse_name(parser, "a name behind the '.'", &out->name))
            return false;
    }
    return true;
}

static bool parse_reset(Parser *parser, IndexSettingDef *out)
{
    Names names = {0};

    if (!parse_names(parser, &names))
        return false;
    for (size_t i = 0; i < names.count; i++)
        vec_push(parser->run, &out->options, text_lower(parser->run, names.items[i].text));
    return true;
}

static bool parse_expression_target(Parser *parser, IndexSettingDef *out)
{
    const char *number, *value;

    parser_accept(parser, "column");
    if (!parse_number(parser, "the number of a column", &number))
        return false;
    if (!parser_accept(parser, "set statistics"))
        return fail_change(parser);
    if (!parse_number(parser, "a number", &value))
        return false;
    out->item = arena_printf(parser->run, "%s=%s", number, value);
    return true;
}

static bool parse_index_clause(Parser *parser, IndexSettingDef *out)
{
    if (parser_accept(parser, "alter"))
        return parse_expression_target(parser, out);
    if (parser_accept(parser, "reset"))
        return parse_reset(parser, out);
    if (parser_accept(parser, "set tablespace"))
        return parse_name(parser, "a tablespace", &out->tablespace);
    if (parser_accept(parser, "set"))
        return parse_params(parser, &out->options);
    return fail_change(parser);
}

bool parse_index_setting(Parser *parser, IndexSettingDef *out)
{
    size_t first;

    if (!parser_expect(parser, "alter index"))
        return false;
    first = parser->next;
    if (!parse_index_name(parser, out))
        return false;
    out->at = parser_range(parser, first);
    return parse_index_clause(parser, out) && parse_end(parser);
}

/* ---- When something fires ---- */

static bool parse_firing(Parser *parser, const char **out)
{
    static const char *const possible[] = {"enable", "disable"};
    const char *word;

    if (!parse_word(parser, "'enable' or 'disable'", possible, COUNT(possible), &word))
        return false;
    *out = text_same(word, "disable") ? "DISABLE" : NULL;
    if (!*out && parser_accept(parser, "replica"))
        *out = "REPLICA";
    else if (!*out && parser_accept(parser, "always"))
        *out = "ALWAYS";
    return true;
}

bool parse_enabled(Parser *parser, SettingDef *out)
{
    static const char *const parts[] = {"trigger", "rule"};
    const char *part;

    out->attr = "enabled";
    if (!parse_firing(parser, &out->value) ||
        !parse_word(parser, "'trigger' or 'rule'", parts, COUNT(parts), &part))
        return false;
    out->kind = text_same(part, "rule") ? KIND_RULE : KIND_TRIGGER;
    return parse_name(parser, "a name", &out->name) && parse_end(parser);
}

/* ---- ALTER ---- */

static bool sees_firing(const Parser *parser)
{
    return parser_sees(parser, "enable") || parser_sees(parser, "disable");
}

static bool alter_table(Parser *parser, SettingDef *out)
{
    parser_accept(parser, "only");
    if (!parse_qname(parser, "a table", &out->table))
        return false;
    return sees_firing(parser) ? parse_enabled(parser, out) : fail_change(parser);
}

static bool alter_event_trigger(Parser *parser, SettingDef *out)
{
    out->kind = KIND_EVENT_TRIGGER;
    out->attr = "enabled";
    if (!parse_name(parser, "an event trigger", &out->name))
        return false;
    if (!sees_firing(parser))
        return fail_change(parser);
    return parse_firing(parser, &out->value) && parse_end(parser);
}

/* SET STATISTICS number, the last words. */
static bool parse_target(Parser *parser, SettingDef *out)
{
    if (!parser_accept(parser, "set statistics"))
        return fail_change(parser);
    return parse_number(parser, "a number", &out->value) && parse_end(parser);
}

static bool alter_statistics(Parser *parser, SettingDef *out)
{
    out->kind = KIND_STATISTICS;
    out->attr = "statistics";
    return parse_qname(parser, "statistics", &out->name) && parse_target(parser, out);
}

static bool alter_materialized_view(Parser *parser, SettingDef *out)
{
    Name index;

    out->kind = KIND_MATERIALIZED_VIEW;
    out->attr = "cluster";
    if (!parse_qname(parser, "a materialized view", &out->name))
        return false;
    if (!parser_accept(parser, "cluster on"))
        return fail_change(parser);
    if (!parse_name(parser, "an index", &index))
        return false;
    out->value = sql_ident(parser->run, index.text);
    return parse_end(parser);
}

static const struct {
    const char *words;
    bool (*parse)(Parser *parser, SettingDef *out); /* behind the words */
} alters[] = {
    {"table",             alter_table            },
    {"materialized view", alter_materialized_view},
    {"event trigger",     alter_event_trigger    },
    {"statistics",        alter_statistics       },
};

bool parse_alter(Parser *parser, SettingDef *out)
{
    if (!parser_expect(parser, "alter"))
        return false;
    for (size_t i = 0; i < COUNT(alters); i++)
        if (parser_accept(parser, alters[i].words))
            return alters[i].parse(parser, out);
    return fail_change(parser);
}
