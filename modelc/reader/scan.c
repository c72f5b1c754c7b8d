#include "modelc/reader/scan.h"

#include <ctype.h>
#include <string.h>

typedef struct Scanner {
    Arena *arena;
    const char *text, *p, *end;
    size_t directive_count;
    const char *guard; /* the name that the first directive, an #ifndef, tests */
    size_t guard_length;
    Scan scan;
} Scanner;

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

static bool at(const Scanner *s, const char *text)
{
    size_t length = strlen(text);

    return (size_t)(s->end - s->p) >= length && memcmp(s->p, text, length) == 0;
}

static void skip_to(Scanner *s, const char *text)
{
    while (s->p < s->end && !at(s, text))
        s->p++;
}

/* A comment; false when there is none. */
static bool skip_comment(Scanner *s)
{
    if (at(s, "/*")) {
        s->p += 2;
        skip_to(s, "*/");
        s->p = s->p < s->end ? s->p + 2 : s->end;
        return true;
    }
    if (!at(s, "//"))
        return false;
    skip_to(s, "\n");
    return true;
}

/* Blanks and comments that stay on the line. */
static void skip_blanks(Scanner *s)
{
    while (s->p < s->end) {
        if (*s->p != '\\' && *s->p != '/') {
            if (*s->p != ' ' && *s->p != '\t' && *s->p != '\r')
                return;
            s->p++;
        } else if (at(s, "\\\n"))
            s->p += 2;
        else if (at(s, "\\\r\n"))
            s->p += 3;
        else if (at(s, "//") || !skip_comment(s))
            return;
    }
}

static size_t take_word(Scanner *s, const char **word)
{
    skip_blanks(s);
    *word = s->p;
    while (s->p < s->end && is_word(*s->p))
        s->p++;
    return (size_t)(s->p - *word);
}

static void take_include(Scanner *s)
{
    const char *begin;
    size_t length;

    skip_blanks(s);
    if (s->p < s->end && (*s->p == '"' || *s->p == '<')) {
        char close = *s->p == '<' ? '>' : '"';

        begin = ++s->p;
        while (s->p < s->end && *s->p != close && *s->p != '\n')
            s->p++;
        length = (size_t)(s->p - begin);
    } else {
        length = take_word(s, &begin);
    }
    vec_push(s->arena, &s->scan.includes, arena_strndup(s->arena, begin, length));
}

static bool same(const char *word, size_t length, const char *text)
{
    return strlen(text) == length && memcmp(word, text, length) == 0;
}

/* #ifndef NAME as the first directive, #define NAME as the second, and the #endif. */
static bool is_guard(Scanner *s, const char *word, size_t length)
{
    const char *name;
    size_t name_length;

    if (same(word, length, "endif"))
        return s->guard != NULL;
    name_length = take_word(s, &name);
    if (s->directive_count == 1 && same(word, length, "ifndef")) {
        s->guard = name;
        s->guard_length = name_length;
        return true;
    }
    if (s->directive_count != 2 || !s->guard || !same(word, length, "define") ||
        name_length != s->guard_length || memcmp(name, s->guard, name_length) != 0)
        return false;
    s->scan.guard = arena_strndup(s->arena, name, name_length);
    s->scan.guard_at = (size_t)(s->guard - s->text);
    return true;
}

static void take_directive(Scanner *s)
{
    const char *word, *what;
    size_t length;

    s->p++;
    length = take_word(s, &word);
    if (length == 0)
        return;
    if (same(word, length, "include") || same(word, length, "include_next")) {
        take_include(s);
        return;
    }
    if (same(word, length, "pragma")) {
        size_t what_length = take_word(s, &what);

        s->scan.leaks |= !same(what, what_length, "once");
        return;
    }
    s->directive_count++;
    s->scan.leaks |= !is_guard(s, word, length);
}

/* The rest of a directive may go on behind a backslash. */
static void skip_line(Scanner *s)
{
    while (s->p < s->end && *s->p != '\n') {
        if (at(s, "\\\n"))
            s->p++;
        else if (at(s, "\\\r\n"))
            s->p += 2;
        else if (skip_comment(s))
            continue;
        s->p += s->p < s->end;
    }
}

static void skip_literal(Scanner *s)
{
    char quote = *s->p++;

    while (s->p < s->end && *s->p != quote && *s->p != '\n')
        s->p += *s->p == '\\' && s->p + 1 < s->end ? 2 : 1;
    s->p += s->p < s->end && *s->p == quote;
}

static void take_token(Scanner *s)
{
    const char *word;
    size_t length;

    if (*s->p == '"' || *s->p == '\'') {
        skip_literal(s);
        return;
    }
    length = take_word(s, &word);
    s->scan.leaks |= same(word, length, "_Pragma");
    if (length == 0)
        s->p++;
}

Scan scan_header(Arena *arena, const char *text, size_t length)
{
    Scanner s = {.arena = arena, .text = text, .p = text, .end = text + length};
    bool line_start = true;

    if (at(&s, "\xef\xbb\xbf"))
        s.p += 3;
    while (s.p < s.end) {
        skip_blanks(&s);
        if (s.p == s.end)
            break;
        if (*s.p == '\n') {
            line_start = true;
            s.p++;
        } else if (skip_comment(&s)) {
            continue;
        } else if (line_start && (*s.p == '#' || at(&s, "%:") || at(&s, "?\?="))) {
            s.p += *s.p == '#' ? 0 : *s.p == '%' ? 1 : 2;
            take_directive(&s);
            skip_line(&s);
        } else {
            line_start = false;
            take_token(&s);
        }
    }
    return s.scan;
}
