/*
 * Checks that an heir says and that a table hands down to it as well, which PostgreSQL makes one.
 *
 * While the table has its own, that of the heir neither comes nor goes, whoever says it: ADD would
 * leave no trace but that the heir keeps it for itself one day, and DROP is refused.
 */
#include "diff/compare.h"
#include "diff/heirs.h"

#include "base/text.h"
#include "schema/copy.h"
#include "schema/inherited.h"
#include "schema/kinds/check/check.h"

typedef struct Handed {
    const Schema *other; /* the one that the check is not of */
    const Object *heir;  /* of that schema */
    bool found;
} Handed;

static void find_handed(void *context, Object *above)
{
    Handed *handed = context;
    const Object *table = above->parent;

    if (!goes(above) && text_same(above->path, above->plan.pair->path) && !goes(table) &&
        !((const Check *)above)->no_inherit)
        handed->found |= inherits_from(handed->other, handed->heir, table->plan.pair);
}

/* Whether the heir has it from above all the way. */
static bool is_handed(Arena *run, const Schema *schema, const Schema *other, const Object *check)
{
    Handed handed = {other, check->parent->plan.pair, false};

    if (check->parent->kind_id == KIND_TABLE && !goes(check->parent))
        each_ancestor(run, schema, check, find_handed, &handed);
    return handed.found;
}

static void keep(Arena *run, Object *check)
{
    Object *copy = object_copy(run, check);

    if (check->plan.pair)
        check->plan.pair->plan = (PlanState){0};
    check->plan = (PlanState){.pair = copy};
    copy->plan = (PlanState){.pair = check};
}

static void keep_handed(Arena *run, const Schema *schema, const Schema *other)
{
    const Map *checks = &schema->objects[KIND_CHECK];

    for (size_t i = 0; i < checks->entries.count; i++) {
        Object *check = checks->entries.items[i].value;

        if ((goes(check) || !text_same(check->path, check->plan.pair->path)) &&
            is_handed(run, schema, other, check))
            keep(run, check);
    }
}

void heirs_keep_checks(Arena *run, const Plan *plan)
{
    keep_handed(run, plan->from, plan->to);
    keep_handed(run, plan->to, plan->from);
}
