/* Documentation comments of declarations that stay. */
#include "codegen/headers/updater.h"

#include "base/text.h"
#include "schema/template.h"

#include <string.h>

static const char *margin_of(Arena *run, const Place *place)
{
    size_t start = place->item->text;
    const char *text = place->file->text.bytes;

    while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\t'))
        start--;
    return arena_strndup(run, text + start, place->item->text - start);
}

/* Where a comment behind the declaration documents it; `*end` is behind it. */
static size_t find_behind(const Place *place, size_t *end)
{
    static const char *const marks[] = {"/**<", "/*!<", "///<", "//!<"};
    const char *text = place->file->text.bytes;
    size_t at = place->item->end;

    while (at < place->item->tail && (text[at] == ' ' || text[at] == '\t'))
        at++;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!text_starts(text + at, marks[i]) || at >= place->item->tail)
            continue;
        *end = place->item->tail;
        while (*end > at && (text[*end - 1] == '\n' || text[*end - 1] == '\r'))
            --*end;
        return at;
    }
    return 0;
}

static bool has_before(const Place *place)
{
    return place->item->doc_end > place->item->begin;
}

/* The comment as a statement, when no comment in C can say it. */
static const char *as_statement(Updater *updater, const Object *object)
{
    Writer *writer = &updater->writer;
    StrBuf block = {.arena = updater->run};
    size_t count = writer->comments.count;
    const char *statement = NULL;

    add_doc(writer, &block, object, "");
    if (writer->comments.count > count) {
        statement = writer->comments.items[count];
        writer->comments.count = count;
    }
    return statement;
}

/* What the model says, and what is to be said of what the database has; NULL: no comment. */
static const char *old_statement(Updater *updater, const Object *model)
{
    return model ? comment_statement(updater->run, model) : NULL;
}

static const char *new_statement(Updater *updater, const Object *live)
{
    Writer *writer = &updater->writer;
    size_t count = writer->comments.count;
    const char *statement = NULL;

    if (live)
        say_in_sql(writer, live);
    if (writer->comments.count > count)
        statement = writer->comments.items[count];
    writer->comments.count = count;
    return statement;
}

/* Whether the comment stands in an SQL file, or will. */
static bool update_statement_doc(Updater *updater, const Object *model, const Object *live)
{
    const char *old = old_statement(updater, model), *new = as_statement(updater, live);

    if (old && exchange_statement(updater, old, new_statement(updater, live), "comments.sql"))
        return true;
    if (as_statement(updater, model))
        cannot_edit(updater, live, "its comment is said elsewhere");
    else if (new)
        append_sql(updater, "comments.sql", arena_printf(updater->run, "%s;\n", new));
    return new != NULL;
}

void update_sql_doc(Updater *updater, const Object *model, const Object *live)
{
    const char *old = old_statement(updater, model), *new = new_statement(updater, live);

    if (text_same(old, new))
        return;
    if (!old)
        append_sql(updater, "comments.sql", arena_printf(updater->run, "%s;\n", new));
    else if (!exchange_statement(updater, old, new, "comments.sql"))
        cannot_edit(updater, live ? live : model, "its comment is said elsewhere");
}

void delete_sql_doc(Updater *updater, const Object *model)
{
    const char *old = old_statement(updater, model);

    if (old)
        exchange_statement(updater, old, NULL, "comments.sql");
}

static void insert_doc(Updater *updater, const Place *place, const Object *live)
{
    StrBuf block = {.arena = updater->run};
    const char *doc = short_doc(&updater->writer, live);
    bool field = place->item != place->outer && !is_clause(place->file, place->item);
    size_t start = place->item->text - strlen(margin_of(updater->run, place));

    if (field && doc && place->item->tail <= place->item->end + 1) {
        edit(updater, place->file, place->item->end, place->item->end,
             arena_printf(updater->run, "  %s", doc));
        return;
    }
    add_doc(&updater->writer, &block, live, margin_of(updater->run, place));
    edit(updater, place->file, start, start, strbuf_text(&block));
}

/* A statement names what it is about; false: none says the comment, which is the same. */
static bool rename_in_statement(Updater *updater, const Object *model, const Object *live)
{
    const char *old = old_statement(updater, model), *new = new_statement(updater, live);

    return text_same(old, new) || exchange_statement(updater, old, new, "comments.sql");
}

void update_doc(Updater *updater, const Place *place, const Object *model, const Object *live)
{
    size_t end = 0, behind = find_behind(place, &end);
    const char *doc = short_doc(&updater->writer, live);
    size_t start = place->item->text - strlen(margin_of(updater->run, place));
    bool in_sql;

    if (!comment_differs(model, live) &&
        (rename_in_statement(updater, model, live) || !as_statement(updater, live)))
        return;
    in_sql = update_statement_doc(updater, model, live);
    if (behind && doc && !in_sql) {
        edit(updater, place->file, behind, end, doc);
        return;
    }
    if (behind)
        edit(updater, place->file, place->item->end, end, "");
    else if (has_before(place))
        edit(updater, place->file, place->item->begin, start, "");
    if (!in_sql && live->comment)
        insert_doc(updater, place, live);
}
