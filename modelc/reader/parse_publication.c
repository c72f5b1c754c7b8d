/* Publications: what of which tables is sent to subscribers. */
#include "modelc/reader/parse.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Members ---- */

static bool parse_table(Parser *parser, PublicationMemberDef *out)
{
    parser_accept(parser, "only");
    if (!parse_qname(parser, "a table", &out->name))
        return false;
    if (parser_at(parser, TOKEN_OPEN) && !parse_names(parser, &out->columns))
        return false;
    return !parser_accept(parser, "where") || parse_paren_expr(parser, &out->filter);
}

/* A word that is said once counts for all that follow: "table a, b, tables in schema c". */
static bool parse_members(Parser *parser, PublicationDef *out)
{
    static const char *const possible[] = {"table", "tables in schema"};
    bool is_schema = false, said = false;

    do {
        PublicationMemberDef member = {0};
        bool schema_said = parser_accept(parser, "tables in schema");
        bool table_said = !schema_said && parser_accept(parser, "table");

        if (!said && !schema_said && !table_said)
            return parser_fail_word(parser, "'all tables', 'table' or 'tables in schema'", possible,
                                    COUNT(possible));
        said = true;
        is_schema = schema_said || (is_schema && !table_said);
        member.is_schema = is_schema;
        if (is_schema ? !parse_name(parser, "a schema", &member.name)
                      : !parse_table(parser, &member))
            return false;
        vec_push(parser->run, &out->members, member);
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return true;
}

/* ---- Options ---- */

/* The actions in the order of the catalog; NULL for all of them. */
static bool read_publish(Parser *parser, const char *value, PublicationDef *out)
{
    static const char *const actions[] = {"insert", "update", "delete", "truncate"};
    StrVec found = {0};
    size_t words = 0;

    for (const char *p = value; *p; p += strcspn(p, ", "), p += strspn(p, ", "))
        words++;
    for (size_t i = 0; i < COUNT(actions); i++)
        for (const char *p = value; *p; p += strcspn(p, ", "), p += strspn(p, ", "))
            if (text_same_fold(arena_strndup(parser->run, p, strcspn(p, ", ")), actions[i]))
                vec_push(parser->run, &found, actions[i]);
    if (found.count != words)
        return parser_fail(parser, "'insert', 'update', 'delete' or 'truncate' in 'publish'");
    out->publish = found.count == COUNT(actions) ? NULL : text_join(parser->run, &found, ", ");
    return true;
}

static bool is_on(const char *value)
{
    static const char *const words[] = {"true", "on", "1", "yes"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (text_same_fold(value, words[i]))
            return true;
    return false;
}

static bool read_option(Parser *parser, const char *option, PublicationDef *out)
{
    const char *value = strchr(option, '=') + 1;

    if (text_starts(option, "publish="))
        return read_publish(parser, value, out);
    if (text_starts(option, "publish_via_partition_root="))
        out->via_root = is_on(value);
    else if (text_starts(option, "publish_generated_columns="))
        out->generated_columns = text_same_fold(value, "none") ? NULL : value;
    else
        return parser_fail(parser, "'publish', 'publish_via_partition_root' or "
                                   "'publish_generated_columns'");
    return true;
}

bool parse_publication(Parser *parser, PublicationDef *out)
{
    StrVec options = {0};

    if (!parse_name(parser, "a publication", &out->name))
        return false;
    if (parser_accept(parser, "for")) {
        out->all_tables = parser_accept(parser, "all tables");
        if (!out->all_tables && !parse_members(parser, out))
            return false;
    }
    if (parser_accept(parser, "with") && !parse_params(parser, &options))
        return false;
    for (size_t i = 0; i < options.count; i++)
        if (!read_option(parser, options.items[i], out))
            return false;
    return parse_end(parser);
}
