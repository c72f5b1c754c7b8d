/* What is not managed but stands on what the plan takes away: PostgreSQL would refuse. */
#include "diff/hazards.h"

#include "base/text.h"
#include "diff/compare.h"

static void collect(Arena *run, const Object *object, bool compiled, StrVec *titles)
{
    for (size_t i = 0; object->uses && i < object->uses->outsiders.count; i++) {
        const Outsider *outsider = &object->uses->outsiders.items[i];

        if ((outsider->compiled || !compiled) && !strvec_has(titles, outsider->title))
            vec_push(run, titles, outsider->title);
    }
}

/* With an object go its parts. */
static void collect_all(Arena *run, const Object *object, StrVec *titles)
{
    collect(run, object, false, titles);
    for (size_t i = 0; i < object->children.count; i++)
        if (kind_of(object->children.items[i]->kind_id)->in_parent)
            collect_all(run, object->children.items[i], titles);
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

void hazard_outsiders(const HazardContext *context, const Op *op)
{
    StrVec titles = {0};

    if (context->is_down || !op->from)
        return;
    if (op->verb == VERB_DROP || (op->verb == VERB_RENAME && op->from->plan.replace)) {
        collect_all(context->run, op->from, &titles);
        if (titles.count)
            block(context, FINDING_MC109, op->from,
                  op->from->plan.pair ? "is dropped and made anew" : "is dropped", &titles);
        return;
    }
    if (op->verb != VERB_ALTER || !op->attr->retypes)
        return;
    collect(context->run, op->from, true, &titles);
    if (titles.count)
        block(context, FINDING_MC108, op->from, "changes its type", &titles);
}
