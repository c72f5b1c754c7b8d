#include "diff/fill.h"

#include "base/text.h"

#include <string.h>

static const char default_name[] = "default_expr";

static const Attr *default_attr(const Object *object)
{
    return attr_find(kind_of(object->kind_id), default_name, strlen(default_name));
}

static bool adds(const Op *op, const char *path)
{
    if (op->verb != VERB_CREATE || !default_attr(op->to) || !op->to->parent->plan.pair)
        return false;
    return text_same(op->to->path, path) || (text_starts(op->to->path, "public.") &&
                                             text_same(op->to->path + strlen("public."), path));
}

static Object *with_default(Arena *run, const Object *object, const Attr *attr, const char *expr)
{
    Object *copy = object_copy(run, object);

    *(Sql *)attr_field(copy, attr) = (Sql){.text = expr};
    return copy;
}

/* DEFAULT takes less than a whole expression: one of several words stands in parentheses. */
static const char *as_default(Arena *run, const char *expr)
{
    return *expr != '\'' && *expr != '(' && strpbrk(expr, " \t") ? arena_printf(run, "(%s)", expr)
                                                                 : expr;
}

bool plan_fill(Arena *run, Plan *plan, const char *path, const char *expr)
{
    for (size_t i = 0; i < plan->ops.count; i++) {
        Op *op = &plan->ops.items[i];

        if (!adds(op, path))
            continue;

        const Attr *attr = default_attr(op->to);
        const Object *object = op->to;
        const Object *filled = with_default(run, object, attr, as_default(run, expr));

        op->to = filled;
        vec_insert(run, &plan->ops, i + 1, ((Op){VERB_ALTER, filled, object, attr}));
        return true;
    }
    return false;
}
