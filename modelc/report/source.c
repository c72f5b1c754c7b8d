#include "modelc/report/source.h"

#include "base/strbuf.h"
#include "base/text.h"

#include <stdint.h>
#include <string.h>

typedef struct Source {
    bool known;
    Text text;
    VEC(size_t) lines; /* offset of each line's first byte */
} Source;

static Source *source_open(Sources *sources, const char *path)
{
    Source *source = map_get(&sources->files, path);
    const char *reason;

    if (source)
        return source;
    source = ARENA_NEW(sources->arena, Source);
    map_put(sources->arena, &sources->files, path, source);
    source->known = file_read(sources->arena, path, &source->text, &reason);
    if (!source->known)
        return source;
    vec_push(sources->arena, &source->lines, 0);
    for (size_t i = 0; i < source->text.length; i++)
        if (source->text.bytes[i] == '\n')
            vec_push(sources->arena, &source->lines, i + 1);
    return source;
}

/* Index of the line that holds the byte. */
static size_t find_line(const Source *source, size_t offset)
{
    size_t low = 0, high = source->lines.count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (source->lines.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Bytes of the line without "\n" or "\r\n". */
static size_t line_length(const Source *source, size_t line)
{
    size_t begin = source->lines.items[line];
    size_t end =
        line + 1 < source->lines.count ? source->lines.items[line + 1] - 1 : source->text.length;

    if (end > begin && source->text.bytes[end - 1] == '\r')
        end--;
    return end - begin;
}

static size_t at_most(size_t offset, size_t limit)
{
    return offset < limit ? offset : limit;
}

SourcePlace source_place(Sources *sources, const Range *at)
{
    Source *source = at->file ? source_open(sources, at->file) : NULL;

    if (!source || !source->known)
        return (SourcePlace){0};

    size_t begin = at_most(at->begin, source->text.length);
    size_t end = at_most(at->end > begin ? at->end : begin, source->text.length);
    size_t line = find_line(source, begin), end_line = find_line(source, end);

    return (SourcePlace){
        .line_text = source->text.bytes + source->lines.items[line],
        .line_length = line_length(source, line),
        .line = line + 1,
        .column = begin - source->lines.items[line] + 1,
        .end_line = end_line + 1,
        .end_column = end - source->lines.items[end_line] + 1,
    };
}

/* One character of a line. */
typedef struct Glyph {
    size_t size;   /* bytes; 1 when they are not UTF-8 */
    size_t width;  /* columns */
    uint32_t code; /* 0xFFFD when they are not UTF-8 */
} Glyph;

typedef struct Span {
    uint32_t first, last;
} Span;

static bool in_spans(const Span *spans, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= spans[i].first && code <= spans[i].last)
            return true;
    return false;
}

/* The bulk of Unicode's combining and East Asian wide characters; libc needs a locale for its own.
 */
static size_t code_width(uint32_t code)
{
    static const Span none[] = {
        {0x0300,  0x036F },
        {0x0483,  0x0489 },
        {0x0591,  0x05BD },
        {0x064B,  0x065F },
        {0x0E31,  0x0E31 },
        {0x0E34,  0x0E3A },
        {0x1AB0,  0x1AFF },
        {0x1DC0,  0x1DFF },
        {0x200B,  0x200F },
        {0x202A,  0x202E },
        {0x2060,  0x2064 },
        {0x20D0,  0x20FF },
        {0xFE00,  0xFE0F },
        {0xFE20,  0xFE2F },
        {0xFEFF,  0xFEFF },
        {0x1F3FB, 0x1F3FF},
        {0xE0100, 0xE01EF},
    };
    static const Span wide[] = {
        {0x1100,  0x115F },
        {0x2E80,  0x303E },
        {0x3041,  0xA4CF },
        {0xA960,  0xA97F },
        {0xAC00,  0xD7A3 },
        {0xF900,  0xFAFF },
        {0xFE30,  0xFE6F },
        {0xFF01,  0xFF60 },
        {0xFFE0,  0xFFE6 },
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD},
    };

    if (in_spans(none, sizeof none / sizeof *none, code))
        return 0;
    return in_spans(wide, sizeof wide / sizeof *wide, code) ? 2 : 1;
}

static Glyph glyph_read(const char *text, size_t left)
{
    unsigned char lead = (unsigned char)*text;
    size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t code = lead;

    if (lead < 0x80 && lead != 0)
        return (Glyph){1, 1, lead};
    if (lead == 0 || size > left || !text_is_utf8(text, size))
        return (Glyph){1, 1, 0xFFFD};
    code &= 0xFFu >> (size + 1);
    for (size_t i = 1; i < size; i++)
        code = code << 6 | ((unsigned char)text[i] & 0x3F);
    return (Glyph){size, code_width(code), code};
}

/* Control characters could move the cursor or colour the terminal; bidi marks could reorder it. */
static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

/* Append a visible form of a character; return its columns. */
static size_t show(StrBuf *out, const char *text, const Glyph *glyph)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    char picture[] = "\xE2\x90\x80"; /* U+2400, the first control picture */

    if (glyph->code == 0xFFFD) {
        strbuf_add(out, replacement);
        return 1;
    }
    if (!is_control(glyph->code)) {
        strbuf_addn(out, text, glyph->size);
        return glyph->width;
    }
    if (glyph->code >= 0x80) {
        StrBuf *buf = out;
        size_t before = buf->length;

        strbuf_addf(buf, "<U+%04X>", (unsigned)glyph->code);
        return buf->length - before;
    }
    picture[2] = (char)(picture[2] + (glyph->code == 0x7F ? 0x21 : (int)glyph->code));
    strbuf_add(out, picture);
    return 1;
}

const char *text_printable(Arena *arena, const char *text)
{
    StrBuf out = {.arena = arena};

    for (size_t left = strlen(text); left > 0;) {
        Glyph glyph = glyph_read(text, left);

        if (*text == '\n' || *text == '\t')
            strbuf_addc(&out, *text);
        else
            show(&out, text, &glyph);
        text += glyph.size;
        left -= glyph.size;
    }
    return strbuf_text(&out);
}

size_t place_utf16_column(const SourcePlace *place, size_t column)
{
    size_t units = 0;

    for (size_t i = 0; i + 1 < column && i < place->line_length;) {
        Glyph glyph = glyph_read(place->line_text + i, place->line_length - i);

        units += glyph.code > 0xFFFF ? 2 : 1;
        i += glyph.size;
    }
    return units + 1;
}

enum { TAB_STOP = 8, SHOWN_MAX = 200, SHOWN_BEFORE = 60 };

/* Where to begin so that the range is seen, not inside a character. */
static size_t cut_begin(const SourcePlace *place)
{
    size_t begin = place->column - 1;

    if (place->line_length <= SHOWN_MAX || begin <= SHOWN_BEFORE)
        return 0;
    begin -= SHOWN_BEFORE;
    while (begin > 0 && ((unsigned char)place->line_text[begin] & 0xC0) == 0x80)
        begin--;
    return begin;
}

static size_t show_tabbed(StrBuf *out, const char *text, const Glyph *glyph, size_t column)
{
    if (*text != '\t')
        return show(out, text, glyph);

    size_t width = TAB_STOP - column % TAB_STOP;

    strbuf_addf(out, "%*s", (int)width, "");
    return width;
}

Snippet place_snippet(Arena *arena, const SourcePlace *place)
{
    size_t from = place->column - 1;
    size_t to = place->end_line > place->line ? place->line_length : place->end_column - 1;
    size_t begin = cut_begin(place), end = at_most(begin + SHOWN_MAX, place->line_length);
    size_t column = begin > 0 ? 3 : 0;
    StrBuf buf = {.arena = arena};
    Snippet snippet = {0};

    strbuf_add(&buf, begin > 0 ? "..." : "");
    for (size_t i = begin; i < end;) {
        Glyph glyph = glyph_read(place->line_text + i, place->line_length - i);
        size_t width = show_tabbed(&buf, place->line_text + i, &glyph, column);

        if (i < from)
            snippet.caret = column + width;
        else if (i < to)
            snippet.width += width;
        column += width;
        i += glyph.size;
    }
    if (end < place->line_length)
        strbuf_add(&buf, "...");
    if (from == begin)
        snippet.caret = begin > 0 ? 3 : 0;
    if (snippet.width == 0)
        snippet.width = 1;
    snippet.text = strbuf_text(&buf);
    return snippet;
}
