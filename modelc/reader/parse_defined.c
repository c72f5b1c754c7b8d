/* Statements that stay SQL as a whole: functions, operators, collations and the like. */
#include "modelc/reader/parse.h"

#include <ctype.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The words of the name in the text, as far as they can be told apart; else where it begins. */
static Range name_range(const Parser *parser, const SqlIdentity *identity)
{
    const Token *tokens = parser->tokens.items;

    for (size_t i = parser->next; identity->name && i + 1 < parser->tokens.count; i++)
        if (text_same_fold(tokens[i].text, identity->name))
            return parser_token_range(parser, &tokens[i]);
    return parser_token_range(parser, &tokens[parser->next]);
}

/* The whole of what stands there; `head` precedes it. */
static bool take_statement(Parser *parser, const char *head, DefinedDef *out)
{
    size_t first = parser->next, end = parser->tokens.count - 1;
    const Piece pieces[] = {
        {.text = head},
        { .first = first,  .end = end},
    };
    const char *text;

    if (!parser_statement(parser, pieces, COUNT(pieces), &text, &out->identity))
        return false;
    out->name = (Name){.schema = out->identity.schema,
                       .text = sql_identity_name(parser->run, &out->identity),
                       .at = name_range(parser, &out->identity)};
    parser->next = end;
    out->definition = (Sql){.text = text, .at = parser_range(parser, first)};
    return true;
}

/* For a space of ours any white space of the author's. */
static bool same_letter(char his, char ours)
{
    return ours == ' ' ? isspace((unsigned char)his) : tolower((unsigned char)his) == ours;
}

/* The first words in capitals, as the rest of a revision has them. */
static void raise_words(Arena *run, DefinedDef *def, const char *verb, const char *kind)
{
    const char *words = arena_printf(run, "%s %s", verb, kind), *p = words;
    const char *text = def->definition.text;

    for (; *p && same_letter(*text, *p); p++)
        text += *p == ' ' ? strspn(text, " \t\n") : 1;
    if (*p == '\0')
        def->definition.text = arena_printf(run, "%s%s", text_upper(run, words), text);
}

bool parse_defined(Parser *parser, DefinedDef *out)
{
    size_t first = parser->next;
    int kind;

    if (!take_statement(parser, "CREATE ", out))
        return false;
    kind = kind_made_by(out->identity.kind);
    if (kind < 0) {
        parser->next = first;
        return parser_unmanaged(parser, out->identity.kind);
    }
    out->kind = (KindId)kind;
    raise_words(parser->run, out, "create",
                kind_of(out->kind)->is_type ? "type" : out->identity.kind);
    return true;
}

static const char *schema_of(const DefinedDef *def)
{
    return def->name.schema ? def->name.schema : "public";
}

bool parse_extending(Parser *parser, DatabaseClauses *out)
{
    size_t first = parser->next;
    DefinedDef more = {0};

    if (!take_statement(parser, "", &more))
        return false;
    raise_words(parser->run, &more, "alter", more.identity.kind);
    for (size_t i = 0; more.identity.act == SQL_EXTENDS && i < out->defined.count; i++) {
        DefinedDef *def = &out->defined.items[i];

        if (!text_same(def->identity.kind, more.identity.kind) ||
            !text_same(def->name.text, more.name.text) ||
            !text_same(schema_of(def), schema_of(&more)))
            continue;
        def->definition.text =
            arena_printf(parser->run, "%s;\n%s", def->definition.text, more.definition.text);
        return true;
    }
    parser->next = first;
    if (more.identity.act == SQL_EXTENDS)
        return parser_error(parser, FINDING_M603, NULL, "no %s '%s' is created before this",
                            more.identity.kind, more.name.text);
    return parser_error(parser, FINDING_M603, NULL,
                        "this statement creates nothing that has a name");
}

/* The words of a kind that can be renamed; -1: none. */
static int accept_kind(Parser *parser)
{
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Kind *kind = kind_of(id);

        for (const char *const *words = kind->made_by; words && *words && kind->rename; words++)
            if (parser_accept(parser, *words) || (kind->is_type && parser_accept(parser, "type")))
                return (int)id;
    }
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (!kind_of(id)->made_by && kind_of(id)->rename &&
            parser_accept(parser, kind_of(id)->title))
            return (int)id;
    return -1;
}

static bool parse_renamed_names(Parser *parser, RenamedDef *out)
{
    return parse_qname(parser, "the old name", &out->old) && parser_expect(parser, "to") &&
           parse_qname(parser, "the new name", &out->name);
}

/* What is not known by its schema is so by its table. */
static bool parse_renamed_part(Parser *parser, RenamedDef *out)
{
    return parse_old_part(parser, &out->old) && parser_expect(parser, "on") &&
           parse_qname(parser, "a table", &out->table) && parser_expect(parser, "to") &&
           parse_name(parser, "the new name", &out->name);
}

bool parse_renamed_object(Parser *parser, RenamedDef *out)
{
    int kind = accept_kind(parser);
    bool is_part;

    if (kind < 0 && parser_accept(parser, "constraint")) {
        kind = KIND_CHECK;
        out->is_constraint = true;
    }
    if (kind < 0)
        return parser_fail(parser, "'function', 'collation' or another kind that CREATE makes");
    out->kind = (KindId)kind;
    is_part = !kind_of(out->kind)->made_by && kind_of(out->kind)->scope == SCOPE_PARENT;
    return (is_part ? parse_renamed_part(parser, out) : parse_renamed_names(parser, out)) &&
           parse_end(parser);
}
