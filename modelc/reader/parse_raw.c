#include "modelc/reader/parse_raw.h"

#include "base/file.h"
#include "base/hash.h"
#include "modelc/reader/doubt.h"
#include "modelc/reader/fold.h"

#include <string.h>

/* A script, and where its bytes stand. */
typedef struct Script {
    const char *text;
    size_t length;
    Range at;             /* of the whole */
    const size_t *origin; /* byte of the file that each byte is; NULL: at.begin and on */
} Script;

static Range script_range(const Script *script, size_t begin, size_t end)
{
    Range at = script->at;

    if (at.via)
        return at;
    if (script->origin) {
        at.begin = script->origin[begin];
        at.end = script->origin[end > begin ? end - 1 : begin] + 1;
        return at;
    }
    at.end = at.begin + end;
    at.begin += begin;
    return at;
}

bool raw_check(Parser *parser, const SqlIdentity *identity)
{
    Range at = parser_token_range(parser, parser_peek(parser, 0));

    if (identity->act == SQL_RUNS) {
        finding_add(parser->findings, FINDING_M605, at, "only definitions can stand here, not '%s'",
                    text_lower(parser->run, parser_peek(parser, 0)->text));
        return false;
    }
    if (identity->act == SQL_CHANGES && !parser_sees(parser, "comment on") &&
        !parser_sees(parser, "alter") && !parser_sees(parser, "revoke")) {
        finding_add(parser->findings, FINDING_M603, at,
                    "this statement creates nothing that has a name");
        return false;
    }
    return true;
}

/* Indexes and statistics can do without a name, but not here. */
static bool check_name(Parser *parser, const SqlIdentity *identity)
{
    if (identity->name || identity->suffix || identity->act == SQL_CHANGES ||
        text_same(identity->kind, "grant"))
        return true;
    finding_add(parser->findings, FINDING_M603, parser_token_range(parser, parser_peek(parser, 0)),
                "this statement creates nothing that has a name");
    return false;
}

/* The blanks before the statement, when nothing else stands before it on its line. */
static size_t indent_of(const Script *script, size_t begin)
{
    size_t blanks = 0;

    while (blanks < begin && strchr(" \t", script->text[begin - blanks - 1]))
        blanks++;
    return blanks == begin || script->text[begin - blanks - 1] == '\n' ? blanks : 0;
}

/* `error` has no message when all of the statement can be parsed; M610. */
static bool identify(Parser *parser, const Script *script, SqlSpan span, const char *text,
                     SqlIdentity *out, SqlError *error)
{
    size_t length = span.end - span.begin;

    if (sql_identify(parser->run, text, out, error)) {
        *error = (SqlError){0};
        return true;
    }
    if (sql_is_whole(text) && sql_identify_head(parser->run, text, out))
        return true;

    size_t at = span.begin + (error->offset < length ? error->offset : length - 1);

    finding_add(parser->findings, FINDING_M610, script_range(script, at, at + 1), "%s",
                error->message);
    return false;
}

/* Whether a part of the statement is known to be what cannot be parsed. */
static bool is_doubted(const Findings *findings, size_t first)
{
    for (size_t i = first; i < findings->items.count; i++)
        if (findings->items.items[i]->doubt)
            return true;
    return false;
}

/* A clause of ours may take what PostgreSQL does not. */
static bool doubt_whole(const Parser *parser, const char *text, const SqlError *error)
{
    size_t length = strlen(text), *origin;

    origin = arena_alloc(parser->run, (length + 1) * sizeof *origin);
    for (size_t i = 0; i <= length; i++)
        origin[i] = i < length ? i : length - 1;
    return doubt_add(parser, &(Written){.text = text, .length = length, .origin = origin}, error);
}

/* The last of what was found, which is the error; always false. */
static bool tell_error(Findings *findings, const Findings *found)
{
    const Finding *error = found->items.items[found->items.count - 1];

    finding_add(findings, error->id, error->at, "%s", error->message);
    return false;
}

static bool parse_statement(Parser *parent, const Script *script, SqlSpan span,
                            const FactClause *clause, DatabaseClauses *out)
{
    size_t length = span.end - span.begin;
    const char *text = arena_strndup(parent->run, script->text + span.begin, length);
    Annotation annotation = {.text = fold_blank_comments(parent->run, text, length),
                             .length = length,
                             .at = script_range(script, span.begin, span.end),
                             .exact = !script->origin && !script->at.via,
                             .origin = script->origin ? script->origin + span.begin : NULL,
                             .sql = true,
                             .indent = indent_of(script, span.begin)};
    Findings quiet = {.arena = parent->run}; /* what clang would say of strings, it does not see */
    size_t first = parent->findings->items.count;
    SqlIdentity identity;
    SqlError error;
    Parser parser;

    if (!identify(parent, script, span, text, &identity, &error))
        return false;
    if (!parser_begin(&parser, parent->run, &quiet, &annotation))
        return tell_error(parent->findings, &quiet);
    parser.findings = parent->findings;
    if (!raw_check(&parser, &identity) || !check_name(&parser, &identity))
        return false;
    if (!parse_clause(&parser, clause, out))
        return false;
    return !error.message || is_doubted(parent->findings, first) ||
           doubt_whole(&parser, text, &error);
}

static bool parse_script(Parser *parser, const Script *script, const FactClause *clause,
                         DatabaseClauses *out)
{
    SqlSpans spans = {0};
    SqlError error;
    bool fine = true;

    if (!sql_split(parser->run, script->text, &spans, &error)) {
        size_t at = error.offset < script->length ? error.offset : script->length;

        finding_add(parser->findings, FINDING_M610, script_range(script, at, at), "%s",
                    error.message);
        return false;
    }
    for (size_t i = 0; i < spans.count; i++)
        fine = parse_statement(parser, script, spans.items[i], clause, out) && fine;
    return fine;
}

bool raw_string(Parser *parser, const FactClause *clause, DatabaseClauses *out)
{
    const Token *tokens = parser->tokens.items;
    size_t begin = tokens[0].begin, *origin;
    Folded folded;

    while (parser_accept_kind(parser, TOKEN_CSTRING))
        continue;
    if (!parse_end(parser))
        return false;
    folded = fold_source(parser->run, parser->annotation->text + begin,
                         tokens[parser->next - 1].end - begin);

    Script script = {folded.text, folded.length, parser_range(parser, 0), NULL};

    if (!script.at.via && parser->annotation->exact) {
        origin = arena_alloc(parser->run, (folded.length + 1) * sizeof *origin);
        for (size_t i = 0; i <= folded.length; i++)
            origin[i] = script.at.begin + folded.origin[i];
        script.origin = origin;
    }
    return parse_script(parser, &script, clause, out);
}

bool raw_file(Parser *parser, const Token *token, DatabaseClauses *out)
{
    Range at = parser_token_range(parser, token);
    const char *path = path_join(parser->run, path_dir(parser->run, at.file), token->text);
    const char *reason = NULL;
    Text text;

    if (file_read(parser->run, path, &text, &reason) && !text_is_utf8(text.bytes, text.length))
        reason = "it is not UTF-8 text";
    if (reason) {
        Finding *finding =
            finding_add(parser->findings, FINDING_M602, at, "cannot read '%s'", token->text);

        finding_note(parser->findings, finding, NO_RANGE, "%s: %s", path, reason);
        return false;
    }

    vec_push(parser->run, &out->files,
             ((SqlFile){path, hash_text(parser->run, text.bytes, text.length), at.file}));

    Script script = {
        text.bytes, text.length, {.file = path, .begin = 0, .end = text.length},
          NULL
    };
    FactClause clause = {0};

    return parse_script(parser, &script, &clause, out);
}
