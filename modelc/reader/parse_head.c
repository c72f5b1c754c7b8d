/* PG(...) of structs, enums, enumerators and typedefs. */
#include "modelc/reader/parse.h"

#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct HeadKind {
    const char *words;
    StructKind kind;
} HeadKind;

static const HeadKind kinds[] = {
    {"table",             STRUCT_TABLE    },
    {"mixin",             STRUCT_MIXIN    },
    {"ignore",            STRUCT_IGNORE   },
    {"view",              STRUCT_UNMANAGED},
    {"materialized view", STRUCT_UNMANAGED},
    {"type",              STRUCT_UNMANAGED},
};

static const HeadKind *find_kind(const Parser *parser)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (parser_sees(parser, kinds[i].words))
            return &kinds[i];
    return NULL;
}

static bool fail_kind(Parser *parser)
{
    Suggestion suggestion = {.wanted = parser_peek(parser, 0)->text};

    for (size_t i = 0; i < COUNT(kinds); i++)
        suggest_offer(&suggestion, kinds[i].words);
    return parser_error(parser, FINDING_M110, suggestion.best,
                        "a struct is a table, view, materialized view, type or mixin, not %s%s",
                        parser_found(parser), suggest_text(parser->run, &suggestion));
}

static bool sees_name(const Parser *parser)
{
    return (parser_at(parser, TOKEN_WORD) || parser_at(parser, TOKEN_CSTRING)) &&
           !parser_sees(parser, "renamed from") &&
           !(parser_sees(parser, "unlogged") && parser_peek(parser, 1)->kind != TOKEN_DOT);
}

static bool parse_head_options(Parser *parser, StructDef *out)
{
    static const char *const possible[] = {"unlogged", "renamed from"};

    while (!parser_at_end(parser)) {
        if (parser_accept(parser, "unlogged"))
            out->unlogged = true;
        else if (!parser_accept(parser, "renamed from"))
            return parser_fail_word(
                parser, "'unlogged', 'renamed from' or the end (everything else goes into PG_ALSO)",
                possible, COUNT(possible));
        else if (!parse_qname(parser, "the old name", &out->renamed_from))
            return false;
    }
    return true;
}

bool parse_struct(Arena *run, Findings *findings, const Annotation *annotation, StructDef *out)
{
    Parser parser;

    out->kind = STRUCT_BAD;
    if (!parser_begin(&parser, run, findings, annotation))
        return false;

    const HeadKind *kind = find_kind(&parser);

    if (!kind)
        return fail_kind(&parser);
    if (kind->kind == STRUCT_UNMANAGED) {
        out->kind = kind->kind;
        return parser_unmanaged(&parser, kind->words);
    }
    parser_accept(&parser, kind->words);
    if (kind->kind == STRUCT_TABLE && sees_name(&parser) &&
        !parse_qname(&parser, "a name", &out->name))
        return false;
    if (kind->kind == STRUCT_TABLE && !parse_head_options(&parser, out))
        return false;
    if (!parser_at_end(&parser))
        return parser_fail(&parser, "the end");
    out->kind = kind->kind;
    return true;
}

bool parse_enum(Arena *run, Findings *findings, const Annotation *annotation, EnumDef *out)
{
    Parser parser;

    out->bad = true;
    if (!parser_begin(&parser, run, findings, annotation) || !parser_expect(&parser, "type"))
        return false;
    if (sees_name(&parser) && !parse_qname(&parser, "a type name", &out->name))
        return false;
    if (parser_accept(&parser, "renamed from") &&
        !parse_qname(&parser, "the old name", &out->renamed_from))
        return false;
    if (!parser_at_end(&parser))
        return parser_fail(&parser, "'renamed from' or the end");
    out->bad = false;
    return true;
}

bool parse_label(Arena *run, Findings *findings, const Annotation *annotation, LabelDef *out)
{
    static const char *const possible[] = {"label", "ignore"};
    Parser parser;

    if (!parser_begin(&parser, run, findings, annotation))
        return false;
    if (parser_accept(&parser, "ignore")) {
        out->ignore = true;
        return parser_at_end(&parser) || parser_fail(&parser, "nothing after 'ignore'");
    }
    if (!parser_accept(&parser, "label"))
        return parser_fail_word(&parser, "'label' or 'ignore'", possible, COUNT(possible));
    if (!parser_at(&parser, TOKEN_STRING) && !parser_at(&parser, TOKEN_CSTRING))
        return parser_fail(&parser, "a quoted label");

    const Token *token = parser_peek(&parser, 0);

    out->label = token->text;
    out->at = parser_token_range(&parser, token);
    parser.next++;
    if (parser_sees(&parser, "renamed from"))
        return parser_unmanaged(&parser, "renamed from");
    return parser_at_end(&parser) || parser_fail(&parser, "the end");
}

static bool parse_typedef_clauses(Parser *parser, ColumnDef *out)
{
    if (!parse_type(parser, &out->type))
        return false;
    while (!parser_at_end(parser)) {
        if (parser_accept(parser, "null"))
            out->nullness = NULLNESS_NULL;
        else if (parser_accept(parser, "not null"))
            out->nullness = NULLNESS_NOT_NULL;
        else if (!parser_accept(parser, "collate"))
            return parser_fail(parser, "'null', 'not null', 'collate' or the end");
        else if (!parse_qname(parser, "a collation", &out->collation))
            return false;
    }
    return true;
}

bool parse_typedef(Arena *run, Findings *findings, const Annotation *annotation, ColumnDef *out)
{
    static const char *const heads[] = {"table", "mixin", "view", "materialized view"};
    Parser parser;

    out->bad = true;
    if (!parser_begin(&parser, run, findings, annotation))
        return false;
    if (parser_sees(&parser, "domain"))
        return parser_unmanaged(&parser, "domain");
    for (size_t i = 0; i < COUNT(heads); i++)
        if (parser_sees(&parser, heads[i]))
            return parser_error(&parser, FINDING_M109, NULL,
                                "this PG(...) belongs to nothing; place it after 'struct' or "
                                "behind the name");
    if (!parse_typedef_clauses(&parser, out))
        return false;
    out->bad = false;
    return true;
}
