#include "modelc/reader/clang_doc.h"

#include "base/strbuf.h"

#include <stdbool.h>
#include <string.h>

typedef struct Span {
    const char *p, *end;
} Span;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static bool at(Span t, const char *token)
{
    size_t length = strlen(token);

    return (size_t)(t.end - t.p) >= length && memcmp(t.p, token, length) == 0;
}

static const char *find(Span t, const char *token)
{
    while (t.p < t.end && !at(t, token))
        t.p++;
    return t.p;
}

static void skip_blanks(Span *t)
{
    while (t->p < t->end && is_blank(*t->p))
        t->p++;
}

static void trim(Span *t)
{
    skip_blanks(t);
    while (t->end > t->p && is_blank(t->end[-1]))
        t->end--;
}

/* One line without its decoration. */
static void add_line(StrBuf *out, Span line, bool *paragraph)
{
    trim(&line);
    if (line.p == line.end) {
        *paragraph = out->length > 0;
        return;
    }
    if (*paragraph)
        strbuf_add(out, "\n\n");
    else if (out->length > 0)
        strbuf_addc(out, ' ');
    *paragraph = false;
    strbuf_addn(out, line.p, (size_t)(line.end - line.p));
}

static void skip_run(Span *t, char c)
{
    while (t->p < t->end && *t->p == c)
        t->p++;
}

/* What stands between the comment's opening and closing marks. */
static void add_block(StrBuf *out, Span body, bool *paragraph)
{
    bool first = true;

    skip_run(&body, '*');
    if (body.p < body.end && *body.p == '!')
        body.p++;
    if (body.p < body.end && *body.p == '<')
        body.p++;
    while (body.end > body.p && body.end[-1] == '*')
        body.end--;
    while (body.p < body.end) {
        Span line = {body.p, find(body, "\n")};

        body.p = line.end < body.end ? line.end + 1 : body.end;
        if (!first) {
            skip_blanks(&line);
            if (line.p < line.end && *line.p == '*')
                line.p++;
        }
        first = false;
        add_line(out, line, paragraph);
    }
}

static void add_slashes(StrBuf *out, Span line, bool *paragraph)
{
    skip_run(&line, '/');
    if (line.p < line.end && *line.p == '!')
        line.p++;
    if (line.p < line.end && *line.p == '<')
        line.p++;
    add_line(out, line, paragraph);
}

const char *doc_clean(Arena *arena, const char *raw, size_t length)
{
    StrBuf out = {.arena = arena};
    Span t = {raw, raw + length};
    bool paragraph = false;

    while (t.p < t.end) {
        if (at(t, "/*")) {
            const char *end = find((Span){t.p + 2, t.end}, "*/");

            add_block(&out, (Span){t.p + 2, end}, &paragraph);
            t.p = end < t.end ? end + 2 : t.end;
        } else if (at(t, "//")) {
            const char *end = find(t, "\n");

            add_slashes(&out, (Span){t.p, end}, &paragraph);
            t.p = end;
        } else {
            t.p++;
        }
    }
    return out.length > 0 ? out.text : NULL;
}

/* Lines of slashes that continue a comment which speaks of what stands before it. */
static const char *end_of_slashes(Span t)
{
    const char *end = find(t, "\n");

    for (;;) {
        Span next = {end < t.end ? end + 1 : t.end, t.end};

        skip_blanks(&next);
        if (!at(next, "///<") && !at(next, "//!<"))
            return end;
        end = find(next, "\n");
    }
}

const char *doc_behind(Arena *arena, const char *text, size_t length, size_t offset)
{
    Span t = {text + offset, text + length};

    while (t.p < t.end && (is_blank(*t.p) || *t.p == '\n'))
        t.p++;
    if (t.p < t.end && (*t.p == ';' || *t.p == ','))
        t.p++;
    else
        t.p = text + offset; /* the last enumerator has neither */
    skip_blanks(&t);
    if (at(t, "///<") || at(t, "//!<"))
        return doc_clean(arena, t.p, (size_t)(end_of_slashes(t) - t.p));
    if (!at(t, "/**<") && !at(t, "/*!<"))
        return NULL;

    const char *end = find((Span){t.p + 4, t.end}, "*/");

    return doc_clean(arena, t.p, (size_t)((end < t.end ? end + 2 : t.end) - t.p));
}

static const char *line_start(const char *floor, const char *p)
{
    while (p > floor && p[-1] != '\n')
        p--;
    return p;
}

static bool is_slashes(Span line)
{
    skip_blanks(&line);
    return (at(line, "///") || at(line, "//!")) && !at(line, "///<") && !at(line, "//!<") &&
           !at(line, "////");
}

/* A block comment that ends at `end`: one that is opened behind the comment before it. */
static const char *block_start(const char *floor, const char *end)
{
    Span t = {floor, end - 2};

    while (t.p < t.end) {
        const char *open = find(t, "/*"), *close = find((Span){open + 2, end}, "*/");

        if (close >= end - 2)
            return open < t.end ? open : NULL;
        t.p = close + 2;
    }
    return NULL;
}

static const char *before_lines(Arena *arena, const char *floor, const char *end)
{
    const char *begin = end;

    for (;;) {
        const char *start = line_start(floor, begin);

        if (!is_slashes((Span){start, begin}))
            break;
        begin = start;
        if (begin == floor)
            break;
        begin--; /* the line break before it */
    }
    return begin < end ? doc_clean(arena, begin, (size_t)(end - begin)) : NULL;
}

const char *doc_before(Arena *arena, const char *text, size_t floor, size_t offset)
{
    const char *low = text + floor, *end = text + offset;

    while (end > low && (is_blank(end[-1]) || end[-1] == '\n'))
        end--;
    if (end - low < 5 || memcmp(end - 2, "*/", 2) != 0)
        return before_lines(arena, low, end);

    const char *begin = block_start(low, end);

    if (!begin)
        return NULL;

    Span t = {begin, end};
    bool documents = (at(t, "/**") && !at(t, "/***")) || at(t, "/*!");

    if (!documents || at(t, "/**<") || at(t, "/*!<"))
        return NULL;
    return doc_clean(arena, begin, (size_t)(end - begin));
}
