/* A script as its statements. */
#include "schema/sql.h"

#include "base/text.h"
#include "schema/sql_scan.h"

#include <pg_query.h>
#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/*
 * The scanner is fast and takes what only a newer server understands, but it sees semicolons inside
 * of a body between BEGIN ATOMIC and END as ends of statements.
 */
static PgQuerySplitResult split(const char *script)
{
    if (strcasestr(script, "atomic")) {
        PgQuerySplitResult parsed = pg_query_split_with_parser(script);

        if (!parsed.error)
            return parsed;
        pg_query_free_split_result(parsed);
    }
    return pg_query_split_with_scanner(script);
}

/*
 * How many blocks the statement `text` leaves open of `depth` that are: a body between BEGIN ATOMIC
 * and END, in which CASE ends with END, too.
 */
static size_t open_blocks(const char *text, size_t depth)
{
    SqlToken token = {0};

    while (sql_token_next(text, &token)) {
        if (sql_token_is(text, token, "begin atomic"))
            depth = 1;
        else if (depth > 0 && sql_token_is(text, token, "case"))
            depth++;
        else if (depth > 0 && sql_token_is(text, token, "end"))
            depth--;
    }
    return depth;
}

/* Where not even the parser saw the body of a function, its statements are one. */
static void join_bodies(Arena *arena, const char *script, SqlSpans *spans)
{
    size_t count = 0, depth = 0;

    for (size_t i = 0; i < spans->count; i++) {
        SqlSpan span = spans->items[i];
        const char *text = arena_strndup(arena, script + span.begin, span.end - span.begin);

        if (depth > 0)
            spans->items[count - 1].end = span.end;
        else
            spans->items[count++] = span;
        depth = open_blocks(text, depth);
    }
    spans->count = count;
}

static void add_span(Arena *arena, const char *script, size_t begin, size_t end, SqlSpans *spans)
{
    while (begin < end && is_space(script[begin]))
        begin++;
    while (end > begin && is_space(script[end - 1]))
        end--;
    if (end > begin)
        vec_push(arena, spans, ((SqlSpan){begin, end}));
}

/* What not even the scanner takes: a number as only newer servers write it. */
static void split_tokens(Arena *arena, const char *script, SqlSpans *spans)
{
    SqlToken token = {0};
    size_t begin = 0;
    bool empty = true;

    while (sql_token_next(script, &token)) {
        bool ends = token.depth == 0 && sql_token_marks(script, &token, ';');

        if (ends && !empty)
            add_span(arena, script, begin, token.begin, spans);
        if (ends)
            begin = token.end;
        empty = ends;
    }
    if (!empty)
        add_span(arena, script, begin, begin + strlen(script + begin), spans);
}

bool sql_split(Arena *arena, const char *script, SqlSpans *spans, SqlError *error)
{
    PgQuerySplitResult parts = split(script);
    bool ok = !parts.error;
    SqlNewer newer;

    for (int i = 0; ok && i < parts.n_stmts; i++) {
        size_t begin = (size_t)parts.stmts[i]->stmt_location;

        add_span(arena, script, begin, begin + (size_t)parts.stmts[i]->stmt_len, spans);
    }
    if (!ok) {
        *error = (SqlError){arena_strdup(arena, parts.error->message),
                            text_utf8_offset(script, (size_t)parts.error->cursorpos)};
        ok = sql_find_newer(arena, script, error, &newer);
        if (ok)
            split_tokens(arena, script, spans);
    }
    pg_query_free_split_result(parts);
    if (ok && strcasestr(script, "atomic"))
        join_bodies(arena, script, spans);
    return ok;
}
