#include "codegen/headers/source.h"

#include "base/strbuf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct Scanner {
    Arena *run;
    const char *text;
    size_t length;
} Scanner;

static char at(const Scanner *s, size_t i)
{
    return i < s->length ? s->text[i] : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static size_t skip_blanks(const Scanner *s, size_t i)
{
    while (i < s->length && is_blank(s->text[i]))
        i++;
    return i;
}

static size_t line_end(const Scanner *s, size_t i)
{
    while (i < s->length && s->text[i] != '\n')
        i += s->text[i] == '\\' && i + 1 < s->length ? 2 : 1;
    return i;
}

static size_t line_start(const Scanner *s, size_t i)
{
    while (i > 0 && s->text[i - 1] != '\n')
        i--;
    return i;
}

bool source_is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool is_comment(const Scanner *s, size_t i)
{
    return at(s, i) == '/' && (at(s, i + 1) == '*' || at(s, i + 1) == '/');
}

static size_t comment_end(const Scanner *s, size_t i)
{
    if (at(s, i + 1) == '/')
        return line_end(s, i);
    for (i += 2; i < s->length; i++)
        if (s->text[i] == '*' && at(s, i + 1) == '/')
            return i + 2;
    return s->length;
}

/* The end of the comment or the literal at `i`; i + 1 for any other byte. */
static size_t token_end(const Scanner *s, size_t i)
{
    char quote = s->text[i];

    if (is_comment(s, i))
        return comment_end(s, i);
    if (quote != '"' && quote != '\'')
        return i + 1;
    for (i++; i < s->length && s->text[i] != quote && s->text[i] != '\n'; i++)
        i += s->text[i] == '\\';
    return i + 1 < s->length ? i + 1 : s->length;
}

/* Whether the comment speaks of what follows it. */
static bool is_doc(const Scanner *s, size_t i)
{
    char mark = at(s, i + 2), next = at(s, i + 3);

    if (at(s, i + 1) == '*')
        return (mark == '*' || mark == '!') && next != '*' && next != '/' && next != '<';
    return (mark == '/' || mark == '!') && next != '/' && next != '<';
}

/* Up to the separator outside of all brackets, or to `limit`; notes the first pair of braces. */
static void find_end(const Scanner *s, SourceItem *item, size_t limit, char separator)
{
    size_t depth = 0, i = item->text;

    while (i < limit) {
        char c = s->text[i];

        if (depth == 0 && c == separator) {
            i++;
            break;
        }
        if (c == '{' && depth == 0 && !item->body)
            item->body = i + 1;
        depth += c == '(' || c == '[' || c == '{';
        if (depth > 0 && (c == ')' || c == ']' || c == '}'))
            depth--;
        if (c == '}' && depth == 0 && item->body && !item->body_end)
            item->body_end = i;
        i = token_end(s, i);
    }
    item->end = i < limit ? i : limit;
}

/* A comment on the line where the item ends belongs to it. */
static void find_tail(const Scanner *s, SourceItem *item, size_t limit)
{
    size_t i = skip_blanks(s, item->end);

    item->tail = item->end;
    while (i < limit && is_comment(s, i)) {
        i = comment_end(s, i);
        item->tail = i;
        i = skip_blanks(s, i);
    }
    if (at(s, i) == '\n' && i < limit)
        item->tail = i + 1;
}

static SourceItems items_between(const Scanner *s, size_t begin, size_t end, char separator);

static bool starts_with(const Scanner *s, size_t i, const char *word)
{
    size_t length = strlen(word);

    return s->length - i > length && strncmp(s->text + i, word, length) == 0 &&
           !source_is_word(s->text[i + length]);
}

static bool is_enum(const Scanner *s, size_t i)
{
    if (starts_with(s, i, "typedef"))
        i = skip_blanks(s, i + strlen("typedef"));
    return starts_with(s, i, "enum");
}

/* The start of the line, but for what stands before `floor`. */
static size_t line_start_from(const Scanner *s, size_t i, size_t floor)
{
    size_t start = line_start(s, i);

    return start < floor ? i : start;
}

/* The declaration at `i`, whose comment begins at `doc` (`i`: it has none). */
static SourceItem take_item(const Scanner *s, size_t doc, size_t doc_end, size_t i, size_t limit,
                            size_t floor, char separator)
{
    SourceItem item = {.begin = line_start_from(s, doc, floor), .text = i};

    item.doc_end = doc == i ? item.begin : doc_end;
    find_end(s, &item, limit, separator);
    find_tail(s, &item, limit);
    if (item.body && item.body_end)
        item.items = items_between(s, item.body, item.body_end, is_enum(s, i) ? ',' : ';');
    return item;
}

static SourceItem take_directive(const Scanner *s, size_t i)
{
    size_t end = line_end(s, i);

    return (SourceItem){.begin = line_start(s, i),
                        .doc_end = line_start(s, i),
                        .text = i,
                        .end = end,
                        .tail = end < s->length ? end + 1 : end,
                        .directive = true};
}

static SourceItems items_between(const Scanner *s, size_t begin, size_t end, char separator)
{
    SourceItems items = {0};
    size_t doc = 0, doc_end = 0, breaks = 0, floor = begin;
    bool has_doc = false;

    for (size_t i = begin; i < end;) {
        if (isspace((unsigned char)s->text[i])) {
            breaks += s->text[i] == '\n';
            has_doc = has_doc && breaks < 2;
            i++;
        } else if (is_comment(s, i)) {
            if (is_doc(s, i) && !has_doc)
                doc = i;
            has_doc = is_doc(s, i);
            i = comment_end(s, i);
            doc_end = i;
            breaks = 0;
        } else {
            SourceItem item = s->text[i] == '#' ? take_directive(s, i)
                                                : take_item(s, has_doc ? doc : i, doc_end, i, end,
                                                            floor, separator);

            vec_push(s->run, &items, item);
            i = item.tail > i ? item.tail : i + 1;
            floor = i;
            has_doc = false;
            breaks = 0;
        }
    }
    return items;
}

size_t source_token_end(const char *text, size_t length, size_t i)
{
    return token_end(&(Scanner){.text = text, .length = length}, i);
}

SourceItems source_items(Arena *run, const char *text, size_t length)
{
    Scanner scanner = {run, text, length};

    return items_between(&scanner, 0, length, ';');
}

const SourceItem *source_find_outer(const SourceItems *items, size_t offset)
{
    for (size_t i = 0; i < items->count; i++)
        if (offset >= items->items[i].text && offset < items->items[i].end)
            return &items->items[i];
    return NULL;
}

const SourceItem *source_find(const SourceItems *items, size_t offset)
{
    const SourceItem *found = source_find_outer(items, offset);
    const SourceItem *inner = found ? source_find(&found->items, offset) : NULL;

    return inner ? inner : found;
}

static int compare_edits(const void *a, const void *b)
{
    const SourceEdit *x = a, *y = b;

    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

const char *source_edit(Arena *run, const char *text, size_t length, SourceEdits *edits)
{
    StrBuf out = {.arena = run};
    size_t done = 0;

    for (size_t i = 0; i < edits->count; i++)
        edits->items[i].order = i;
    if (edits->count)
        qsort(edits->items, edits->count, sizeof *edits->items, compare_edits);
    for (size_t i = 0; i < edits->count; i++) {
        const SourceEdit *edit = &edits->items[i];

        if (edit->begin < done || edit->end > length)
            return NULL;
        strbuf_addn(&out, text + done, edit->begin - done);
        strbuf_add(&out, edit->text);
        done = edit->end;
    }
    strbuf_addn(&out, text + done, length - done);
    return strbuf_text(&out);
}
