#include "modelc/reader/fold.h"

#include "base/text.h"
#include "modelc/reader/lex.h"
#include "schema/sql_scan.h"

#include <ctype.h>
#include <string.h>

/* Text with the origin of each of its bytes. */
typedef struct Traced {
    StrBuf text;
    VEC(size_t) origin;
    VEC(size_t) lines; /* the line breaks of its layout */
} Traced;

static void trace(Traced *out, char c, size_t origin)
{
    strbuf_addc(&out->text, c);
    vec_push(out->text.arena, &out->origin, origin);
}

static void trace_code(Traced *out, unsigned long code, size_t origin)
{
    if (code < 0x80) {
        trace(out, (char)code, origin);
        return;
    }
    if (code >= 0x10000) {
        trace(out, (char)(0xF0 | (code >> 18 & 0x07)), origin);
        trace(out, (char)(0x80 | (code >> 12 & 0x3F)), origin);
    } else if (code >= 0x800) {
        trace(out, (char)(0xE0 | (code >> 12 & 0x0F)), origin);
    } else {
        trace(out, (char)(0xC0 | (code >> 6 & 0x1F)), origin);
    }
    if (code >= 0x800)
        trace(out, (char)(0x80 | (code >> 6 & 0x3F)), origin);
    trace(out, (char)(0x80 | (code & 0x3F)), origin);
}

static unsigned digit_value(char c)
{
    if (isdigit((unsigned char)c))
        return (unsigned)(c - '0');
    return (unsigned)(tolower((unsigned char)c) - 'a') + 10;
}

/* Up to `most` digits at `at`; the end of them. */
static size_t read_digits(const char *source, size_t length, size_t at, unsigned base, size_t most,
                          unsigned long *code)
{
    size_t end = at;

    *code = 0;
    for (; end < length && end - at < most && isxdigit((unsigned char)source[end]) &&
           digit_value(source[end]) < base;
         end++)
        *code = *code * base + digit_value(source[end]);
    return end;
}

/* The escape sequence whose backslash is at `at`; its end. */
static size_t decode_escape(Traced *out, const char *source, size_t length, size_t at)
{
    static const char letters[] = "abfnrtv";
    static const char values[] = "\a\b\f\n\r\t\v";
    char c = at + 1 < length ? source[at + 1] : '\\';
    const char *letter = c != '\0' ? strchr(letters, c) : NULL;
    unsigned long code;
    size_t end;

    if (letter) {
        trace(out, values[letter - letters], at);
        return at + 2;
    }
    if (c == '\n')
        return at + 2;
    if (c >= '0' && c <= '7') {
        end = read_digits(source, length, at + 1, 8, 3, &code);
        trace(out, (char)code, at);
        return end;
    }
    if (c == 'x') {
        end = read_digits(source, length, at + 2, 16, length, &code);
        trace(out, (char)code, at);
        return end;
    }
    if (c == 'u' || c == 'U') {
        end = read_digits(source, length, at + 2, 16, c == 'u' ? 4 : 8, &code);
        trace_code(out, code, at);
        return end;
    }
    trace(out, c, at);
    return at + 2;
}

static bool decode_cstring(Traced *out, const char *source, size_t length, size_t *at)
{
    size_t i = *at + 1;

    while (i < length && source[i] != '"') {
        if (source[i] == '\\')
            i = decode_escape(out, source, length, i);
        else {
            trace(out, source[i], i);
            i++;
        }
    }
    *at = i < length ? i + 1 : length;
    return i < length;
}

static Folded finish(Traced *traced, size_t end)
{
    vec_push(traced->text.arena, &traced->origin, end);
    return (Folded){.text = strbuf_text(&traced->text),
                    .length = traced->text.length,
                    .origin = traced->origin.items};
}

bool fold_cstring(Arena *run, const char *source, size_t length, size_t *at, Folded *out)
{
    Traced traced = {.text = {.arena = run}};
    bool whole = decode_cstring(&traced, source, length, at);

    *out = finish(&traced, *at);
    return whole;
}

/* The end of quoted text at `at`; `at` itself when none starts there. */
static size_t quoted_end(const char *text, size_t length, size_t at)
{
    size_t end = at;

    if (text[at] == '\'' || text[at] == '"')
        end = lex_quoted_end(text, length, at);
    else if (text[at] == '$')
        end = lex_dollar_end(text, length, at);
    return end > length ? length : end;
}

/* The end of white space and SQL comments; C's too when `bare`. */
static size_t space_end(Folded *out, const Folded *in, size_t at, bool bare)
{
    if (bare)
        return lex_skip(in->text, in->length, at);
    while (at < in->length) {
        const char *text = in->text + at;

        if (strncmp(text, "--", 2) == 0 && !out->has_comment) {
            out->has_comment = true;
            out->comment = in->origin[at];
        }
        if (isspace((unsigned char)*text)) {
            at++;
            continue;
        }
        if (strncmp(text, "/*", 2) != 0)
            break;

        at = (size_t)(sql_skip_comment(text) - in->text);
    }
    return at;
}

/* `in->origin` NULL: each byte is its own origin. */
static size_t origin_of(const Folded *in, size_t at)
{
    return in->origin ? in->origin[at] : at;
}

static void trace_blanks(Traced *out, const Folded *in, size_t at, size_t end)
{
    for (; at < end && (in->text[at] == ' ' || in->text[at] == '\t'); at++)
        trace(out, in->text[at], origin_of(in, at));
}

/* White space and comments as their author laid them out, but for empty lines. */
static void trace_layout(Traced *out, const Folded *in, size_t at, size_t end)
{
    const char *newline = memrchr(in->text + at, '\n', end - at);

    if (newline) {
        at = (size_t)(newline - in->text);
        vec_push(out->text.arena, &out->lines, out->text.length);
        trace(out, '\n', origin_of(in, at));
        trace_blanks(out, in, at + 1, end);
    } else if (strspn(in->text + at, " \t") >= end - at) {
        trace_blanks(out, in, at, end);
    } else {
        trace(out, ' ', origin_of(in, at));
    }
}

/* Let no more than `indent` blanks be missing in all lines that trace_layout() began. */
static Traced outdent(const Traced *in, size_t indent)
{
    Traced out = {.text = {.arena = in->text.arena}};
    const char *text = strbuf_text(&in->text);

    for (size_t i = 0; i < in->lines.count; i++) {
        size_t blanks = strspn(text + in->lines.items[i] + 1, " \t");

        indent = blanks < indent ? blanks : indent;
    }
    for (size_t at = 0, line = 0; at < in->text.length; at++) {
        trace(&out, text[at], in->origin.items[at]);
        if (line < in->lines.count && in->lines.items[line] == at) {
            at += indent;
            line++;
        }
    }
    return out;
}

/* On one line, or with its layout when that is given. */
static Folded squeeze(Arena *run, const Folded *in, bool bare, const size_t *layout)
{
    Traced traced = {.text = {.arena = run}};
    Folded notes = {0};

    for (size_t at = 0; at < in->length;) {
        size_t end = space_end(&notes, in, at, bare);

        if (end > at) {
            if (traced.text.length > 0 && end < in->length && layout)
                trace_layout(&traced, in, at, end);
            else if (traced.text.length > 0 && end < in->length)
                trace(&traced, ' ', origin_of(in, at));
            at = end;
            continue;
        }
        end = quoted_end(in->text, in->length, at);
        do
            trace(&traced, in->text[at], origin_of(in, at));
        while (++at < end);
    }

    if (layout && traced.lines.count > 0)
        traced = outdent(&traced, *layout);

    Folded out = finish(&traced, origin_of(in, in->length));

    out.has_comment = notes.has_comment;
    out.comment = notes.comment;
    return out;
}

/* The joined value when the source is nothing but C strings. */
static bool join_cstrings(Traced *out, const char *source, size_t length, size_t *end)
{
    size_t at = lex_skip(source, length, 0);

    if (at >= length)
        return false;
    while (at < length) {
        if (source[at] != '"' || !decode_cstring(out, source, length, &at))
            return false;
        *end = at - 1;
        at = lex_skip(source, length, at);
    }
    return true;
}

static Folded fold(Arena *run, const char *source, size_t length, bool sql, const size_t *layout)
{
    Traced strings = {.text = {.arena = run}};
    Folded bare = {.text = source, .length = length};
    size_t end = 0;

    if (sql || !join_cstrings(&strings, source, length, &end))
        return squeeze(run, &bare, true, layout);

    Folded value = finish(&strings, end);
    size_t indent = strspn(value.text, " \t"); /* the lines of a string are what they say */

    return squeeze(run, &value, false, layout ? &indent : NULL);
}

Folded fold_sql(Arena *run, const char *source, size_t length)
{
    return fold(run, source, length, true, NULL);
}

Folded fold_source(Arena *run, const char *source, size_t length)
{
    return fold(run, source, length, false, NULL);
}

Folded fold_layout(Arena *run, const char *source, size_t length, bool sql, size_t indent)
{
    return fold(run, source, length, sql, &indent);
}

static void blank(char *text, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (!isspace((unsigned char)text[i]))
            text[i] = ' ';
}

const char *fold_blank_comments(Arena *run, const char *text, size_t length)
{
    char *out = arena_strndup(run, text, length);
    SqlToken token = {0};
    size_t end = 0;

    for (; sql_token_next(out, &token); end = token.end)
        blank(out, end, token.begin);
    blank(out, end, length);
    return out;
}

/* Where byte `offset` of the statement `text` stands in `source`; false: it is another text. */
static bool find_place(const Folded *text, const Folded *source, size_t offset, size_t *place)
{
    size_t added = text->length - source->length, i = 0;

    /* a statement has CREATE before its author's words */
    while (i < text->length && text->origin[i] < offset)
        i++;
    if (text->length < source->length || i < added ||
        !text_same_fold(text->text + added, source->text))
        return false;
    *place = source->origin[i - added];
    return true;
}

Range fold_place(Arena *scratch, const Sql *sql, const char *file, size_t length, size_t offset)
{
    Range at = sql->at;

    if (!sql->text || !at.file || at.via || at.end > length || at.begin > at.end)
        return at;

    const char *bytes = file + at.begin;
    size_t size = at.end - at.begin, place;
    Folded text = fold_sql(scratch, sql->text, strlen(sql->text));
    Folded in_c = fold_source(scratch, bytes, size);
    Folded in_sql = fold_sql(scratch, fold_blank_comments(scratch, bytes, size), size);

    if (find_place(&text, &in_c, offset, &place) || find_place(&text, &in_sql, offset, &place)) {
        at.begin += place;
        at.end = at.begin + 1;
    }
    return at;
}
