#include "base/finding.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* What the table calls OFF is a warning, too. */
#define SEVERITY_OFF SEVERITY_WARNING, .off = true

static const FindingKind kinds[] = {
#define FINDING(ID, how, word, line)                                                               \
    {.code = #ID, .severity = SEVERITY_##how, .name = (word), .title = (line)},
#include "base/findings.def"
#undef FINDING
};

const FindingKind *finding_kind(FindingId id)
{
    return &kinds[id];
}

FindingId finding_find(const char *word)
{
    FindingId id = 0;

    while (id < FINDING_COUNT && !text_same_fold(word, kinds[id].code) &&
           !text_same_fold(word, kinds[id].name))
        id++;
    return id;
}

Suggestion finding_near(const char *word)
{
    Suggestion near = {.wanted = word};

    for (FindingId id = 0; id < FINDING_COUNT; id++)
        if (kinds[id].severity != SEVERITY_ERROR)
            suggest_offer(&near, kinds[id].name);
    return near;
}

Finding *finding_add(Findings *findings, FindingId id, Range at, const char *format, ...)
{
    Finding *finding = ARENA_NEW(findings->arena, Finding);
    va_list args;

    finding->id = id;
    finding->severity = kinds[id].severity;
    finding->at = at;
    va_start(args, format);
    finding->message = arena_vprintf(findings->arena, format, args);
    va_end(args);
    findings->error_count += finding->severity == SEVERITY_ERROR;
    findings->warning_count += finding->severity == SEVERITY_WARNING;
    vec_push(findings->arena, &findings->items, finding);
    return finding;
}

void finding_note(Findings *findings, Finding *finding, Range at, const char *format, ...)
{
    va_list args;

    va_start(args, format);

    Note note = {at, arena_vprintf(findings->arena, format, args)};

    va_end(args);
    vec_push(findings->arena, &finding->notes, note);
}

void findings_append(Findings *findings, const Findings *more)
{
    for (size_t i = 0; i < more->items.count; i++)
        vec_push(findings->arena, &findings->items, more->items.items[i]);
    findings->error_count += more->error_count;
    findings->warning_count += more->warning_count;
}

static int compare_place(const Range *a, const Range *b)
{
    if (!a->file || !b->file)
        return (a->file == NULL) - (b->file == NULL);

    int order = strcmp(a->file, b->file);

    if (order != 0)
        return order;
    return (a->begin > b->begin) - (a->begin < b->begin);
}

/* Insertion sort: stable, and findings are few and nearly in order. */
void findings_sort(Findings *findings)
{
    Finding **items = findings->items.items;

    for (size_t i = 1; i < findings->items.count; i++) {
        Finding *moving = items[i];
        size_t k = i;

        for (; k > 0 && compare_place(&items[k - 1]->at, &moving->at) > 0; k--)
            items[k] = items[k - 1];
        items[k] = moving;
    }
}
