/* Rows that would have to move, where a partition is new or has another bound. */
#include "diff/hazards.h"

#include "schema/kinds/partition/bound.h"
#include "schema/kinds/partition/partition.h"

#include <string.h>
#include <strings.h>

/* While its bound is given up for another it is none. */
static bool is_partition(const Object *object)
{
    return object && object->kind_id == KIND_PARTITION && ((const Partition *)object)->bound;
}

static const char *bound_of(const Object *partition)
{
    return ((const Partition *)partition)->bound;
}

static bool is_default(const Object *partition)
{
    return strcasecmp(bound_of(partition), "DEFAULT") == 0;
}

static bool is_within(const Object *inner, const Object *outer)
{
    Arena *scratch = arena_new();
    bool within = bound_is_within(scratch, bound_of(inner), bound_of(outer));

    arena_free(scratch);
    return within;
}

/* The partition before the plan; NULL: it is new, or was a table. */
static const Object *old_partition(const Object *partition)
{
    const Object *old = is_made_anew(partition) ? NULL : partition->plan.pair;

    return is_partition(old) ? old : NULL;
}

/* Whether the operation gives the partition its bound. */
static bool takes_bound(const Op *op)
{
    return is_partition(op->to) &&
           (op->verb == VERB_CREATE ||
            (op->verb == VERB_ALTER && strcmp(op->attr->name, "bound") == 0));
}

const Object *hazard_default_partition(const Op *op)
{
    const Object *old = takes_bound(op) ? old_partition(op->to) : NULL;
    const Object *whole;

    if (!takes_bound(op) || is_default(op->to) || (old && is_within(op->to, old)))
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

const Object *hazard_narrowed_partition(const Op *op)
{
    const Object *old = takes_bound(op) ? old_partition(op->to) : NULL;

    return old && !is_within(old, op->to) ? op->to : NULL;
}

static void default_gives(const HazardContext *context, const Op *op, const Object *rest)
{
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

static void partition_gives(const HazardContext *context, const Object *partition)
{
    Finding *finding = finding_add(
        context->findings, FINDING_MC117, partition->at,
        "partition \"%s\" may hold rows outside of its new bound; the %s fails when it does",
        partition->path, context->is_down ? "downgrade" : "revision");
    Hazard *hazard = hazard_add(context, finding, NULL);

    finding->object = partition->path;
    finding->hint = "Rows do not move by themselves: take them out of the partition before the "
                    "statement, and put them into the table behind it.";
    hazard_note_rows(context, finding, partition);
    hazard_line(context, hazard,
                "WARNING: this statement fails wherever %s holds rows outside of its new bound.",
                partition->path);
}

void hazard_partition(const HazardContext *context, const Op *op)
{
    const Object *rest = hazard_default_partition(op);
    const Object *narrowed = hazard_narrowed_partition(op);

    if (rest)
        default_gives(context, op, rest);
    if (narrowed)
        partition_gives(context, narrowed);
}
