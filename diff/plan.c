#include "diff/plan.h"

#include "diff/compare.h"
#include "diff/heirs.h"

unsigned plan_version(const Plan *plan)
{
    return plan->from->version ? plan->from->version : plan->to->version;
}

static bool order_apart(Arena *run, Findings *findings, Plan *plan, Apart apart, Object **loop)
{
    if (apart != plan->apart) {
        *plan = (Plan){plan->from, plan->to, {0}, plan->renames, plan->undo, apart};
        compare_schemas(run, plan);
    }
    return order_ops(run, findings, plan, loop);
}

/* A column would lose its values if it were made anew. */
static void open_loop(Object *object, bool opens)
{
    if (kind_of(object->kind_id)->retype)
        object->plan.detours = opens;
    else
        object->plan.anew = opens;
}

/*
 * Where nothing that goes apart helps, one statement after the other is made anew, one column after
 * the other changes its type by way of text.
 */
static bool open_loops(Arena *run, Plan *plan)
{
    VEC(Object *) opened = {0};
    Object *loop = NULL;
    bool ok = false;

    do {
        for (Apart apart = APART_NONE; apart <= APART_PARTS && !ok; apart++)
            ok = order_apart(run, NULL, plan, apart, &loop);
        if (!ok && loop) {
            open_loop(loop, true);
            vec_push(run, &opened, loop);
        }
    } while (!ok && loop);
    for (size_t i = 0; i < opened.count; i++)
        open_loop(opened.items[i], false);
    return ok;
}

bool plan_make_renamed(Arena *run, Findings *findings, const Schema *from, const Schema *to,
                       const Renames *renames, bool undo, Plan *plan)
{
    *plan = (Plan){.from = from, .to = to, .renames = renames, .undo = undo};
    compare_schemas(run, plan);
    if (!undo && !heirs_can(run, findings, plan))
        return false;
    return open_loops(run, plan) || order_apart(run, findings, plan, APART_KEYS, NULL);
}

bool plan_make(Arena *run, Findings *findings, const Schema *from, const Schema *to, Plan *plan)
{
    return plan_make_renamed(run, findings, from, to, NULL, false, plan);
}
