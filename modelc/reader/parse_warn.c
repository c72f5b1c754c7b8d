/* PG_ALSO(warn no-NAME, ...): warnings that are known and meant to be. */
#include "modelc/reader/parse.h"

#include <string.h>

/* "no-missing-primary-key": words to C and its formatters, in one piece to us. */
static const char *take_word(Parser *parser)
{
    StrBuf out = {.arena = parser->run};

    while (!parser_at_end(parser) && !parser_at(parser, TOKEN_COMMA)) {
        strbuf_add(&out, parser_peek(parser, 0)->text);
        parser->next++;
    }
    return strbuf_text(&out);
}

static bool fail_unknown(Parser *parser, size_t first, const char *name)
{
    const Suggestion near = finding_near(name);

    finding_add(parser->findings, FINDING_M101, parser_range(parser, first),
                "expected a warning, found '%s'%s", name, suggest_text(parser->run, &near))
        ->fix = near.best ? arena_printf(parser->run, "no-%s", near.best) : NULL;
    return false;
}

/* What is told of revisions is decided there. */
static bool is_of_revisions(FindingId id)
{
    return text_starts(finding_kind(id)->code, "MC");
}

static bool parse_one(Parser *parser, QuietDefs *out)
{
    size_t first = parser->next;
    const char *name = take_word(parser);
    FindingId id;

    if (!text_starts(name, "no-") || !name[strlen("no-")]) {
        parser->next = first;
        return parser_fail(parser, "'no-' and the name of a warning");
    }
    name += strlen("no-");
    id = finding_find(name);
    if (id == FINDING_COUNT)
        return fail_unknown(parser, first, name);
    if (finding_kind(id)->severity == SEVERITY_ERROR || is_of_revisions(id)) {
        finding_add(parser->findings, FINDING_M101, parser_range(parser, first),
                    "expected a warning, but '%s' is %s", name,
                    is_of_revisions(id) ? "told of revisions" : "an error");
        return false;
    }
    vec_push(parser->run, out, ((QuietDef){.id = id, .at = parser_range(parser, first)}));
    return true;
}

bool parse_quiet(Parser *parser, QuietDefs *out)
{
    do
        if (!parse_one(parser, out))
            return false;
    while (parser_accept_kind(parser, TOKEN_COMMA));
    return parse_end(parser);
}
