/* Enum labels that go: rows that still use one make the move fail. */
#include "diff/hazards.h"

#include "base/text.h"
#include "schema/kinds/enum/enum.h"

/* A new label behind the one that precedes the old one; NULL: there is none. */
static const char *in_its_place(const StrVec *before, size_t old, const StrVec *after)
{
    size_t at = 0;

    while (old > 0 && at < after->count && !text_same(after->items[at], before->items[old - 1]))
        at++;
    at += old > 0;
    return at < after->count && !strvec_has(before, after->items[at]) ? after->items[at] : NULL;
}

/* MC210: rows keep a label that only has another name now. */
static void maybe_renamed(const HazardContext *context, const Object *to, const char *gone,
                          const char *come)
{
    Finding *finding =
        finding_add(context->findings, FINDING_MC210, to->at,
                    "label '%s' of enum \"%s\" goes and '%s' comes in its place: it may have been "
                    "renamed, and rows that use it make the revision fail",
                    gone, to->path, come);
    Hazard *hazard = hazard_add(context, finding, "drop-label");

    finding->object = to->path;
    finding->hint = arena_printf(context->run,
                                 "If it was renamed, say so at the label: renamed from '%s'. If "
                                 "not: generate again with --allow drop-label.",
                                 gone);
    hazard_line(context, hazard,
                "WARNING: label '%s' may have been renamed to '%s'; here it is removed.", gone,
                come);
}

void hazard_enum(const HazardContext *context, const Op *op)
{
    if (op->verb != VERB_RENAME || op->from->kind_id != KIND_ENUM || !op->from->plan.replace ||
        !op->from->plan.pair || context->is_down)
        return;

    const Object *to = op->from->plan.pair;
    const StrVec *before = &((const Enum *)op->from)->labels;
    const StrVec *after = &((const Enum *)to)->labels;

    for (size_t i = 0; i < before->count; i++) {
        if (strvec_has(after, before->items[i]))
            continue;

        Finding *finding =
            finding_add(context->findings, FINDING_MC111, to->at,
                        "label '%s' of enum \"%s\" is removed; the type is rebuilt, and "
                        "rows that use the label make it fail",
                        before->items[i], to->path);
        Hazard *hazard = hazard_add(context, finding, NULL);

        finding->object = to->path;
        hazard_line(
            context, hazard,
            "WARNING: label '%s' is removed; columns of %s are rewritten, and rows that use the "
            "label",
            before->items[i], to->path);
        hazard_line(context, hazard, "make the revision fail.");
        if (in_its_place(before, i, after) && !context->live->is_start)
            maybe_renamed(context, to, before->items[i], in_its_place(before, i, after));
    }
}
