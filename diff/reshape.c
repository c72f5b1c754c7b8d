#include "diff/reshape.h"

#include "diff/compare.h"
#include "schema/refs.h"

typedef struct Reshaping {
    Arena *scratch;
    const Schema *schema;
    Object *object;
    bool changed;
} Reshaping;

static void find_replaced(void *context, Object *needed, RefStrength strength)
{
    *(bool *)context = *(bool *)context || (strength == REF_HARD && needed->plan.replace);
}

/* Of another type, or of one that another takes the place of. */
static bool is_retyped(const Reshaping *reshaping, const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);
    bool retyped = false;

    for (size_t i = 0; i < kind->attr_count && !retyped; i++) {
        if (!kind->attrs[i].retypes)
            continue;
        retyped = !attr_same(part, part->plan.pair, &kind->attrs[i]);
        attr_refs(reshaping->scratch, reshaping->schema, part, &kind->attrs[i], find_replaced,
                  &retyped);
    }
    return retyped;
}

static bool is_new(const Object *part)
{
    return !part->plan.pair || part->plan.pair->parent != part->parent->plan.pair;
}

static void reshape(Reshaping *reshaping)
{
    reshaping->object->plan.reshaped = true;
    reshaping->object->plan.pair->plan.reshaped = true;
    reshaping->changed = true;
}

static void note_own(void *context, Object *object)
{
    Reshaping *reshaping = context;

    reshaping->object = object;
    for (size_t i = 0; i < object->children.count && object->plan.pair; i++) {
        const Object *part = object->children.items[i];

        if (kind_of(part->kind_id)->retype && (is_new(part) || is_retyped(reshaping, part)))
            reshape(reshaping);
    }
}

static void hand_down(void *context, Object *whole, RefStrength strength)
{
    const Reshaping *reshaping = context;

    (void)strength;
    if (whole->plan.reshaped && !reshaping->object->plan.reshaped)
        reshape(context);
}

static void note_handed_down(void *context, Object *object)
{
    Reshaping *reshaping = context;

    if (!object->plan.pair)
        return;
    reshaping->object = object;
    parts_refs(reshaping->scratch, reshaping->schema, object, hand_down, reshaping);
}

void note_reshaped(Arena *scratch, const Plan *plan)
{
    Reshaping reshaping = {.scratch = scratch, .schema = plan->from};

    each_object(plan->from, note_own, &reshaping);
    reshaping.schema = plan->to;
    each_object(plan->to, note_own, &reshaping);
    do {
        reshaping.changed = false;
        each_object(plan->to, note_handed_down, &reshaping);
    } while (reshaping.changed);
}
