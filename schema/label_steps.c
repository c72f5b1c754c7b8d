#include "schema/label_steps.h"

static void step(Arena *run, LabelSteps *steps, const char **name, const char *now)
{
    vec_push(run, steps, ((LabelStep){*name, now}));
    *name = now;
}

/* Those whose new name is free. */
static bool step_all_free(Arena *run, LabelSteps *steps, StrVec *names, const StrVec *after)
{
    bool any = false;

    for (size_t i = 0; i < names->count; i++) {
        if (text_same(names->items[i], after->items[i]) || strvec_has(names, after->items[i]))
            continue;
        step(run, steps, &names->items[i], after->items[i]);
        any = true;
    }
    return any;
}

static const char *free_name(Arena *run, const StrVec *names, const StrVec *after)
{
    const char *name = "renaming";

    while (strvec_has(names, name) || strvec_has(after, name))
        name = arena_printf(run, "%s_", name);
    return name;
}

/* The first that has not its new name yet; false: all have. */
static bool step_aside(Arena *run, LabelSteps *steps, StrVec *names, const StrVec *after)
{
    for (size_t i = 0; i < names->count; i++)
        if (!text_same(names->items[i], after->items[i])) {
            step(run, steps, &names->items[i], free_name(run, names, after));
            return true;
        }
    return false;
}

LabelSteps label_steps(Arena *run, const StrVec *before, const StrVec *after)
{
    LabelSteps steps = {0};
    StrVec names = {0};

    for (size_t i = 0; i < before->count; i++)
        vec_push(run, &names, before->items[i]);
    do {
        while (step_all_free(run, &steps, &names, after))
            continue;
    } while (step_aside(run, &steps, &names, after));
    return steps;
}
