/* Enum labels that go: rows that still use one make the move fail. */
#include "diff/hazards.h"

#include "base/text.h"
#include "schema/kinds/enum/enum.h"

void hazard_enum(const HazardContext *context, const Op *op)
{
    if (op->verb != VERB_RENAME || op->from->kind_id != KIND_ENUM || !op->from->plan.replace ||
        context->is_down)
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
    }
}
