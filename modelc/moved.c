#include "modelc/moved.h"

#include "modelc/filter.h"
#include "modelc/record.h"

/* The models now and then, both as written. */
typedef struct Texts {
    Schema now, then;
} Texts;

static bool read_texts(Session *session, Texts *texts, bool *found)
{
    Snapshot snapshot;

    if (!snapshot_read(session->run, session->findings, record_path(session), &snapshot, found) ||
        !comparison_models(session, &(Findings){.arena = session->run}, &texts->now) ||
        !filter_apply(session, session->run, &snapshot.schema))
        return false;
    texts->then = snapshot.schema;
    return true;
}

static bool says_the_same(const Object *now, const Object *then)
{
    const Kind *kind = kind_of(now->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].change != CHANGE_IGNORE && !attr_same(now, then, &kind->attrs[i]))
            return false;
    return true;
}

/* Whether the models say of the operation's subject what they said then. */
static bool still_says(const Texts *texts, const Op *op)
{
    const Object *object = op_object(op);
    const Object *now = schema_find(&texts->now, object->kind_id, object->path);
    const Object *then = schema_find(&texts->then, object->kind_id, object->path);

    if (!now || !then)
        return !now && !then;
    return op->attr ? attr_same(now, then, op->attr) : says_the_same(now, then);
}

/* What goes and comes back counts once; what CREATE cannot say, or says too much, belongs to it. */
static bool counts(const Op *op)
{
    if (op->verb == VERB_DROP)
        return !op->from->plan.pair;
    return op->verb != VERB_STRIP && (op->verb != VERB_ALTER || op->from);
}

bool moved_find(Session *session, const Comparison *comparison, Moved *out)
{
    const OpVec *ops = &comparison->up.plan.ops;
    Texts texts;
    bool found;

    *out = (Moved){0};
    if (!read_texts(session, &texts, &found))
        return false;
    for (size_t i = 0; i < ops->count; i++) {
        if (!counts(&ops->items[i]))
            continue;
        if (found && still_says(&texts, &ops->items[i]))
            out->database++;
        else
            out->models++;
    }
    return true;
}

const char *moved_hint(Arena *run, const Moved *moved)
{
    if (!moved->database)
        return "The models changed since the head revision: run  modelc autogen -m MESSAGE.";
    if (!moved->models)
        return "The database was changed without a revision: change the models or the database.";
    return arena_printf(run,
                        "Both moved since the head revision: the models (%zu), and the database, "
                        "without a revision (%zu).",
                        moved->models, moved->database);
}
