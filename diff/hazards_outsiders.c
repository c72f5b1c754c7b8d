/* What is not managed but stands on what the plan takes away: PostgreSQL would refuse. */
#include "diff/hazards.h"

#include "base/text.h"
#include "diff/compare.h"

/* Which of them: those that make a drop fail, a change of the type, or go along with a drop. */
typedef enum Part { PART_BLOCKS, PART_COMPILED, PART_GOES_ALONG } Part;

static bool is_meant(const Outsider *outsider, Part part)
{
    if (outsider->goes_along || part == PART_GOES_ALONG)
        return outsider->goes_along && part == PART_GOES_ALONG;
    return outsider->compiled || part != PART_COMPILED;
}

static void collect(Arena *run, const Object *object, Part part, StrVec *titles)
{
    for (size_t i = 0; object->uses && i < object->uses->outsiders.count; i++) {
        const Outsider *outsider = &object->uses->outsiders.items[i];

        if (is_meant(outsider, part) && (!outsider->is_right || object->plan.pair) &&
            !strvec_has(titles, outsider->title))
            vec_push(run, titles, outsider->title);
    }
}

/* With an object go its parts. */
static void collect_all(Arena *run, const Object *object, Part part, StrVec *titles)
{
    collect(run, object, part, titles);
    for (size_t i = 0; i < object->children.count; i++)
        if (kind_of(object->children.items[i]->kind_id)->in_parent)
            collect_all(run, object->children.items[i], part, titles);
}

static void block(const HazardContext *context, FindingId id, const Object *object,
                  const char *what, const StrVec *titles)
{
    const char *list = text_join(context->run, titles, ", ");
    const Object *to = object->plan.pair ? object->plan.pair : object;
    Finding *finding =
        finding_add(context->findings, id, to->at, "%s \"%s\" %s, but %s stand%s on it",
                    kind_of(object->kind_id)->title, object_label(object), what, list,
                    titles->count == 1 ? "s" : "");
    Hazard *hazard = hazard_add(context, finding, NULL);

    hazard->blocks = true;
    finding->object = object->path;
    finding->hint = "modelc does not manage that and drops nothing with CASCADE. Say it in the "
                    "models, so that it is made anew around the change, or drop it by hand first.";
    hazard_line(context, hazard, "WARNING: %s stand%s on it and will make this statement fail.",
                list, titles->count == 1 ? "s" : "");
}

/* A table's index that a pattern leaves out, a trigger: nothing stops it, and no way back makes it.
 */
static void tell_along(const HazardContext *context, const Object *object, const StrVec *along)
{
    const char *list = text_join(context->run, along, ", ");
    Finding *finding = finding_add(context->findings, FINDING_MC214, object->at,
                                   "with %s \"%s\" goes what is not managed: %s",
                                   kind_of(object->kind_id)->title, object_label(object), list);
    Hazard *hazard = hazard_add(context, finding, NULL);

    finding->object = object->path;
    hazard_line(context, hazard, "WARNING: with it goes what is not managed: %s.", list);
}

/* A policy stands on a column of its table, but goes with the table. */
static void drop(const HazardContext *context, const Object *object)
{
    StrVec along = {0}, all = {0}, blocking = {0};

    collect_all(context->run, object, PART_GOES_ALONG, &along);
    collect_all(context->run, object, PART_BLOCKS, &all);
    for (size_t i = 0; i < all.count; i++)
        if (!strvec_has(&along, all.items[i]))
            vec_push(context->run, &blocking, all.items[i]);
    if (along.count)
        tell_along(context, object, &along);
    if (blocking.count)
        block(context, FINDING_MC109, object,
              object->plan.pair ? "is dropped and made anew" : "is dropped", &blocking);
}

void hazard_outsiders(const HazardContext *context, const Op *op)
{
    StrVec titles = {0};

    if (context->is_down || !op->from)
        return;
    if (op->verb == VERB_DROP || (op->verb == VERB_RENAME && op->from->plan.replace)) {
        drop(context, op->from);
        return;
    }
    if (op->verb != VERB_ALTER || !op->attr->retypes)
        return;
    collect(context->run, op->from, PART_COMPILED, &titles);
    if (titles.count)
        block(context, FINDING_MC108, op->from, "changes its type", &titles);
}
