/* Clauses of tables in PG_ALSO: partitions and what identifies rows. */
#include "modelc/reader/parse.h"

#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool parse_end(Parser *parser)
{
    return parser_at_end(parser) || parser_fail(parser, "the end");
}

bool parse_word(Parser *parser, const char *what, const char *const words[], size_t count,
                const char **out)
{
    for (size_t i = 0; i < count; i++)
        if (parser_accept(parser, words[i])) {
            *out = words[i];
            return true;
        }
    return parser_fail_word(parser, what, words, count);
}

bool parse_qnames(Parser *parser, Names *out)
{
    if (!parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    do {
        Name name;

        if (!parse_qname(parser, "a table", &name))
            return false;
        vec_push(parser->run, out, name);
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    return parser_expect_kind(parser, TOKEN_CLOSE, "',' or ')'");
}

bool parse_partition_key(Parser *parser, PartitionKey *out)
{
    static const char *const strategies[] = {"range", "list", "hash"};
    size_t first = parser->next;
    const char *strategy = NULL;

    if (!parse_word(parser, "'range', 'list' or 'hash'", strategies, COUNT(strategies), &strategy))
        return false;
    out->strategy = text_upper(parser->run, strategy);
    if (!parse_elements(parser, false, &out->elements))
        return false;
    out->at = parser_range(parser, first);
    return true;
}

/* Key words as the catalog writes them; values as they stand. */
static const char *bound_text(const Parser *parser, size_t first, size_t end)
{
    static const char *const words[] = {"in",      "from",      "to",       "with",
                                        "modulus", "remainder", "minvalue", "maxvalue"};
    const char *text = parser_text(parser, first, end);
    StrBuf out = {.arena = parser->run};

    strbuf_add(&out, "FOR VALUES ");
    for (const char *p = text; *p;) {
        size_t length = 0;

        if (*p == '\'')
            length = lex_quoted_end(p, strlen(p), 0);
        while (length == 0 && lex_is_word(p[length]))
            while (lex_is_word(p[length]))
                length++;

        const char *word = arena_strndup(parser->run, p, length > 0 ? length : 1);

        for (size_t i = 0; i < COUNT(words); i++)
            if (text_same_fold(word, words[i]))
                word = text_upper(parser->run, words[i]);
        strbuf_add(&out, word);
        p += length > 0 ? length : 1;
    }
    return strbuf_text(&out);
}

/* What can stand behind the bound. */
static bool sees_storage(const Parser *parser)
{
    static const char *const words[] = {
        "partition by",
        "using",
        "with",
        "tablespace",
        "row level security",
        "force row level security",
        "cluster on",
        "replica identity",
    };

    for (size_t i = 0; i < COUNT(words); i++)
        if (parser_sees(parser, words[i]))
            return true;
    return false;
}

static bool parse_bound(Parser *parser, PartitionDef *out)
{
    static const char *const starts[] = {"in", "from", "with"};
    size_t first = parser->next;
    const char *word;

    if (!parse_word(parser, "'in', 'from' or 'with'", starts, COUNT(starts), &word))
        return false;
    while (!parser_at_end(parser) && !sees_storage(parser))
        parser->next++;

    const Piece pieces[] = {
        {.text = "CREATE TABLE p PARTITION OF t FOR VALUES "},
        { .first = first,                                .end = parser->next}
    };
    const char *text;
    SqlIdentity identity;

    out->bound = bound_text(parser, first, parser->next);
    return parser_statement(parser, pieces, COUNT(pieces), &text, &identity);
}

static bool parse_storage(Parser *parser, PartitionDef *out)
{
    if (parser_accept(parser, "using") && !parse_name(parser, "an access method", &out->method))
        return false;
    if (parser_accept(parser, "with") && !parse_params(parser, &out->options))
        return false;
    return !parser_accept(parser, "tablespace") ||
           parse_name(parser, "a tablespace", &out->tablespace);
}

bool parse_replica_identity(Parser *parser, const char **identity, Name *index)
{
    static const char *const possible[] = {"full", "nothing", "default", "using index"};
    const char *word = NULL;

    if (!parse_word(parser, "'full', 'nothing', 'default' or 'using index'", possible,
                    COUNT(possible), &word))
        return false;
    *identity = text_same(word, "default") ? NULL : text_upper(parser->run, word);
    return !text_same(word, "using index") || parse_name(parser, "an index", index);
}

/* What ALTER TABLE says of it, in any order. */
static bool parse_mark(Parser *parser, PartitionDef *out)
{
    if (parser_accept(parser, "cluster on"))
        return parse_name(parser, "an index", &out->cluster);
    if (parser_accept(parser, "replica identity"))
        return parse_replica_identity(parser, &out->replica_identity, &out->replica_index);
    if (parser_accept(parser, "row level security"))
        return out->row_security = true;
    if (parser_accept(parser, "force row level security"))
        return out->force_row_security = true;
    return parse_end(parser);
}

static bool parse_marks(Parser *parser, PartitionDef *out)
{
    while (!parser_at_end(parser))
        if (!parse_mark(parser, out))
            return false;
    return true;
}

bool parse_partition(Parser *parser, PartitionDef *out)
{
    if (!parse_qname(parser, "a partition", &out->name))
        return false;
    if (parser_accept(parser, "of") && !parse_qname(parser, "a partition", &out->of))
        return false;
    if (parser_accept(parser, "default"))
        out->bound = "DEFAULT";
    else if (!parser_accept(parser, "for values"))
        return parser_fail(parser, "'for values' or 'default'");
    else if (!parse_bound(parser, out))
        return false;
    if (parser_accept(parser, "partition by") && !parse_partition_key(parser, &out->key))
        return false;
    return parse_storage(parser, out) && parse_marks(parser, out);
}
