/*
 * What the grammar of libpg_query, that of PostgreSQL 15, cannot parse though it is no mistake.
 *
 * Nobody but a newer server can tell for sure; but a text that fails and says something that came
 * later is left to the server.  Sources: the release notes of PostgreSQL 16 to 18, "Appendix C. SQL
 * Key Words" of the manuals.
 */
#include "schema/sql.h"

#include "base/text.h"
#include "schema/sql_scan.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct Feature {
    const char *what;
    unsigned since;
    const char *shown; /* NULL: the words themselves */
} Feature;

/* Words as they follow each other, and the version they came with. */
static const Feature words[] = {
    {"indent",         16, "INDENT of XMLSERIALIZE" },
    {"is json",        16, NULL                     },
    {"is not json",    16, NULL                     },
    {"json_array",     16, NULL                     },
    {"json_arrayagg",  16, NULL                     },
    {"json_object",    16, NULL                     },
    {"json_objectagg", 16, NULL                     },
    {"json",           17, NULL                     },
    {"json_exists",    17, NULL                     },
    {"json_query",     17, NULL                     },
    {"json_scalar",    17, NULL                     },
    {"json_serialize", 17, NULL                     },
    {"json_table",     17, NULL                     },
    {"json_value",     17, NULL                     },
    {"merge into",     17, "something in this MERGE"},
    {"at local",       17, NULL                     },
    {"returning with", 18, NULL                     },
};

static const char trailing_junk[] = "trailing junk after numeric literal";

/* What the parser of 15 says, and a newer one does not. */
static const struct {
    const char *message;
    Feature feature;
} messages[] = {
    {"subquery in FROM must have an alias", {"a subquery without a name", 16, NULL}           },
    {"VALUES in FROM must have an alias",   {"VALUES without a name", 16, NULL}               },
    {trailing_junk,                         {"a number with '_' or in another base", 16, NULL}},
};

/* 1_000, 0x1F; 1a is a mistake still. */
static bool is_new_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");

    return text[digits] == '_' || (digits == 1 && text[0] == '0' && strchr("xXoObB", text[1]));
}

static bool is_newer_message(const char *text, const SqlError *error, const char *message)
{
    return text_starts(error->message, message) &&
           (message != trailing_junk || is_new_number(text + error->offset));
}

/* "json" is a type, too: then it stands behind a colon, or no parenthesis follows. */
static bool is_call(const char *text, SqlToken token)
{
    return sql_token_next(text, &token) && sql_token_marks(text, &token, '(');
}

static bool is_newer(const char *text, const SqlToken *token, const Feature *feature)
{
    return sql_token_is(text, *token, feature->what) &&
           (!text_same(feature->what, "json") || is_call(text, *token));
}

static const char *shown(Arena *arena, const Feature *feature)
{
    return feature->shown ? feature->shown : arena_printf(arena, "'%s'", feature->what);
}

bool sql_find_newer(Arena *arena, const char *text, const SqlError *error, SqlNewer *out)
{
    SqlToken token = {0};

    for (size_t i = 0; i < COUNT(messages); i++)
        if (is_newer_message(text, error, messages[i].message)) {
            *out = (SqlNewer){messages[i].feature.what, messages[i].feature.since, error->offset,
                              error->offset + 1};
            return true;
        }
    while (sql_token_next(text, &token))
        for (size_t i = 0; i < COUNT(words); i++)
            if (is_newer(text, &token, &words[i])) {
                *out = (SqlNewer){shown(arena, &words[i]), words[i].since, token.begin, token.end};
                return true;
            }
    return false;
}

/* ---- What such a statement creates ---- */

/*
 * Behind the head of a statement stands what a newer server reads; with something else in its place
 * the statement is one that can be parsed, and creates the same.
 */
static const struct {
    const char *words; /* where the head ends, outside of parentheses */
    const char *rest;  /* instead of them and all that follows */
} cuts[] = {
    {"as",           " AS SELECT 1"}, /* a view */
    {"return",       " RETURN 1"   }, /* a function */
    {"begin atomic", " RETURN 1"   },
    {"do",           " DO NOTHING" }, /* a rule */
};

static bool identify_head(Arena *arena, const char *statement, SqlIdentity *out)
{
    SqlToken token = {0};
    SqlError ignored;

    while (sql_token_next(statement, &token))
        for (size_t i = 0; token.depth == 0 && i < COUNT(cuts); i++)
            if (sql_token_is(statement, token, cuts[i].words) &&
                sql_identify(
                    arena, arena_printf(arena, "%.*s%s", (int)token.begin, statement, cuts[i].rest),
                    out, &ignored))
                return true;
    return false;
}

/* With all that stands in outer parentheses behind WHEN, a condition that can be parsed. */
static bool identify_condition(Arena *arena, const char *statement, SqlIdentity *out)
{
    SqlToken token = {0};
    SqlError ignored;

    while (sql_token_next(statement, &token)) {
        SqlToken close = token;

        if (token.depth > 0 || !sql_token_is(statement, token, "when") ||
            !is_call(statement, token))
            continue;
        sql_token_next(statement, &close);
        while (sql_token_next(statement, &close) &&
               (close.depth > 0 || !sql_token_marks(statement, &close, ')')))
            continue;
        return sql_identify(
            arena,
            arena_printf(arena, "%.*s (true%s", (int)token.end, statement, statement + close.begin),
            out, &ignored);
    }
    return false;
}

/* What makes a statement of a head that names all there is to know, and of which kind it must be.
 */
static const struct {
    const char *text, *kind; /* NULL: any */
} tails[] = {
    {"",                      NULL        },
    {" AS SELECT 1",          NULL        }, /* views */
    {" EXECUTE FUNCTION f()", NULL        }, /* triggers */
    {" DO NOTHING",           "rule"      },
    {" (a)",                  "index"     },
    {" ON a, b FROM t",       "statistics"},
    {" WITHOUT FUNCTION",     "cast"      },
    {" RENAME TO a",          "alter"     },
};

enum { HEAD_MAX = 64 }; /* words and marks */

/* "a" of "a.b" is not what is named, nor is IF of IF NOT EXISTS. */
static bool may_end(const char *statement, const SqlToken *last, const SqlToken *next)
{
    return last->depth == 0 && !sql_token_marks(statement, next, '.') &&
           !sql_token_is(statement, *last, "if not exists");
}

static bool identify_with(Arena *arena, const char *head, size_t tail, SqlIdentity *out)
{
    SqlError ignored;

    return sql_identify(arena, arena_printf(arena, "%s%s", head, tails[tail].text), out,
                        &ignored) &&
           (!tails[tail].kind || text_same(out->kind, tails[tail].kind));
}

/* The shortest head that is one: what follows is not what the object is called. */
static bool identify_start(Arena *arena, const char *statement, SqlIdentity *out)
{
    SqlToken last = {0}, next;

    if (!sql_token_next(statement, &last))
        return false;
    next = last;
    for (size_t count = 0; count < HEAD_MAX && sql_token_next(statement, &next);
         last = next, count++)
        for (size_t i = 0; may_end(statement, &last, &next) && i < COUNT(tails); i++)
            if (identify_with(arena, arena_strndup(arena, statement, last.end), i, out))
                return true;
    return false;
}

static size_t count_statements(const char *script)
{
    SqlToken token = {0};
    size_t count = 0;
    bool open = false;

    while (sql_token_next(script, &token)) {
        bool ends = token.depth == 0 && sql_token_marks(script, &token, ';');

        count += !ends && !open;
        open = !ends;
    }
    return count;
}

bool sql_identify_head(Arena *arena, const char *statement, SqlIdentity *out)
{
    if (!identify_head(arena, statement, out) && !identify_condition(arena, statement, out) &&
        !identify_start(arena, statement, out))
        return false;
    out->count = count_statements(statement);
    return true;
}
