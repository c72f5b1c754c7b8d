/* Changing a revision file without touching what else stands in it. */
#include "codegen/revision.h"

#include "base/strbuf.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Bytes to replace; an empty range inserts. */
typedef struct Change {
    size_t begin, end;
    const char *text;
} Change;

typedef struct Changes {
    Arena *run;
    const Revision *revision;
    VEC(Change) items;
} Changes;

/* With the line ends that the file has. */
static const char *with_line_ends(const Changes *changes, const char *text)
{
    const char *first = strchr(changes->revision->text.bytes, '\n');
    StrBuf out = {.arena = changes->run};

    if (!first || first == changes->revision->text.bytes || first[-1] != '\r')
        return text;
    for (; *text; text++)
        strbuf_addf(&out, "%s%c", *text == '\n' ? "\r" : "", *text);
    return strbuf_text(&out);
}

static void change(Changes *changes, Range at, const char *text)
{
    vec_push(changes->run, &changes->items,
             ((Change){at.begin, at.end, with_line_ends(changes, text)}));
}

/* A header line; one that is not there comes behind the identifier. */
static void change_line(Changes *changes, Range at, const char *line)
{
    if (at.file) {
        change(changes, at, line);
        return;
    }
    at.begin = at.end = changes->revision->id_at.end;
    change(changes, at, arena_printf(changes->run, "\n%s", line));
}

static void change_list(Changes *changes, const char *key, Range at, const StrVec *list)
{
    if (list)
        change_line(changes, at,
                    arena_printf(changes->run, "-- %s:%s%s", key, list->count ? " " : "",
                                 text_join(changes->run, list, ", ")));
}

const char *revision_generated(Arena *run, const char *sql)
{
    return arena_printf(run, "-- modelc:begin\n\n%s%s-- modelc:end", sql, *sql ? "\n" : "");
}

/* The first marked part gets the text, others of the same half go: all of it was one text once. */
static void change_script(Changes *changes, const Script *script, const char *sql)
{
    for (size_t i = 0; sql && i < script->generated.count; i++)
        change(changes, script->generated.items[i],
               i == 0 ? revision_generated(changes->run, sql) : "");
}

static int compare_changes(const void *a, const void *b)
{
    const Change *x = a, *y = b;

    return (x->begin > y->begin) - (x->begin < y->begin);
}

static const char *apply(Changes *changes)
{
    StrBuf out = {.arena = changes->run};
    const Text *text = &changes->revision->text;
    size_t at = 0;

    if (changes->items.count > 1)
        qsort(changes->items.items, changes->items.count, sizeof *changes->items.items,
              compare_changes);
    for (size_t i = 0; i < changes->items.count; i++) {
        const Change *item = &changes->items.items[i];

        strbuf_addn(&out, text->bytes + at, item->begin - at);
        strbuf_add(&out, item->text);
        at = item->end;
    }
    strbuf_addn(&out, text->bytes + at, text->length - at);
    return strbuf_text(&out);
}

const char *revision_edit(Arena *run, const Revision *revision, const RevisionEdit *edit)
{
    Changes changes = {.run = run, .revision = revision};

    if (edit->id)
        change(&changes, revision->id_at, arena_printf(run, "-- Revision ID: %s", edit->id));
    change_list(&changes, "Revises", revision->parents_at, edit->parents);
    change_list(&changes, "Depends on", revision->depends_on_at, edit->depends_on);
    if (edit->create_date)
        change_line(&changes, revision->date_at,
                    arena_printf(run, "-- Create Date: %s", edit->create_date));
    if (edit->schema && revision->schema)
        change(&changes, revision->schema_at,
               arena_printf(run, "-- Schema: %s (after this revision)", edit->schema));
    change_script(&changes, &revision->up, edit->up);
    change_script(&changes, &revision->down, edit->down);
    return apply(&changes);
}
