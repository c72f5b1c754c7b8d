/* Rows of a DEFAULT partition that another one would have to take. */
#include "diff/hazards.h"

#include "schema/kinds/partition/partition.h"

#include <string.h>
#include <strings.h>

/* While its bound is given up for another it is none. */
static bool is_partition(const Object *object)
{
    return object && object->kind_id == KIND_PARTITION && ((const Partition *)object)->bound;
}

static bool is_default(const Object *object)
{
    return strcasecmp(((const Partition *)object)->bound, "DEFAULT") == 0;
}

const Object *hazard_default_partition(const Op *op)
{
    const Object *whole;

    if (!is_partition(op->to) || is_default(op->to) ||
        (op->verb == VERB_ALTER && strcmp(op->attr->name, "bound") != 0) || op->verb == VERB_RENAME)
        return NULL;
    whole = is_made_anew(op->to->parent) ? NULL : op->to->parent->plan.pair;
    for (size_t i = 0; whole && i < whole->children.count; i++) {
        const Object *part = whole->children.items[i];

        if (is_partition(part) && is_default(part) && !is_made_anew(part) &&
            is_default(part->plan.pair))
            return part->plan.pair;
    }
    return NULL;
}

void hazard_partition(const HazardContext *context, const Op *op)
{
    const Object *rest = hazard_default_partition(op);

    if (!rest)
        return;

    Finding *finding =
        finding_add(context->findings, FINDING_MC116, op->to->at,
                    "partition \"%s\" takes rows that \"%s\" may hold; the %s fails when it does",
                    op->to->path, rest->path, context->is_down ? "downgrade" : "revision");
    Hazard *hazard = hazard_add(context, finding, NULL);

    finding->object = op->to->path;
    finding->hint = "Rows do not move by themselves: take them out of the DEFAULT partition before "
                    "the statement, and put them into the table behind it.";
    hazard_note_rows(context, finding, rest);
    hazard_line(context, hazard,
                "WARNING: this statement fails wherever %s holds rows that belong into %s.",
                rest->path, op->to->path);
}
