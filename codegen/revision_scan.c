#include "codegen/revision_scan.h"

#include <string.h>

static char peek(const Scan *scan, size_t ahead)
{
    return scan->at + ahead < scan->length ? scan->text[scan->at + ahead] : '\0';
}

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name_part(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '$';
}

/* The byte before `at - back`, or NUL. */
static char before(const Scan *scan, size_t back)
{
    return scan->at > back ? scan->text[scan->at - back - 1] : '\0';
}

/* E'...' is the only string in which a backslash hides a quote. */
static bool has_escape_prefix(const Scan *scan)
{
    char c = before(scan, 0);

    return (c == 'e' || c == 'E') && !is_name_part(before(scan, 1));
}

/* The length of "$tag$" at `at`, or 0. */
static size_t dollar_tag(const Scan *scan)
{
    size_t n = 1;

    if (is_name_part(before(scan, 0)))
        return 0;
    if (is_name_start(peek(scan, n)))
        while (is_name_part(peek(scan, n)) && peek(scan, n) != '$')
            n++;
    return peek(scan, n) == '$' ? n + 1 : 0;
}

static void enter(Scan *scan, ScanPlace place, size_t skip)
{
    scan->place = place;
    scan->opened = scan->at;
    scan->at += skip;
}

static void skip_to_line_end(Scan *scan)
{
    while (scan->at < scan->length && scan->text[scan->at] != '\n')
        scan->at++;
}

static void take_code(Scan *scan, ScanLine *line)
{
    char c = peek(scan, 0);
    size_t tag;

    if (c == '-' && peek(scan, 1) == '-') {
        skip_to_line_end(scan);
        return;
    }
    if (c == '/' && peek(scan, 1) == '*') {
        enter(scan, SCAN_COMMENT, 2);
        scan->depth = 1;
        return;
    }
    line->code = line->code || !strchr(" \t\r\f\v", c);
    if (c == '\'') {
        enter(scan, has_escape_prefix(scan) ? SCAN_ESCAPE_STRING : SCAN_STRING, 1);
        return;
    }
    if (c == '"') {
        enter(scan, SCAN_NAME, 1);
        return;
    }
    if (c == '$' && (tag = dollar_tag(scan)) > 0) {
        enter(scan, SCAN_DOLLAR, tag);
        scan->tag_length = tag;
        return;
    }
    scan->at++;
}

static void take_quoted(Scan *scan, char quote, bool escapes)
{
    char c = peek(scan, 0);

    if (escapes && c == '\\' && scan->at + 1 < scan->length && peek(scan, 1) != '\n') {
        scan->at += 2;
        return;
    }
    if (c == quote && peek(scan, 1) == quote) {
        scan->at += 2;
        return;
    }
    if (c == quote)
        scan->place = SCAN_CODE;
    scan->at++;
}

static void take_dollar(Scan *scan)
{
    const char *tag = scan->text + scan->opened;

    if (peek(scan, 0) == '$' && scan->length - scan->at >= scan->tag_length &&
        memcmp(scan->text + scan->at, tag, scan->tag_length) == 0) {
        scan->at += scan->tag_length;
        scan->place = SCAN_CODE;
        return;
    }
    scan->at++;
}

static void take_comment(Scan *scan)
{
    char c = peek(scan, 0), next = peek(scan, 1);

    if (c == '/' && next == '*') {
        scan->depth++;
        scan->at += 2;
        return;
    }
    if (c == '*' && next == '/') {
        scan->at += 2;
        if (--scan->depth == 0)
            scan->place = SCAN_CODE;
        return;
    }
    scan->at++;
}

static void take(Scan *scan, ScanLine *line)
{
    if (scan->place != SCAN_CODE && scan->place != SCAN_COMMENT)
        line->code = true;
    switch (scan->place) {
    case SCAN_CODE:
        take_code(scan, line);
        return;
    case SCAN_STRING:
        take_quoted(scan, '\'', false);
        return;
    case SCAN_ESCAPE_STRING:
        take_quoted(scan, '\'', true);
        return;
    case SCAN_NAME:
        take_quoted(scan, '"', false);
        return;
    case SCAN_DOLLAR:
        take_dollar(scan);
        return;
    case SCAN_COMMENT:
        take_comment(scan);
        return;
    }
}

bool scan_line(Scan *scan, ScanLine *line)
{
    if (scan->at >= scan->length)
        return false;
    *line = (ScanLine){.begin = scan->at};
    line->dashes = scan->at;
    while (line->dashes < scan->length && strchr(" \t", scan->text[line->dashes]))
        line->dashes++;
    line->comment = scan->place == SCAN_CODE && scan->length - line->dashes >= 2 &&
                    memcmp(scan->text + line->dashes, "--", 2) == 0;
    while (scan->at < scan->length && scan->text[scan->at] != '\n')
        take(scan, line);
    line->end = scan->at;
    if (line->end > line->begin && scan->text[line->end - 1] == '\r')
        line->end--;
    scan->at += scan->at < scan->length;
    return true;
}

const char *scan_place_name(ScanPlace place)
{
    static const char *const names[] = {
        [SCAN_CODE] = "code",
        [SCAN_STRING] = "string",
        [SCAN_ESCAPE_STRING] = "string",
        [SCAN_NAME] = "quoted name",
        [SCAN_DOLLAR] = "dollar quote",
        [SCAN_COMMENT] = "comment",
    };

    return names[place];
}
