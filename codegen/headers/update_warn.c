/* Clauses that say of a warning that it is known: PG_ALSO(warn no-missing-primary-key). */
#include "codegen/headers/updater.h"

#include "base/text.h"

#include <string.h>

/* What one clause will be about. */
typedef struct Hush {
    EditedFile *file;
    const SourceItem *item; /* the struct; NULL: the whole header */
    FindingId id;
} Hush;

typedef VEC(Hush) Hushes;

static bool is_struct(const EditedFile *file, const SourceItem *item)
{
    const char *text = file->text.bytes + item->text;

    text += text_starts(text, "typedef ") ? strlen("typedef ") : 0;
    return item->body && text_starts(text, "struct ");
}

/* False when there is none for it: it comes out of a macro, or no header names its file. */
static bool find_hush(Updater *updater, const Finding *finding, Hush *out)
{
    Range at = finding->at;
    EditedFile *file;

    if (!at.file || at.via || !file_exists(at.file))
        return false;
    file = file_at(updater, at.file);
    *out = (Hush){.id = finding->id, .file = file};
    if (!text_ends(at.file, ".h"))
        out->file = header_of_sql(updater, file);
    else
        out->item = source_find_outer(&file->items, at.begin);
    if (out->item && !is_struct(file, out->item))
        out->item = NULL;
    return out->file;
}

/* Whether there is one before number `end` in the same place, and about the same. */
static bool has_hush(const Hushes *hushes, size_t end, const Hush *hush, bool same)
{
    for (size_t i = 0; i < end; i++) {
        const Hush *other = &hushes->items[i];

        if (other->file == hush->file && other->item == hush->item &&
            (!same || other->id == hush->id))
            return true;
    }
    return false;
}

static bool ends_with_clause(const EditedFile *file, const SourceItems *items)
{
    return items->count > 0 && is_clause(file, &items->items[items->count - 1]);
}

/* `first` of those in the struct. */
static void hush_struct(Updater *updater, const Hush *hush, bool first)
{
    const char *text = hush->file->text.bytes;
    const SourceItems *items = &hush->item->items;
    size_t end = hush->item->body_end, at = end;

    while (at > hush->item->body && (text[at - 1] == ' ' || text[at - 1] == '\t'))
        at--;
    if (text[at - 1] != '\n') /* all on one line */
        edit(updater, hush->file, end, end,
             arena_printf(updater->run, "PG_ALSO(warn no-%s); ", finding_kind(hush->id)->name));
    else
        edit(updater, hush->file, at, at,
             arena_printf(updater->run, "%s    PG_ALSO(warn no-%s);\n",
                          first && items->count > 0 && !ends_with_clause(hush->file, items) ? "\n"
                                                                                            : "",
                          finding_kind(hush->id)->name));
}

static void hush_header(const Hush *hush)
{
    StrBuf *added = &hush->file->added;

    if (!added->length && !ends_with_clause(hush->file, &hush->file->items))
        strbuf_addc(added, '\n');
    strbuf_addf(added, "PG_ALSO(warn no-%s);\n", finding_kind(hush->id)->name);
}

/* A clause that hides nothing; one that says more is a person's. */
static void drop_stale(Updater *updater, const Finding *finding)
{
    Range at = finding->at;
    const SourceItem *item;
    EditedFile *file;

    if (!at.file || at.via || !file_exists(at.file))
        return;
    file = file_at(updater, at.file);
    item = source_find(&file->items, at.begin);
    if (item && is_clause(file, item) &&
        !memchr(file->text.bytes + item->text, ',', item->end - item->text))
        delete_item(updater, file, item);
}

static void read_headers(Updater *updater, const StrVec *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        file_at(updater, paths->items[i]);
}

static bool take_files(Updater *updater, ModelFiles *files)
{
    for (size_t i = 0; i < updater->files.count; i++) {
        EditedFile *file = updater->files.items[i];
        const char *text;

        if (!file->edits.count && !file->added.length)
            continue;
        text = edited_text(updater, file);
        if (!text)
            return false;
        vec_push(updater->run, files, ((ModelFile){file->path, text}));
    }
    return true;
}

bool headers_quiet(Arena *run, Findings *findings, const Findings *told, const StrVec *paths,
                   ModelFiles *files)
{
    Updater updater = {.run = run, .findings = findings};
    Hushes hushes = {0};
    Hush hush;

    if (told->items.count == 0)
        return true;
    read_headers(&updater, paths);
    for (size_t i = 0; i < told->items.count; i++) {
        const Finding *finding = told->items.items[i];

        if (finding->id == FINDING_M411)
            drop_stale(&updater, finding);
        else if (find_hush(&updater, finding, &hush) &&
                 !has_hush(&hushes, hushes.count, &hush, true))
            vec_push(run, &hushes, hush);
    }
    for (size_t i = 0; i < hushes.count; i++)
        if (hushes.items[i].item)
            hush_struct(&updater, &hushes.items[i], !has_hush(&hushes, i, &hushes.items[i], false));
        else
            hush_header(&hushes.items[i]);
    return take_files(&updater, files);
}
