#include "schema/sql.h"

#include "base/text.h"
#include "schema/sql_scan.h"

#include <assert.h>
#include <ctype.h>
#include <pg_query.h>
#include <string.h>

static const char select_head[] = "SELECT (";

static void take_error(Arena *arena, const char *text, const PgQueryError *problem, SqlError *error)
{
    *error = (SqlError){arena_strdup(arena, problem->message),
                        text_utf8_offset(text, (size_t)problem->cursorpos)};
}

static char *as_query(Arena *arena, const char *expr)
{
    /* The newline closes a trailing line comment. */
    return arena_printf(arena, "%s%s\n)", select_head, expr);
}

/* "unterminated quoted string at or near …" goes on with all that follows, our own words too. */
static void cut_rest(Arena *arena, SqlError *error)
{
    const char *rest = strstr(error->message, " at or near");

    if (rest && text_starts(error->message, "unterminated"))
        error->message = arena_strndup(arena, error->message, (size_t)(rest - error->message));
}

static bool check_between(Arena *arena, const char *head, const char *text, const char *tail,
                          SqlError *error)
{
    char *query = arena_printf(arena, "%s%s%s", head, text, tail);
    /* It parses all the same, and does not print the tree. */
    PgQuerySplitResult parsed = pg_query_split_with_parser(query);
    bool ok = !parsed.error;
    size_t length = strlen(head);

    if (!ok) {
        take_error(arena, query, parsed.error, error);
        cut_rest(arena, error);
        error->offset = error->offset > length ? error->offset - length : 0;
        if (error->offset > strlen(text))
            error->offset = strlen(text);
    }
    pg_query_free_split_result(parsed);
    return ok;
}

/* Whether no parenthesis can close one that is opened before `text`; false: unknown. */
static bool is_closed(const char *text)
{
    int depth = 0;

    if (strpbrk(text, "'\"$") || strstr(text, "/*") || strstr(text, "--"))
        return false;
    for (const char *p = text; *p && depth >= 0; p++)
        depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
    return depth == 0;
}

/* In parentheses a list, a subquery and "1) + (2" would do as well; CAST takes one expression. */
bool sql_check_expr(Arena *arena, const char *text, SqlError *error)
{
    if (is_closed(text) && check_between(arena, "SELECT CAST(", text, "\nAS text)", error))
        return true;
    return check_between(arena, select_head, text, "\n)", error) &&
           check_between(arena, "SELECT CAST(", text, "\nAS text)", error);
}

bool sql_is_whole(const char *text)
{
    PgQuerySplitResult parts = pg_query_split_with_scanner(text);
    bool whole = !parts.error || !text_starts(parts.error->message, "unterminated");
    SqlToken token = {0};
    int depth = 0;

    pg_query_free_split_result(parts);
    while (whole && depth >= 0 && sql_token_next(text, &token))
        depth += sql_token_marks(text, &token, '(') - sql_token_marks(text, &token, ')');
    return whole && depth == 0;
}

/*
 * Past `"location":123` and its like, and OR REPLACE, which says nothing of what is made; `text`
 * itself when none starts here.
 */
static const char *skip_place(const char *text)
{
    static const char *const keys[] = {
        ",\"location\":", "\"location\":", ",\"stmt_len\":", "\"replace\":true,"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (text_starts(text, keys[i])) {
            text += strlen(keys[i]);
            return text + strspn(text, "-0123456789");
        }
    return text;
}

/* Quotes inside of JSON strings are escaped, so a key's text can stand nowhere but in a key. */
static bool same_tree(const char *a, const char *b)
{
    for (;;) {
        a = skip_place(a);
        b = skip_place(b);
        if (*a != *b)
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

/*
 * libpg_query prints every integer that is not above 0 as "ival":{}; whether there may be one
 * below. Its sign can stand before spaces, parentheses and comments: -(1), -\n1.
 */
static bool has_negative(const char *text)
{
    for (const char *p = strchr(text, '-'); p; p = strchr(p + 1, '-')) {
        char next = p[1 + strspn(p + 1, " \t\r\n\f\v")];

        if (isdigit((unsigned char)next) || (next && strchr("(/-", next)))
            return true;
    }
    return false;
}

static bool hides_integer(const char *tree, const char *a, const char *b)
{
    return strstr(tree, "\"ival\":{}") && (has_negative(a) || has_negative(b));
}

bool sql_same_statement(const char *a, const char *b)
{
    if (sql_same_text(a, b))
        return true;

    PgQueryParseResult x = pg_query_parse(a);
    PgQueryParseResult y = pg_query_parse(b);
    bool same = !x.error && !y.error && same_tree(x.parse_tree, y.parse_tree) &&
                !hides_integer(x.parse_tree, a, b);

    pg_query_free_parse_result(x);
    pg_query_free_parse_result(y);
    return same;
}

/* Length of the string literal at `text`, 0 when there is none; escape strings do not count. */
static size_t literal_length(const char *text)
{
    const char *p = text;

    if (*p != '\'')
        return 0;
    for (p++; *p; p++) {
        if (*p == '\\')
            return 0;
        if (*p == '\'' && *++p != '\'')
            return (size_t)(p - text);
    }
    return 0;
}

/* 'x' against 'x'::type: a literal without a cast takes the type of its column. */
static bool same_but_cast(Arena *scratch, const char *plain, const char *cast, const char *type)
{
    size_t length = literal_length(plain);

    if (!type || length == 0 || plain[length] != '\0' || strncmp(plain, cast, length) != 0 ||
        strncmp(cast + length, "::", 2) != 0)
        return false;

    /* Casting 'x' to varchar(3) by hand truncates, an assignment to such a column fails. */
    if (strchr(type, '('))
        return false;
    return strcmp(sql_type_canonical(scratch, cast + length + 2), type) == 0;
}

/* -1 against '-1'::integer, which is what the server makes of it for a column of any type. */
static bool same_negative(const char *plain, const char *cast)
{
    size_t digits = strspn(plain + (*plain == '-'), "0123456789");
    size_t length = digits + 1;

    if (*plain != '-' || plain[1] == '0' || digits == 0 || digits > 9 || plain[length] != '\0')
        return false;
    return *cast == '\'' && strncmp(cast + 1, plain, length) == 0 &&
           strcmp(cast + 1 + length, "'::integer") == 0;
}

/* Without the modifiers: a default's constant is cast to the bare type, then to the column's. */
static const char *bare_type(Arena *scratch, const char *type)
{
    const char *open = type && !strchr(type, '"') ? strchr(type, '(') : NULL;
    const char *close = open ? strchr(open, ')') : NULL;

    if (!close)
        return type;
    return arena_printf(scratch, "%.*s%s", (int)(open - type), type, close + 1);
}

bool sql_same_expr(Arena *scratch, const char *a, const char *b, const char *type)
{
    if (sql_same_text(a, b))
        return true;

    const char *bare = bare_type(scratch, type);

    if (same_but_cast(scratch, a, b, bare) || same_but_cast(scratch, b, a, bare) ||
        same_negative(a, b) || same_negative(b, a))
        return true;
    return sql_same_statement(as_query(scratch, a), as_query(scratch, b));
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || ((unsigned char)c & 0x80);
}

static const char *quoted_end(const char *p)
{
    char quote = *p;

    for (p++; *p; p++)
        if (*p == quote && *++p != quote)
            return p;
    return p;
}

/* One name with its dots: a.b, "a".b; parts spelled as sql_ident() does. */
static const char *take_name(Arena *arena, const char *p, StrBuf *name)
{
    for (;;) {
        const char *begin = p;

        if (*p == '"') {
            StrBuf part = {.arena = arena};

            p = quoted_end(p);
            for (const char *q = begin + 1; q + 1 < p; q++) {
                strbuf_addc(&part, *q);
                q += *q == '"';
            }
            sql_add_ident(name, strbuf_text(&part));
        } else {
            while (is_word(*p))
                p++;
            sql_add_ident(name,
                          text_lower(arena, arena_strndup(arena, begin, (size_t)(p - begin))));
        }
        if (*p != '.' || !(is_word(p[1]) || p[1] == '"'))
            return p;
        strbuf_addc(name, '.');
        p++;
    }
}

size_t sql_name_length(const char *text)
{
    const char *end = text;

    while (*end == '"' || *end == '.' || is_word(*end))
        end = *end == '"' ? quoted_end(end) : end + 1;
    return (size_t)(end - text);
}

/* What stands between the quotes of a literal of `length` bytes; a path as sql_respell() has it. */
static const char *content_of(Arena *arena, const char *literal, size_t length)
{
    StrBuf content = {.arena = arena};

    for (const char *p = literal + 1; p < literal + length - 1; p++) {
        strbuf_addc(&content, *p);
        p += *p == '\'';
    }
    return strpbrk(strbuf_text(&content), ".\"") ? sql_respell(arena, strbuf_text(&content))
                                                 : strbuf_text(&content);
}

static void add_name(Arena *arena, StrVec *names, const char *name)
{
    if (*name && !strvec_has(names, name))
        vec_push(arena, names, name);
}

void sql_names(Arena *arena, const char *text, StrVec *words, StrVec *literals)
{
    for (const char *p = text; *p;) {
        if (*p == '\'') {
            const char *end = quoted_end(p);

            if (end - p >= 2)
                add_name(arena, literals, content_of(arena, p, (size_t)(end - p)));
            p = end;
        } else if (*p == '"' || (is_word(*p) && !isdigit((unsigned char)*p))) {
            StrBuf name = {.arena = arena};

            p = take_name(arena, p, &name);
            add_name(arena, words, strbuf_text(&name));
        } else {
            p++;
        }
    }
    strvec_sort(words);
    strvec_sort(literals);
}

static size_t operator_length(const char *p)
{
    return strspn(p, SQL_OPERATOR_CHARACTERS);
}

void sql_operators(Arena *arena, const char *text, bool qualified, StrVec *out)
{
    for (const char *p = text; *p;) {
        size_t length = operator_length(p);

        if (*p == '\'') {
            p = quoted_end(p);
        } else if (*p == '"' || (is_word(*p) && !isdigit((unsigned char)*p))) {
            StrBuf name = {.arena = arena};

            p = take_name(arena, p, &name);
            length = *p == '.' ? operator_length(p + 1) : 0;
            if (length) {
                strbuf_addn(&name, p, length + 1);
                add_name(arena, out, strbuf_text(&name));
                p += length + 1;
            }
        } else if (length) {
            if (!qualified)
                add_name(arena, out, arena_strndup(arena, p, length));
            p += length;
        } else {
            p++;
        }
    }
    strvec_sort(out);
}

/* The literal, with another content where that names what was replaced. */
static void add_literal(StrBuf *out, SqlPlace place, SqlReplace *replace, void *context)
{
    const char *literal = place.text + place.begin;
    size_t length = place.end - place.begin;
    const char *content = content_of(out->arena, literal, length);
    const char *replaced = replace(context, content, place);

    if (replaced == content)
        strbuf_addn(out, literal, length);
    else
        sql_add_constant(out, replaced);
}

static SqlPlace place_of(const char *text, const char *begin, const char *end)
{
    return (SqlPlace){text, (size_t)(begin - text), (size_t)(end - text)};
}

static const char *replace(Arena *arena, const char *text, SqlReplace *word, SqlReplace *literal,
                           void *context)
{
    StrBuf out = {.arena = arena};

    assert(word);
    for (const char *p = text; *p;) {
        if (*p == '\'') {
            const char *end = quoted_end(p);

            if (literal && end - p >= 2)
                add_literal(&out, place_of(text, p, end), literal, context);
            else
                strbuf_addn(&out, p, (size_t)(end - p));
            p = end;
        } else if (*p == '"' || (is_word(*p) && !isdigit((unsigned char)*p))) {
            StrBuf name = {.arena = arena};
            const char *begin = p;

            p = take_name(arena, p, &name);

            const char *replaced = word(context, strbuf_text(&name), place_of(text, begin, p));

            if (replaced == strbuf_text(&name))
                strbuf_addn(&out, begin, (size_t)(p - begin));
            else
                strbuf_add(&out, replaced);
        } else {
            strbuf_addc(&out, *p++);
        }
    }
    return strbuf_text(&out);
}

const char *sql_replace_names(Arena *arena, const char *text, SqlReplace *name, void *context)
{
    return replace(arena, text, name, name, context);
}

const char *sql_replace_words(Arena *arena, const char *text, SqlReplace *word, void *context)
{
    return replace(arena, text, word, NULL, context);
}

static const char *respelled(void *context, const char *name, SqlPlace place)
{
    bool bare = place.text[place.begin] != '"' && !strchr(name, '.');

    return bare ? name : arena_strdup(context, name);
}

const char *sql_respell(Arena *arena, const char *text)
{
    return replace(arena, text, respelled, NULL, arena);
}

static size_t without_space(const char *text, size_t end)
{
    while (end > 0 && isspace((unsigned char)text[end - 1]))
        end--;
    return end;
}

bool sql_follows(SqlPlace place, const char *words)
{
    const char *text = place.text;
    size_t end = without_space(text, place.begin), length = strlen(words);

    for (; length > 0; length--) {
        if (words[length - 1] == ' ') {
            end = without_space(text, end);
            continue;
        }
        if (end == 0 ||
            tolower((unsigned char)text[end - 1]) != tolower((unsigned char)words[length - 1]))
            return false;
        end--;
    }
    return end == 0 || !is_word(words[0]) || !is_word(text[end - 1]);
}

void sql_end(void)
{
    pg_query_init(); /* where nothing was parsed there is nothing to free, and it does not look */
    pg_query_exit();
}
