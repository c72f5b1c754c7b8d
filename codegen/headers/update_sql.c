/* Statements in SQL files: found by what they say, exchanged, taken away, added. */
#include "codegen/headers/updater.h"

#include "base/text.h"
#include "schema/kinds/grant/grant.h"
#include "schema/sql.h"
#include "schema/template.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* One space for any white space, no semicolon at the end. */
static const char *squeezed(Arena *run, const char *text, size_t length)
{
    StrBuf out = {.arena = run};

    while (length > 0 && (isspace((unsigned char)text[length - 1]) || text[length - 1] == ';'))
        length--;
    for (size_t i = 0; i < length; i++) {
        if (!isspace((unsigned char)text[i]))
            strbuf_addc(&out, text[i]);
        else if (out.length && out.text[out.length - 1] != ' ')
            strbuf_addc(&out, ' ');
    }
    return strbuf_text(&out);
}

/* With the semicolon and the rest of the line. */
static size_t statement_end(const EditedFile *file, size_t end)
{
    const char *text = file->text.bytes;

    while (end < file->text.length && (text[end] == ' ' || text[end] == ';'))
        end++;
    return end < file->text.length && text[end] == '\n' ? end + 1 : end;
}

/* Past the comment at `at`; `at` itself when there is none. */
static size_t comment_end(const char *text, size_t at)
{
    size_t depth = 0;

    if (strncmp(text + at, "--", 2) == 0)
        return at + strcspn(text + at, "\n");
    if (strncmp(text + at, "/*", 2) != 0)
        return at;
    do {
        bool opens = strncmp(text + at, "/*", 2) == 0, closes = strncmp(text + at, "*/", 2) == 0;

        depth += opens;
        depth -= closes;
        at += opens || closes ? 2 : 1;
    } while (depth > 0 && text[at]);
    return at;
}

/* Where the statement itself begins, behind its comments. */
static size_t behind_comments(const char *text, SqlSpan span)
{
    size_t at = span.begin, end;

    for (;;) {
        while (at < span.end && isspace((unsigned char)text[at]))
            at++;
        end = comment_end(text, at);
        if (end == at || end >= span.end)
            return at;
        at = end;
    }
}

static SqlSpans spans_of(Arena *run, const EditedFile *file)
{
    SqlSpans spans = {0};
    SqlError error;

    if (file->text.length)
        sql_split(run, file->text.bytes, &spans, &error);
    for (size_t i = 0; i < spans.count; i++)
        spans.items[i].begin = behind_comments(file->text.bytes, spans.items[i]);
    return spans;
}

/* The comments that stand right above the statement, without an empty line, go with it. */
static size_t with_comments(const EditedFile *file, size_t begin)
{
    const char *text = file->text.bytes;

    for (size_t line = begin; line > 0; begin = line) {
        line--;
        while (line > 0 && text[line - 1] != '\n')
            line--;
        if (strncmp(text + line, "--", 2) != 0)
            break;
    }
    return begin;
}

/* One of the empty lines around it goes along. */
static void delete_span(Updater *updater, EditedFile *file, SqlSpan span)
{
    const char *text = file->text.bytes;
    size_t begin = with_comments(file, span.begin), end = statement_end(file, span.end);

    if (text[end] == '\n' && (begin < 2 || (text[begin - 1] == '\n' && text[begin - 2] == '\n')))
        end++;
    edit(updater, file, begin, end, "");
}

static void exchange(Updater *updater, EditedFile *file, SqlSpan span, const char *text)
{
    if (text)
        edit(updater, file, span.begin, span.end, text);
    else
        delete_span(updater, file, span);
}

static bool exchange_in(Updater *updater, EditedFile *file, const char *old, const char *text)
{
    SqlSpans spans = spans_of(updater->run, file);
    const char *wanted = squeezed(updater->run, old, strlen(old));

    for (size_t i = 0; i < spans.count; i++) {
        SqlSpan span = spans.items[i];

        if (!text_same(wanted, squeezed(updater->run, file->text.bytes + span.begin,
                                        span.end - span.begin)))
            continue;
        exchange(updater, file, span, text);
        return true;
    }
    return false;
}

bool exchange_statement(Updater *updater, const char *old, const char *text, const char *file)
{
    EditedFile *first = file_in_dir(updater, file);

    if (exchange_in(updater, first, old, text))
        return true;
    for (size_t i = 0; i < updater->files.count; i++)
        if (text_ends(updater->files.items[i]->path, ".sql") &&
            exchange_in(updater, updater->files.items[i], old, text))
            return true;
    return false;
}

void append_sql(Updater *updater, const char *name, const char *text)
{
    EditedFile *file = file_in_dir(updater, name);

    if (file->text.length || file->added.length)
        strbuf_addc(&file->added, '\n');
    strbuf_add(&file->added, text);
}

static StrVec split(Updater *updater, const char *text)
{
    SqlSpans spans = {0};
    SqlError error;
    StrVec out = {0};

    if (*text)
        sql_split(updater->run, text, &spans, &error);
    for (size_t i = 0; i < spans.count; i++)
        vec_push(updater->run, &out,
                 arena_strndup(updater->run, text + spans.items[i].begin,
                               spans.items[i].end - spans.items[i].begin));
    return out;
}

/* Statements that stand apart: "a;\nb" of one CREATE, and what CREATE cannot say. */
static StrVec statements_of(Updater *updater, const Object *object)
{
    StrBuf text = {.arena = updater->run};

    add_statements(&updater->writer, &text, object);
    return split(updater, strbuf_text(&text));
}

/* The statement that holds the byte. */
static bool span_at(Updater *updater, const Place *place, SqlSpan *out)
{
    SqlSpans spans = spans_of(updater->run, place->file);

    for (size_t i = 0; i < spans.count; i++)
        if (place->offset >= spans.items[i].begin && place->offset < spans.items[i].end) {
            *out = spans.items[i];
            return true;
        }
    return false;
}

/* A statement in a clause of a header: what it becomes stands with the others of its kind. */
static bool exchange_clause(Updater *updater, const Place *place, const char *file, const char *new)
{
    if (!is_clause(place->file, place->item))
        return false;
    delete_item(updater, place->file, place->item);
    if (new)
        append_sql(updater, file, arena_printf(updater->run, "%s;\n", new));
    return true;
}

/* By what they say; the first one by its place, where it may be written in other words. */
static bool exchange_one(Updater *updater, const Object *model, const char *old, const char *new,
                         bool first)
{
    const char *file = sql_file_name(updater->run, kind_of(model->kind_id));
    Place place;
    SqlSpan span;

    if (exchange_statement(updater, old, new, file))
        return true;
    if (!first || !find_place(updater, model, &place))
        return false;
    if (place.item)
        return exchange_clause(updater, &place, file, new);
    if (!span_at(updater, &place, &span))
        return false;
    exchange(updater, place.file, span, new);
    return true;
}

static bool has_new_part(const Updater *updater, const Object *whole)
{
    for (size_t i = 0; i < whole->children.count; i++) {
        const Object *part = whole->children.items[i];

        if (form_of(&updater->writer, part) == FORM_IMPLIED && !grant_is_usual(part) &&
            (!part->plan.pair || differs(part->plan.pair, part)))
            return true;
    }
    return false;
}

/* The statement that creates it, with the parts that stand in it. */
static bool statement_differs(const Updater *updater, const Object *model, const Object *live)
{
    return differs(model, live) || has_new_part(updater, live) || has_new_part(updater, model);
}

/* From the statement at `first` on; `by_place`: the one at 0 is found by its place as well. */
static void exchange_all(Updater *updater, const Object *model, const Object *object,
                         const StrVec *old, const StrVec *new, size_t first, bool by_place)
{
    const char *file = sql_file_name(updater->run, kind_of(object->kind_id));

    for (size_t i = first; i < new->count || i < old->count; i++) {
        const char *from = i < old->count ? old->items[i] : NULL;
        const char *to = i < new->count ? new->items[i] : NULL;

        if (text_same(from, to))
            continue;
        if (from && !exchange_one(updater, model, from, to, by_place && i == 0))
            cannot_edit(updater, object, "its statement is not found");
        else if (!from && to)
            append_sql(updater, file, arena_printf(updater->run, "%s;\n", to));
    }
}

void update_statement(Updater *updater, const Object *live)
{
    const Object *model = live->plan.pair;
    StrVec new = statements_of(updater, live), old = {0};
    bool same = model && !statement_differs(updater, model, live);

    if (same && !comment_differs(model, live))
        return;
    if (model)
        old = statements_of(updater, model);
    exchange_all(updater, model, live, &old, &new, same ? 1 : 0, true);
}

void update_rest(Updater *updater, const Object *model, const Object *live)
{
    const Object *object = live ? live : model;
    StrVec old = {0}, new = {0};

    assert(object);
    if (model)
        old = split(updater, rest_of_clause(updater->run, model));
    if (live)
        new = split(updater, rest_of_clause(updater->run, live));
    exchange_all(updater, model, object, &old, &new, 0, false);
}

void delete_statement(Updater *updater, const Object *model)
{
    StrVec old = statements_of(updater, model);

    for (size_t i = 0; i < old.count; i++)
        if (!exchange_one(updater, model, old.items[i], NULL, i == 0))
            cannot_edit(updater, model, "its statement is not found");
}

/* ---- Whole files ---- */

/* Whether the item of the header is PG_ALSO(file "NAME") of that file. */
static bool names_file(Arena *run, const EditedFile *header, const SourceItem *item,
                       const EditedFile *sql)
{
    const char *text = header->text.bytes + item->text;
    int begin = 0;

    if (!is_clause(header, item) || (sscanf(text, "%*[A-Z_] ( file \"%n", &begin), begin == 0))
        return false;

    const char *name = arena_strndup(run, text + begin, strcspn(text + begin, "\""));

    return text_same(path_join(run, path_dir(run, header->path), name), sql->path);
}

typedef void ClauseFn(Updater *updater, EditedFile *header, const SourceItem *clause);

/* What names the file; the header it is in, NULL: nothing does. */
static EditedFile *each_clause(const Updater *updater, const EditedFile *sql, ClauseFn *fn,
                               Updater *context)
{
    EditedFile *found = NULL;

    for (size_t i = 0; i < updater->files.count; i++) {
        EditedFile *header = updater->files.items[i];

        for (size_t k = 0; k < header->items.count; k++)
            if (names_file(updater->run, header, &header->items.items[k], sql)) {
                found = header;
                if (fn)
                    fn(context, header, &header->items.items[k]);
            }
    }
    return found;
}

EditedFile *header_of_sql(const Updater *updater, const EditedFile *sql)
{
    return each_clause(updater, sql, NULL, NULL);
}

/* Its statements are taken away, and no word of a person stands beside them. */
static bool is_left_empty(const Updater *updater, EditedFile *file)
{
    const char *text;

    if (file->is_new || !text_ends(file->path, ".sql") || !file->edits.count || file->added.length)
        return false;
    text = source_edit(updater->run, file->text.bytes, file->text.length, &file->edits);
    return text && text[strspn(text, " \t\r\n")] == '\0';
}

void drop_empty_sql(Updater *updater)
{
    for (size_t i = 0; i < updater->files.count; i++) {
        EditedFile *file = updater->files.items[i];

        if (is_left_empty(updater, file))
            file->goes = each_clause(updater, file, delete_item, updater);
    }
}
