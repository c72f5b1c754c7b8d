#include "modelc/renamed.h"

#include "base/text.h"
#include "diff/likeness.h"
#include "modelc/decision.h"
#include "modelc/unsaid.h"

/* As if the model had said it: the server is asked of what has a new name by the old one. */
static void note_rename(Comparison *comparison, const Object *come, const char *name,
                        const char *schema)
{
    Object *model = schema_find(&comparison->models, come->kind_id, come->path);

    if (!model || model->renamed_from)
        return;
    model->renamed_from = name;
    model->moved_from = text_same(schema, object_namespace(come)->name) ? NULL : schema;
}

static bool rename_one(const Session *session, Comparison *comparison, Object *gone,
                       const Object *come)
{
    const char *name = gone ? gone->name : NULL;
    const char *schema = gone ? object_namespace(gone)->name : NULL;

    if (!gone || !plan_rename(session->run, &comparison->catalog, gone, come, &comparison->renames))
        return false;
    note_rename(comparison, come, name, schema);
    unsaid_adopt(&comparison->catalog, &comparison->models);
    return true;
}

static bool rename_it(const Session *session, Comparison *comparison, const Hazard *hazard)
{
    return rename_one(session, comparison,
                      schema_find(&comparison->catalog, hazard->gone->kind_id, hazard->gone->path),
                      hazard->come);
}

static void drop_it(const Session *session, Comparison *comparison, const Hazard *hazard)
{
    const Object *gone = hazard->gone;

    vec_push(session->run, &comparison->models.dropped,
             ((DropHint){.path = gone->path, .parent = gone->parent->path}));
}

static char ask(const Session *session, const Hazard *hazard)
{
    char answer[16] = "";

    fprintf(session->err, "%s.\nWas it renamed? [y = renamed, d = dropped, N = stop] ",
            hazard->finding->message);
    fflush(session->err);
    return fgets(answer, sizeof answer, stdin) ? *answer : '\0';
}

/* What says the same under another name needs no answer: nothing is lost either way. */
static bool rename_certain(const Session *session, Comparison *comparison)
{
    const Plan *plan = &comparison->up.plan;
    bool any = false;

    for (size_t i = 0; i < plan->ops.count; i++) {
        const Op *op = &plan->ops.items[i];
        const Object *come =
            op->verb == VERB_DROP ? find_renamed(session->run, plan, op->from) : NULL;
        Object *gone =
            come ? schema_find(&comparison->catalog, come->kind_id, op->from->path) : NULL;

        any = rename_one(session, comparison, gone, come) || any;
    }
    return any;
}

RenamedAnswer renamed_ask(const Session *session, const StrVec *allow, Comparison *comparison)
{
    const Hazards *hazards = &comparison->up.hazards;

    if (rename_certain(session, comparison))
        return RENAMED_ANSWERED;
    for (size_t i = 0; session_is_interactive(session) && i < hazards->count; i++) {
        const Hazard *hazard = &hazards->items[i];

        if (!hazard->gone || decision_allows(allow, hazard->allow))
            continue;
        switch (ask(session, hazard)) {
        case 'y':
        case 'Y':
            return rename_it(session, comparison, hazard) ? RENAMED_ANSWERED : RENAMED_STOP;
        case 'd':
        case 'D':
            drop_it(session, comparison, hazard);
            return RENAMED_ANSWERED;
        default:
            return RENAMED_STOP;
        }
    }
    return RENAMED_NO_QUESTION;
}
