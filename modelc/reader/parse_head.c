/* PG(...) of structs, enums and enumerators. */
#include "modelc/reader/parse.h"

#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct HeadKind {
    const char *words;
    StructKind kind;
} HeadKind;

static const HeadKind kinds[] = {
    {"table",             STRUCT_TABLE            },
    {"mixin",             STRUCT_MIXIN            },
    {"ignore",            STRUCT_IGNORE           },
    {"view",              STRUCT_VIEW             },
    {"materialized view", STRUCT_MATERIALIZED_VIEW},
    {"type",              STRUCT_COMPOSITE        },
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
           !parser_sees(parser, "renamed from") && !parser_sees(parser, "unlogged");
}

const char *struct_kind_text(StructKind kind)
{
    if (kind == STRUCT_COMPOSITE)
        return "composite type";
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (kinds[i].kind == kind)
            return kinds[i].words;
    return "struct";
}

static bool parse_head_options(Parser *parser, StructDef *out)
{
    static const char *const possible[] = {"unlogged", "renamed from"};

    while (!parser_at_end(parser)) {
        if (parser_sees(parser, "unlogged") && out->kind != STRUCT_TABLE)
            return parser_error(parser, FINDING_M123, NULL, "a %s cannot have 'unlogged'",
                                struct_kind_text(out->kind));
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
    parser_accept(&parser, kind->words);

    StructDef head = {.kind = kind->kind};
    bool named = kind->kind != STRUCT_MIXIN && kind->kind != STRUCT_IGNORE;

    if (named && sees_name(&parser) && !parse_qname(&parser, "a name", &head.name))
        return false;
    if (named && !parse_head_options(&parser, &head))
        return false;
    if (!parse_end(&parser))
        return false;
    *out = head;
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

static bool parse_quoted_label(Parser *parser, const char *what, const char **out, Range *at)
{
    const Token *token = parser_peek(parser, 0);

    if (!parser_at(parser, TOKEN_STRING) && !parser_at(parser, TOKEN_CSTRING))
        return parser_fail(parser, what);
    *out = token->text;
    *at = parser_token_range(parser, token);
    parser->next++;
    return true;
}

bool parse_label(Arena *run, Findings *findings, const Annotation *annotation, LabelDef *out)
{
    static const char *const possible[] = {"label", "renamed from", "ignore"};
    Parser parser;
    Range old;

    if (!parser_begin(&parser, run, findings, annotation))
        return false;
    if (parser_accept(&parser, "ignore")) {
        out->ignore = true;
        return parser_at_end(&parser) || parser_fail(&parser, "nothing after 'ignore'");
    }
    if (parser_accept(&parser, "label")) {
        if (!parse_quoted_label(&parser, "a quoted label", &out->label, &out->at))
            return false;
    } else if (!parser_sees(&parser, "renamed from")) {
        return parser_fail_word(&parser, "'label', 'renamed from' or 'ignore'", possible,
                                COUNT(possible));
    }
    if (parser_accept(&parser, "renamed from") &&
        !parse_quoted_label(&parser, "the old label, quoted", &out->renamed_from, &old))
        return false;
    return parser_at_end(&parser) || parser_fail(&parser, "the end");
}
