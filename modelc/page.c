#include "modelc/page.h"

#include "base/strbuf.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

enum { INDENT = 4 };

typedef struct Page {
    StrBuf out;
    size_t width;
    size_t column; /* 0: at the start of a line */
    size_t margin; /* of the lines that follow in this paragraph */
    bool in_code;
} Page;

static void break_line(Page *page)
{
    if (page->column > 0)
        strbuf_addc(&page->out, '\n');
    page->column = 0;
}

/* Code in a sentence keeps its blanks together; its marks are not shown. */
static size_t word_length(const char *text, size_t length)
{
    bool in_code = false;

    for (size_t i = 0; i < length; i++) {
        if (text[i] == '`')
            in_code = !in_code;
        else if (text[i] == ' ' && !in_code)
            return i;
    }
    return length;
}

/* Columns, not bytes: the bytes behind the first of a UTF-8 character take no room. */
static size_t word_columns(const char *word, size_t length)
{
    size_t columns = 0;

    for (size_t i = 0; i < length; i++)
        columns += word[i] != '`' && ((unsigned char)word[i] & 0xC0) != 0x80;
    return columns;
}

static void add_word(Page *page, const char *word, size_t length)
{
    size_t columns = word_columns(word, length);

    if (page->column > page->margin && page->column + 1 + columns > page->width)
        break_line(page);
    if (page->column == 0) {
        strbuf_addf(&page->out, "%*s", (int)page->margin, "");
        page->column = page->margin;
    } else if (page->column > page->margin) {
        strbuf_addc(&page->out, ' ');
        page->column++;
    }
    for (size_t i = 0; i < length; i++)
        if (word[i] != '`')
            strbuf_addc(&page->out, word[i]);
    page->column += columns;
}

static void add_words(Page *page, const char *line, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t size = word_length(line + i, length - i);

        if (size > 0)
            add_word(page, line + i, size);
        i += size + (i + size < length);
    }
}

static void add_code(Page *page, const char *line, size_t length)
{
    if (length > 0)
        strbuf_addf(&page->out, "%*s%.*s", INDENT, "", (int)length, line);
    strbuf_addc(&page->out, '\n');
}

static void add_heading(Page *page, const char *line, size_t length)
{
    size_t level = strspn(line, "# ");

    strbuf_addf(&page->out, "%.*s:\n", (int)(length - level), line + level);
}

static void add_item(Page *page, const char *line, size_t length)
{
    break_line(page);
    strbuf_add(&page->out, "- ");
    page->margin = page->column = 2;
    add_words(page, line + 2, length - 2);
}

static void add_line(Page *page, const char *line, size_t length)
{
    if (text_starts(line, "```")) {
        break_line(page);
        page->in_code = !page->in_code;
    } else if (page->in_code) {
        add_code(page, line, length);
    } else if (length == 0) {
        break_line(page);
        page->margin = 0;
        strbuf_addc(&page->out, '\n');
    } else if (line[0] == '#') {
        add_heading(page, line, length);
    } else if (text_starts(line, "- ")) {
        add_item(page, line, length);
    } else {
        add_words(page, line + strspn(line, " "), length - strspn(line, " "));
    }
}

const char *page_text(Arena *run, const char *markdown, size_t width)
{
    Page page = {.out = {.arena = run}, .width = width};
    const char *line = markdown;

    if (text_starts(line, "# "))
        line += strcspn(line, "\n");
    line += strspn(line, "\n");
    while (*line) {
        size_t length = strcspn(line, "\n");

        add_line(&page, line, length);
        line += length + (line[length] == '\n');
    }
    break_line(&page);
    return strbuf_text(&page.out);
}
