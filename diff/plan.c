#include "diff/plan.h"

#include "diff/compare.h"
#include "diff/heirs.h"

bool plan_make_renamed(Arena *run, Findings *findings, const Schema *from, const Schema *to,
                       const Renames *renames, bool undo, Plan *plan)
{
    for (Apart apart = APART_NONE; apart <= APART_PARTS; apart++) {
        *plan = (Plan){.from = from, .to = to, .renames = renames, .undo = undo, .apart = apart};
        compare_schemas(run, plan);
        if (apart == APART_NONE && !undo && !heirs_can(run, findings, from, to))
            return false;
        if (order_ops(run, NULL, plan))
            return true;
    }
    *plan = (Plan){.from = from, .to = to, .renames = renames, .undo = undo, .apart = APART_KEYS};
    compare_schemas(run, plan);
    return order_ops(run, findings, plan);
}

bool plan_make(Arena *run, Findings *findings, const Schema *from, const Schema *to, Plan *plan)
{
    return plan_make_renamed(run, findings, from, to, NULL, false, plan);
}
