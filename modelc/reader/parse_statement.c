/* Statements of which parts stay SQL: triggers, queries of views; statistics. */
#include "modelc/reader/parse.h"

#include "modelc/reader/doubt.h"
#include "modelc/reader/fold.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct Assembled {
    StrBuf text;
    VEC(size_t) origin; /* for each byte the byte of the annotation */
} Assembled;

/* What is not the author's stands where the next of his words does. */
static void assemble(const Parser *parser, const Piece *piece, Assembled *out)
{
    const Token *tokens = parser->tokens.items;
    size_t begin = tokens[piece->first].begin;
    Folded folded;

    if (piece->text) {
        strbuf_add(&out->text, piece->text);
        for (size_t i = 0; piece->text[i]; i++)
            vec_push(parser->run, &out->origin, SIZE_MAX);
        return;
    }
    if (piece->first == piece->end)
        return;
    folded = parser_fold_layout(parser, begin, tokens[piece->end - 1].end);
    strbuf_addn(&out->text, folded.text, folded.length);
    for (size_t i = 0; i < folded.length; i++)
        vec_push(parser->run, &out->origin, begin + folded.origin[i]);
}

/* Words of ours stand where the next of the author's do. */
static Written written_of(const Parser *parser, Assembled *assembled)
{
    size_t place = parser->tokens.items[parser->tokens.count - 1].begin;

    vec_push(parser->run, &assembled->origin, place);
    for (size_t i = assembled->origin.count; i-- > 0;) {
        if (assembled->origin.items[i] == SIZE_MAX)
            assembled->origin.items[i] = place;
        place = assembled->origin.items[i];
    }
    return (Written){.text = strbuf_text(&assembled->text),
                     .length = assembled->text.length,
                     .origin = assembled->origin.items};
}

bool parser_statement(Parser *parser, const Piece pieces[], size_t count, const char **text,
                      SqlIdentity *identity)
{
    Assembled assembled = {.text = {.arena = parser->run}};
    SqlError error;

    for (size_t i = 0; i < count; i++)
        assemble(parser, &pieces[i], &assembled);
    *text = strbuf_text(&assembled.text);
    if (sql_identify(parser->run, *text, identity, &error))
        return true;

    Written written = written_of(parser, &assembled);
    size_t at = written.origin[error.offset < written.length ? error.offset : written.length];

    if (sql_identify_head(parser->run, *text, identity))
        return doubt_add(parser, &written, &error);
    finding_add(parser->findings, FINDING_M610, annotation_range(parser->annotation, at, at + 1),
                "%s", error.message);
    return false;
}

/* The query with more text around it. */
static bool parse_query_in(Parser *parser, const char *before, const char *after, size_t end,
                           Sql *out)
{
    static const char head[] = "CREATE VIEW v AS ";
    size_t first = parser->next;
    const Piece pieces[] = {
        {.text = head  },
        {.text = before},
        {.first = first, .end = end},
        {.text = after             }
    };
    const char *text;
    SqlIdentity identity;

    if (first == end)
        return parser_fail(parser, "a query");
    parser->next = end;
    if (!parser_statement(parser, pieces, COUNT(pieces), &text, &identity))
        return false;
    if (identity.count > 1) {
        parser->next = first;
        return parser_fail(parser, "one query, not several");
    }
    *out = (Sql){.text = text + strlen(head), .at = parser_range(parser, first)};
    return true;
}

bool parse_query(Parser *parser, size_t end, Sql *out)
{
    return parse_query_in(parser, "", "", end, out);
}

/* ---- Triggers ---- */

/* Whether what follows the table begins here. */
static bool sees_trigger_tail(const Parser *parser)
{
    static const char *const words[] = {"from",      "not deferrable", "deferrable",
                                        "initially", "referencing",    "for",
                                        "when",      "execute"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (parser_sees(parser, words[i]))
            return true;
    return parser_at_end(parser);
}

static bool check_trigger(Parser *parser, const char *create, size_t head, size_t head_end,
                          size_t tail, TriggerDef *out)
{
    size_t end = parser->tokens.count - 1;
    const Piece created = {.text = create}, name = {.text = " t "};
    const Piece on = {.text = arena_printf(parser->run, " %s t ", out->on)};
    const Piece events = {.first = head, .end = head_end}, rest = {.first = tail, .end = end};
    const Piece pieces[] = {created, name, events, on, rest};
    const char *text;
    SqlIdentity identity;

    out->create = create;
    out->events = parser_text(parser, head, head_end);
    out->tail = parser_text(parser, tail, end);
    return parser_statement(parser, pieces, COUNT(pieces), &text, &identity);
}

bool parse_trigger(Parser *parser, bool in_file, TriggerDef *out)
{
    const char *create =
        parser_accept(parser, "constraint") ? "CREATE CONSTRAINT TRIGGER" : "CREATE TRIGGER";
    size_t head, head_end;

    out->kind = KIND_TRIGGER;
    out->on = "ON";
    if (!parser_expect(parser, "trigger"))
        return false;
    if (!parse_name(parser, "a trigger", &out->name))
        return false;
    head = parser->next;
    while (!sees_trigger_tail(parser) && !parser_sees(parser, "on"))
        parser->next++;
    head_end = parser->next;
    if (parser_sees(parser, "on") != in_file)
        return parser_fail(parser, in_file ? "'on' and a table" : "no table: it is the struct's");
    if (in_file && (!parser_expect(parser, "on") || !parse_qname(parser, "a table", &out->table)))
        return false;
    if (!check_trigger(parser, create, head, head_end, parser->next, out))
        return false;
    out->at = parser_range(parser, head);
    return true;
}

/* ---- Rules ---- */

bool parse_rule(Parser *parser, bool in_file, TriggerDef *out)
{
    static const char *const events[] = {"insert", "update", "delete"};
    const char *event;
    size_t head;

    out->kind = KIND_RULE;
    out->on = "TO";
    if (!parser_expect(parser, "rule") || !parse_name(parser, "a rule", &out->name))
        return false;
    head = parser->next;
    if (!parser_expect(parser, "as") || !parser_expect(parser, "on") ||
        !parse_word(parser, "'insert', 'update' or 'delete'", events, COUNT(events), &event))
        return false;

    size_t head_end = parser->next;

    if (parser_sees(parser, "to") != in_file)
        return parser_fail(parser, in_file ? "'to' and a table" : "no table: it is the struct's");
    if (in_file && (!parser_expect(parser, "to") || !parse_qname(parser, "a table", &out->table)))
        return false;
    if (!check_trigger(parser, "CREATE RULE", head, head_end, parser->next, out))
        return false;
    out->at = parser_range(parser, head);
    return true;
}

/* ---- Event triggers ---- */

static bool parse_tags(Parser *parser, StrVec *out)
{
    if (!parser_expect(parser, "in") || !parser_expect_kind(parser, TOKEN_OPEN, "'('"))
        return false;
    do {
        if (!parser_at(parser, TOKEN_STRING))
            return parser_fail(parser, "a command in quotes");
        vec_push(parser->run, out, text_upper(parser->run, parser_peek(parser, 0)->text));
        parser->next++;
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    strvec_sort(out);
    return parser_expect_kind(parser, TOKEN_CLOSE, "',' or ')'");
}

bool parse_event_trigger(Parser *parser, EventTriggerDef *out)
{
    Name event;

    if (!parse_name(parser, "an event trigger", &out->name) || !parser_expect(parser, "on") ||
        !parse_name(parser, "an event", &event))
        return false;
    out->event = text_lower(parser->run, event.text);
    if (parser_accept(parser, "when tag") && !parse_tags(parser, &out->tags))
        return false;
    if (!parser_expect(parser, "execute") ||
        !(parser_accept(parser, "procedure") || parser_expect(parser, "function")) ||
        !parse_qname(parser, "a function", &out->function) ||
        !parser_expect_kind(parser, TOKEN_OPEN, "'('") ||
        !parser_expect_kind(parser, TOKEN_CLOSE, "')'"))
        return false;
    return parse_end(parser);
}

/* ---- Statistics ---- */

static bool parse_statistics_kinds(Parser *parser, StrVec *out)
{
    static const char *const kinds[] = {"ndistinct", "dependencies", "mcv"};

    if (!parser_accept_kind(parser, TOKEN_OPEN))
        return true;
    do {
        const char *kind;

        if (!parse_word(parser, "'ndistinct', 'dependencies' or 'mcv'", kinds, COUNT(kinds), &kind))
            return false;
        if (!strvec_has(out, kind))
            vec_push(parser->run, out, kind);
    } while (parser_accept_kind(parser, TOKEN_COMMA));
    strvec_sort(out);
    if (out->count == COUNT(kinds)) /* all is what none means */
        out->count = 0;
    return parser_expect_kind(parser, TOKEN_CLOSE, "',' or ')'");
}

bool parse_statistics(Parser *parser, bool in_file, StatisticsDef *out)
{
    if (!parse_qname(parser, "a name for the statistics", &out->name) ||
        !parse_statistics_kinds(parser, &out->kinds) || !parser_expect(parser, "on") ||
        !parse_element_list(parser, &out->elements))
        return false;
    if (in_file && (!parser_expect(parser, "from") || !parse_qname(parser, "a table", &out->table)))
        return false;
    return parse_end(parser);
}

/* ---- Views in a file ---- */

/* WITH … CHECK OPTION and WITH … DATA are no part of the query; where they begin. */
static size_t query_end(Parser *parser, ViewDef *out)
{
    static const struct {
        const char *words, *option;
        size_t count;
    } tails[] = {
        {"with check option",          "check_option=cascaded", 3},
        {"with cascaded check option", "check_option=cascaded", 4},
        {"with local check option",    "check_option=local",    4},
        {"with no data",               NULL,                    3},
        {"with data",                  NULL,                    2},
    };
    size_t end = parser->tokens.count - 1, next = parser->next, found = end;

    for (size_t i = 0; i < COUNT(tails); i++) {
        if (end - next <= tails[i].count)
            continue;
        parser->next = end - tails[i].count;
        if (parser_sees(parser, tails[i].words)) {
            found = parser->next;
            out->no_data = text_same(tails[i].words, "with no data");
            if (tails[i].option)
                vec_push(parser->run, &out->options, tails[i].option);
        }
        parser->next = next;
    }
    strvec_sort(&out->options);
    return found;
}

/*
 * What CREATE RECURSIVE VIEW stands for.
 *
 * Source: makeRecursiveViewSelect() in src/backend/parser/gram.y.
 */
static bool parse_recursive_query(Parser *parser, size_t end, ViewDef *out)
{
    const char *name = sql_ident(parser->run, out->name.text), *columns;
    StrVec names = {0};

    for (size_t i = 0; i < out->columns.count; i++)
        vec_push(parser->run, &names, sql_ident(parser->run, out->columns.items[i].text));
    columns = text_join(parser->run, &names, ", ");
    return parse_query_in(
        parser, arena_printf(parser->run, "WITH RECURSIVE %s (%s) AS (\n", name, columns),
        arena_printf(parser->run, "\n) SELECT %s FROM %s", columns, name), end, &out->query);
}

bool parse_view(Parser *parser, bool materialized, ViewDef *out)
{
    out->is_materialized = materialized;
    parser_accept(parser, "if not exists");
    if (!parse_qname(parser, "a view", &out->name))
        return false;
    if ((out->is_recursive || parser_at(parser, TOKEN_OPEN)) && !parse_names(parser, &out->columns))
        return false;
    if (materialized && parser_accept(parser, "using") &&
        !parse_name(parser, "an access method", &out->method))
        return false;
    if (parser_accept(parser, "with") && !parse_params(parser, &out->options))
        return false;
    if (materialized && parser_accept(parser, "tablespace") &&
        !parse_name(parser, "a tablespace", &out->tablespace))
        return false;
    if (!parser_expect(parser, "as"))
        return false;

    size_t last = parser->tokens.count - 1, end = query_end(parser, out);

    if (!(out->is_recursive ? parse_recursive_query(parser, end, out)
                            : parse_query(parser, end, &out->query)))
        return false;
    parser->next = last;
    return true;
}
