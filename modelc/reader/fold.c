#include "modelc/reader/fold.h"

#include "base/text.h"
#include "modelc/reader/lex.h"

#include <ctype.h>
#include <string.h>

/* Text with the origin of each of its bytes. */
typedef struct Traced {
    StrBuf text;
    VEC(size_t) origin;
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

        const char *end = strstr(text + 2, "*/");

        at = end ? (size_t)(end + 2 - in->text) : in->length;
    }
    return at;
}

/* `in->origin` NULL: each byte is its own origin. */
static size_t origin_of(const Folded *in, size_t at)
{
    return in->origin ? in->origin[at] : at;
}

static Folded squeeze(Arena *run, const Folded *in, bool bare)
{
    Traced traced = {.text = {.arena = run}};
    Folded notes = {0};

    for (size_t at = 0; at < in->length;) {
        size_t end = space_end(&notes, in, at, bare);

        if (end > at) {
            if (traced.text.length > 0 && end < in->length)
                trace(&traced, ' ', origin_of(in, at));
            at = end;
            continue;
        }
        end = quoted_end(in->text, in->length, at);
        do
            trace(&traced, in->text[at], origin_of(in, at));
        while (++at < end);
    }

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

Folded fold_sql(Arena *run, const char *source, size_t length)
{
    Folded bare = {.text = source, .length = length};

    return squeeze(run, &bare, true);
}

Folded fold_source(Arena *run, const char *source, size_t length)
{
    Traced strings = {.text = {.arena = run}};
    Folded bare = {.text = source, .length = length};
    size_t end = 0;

    if (!join_cstrings(&strings, source, length, &end))
        return squeeze(run, &bare, true);

    Folded value = finish(&strings, end);

    return squeeze(run, &value, false);
}

Range fold_place(Arena *scratch, const Sql *sql, const char *file, size_t length, size_t offset)
{
    Range at = sql->at;

    if (!sql->text || !at.file || at.via || at.end > length || at.begin > at.end)
        return at;

    Folded folded = fold_source(scratch, file + at.begin, at.end - at.begin);
    size_t length_here = strlen(sql->text), added = length_here - folded.length;

    /* a statement has CREATE before its author's words */
    if (length_here < folded.length || offset < added ||
        !text_same_fold(sql->text + added, folded.text))
        return at;
    offset -= added;
    at.begin += folded.origin[offset < folded.length ? offset : folded.length];
    at.end = at.begin + 1;
    return at;
}
