#include "modelc/warnings.h"

#include "base/text.h"

#include <string.h>

/* FINDING_COUNT and the nearest name when there is none. */
static FindingId find(const char *name, Suggestion *near)
{
    FindingId id = 0;

    near->wanted = name;
    for (; id < FINDING_COUNT; id++) {
        const FindingKind *kind = finding_kind(id);

        if (text_same_fold(name, kind->code) || strcmp(name, kind->name) == 0)
            break;
        if (kind->severity != SEVERITY_ERROR)
            suggest_offer(near, kind->name);
    }
    return id;
}

static const char *read_one(Arena *run, const char *option, Warnings *warnings)
{
    bool yes = !text_starts(option, "no-");
    const char *name = yes ? option : option + strlen("no-");
    bool error = text_starts(name, "error=");
    Suggestion near;

    if (strcmp(name, "error") == 0) {
        warnings->all_errors = yes;
        return NULL;
    }

    FindingId id = find(error ? name + strlen("error=") : name, &near);

    if (id == FINDING_COUNT)
        return arena_printf(run, "-W%s: there is no warning '%s'%s", option, near.wanted,
                            suggest_text(run, &near));
    if (finding_kind(id)->severity == SEVERITY_ERROR && !yes && !error)
        return arena_printf(run, "-W%s: '%s' is an error and cannot be turned off", option,
                            near.wanted);
    (error ? warnings->error : warnings->told)[id] = yes ? WISH_YES : WISH_NO;
    return NULL;
}

const char *warnings_read(Arena *run, const StrVec *options, Warnings *warnings)
{
    const char *refused = NULL;

    *warnings = (Warnings){0};
    for (size_t i = 0; i < options->count && !refused; i++)
        refused = read_one(run, options->items[i], warnings);
    return refused;
}

bool warnings_wanted(const Warnings *warnings, FindingId id)
{
    return warnings->told[id] == WISH_YES;
}

static bool is_error(const Warnings *warnings, FindingId id)
{
    Wish wish = warnings->error[id];

    return wish == WISH_NONE ? warnings->all_errors : wish == WISH_YES;
}

void warnings_apply(const Warnings *warnings, Findings *findings, size_t first)
{
    size_t kept = first;

    for (size_t i = first; i < findings->items.count; i++) {
        Finding *finding = findings->items.items[i];
        bool warns = finding->severity == SEVERITY_WARNING;

        if (warnings->told[finding->id] == WISH_NO && finding->severity != SEVERITY_ERROR) {
            findings->warning_count -= warns;
            continue;
        }
        if (warns && finding_kind(finding->id)->severity == SEVERITY_WARNING &&
            is_error(warnings, finding->id)) {
            finding->severity = SEVERITY_ERROR;
            finding->promoted = true;
            findings->warning_count--;
            findings->error_count++;
        }
        findings->items.items[kept++] = finding;
    }
    findings->items.count = kept;
}
