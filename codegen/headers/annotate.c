/* SQL in the clothes of C: what can stand bare in PG(…), and what has to be a C string. */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <ctype.h>
#include <string.h>

/* Words that the grammar of annotations takes for its own where a name may stand. */
static const char *const own_words[] = {"unlogged", "renamed", "of", "by"};

static bool stands_bare(Arena *run, const char *name)
{
    if (sql_ident(run, name) != name)
        return false;
    for (size_t i = 0; i < sizeof own_words / sizeof *own_words; i++)
        if (text_same(own_words[i], name))
            return false;
    return true;
}

void add_name(StrBuf *out, const char *name)
{
    if (stands_bare(out->arena, name))
        strbuf_add(out, name);
    else
        add_cstring(out, name);
}

void add_path(StrBuf *out, const Object *object)
{
    if (object->parent && !text_same(object->parent->name, "public")) {
        add_name(out, object->parent->name);
        strbuf_addc(out, '.');
    }
    add_name(out, object->name);
}

/* Two question marks may begin a trigraph. */
void add_cstring(StrBuf *out, const char *text)
{
    strbuf_addc(out, '"');
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;

        if (c == '\n')
            strbuf_add(out, "\\n");
        else if (c == '"' || c == '\\' || (c == '?' && p > text && p[-1] == '?'))
            strbuf_addf(out, "\\%c", c);
        else if (c < ' ' || c == 0x7f)
            strbuf_addf(out, "\\%03o", c);
        else
            strbuf_addc(out, (char)c);
    }
    strbuf_addc(out, '"');
}

/* The index behind the quoted text at `text`, doubled quotes included. */
static size_t quoted_length(const char *text)
{
    char quote = *text;
    size_t i = 1;

    while (text[i] && (text[i] != quote || text[i + 1] == quote))
        i += text[i] == quote ? 2 : 1;
    return text[i] ? i + 1 : i;
}

/* The identifier in double quotes, unquoted. */
static const char *unquote(Arena *run, const char *text, size_t length)
{
    StrBuf out = {.arena = run};

    for (size_t i = 1; i + 1 < length; i++) {
        strbuf_addc(&out, text[i]);
        if (text[i] == '"')
            i++;
    }
    return strbuf_text(&out);
}

void add_sql(StrBuf *out, const char *sql)
{
    while (*sql) {
        size_t length = *sql == '\'' || *sql == '"' ? quoted_length(sql) : 1;

        if (*sql == '"')
            add_name(out, unquote(out->arena, sql, length));
        else
            strbuf_addn(out, sql, length);
        sql += length;
    }
}

/* ---- Expressions ---- */

/* A literal that is a character constant to C which no tool minds. */
static bool is_plain_literal(const char *text, size_t length)
{
    static const char marks[] = " _-.,:;/@#%+*()[]{}<>=!?~^&|";

    if (length < 3)
        return false;
    for (size_t i = 1; i + 1 < length; i++)
        if (!isalnum((unsigned char)text[i]) && !strchr(marks, text[i]))
            return false;
    return true;
}

static bool is_plain_operator(const char *text, size_t length)
{
    static const char *const plain[] = {"+", "-", "*", "/", "<", ">", "<=", ">=", "=", "::", "%"};

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strlen(plain[i]) == length && strncmp(plain[i], text, length) == 0)
            return true;
    return false;
}

/*
 * Whether neither the C preprocessor nor clang-format can do harm to the expression: words,
 * numbers, plain literals, and operators that are C's own.
 */
static bool is_safe(const char *expr)
{
    static const char operators[] = "+-*/<>=~!@#%^&|`?:";
    char before = ' ';

    for (size_t length; *expr; expr += length) {
        length = 1;
        if (*expr == '\'') {
            length = quoted_length(expr);
            if (!is_plain_literal(expr, length) || isalnum((unsigned char)before))
                return false;
        } else if (strchr(operators, *expr)) {
            length = strspn(expr, operators);
            if (!is_plain_operator(expr, length))
                return false;
        } else if (!isalnum((unsigned char)*expr) && !strchr(" _.,()[]", *expr)) {
            return false;
        }
        before = *expr;
    }
    return true;
}

/* The server breaks CASE into lines: white space outside of quotes is one space. */
static const char *on_one_line(Arena *run, const char *expr)
{
    StrBuf out = {.arena = run};

    for (size_t length; *expr; expr += length) {
        length = strspn(expr, " \t\r\n");
        if (length) {
            if (out.length && expr[length])
                strbuf_addc(&out, ' ');
            continue;
        }
        length = *expr == '\'' || *expr == '"' ? quoted_length(expr) : 1;
        strbuf_addn(&out, expr, length);
    }
    return strbuf_text(&out);
}

void add_expr(StrBuf *out, const char *expr)
{
    expr = on_one_line(out->arena, expr);
    if (is_safe(expr))
        strbuf_add(out, expr);
    else
        add_cstring(out, expr);
}

/* The index behind the bracket that closes the one at `open`; the expression is safe. */
static size_t behind_close(const char *text, size_t open)
{
    size_t depth = 0, i = open;

    do {
        if (text[i] == '\'') {
            i += quoted_length(text + i);
            continue;
        }
        depth += text[i] == '(' || text[i] == '[';
        depth -= text[i] == ')' || text[i] == ']';
        i++;
    } while (text[i] && depth > 0);
    return i;
}

/* Letters, digits and dots from `at` on. */
static size_t word_end(const char *text, size_t at)
{
    while (isalnum((unsigned char)text[at]) || text[at] == '_' || text[at] == '.')
        at++;
    return at;
}

/* Whether the expression is one operand, perhaps cast: then nobody asks where it ends. */
static bool is_operand(const char *expr)
{
    size_t at = *expr == '-' ? 1 : 0;

    if (expr[at] == '\'')
        at += quoted_length(expr + at);
    else
        at = word_end(expr, at);
    if (expr[at] == '(' || expr[at] == '[')
        at = behind_close(expr, at);
    while (strncmp(expr + at, "::", 2) == 0) {
        at = word_end(expr, at + 2);
        if (strncmp(expr + at, "[]", 2) == 0)
            at += 2;
    }
    return at > 0 && expr[at] == '\0';
}

/* One CASE from its first word to its last. */
static bool is_case(const char *expr)
{
    return text_starts(expr, "CASE ") && text_ends(expr, " END") && !strstr(expr + 1, "CASE");
}

void add_default(StrBuf *out, const char *expr)
{
    expr = on_one_line(out->arena, expr);
    if (is_safe(expr) && (is_operand(expr) || is_case(expr)))
        strbuf_add(out, expr);
    else
        add_cstring(out, expr);
}

/* A key of an index: a call stands bare, all else in parentheses. */
static void add_key(StrBuf *out, const char *expr)
{
    expr = on_one_line(out->arena, expr);

    size_t name = word_end(expr, 0);
    bool call = is_safe(expr) && name > 0 && expr[name] == '(' &&
                behind_close(expr, name) == strlen(expr) && !text_starts(expr, "ROW(");

    if (!is_safe(expr)) {
        add_cstring(out, expr);
        return;
    }
    strbuf_addf(out, call ? "%s" : "(%s)", expr);
}

const char *lower_words(Arena *run, const char *text)
{
    char *out = arena_strdup(run, text);

    for (char *p = out; *p;) {
        if (*p == '\'') {
            p += quoted_length(p);
        } else if (*p == '"') {
            for (p++; *p && *p != '"'; p++)
                p += *p == '\\';
            p += *p == '"';
        } else {
            *p = (char)tolower((unsigned char)*p);
            p++;
        }
    }
    return out;
}

/* Models leave "public" out, but for a collation of which nothing would be left. */
static void add_sql_short(StrBuf *out, const char *sql)
{
    static const char usual[] = "public.";
    const char *name = text_starts(sql, usual) ? sql + strlen(usual) : sql;

    add_sql(out, text_same(name, "\"default\"") ? sql : name);
}

/*
 * "CREATE TRIGGER t BEFORE INSERT ON public.t FOR EACH ROW …" without its first word and the table,
 * which is the struct's.
 */
static const char *statement_text(Arena *run, const Object *object)
{
    static const char create[] = "CREATE ";
    static const char *const words[] = {"ON", "TO"};
    const char *text =
        attr_sql(object, attr_find(kind_of(object->kind_id), "definition", strlen("definition")))
            ->text;

    if (!is_safe(text) || !text_starts(text, create))
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *on = arena_printf(run, " %s %s ", words[i], object->parent->path);
        const char *at = strstr(text, on);

        if (at)
            return arena_printf(run, "%.*s %s", (int)(at - text - (long)strlen(create)),
                                text + strlen(create), at + strlen(on));
    }
    return NULL;
}

const char *model_text(Arena *run, const Object *object)
{
    static const TemplateDialect annotation = {
        .name = add_name, .expr = add_expr, .key = add_key, .sql = add_sql};
    TemplateDialect dialect = annotation;
    StrBuf out = {.arena = run};
    const Kind *kind = kind_of(object->kind_id);

    if (kind->in_model && !kind->in_model(object))
        return NULL;
    if (text_same(kind->model, "{definition}")) {
        const char *text = statement_text(run, object);

        return text ? lower_words(run, text) : NULL;
    }
    if (text_same(object_namespace(object)->name, "public"))
        dialect.sql = add_sql_short;
    template_add_in(&out, kind->model, object, &dialect);
    return lower_words(run, strbuf_text(&out));
}
