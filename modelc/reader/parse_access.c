/* Policies and grants: who may see and do what. */
#include "modelc/reader/parse.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Separated by commas; PUBLIC is spelled "public", as no role can be called. */
static bool parse_roles(Parser *parser, StrVec *out)
{
    do {
        Name role;

        parser_accept(parser, "group");
        if (!parse_name(parser, "a role", &role))
            return false;
        if (text_same_fold(role.text, "public"))
            role.text = "public";
        if (!strvec_has(out, role.text))
            vec_push(parser->run, out, role.text);
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    strvec_sort(out);
    return true;
}

static bool parse_policy_command(Parser *parser, PolicyDef *out)
{
    static const char *const commands[] = {"all", "select", "insert", "update", "delete"};
    const char *command;

    if (!parse_word(parser, "'all', 'select', 'insert', 'update' or 'delete'", commands,
                    COUNT(commands), &command))
        return false;
    out->command = text_same(command, "all") ? NULL : text_upper(parser->run, command);
    return true;
}

static bool parse_policy_kind(Parser *parser, PolicyDef *out)
{
    static const char *const kinds[] = {"permissive", "restrictive"};
    const char *kind;

    if (!parse_word(parser, "'permissive' or 'restrictive'", kinds, COUNT(kinds), &kind))
        return false;
    out->restrictive = text_same(kind, "restrictive");
    return true;
}

bool parse_policy(Parser *parser, bool in_file, PolicyDef *out)
{
    static const char *const possible[] = {"as", "for", "to", "using", "with check"};

    if (!parse_name(parser, "a policy", &out->name))
        return false;
    if (in_file && (!parser_expect(parser, "on") || !parse_qname(parser, "a table", &out->table)))
        return false;
    if (parser_accept(parser, "as") && !parse_policy_kind(parser, out))
        return false;
    if (parser_accept(parser, "for") && !parse_policy_command(parser, out))
        return false;
    if (parser_accept(parser, "to") && !parse_roles(parser, &out->roles))
        return false;
    if (strvec_has(&out->roles, "public"))
        out->roles.count = 0;
    if (parser_accept(parser, "using") && !parse_paren_expr(parser, &out->using_expr))
        return false;
    if (parser_accept(parser, "with check") && !parse_paren_expr(parser, &out->check_expr))
        return false;
    return parser_at_end(parser) ||
           parser_fail_word(parser,
                            "'as', 'for', 'to', 'using', 'with check' or the end, in that order",
                            possible, COUNT(possible));
}

/* ---- Grants ---- */

static const char *const privileges[] = {
    "all",      "select", "insert",  "update",  "delete", "truncate", "references", "trigger",
    "maintain", "usage",  "execute", "connect", "create", "set",      "temporary",  "alter system",
};

static bool takes_columns(const char *privilege)
{
    static const char *const words[] = {"all", "select", "insert", "update", "references"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (text_same(words[i], privilege))
            return true;
    return false;
}

static bool parse_privilege(Parser *parser, GrantDef *out)
{
    Privilege privilege = {0};
    const char *word;

    if (!parse_word(parser, "a privilege", privileges, COUNT(privileges), &word))
        return false;
    if (text_same(word, "all"))
        parser_accept(parser, "privileges");
    privilege.name = text_upper(parser->run, word);
    if (parser_at(parser, TOKEN_OPEN) && !takes_columns(word))
        return parser_fail(parser, "no columns");
    if (parser_at(parser, TOKEN_OPEN) && !parse_names(parser, &privilege.columns))
        return false;
    vec_push(parser->run, &out->privileges, privilege);
    return true;
}

/* The types of a function's arguments, as its name carries them. */
bool parse_signature(Parser *parser, const Name *name, GrantDef *out)
{
    StrBuf text = {.arena = parser->run};

    strbuf_addf(&text, "%s(", name->text);
    if (!parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    while (!parser_at(parser, TOKEN_CLOSE)) {
        TypeName type = {0};

        if (!parse_type(parser, &type))
            return false;
        if (text.text[text.length - 1] != '(')
            strbuf_add(&text, ", ");
        strbuf_add(&text, sql_type_unmodified(parser->run, type.text));
        if (!parser_accept_kind(parser, TOKEN_COMMA) && !parser_at(parser, TOKEN_CLOSE))
            return parser_fail(parser, "',' or ')'");
    }
    parser->next++;
    strbuf_addc(&text, ')');
    vec_push(parser->run, &out->signatures, strbuf_text(&text));
    return true;
}

static bool parse_objects(Parser *parser, GrantDef *out)
{
    static const char *const kinds[] = {"table",   "sequence", "schema", "function", "procedure",
                                        "routine", "domain",   "type",   "view"};
    bool callable;

    out->on = "table";
    /* A schema may be called "type", and what follows "domain". */
    for (size_t i = 0; i < COUNT(kinds) && parser_peek(parser, 1)->kind != TOKEN_DOT; i++)
        if (parser_accept(parser, kinds[i])) {
            out->on = kinds[i];
            break;
        }
    if (parser_sees(parser, "all"))
        return parser_unmanaged(parser, "all");
    callable = text_same(out->on, "function") || text_same(out->on, "procedure") ||
               text_same(out->on, "routine");
    do {
        Name name;

        if (!parse_qname(parser, "an object", &name))
            return false;
        vec_push(parser->run, &out->objects, name);
        if (callable && !parse_signature(parser, &name, out))
            return false;
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return true;
}

static bool parse_privileges(Parser *parser, GrantDef *out)
{
    do
        if (!parse_privilege(parser, out))
            return false;
    while (parser_accept_kind(parser, TOKEN_COMMA));
    return true;
}

bool parse_grant(Parser *parser, bool in_file, GrantDef *out)
{
    size_t first = parser->next;

    if (!parse_privileges(parser, out))
        return false;
    if (in_file && (!parser_expect(parser, "on") || !parse_objects(parser, out)))
        return false;
    if (!parser_expect(parser, "to") || !parse_roles(parser, &out->roles))
        return false;
    out->grantable = parser_accept(parser, "with grant option");
    out->at = parser_range(parser, first);
    return parse_end(parser);
}

/* Whether everybody has privileges on all that is named, without being told. */
static bool is_everybodys(const GrantDef *def)
{
    static const char *const kinds[] = {"function", "procedure", "routine", "type", "domain"};

    for (size_t i = 0; i < COUNT(kinds); i++)
        if (text_same(def->on, kinds[i]))
            return true;
    for (size_t i = 0; i < def->objects.count; i++)
        if (!text_same(def->objects.items[i].text, "public"))
            return false;
    return text_same(def->on, "schema");
}

bool parse_revoke(Parser *parser, GrantDef *out)
{
    size_t first = parser->next;

    out->revoked = true;
    if (!parse_privileges(parser, out) || !parser_expect(parser, "on") ||
        !parse_objects(parser, out) || !parser_expect(parser, "from"))
        return false;
    if (!parser_sees(parser, "public"))
        return parser_fail(parser, "'public': other roles have what is granted to them");
    if (!is_everybodys(out))
        return parser_unmanaged(parser, "public");
    out->at = parser_range(parser, first);
    return parse_roles(parser, &out->roles) && parse_end(parser);
}

/* ---- Default privileges ---- */

static bool parse_made(Parser *parser, GrantDef *out)
{
    static const char *const words[] = {"tables", "sequences", "functions",    "routines",
                                        "types",  "schemas",   "large objects"};
    const char *word;

    if (!parse_word(parser, "'tables', 'sequences', 'functions', 'types' or 'schemas'", words,
                    COUNT(words), &word))
        return false;
    out->on = text_same(word, "routines") ? "FUNCTIONS" : text_upper(parser->run, word);
    return true;
}

static bool parse_makers(Parser *parser, DefaultPrivilegeDef *out)
{
    if (!parser_accept(parser, "for"))
        return true;
    if (!parser_accept(parser, "user") && !parser_expect(parser, "role"))
        return false;
    return parse_roles(parser, &out->makers);
}

static bool parse_in_schemas(Parser *parser, DefaultPrivilegeDef *out)
{
    if (!parser_accept(parser, "in schema"))
        return true;
    do {
        Name schema;

        if (!parse_name(parser, "a schema", &schema))
            return false;
        vec_push(parser->run, &out->schemas, schema);
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return true;
}

/* Without a schema functions and types are everybody's: that can be taken away. */
static bool check_revoked(Parser *parser, const DefaultPrivilegeDef *def)
{
    bool usual = text_same(def->grant.on, "FUNCTIONS") || text_same(def->grant.on, "TYPES");

    if (!parser_sees(parser, "public"))
        return parser_fail(parser, "'public': other roles have what is granted to them");
    return (usual && def->schemas.count == 0) || parser_unmanaged(parser, "public");
}

bool parse_default_privileges(Parser *parser, DefaultPrivilegeDef *out)
{
    GrantDef *grant = &out->grant;
    size_t first = parser->next;

    if (!parse_makers(parser, out) || !parse_in_schemas(parser, out))
        return false;
    grant->revoked = parser_accept(parser, "revoke");
    if ((!grant->revoked && !parser_expect(parser, "grant")) || !parse_privileges(parser, grant) ||
        !parser_expect(parser, "on") || !parse_made(parser, grant) ||
        !parser_expect(parser, grant->revoked ? "from" : "to"))
        return false;
    if (grant->revoked && !check_revoked(parser, out))
        return false;
    if (!parse_roles(parser, &grant->roles))
        return false;
    grant->grantable = !grant->revoked && parser_accept(parser, "with grant option");
    grant->at = parser_range(parser, first);
    return parse_end(parser);
}
