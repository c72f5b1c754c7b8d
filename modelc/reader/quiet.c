/* Warnings that a struct or a header says are meant to be. */
#include "modelc/reader/model.h"

#include "base/text.h"

#include <stdint.h>

typedef struct Quiet {
    QuietDef *def;
    size_t begin, end; /* bytes of the file */
} Quiet;

typedef VEC(Quiet) Quiets;

typedef struct Quieting {
    Model *model;
    Map files; /* path -> Quiets */
    VEC(QuietDef *) all;
} Quieting;

static void add_quiet(Quieting *quieting, QuietDef *def, const Range *of)
{
    Arena *run = quieting->model->run;
    Quiets *quiets = map_get(&quieting->files, of->file);

    if (!quiets) {
        quiets = ARENA_NEW(run, Quiets);
        map_put(run, &quieting->files, of->file, quiets);
    }
    vec_push(run, quiets, ((Quiet){def, of->begin, of->end}));
}

static void widen(Range *range, const Range *by)
{
    if (!by->file || !text_same(range->file, by->file))
        return;
    range->begin = by->begin < range->begin ? by->begin : range->begin;
    range->end = by->end > range->end ? by->end : range->end;
}

static void widen_by_all(Range *range, const Annotations *annotations)
{
    for (size_t i = 0; i < annotations->count; i++)
        widen(range, &annotations->items[i].at);
}

/* From the first to the last that can be warned of in the struct. */
static void widen_by_struct(Range *range, const FactStruct *fact)
{
    widen_by_all(range, &fact->annotations);
    for (size_t i = 0; i < fact->fields.count; i++) {
        const FactField *field = &fact->fields.items[i];

        widen(range, &field->at);
        widen_by_all(range, &field->annotations);
        if (field->anonymous)
            widen_by_struct(range, field->anonymous);
    }
    for (size_t i = 0; i < fact->clauses.count; i++)
        widen(range, &fact->clauses.items[i].annotation.at);
}

static void find_structs(Quieting *quieting)
{
    Model *model = quieting->model;

    for (size_t i = 0; i < model->structs.entries.count; i++) {
        StructModel *owner = model->structs.entries.items[i].value;
        QuietDefs *defs = &owner->clauses.quiet;
        Range range = owner->fact->at;

        if (defs->count == 0 || !range.file)
            continue;
        widen_by_struct(&range, owner->fact);
        for (size_t k = 0; k < defs->count; k++) {
            add_quiet(quieting, &defs->items[k], &range);
            vec_push(model->run, &quieting->all, &defs->items[k]);
        }
    }
}

static void find_header(Quieting *quieting, QuietDef *def)
{
    const SqlFiles *files = &quieting->model->database.files;

    if (!def->at.file)
        return;
    add_quiet(quieting, def, &(Range){def->at.file, 0, SIZE_MAX, NULL});
    for (size_t i = 0; i < files->count; i++)
        if (text_same(files->items[i].header, def->at.file))
            add_quiet(quieting, def, &(Range){files->items[i].path, 0, SIZE_MAX, NULL});
    vec_push(quieting->model->run, &quieting->all, def);
}

static QuietDef *find_quiet(const Map *files, const Finding *finding)
{
    const Quiets *quiets = finding->at.file ? map_get(files, finding->at.file) : NULL;

    for (size_t i = 0; quiets && i < quiets->count; i++)
        if (quiets->items[i].def->id == finding->id &&
            finding->at.begin >= quiets->items[i].begin && finding->at.begin < quiets->items[i].end)
            return quiets->items[i].def;
    return NULL;
}

static void take_warnings(const Quieting *quieting, size_t first)
{
    Findings *findings = quieting->model->findings;
    size_t kept = first;

    for (size_t i = first; i < findings->items.count; i++) {
        Finding *finding = findings->items.items[i];
        QuietDef *def =
            finding->severity == SEVERITY_WARNING ? find_quiet(&quieting->files, finding) : NULL;

        if (!def) {
            findings->items.items[kept++] = finding;
            continue;
        }
        findings->warning_count--;
        def->used = true;
    }
    findings->items.count = kept;
}

/* What is off by default may be there and is not looked for. */
static void report_stale(const Quieting *quieting)
{
    for (size_t i = 0; i < quieting->all.count; i++) {
        const QuietDef *def = quieting->all.items[i];

        if (!def->used && !finding_kind(def->id)->off)
            finding_add(quieting->model->findings, FINDING_M411, def->at,
                        "nothing here is warned of by '%s'; the clause can go",
                        finding_kind(def->id)->name);
    }
}

void model_quiet(Model *model, size_t first, bool whole)
{
    Quieting quieting = {.model = model};

    find_structs(&quieting);
    for (size_t i = 0; i < model->database.quiet.count; i++)
        find_header(&quieting, &model->database.quiet.items[i]);
    if (quieting.all.count == 0)
        return;
    take_warnings(&quieting, first);
    if (whole)
        report_stale(&quieting);
}
