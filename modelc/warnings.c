#include "modelc/warnings.h"

#include "base/text.h"

#include <string.h>

static const char *refuse_unknown(Arena *run, const char *option, const char *name)
{
    const Suggestion near = finding_near(name);

    return arena_printf(run, "-W%s: there is no warning '%s'%s", option, name,
                        suggest_text(run, &near));
}

static const char *read_one(Arena *run, const char *option, Warnings *warnings)
{
    bool yes = !text_starts(option, "no-");
    const char *name = yes ? option : option + strlen("no-");
    bool error = text_starts(name, "error=");

    if (strcmp(name, "error") == 0) {
        warnings->all_errors = yes;
        return NULL;
    }

    const char *word = error ? name + strlen("error=") : name;
    FindingId id = finding_find(word);

    if (id == FINDING_COUNT)
        return refuse_unknown(run, option, word);
    if (finding_kind(id)->severity == SEVERITY_ERROR && !yes && !error)
        return arena_printf(run, "-W%s: '%s' is an error and cannot be turned off", option, word);
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

static bool is_told(const Warnings *warnings, const Finding *finding)
{
    Wish wish = warnings->told[finding->id];

    return finding->severity == SEVERITY_ERROR ||
           (wish == WISH_NONE ? !finding_kind(finding->id)->off : wish == WISH_YES);
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

        if (!is_told(warnings, finding)) {
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
