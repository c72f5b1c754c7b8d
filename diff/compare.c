#include "diff/compare.h"

#include "base/text.h"
#include "diff/heirs.h"
#include "diff/mark.h"
#include "diff/overload.h"
#include "diff/passage.h"
#include "diff/places.h"
#include "diff/recreate.h"
#include "diff/replace.h"
#include "diff/reshape.h"
#include "schema/refs.h"
#include "schema/twins.h"

#include <string.h>

void each_object(const Schema *schema, void (*fn)(void *context, Object *object), void *context)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++)
            fn(context, schema->objects[id].entries.items[i].value);
}

Change change_of(const Attr *attr, const Object *from, const Object *to)
{
    if (attr->change == CHANGE_IGNORE || attr_same(from, to, attr))
        return CHANGE_IGNORE;
    return attr->judge ? attr->judge(from, to) : attr->change;
}

bool goes(const Object *object)
{
    return !object_stays(object);
}

/* Whether the kind goes before what it is a part of. */
static bool goes_apart(Apart apart, const Kind *kind)
{
    bool compiled = false, expression = false;

    for (size_t i = 0; i < kind->attr_count; i++) {
        compiled |= kind->attrs[i].compiled;
        expression |= kind->attrs[i].type == ATTR_SQL || kind->attrs[i].type == ATTR_ELEMENTS;
    }
    if (apart == APART_NONE || kind->is_trait)
        return false;
    if (kind->refs || (compiled && !kind->clause && !kind->write_clause))
        return true;
    return apart == APART_PARTS && expression && !kind->retype && !kind->has_parts;
}

bool drop_is_silent(const Plan *plan, const Object *object, const Object **with)
{
    const Kind *kind = kind_of(object->kind_id);

    bool parent_goes = kind->in_parent && (goes(object->parent) || object->parent->plan.replace);

    if (parent_goes && !goes_apart(plan->apart, kind)) {
        *with = object->parent;
        return true;
    }
    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (!attr->owner || !attr_is_set(object, attr))
            continue;
        *with = schema_find(plan->from, (KindId)(attr->ref - 1), attr_text(object, attr));
        if (*with && (goes(*with) || ((*with)->parent && goes((*with)->parent))))
            return true;
    }
    return false;
}

static void push_drop(Arena *run, Plan *plan, Object *object)
{
    const Object *with;

    if (!goes(object) || object->plan.replace || drop_is_silent(plan, object, &with))
        return;
    object->plan.first_op = plan->ops.count;
    heirs_let_go(run, plan, object);
    vec_push(run, &plan->ops, ((Op){VERB_DROP, object, NULL, NULL}));
    object->plan.count = plan->ops.count - object->plan.first_op;
}

/* What moves to a new type brings more about by that than its type: a default steps aside. */
static bool alters(const Plan *plan, const Object *to, const Attr *attr)
{
    const Op *move = to->plan.also_op ? &plan->ops.items[to->plan.also_op - 1] : NULL;

    if (change_of(attr, to->plan.pair, to) != CHANGE_ALTER)
        return false;
    return !move || change_of(attr, move->from, move->to) == CHANGE_ALTER;
}

/* Taken away and given again, as two steps around what happens to those it names. */
static void push_aside(Arena *run, Plan *plan, Object *to, const Attr *attr)
{
    Object *between = object_without(run, to, attr);

    if (attr_is_set(to->plan.pair, attr))
        vec_push(run, &plan->ops, ((Op){VERB_ALTER, to->plan.pair, between, attr}));
    if (attr_is_set(to, attr))
        vec_push(run, &plan->ops, ((Op){VERB_ALTER, between, to, attr}));
}

/* Whether it changes by way of another: while rows of it are rewritten, or to open a loop. */
static bool goes_by_way(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    return takes_passage(run, plan, to, attr) ||
           (to->plan.detours && attr->type == ATTR_TYPE && alters(plan, to, attr));
}

/* What steps aside with the type comes back with it. */
static bool comes_back(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    const Kind *kind = kind_of(to->kind_id);

    for (size_t i = 0; attr->aside && i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_TYPE && goes_by_way(run, plan, to, &kind->attrs[i]))
            return true;
    return false;
}

bool changes_type(Arena *run, const Plan *plan, const Object *to)
{
    const Kind *kind = kind_of(to->kind_id);
    const Object *origin;

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if ((attr->retypes && change_of(attr, to->plan.pair, to) == CHANGE_ALTER) ||
            takes_passage(run, plan, to, attr))
            return true;
    }
    origin = heirs_origin(run, plan->to, to);
    return to->plan.also_op != 0 || (origin && changes_type(run, plan, origin));
}

typedef struct Beside {
    Arena *run;
    const Plan *plan;
    bool retyped;
} Beside;

static void find_retyped(void *context, Object *needed, RefStrength strength)
{
    Beside *beside = context;

    (void)strength;
    if (kind_of(needed->kind_id)->retype && needed->plan.pair && !needed->plan.recreate)
        beside->retyped = beside->retyped || changes_type(beside->run, beside->plan, needed);
}

/* Whether a column gets another type that an object without one names; it can be inherited. */
static bool names_retyped(Arena *run, const Plan *plan, const Object *object)
{
    Beside beside = {run, plan, false};

    if (!kind_of(object->kind_id)->retype)
        object_refs(run, plan->to, object, find_retyped, &beside);
    return beside.retyped;
}

typedef struct Overwriting {
    const Schema *schema;
    const Attr *attr;
    bool found;
} Overwriting;

static void find_overwriting(void *context, KindId id, const char *path)
{
    Overwriting *overwriting = context;
    const Object *needed = schema_find(overwriting->schema, id, path);
    const Attr *attr =
        attr_find(kind_of(id), overwriting->attr->name, strlen(overwriting->attr->name));

    if (needed && attr && attr->type == overwriting->attr->type)
        overwriting->found |= needed->plan.pair
                                  ? change_of(attr, needed->plan.pair, needed) == CHANGE_ALTER
                                  : attr_is_set(needed, attr);
}

/* Whether a change goes on to the object of the same attribute of what it has its own from. */
static bool is_overwritten(const Plan *plan, const Object *to, const Attr *attr)
{
    Overwriting overwriting = {plan->to, attr, false};

    if (kind_of(to->kind_id)->refs)
        kind_of(to->kind_id)->refs(plan->to, to, find_overwriting, &overwriting);
    return overwriting.found;
}

/* Whether what does not change is forgotten in the course of the plan. */
static bool gets_lost(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    if (!attr_same(to->plan.pair, to, attr))
        return false;
    return mark_is_lost(run, to, attr) || (attr->forgotten && attr->forgotten(to)) ||
           (attr->lost && attr_is_set(to, attr) &&
            (changes_type(run, plan, to) || names_retyped(run, plan, to) ||
             is_overwritten(plan, to, attr)));
}

/* Whether the type, or what it is a domain over in the end, is replaced. */
static bool is_replaced(Arena *scratch, const Schema *schema, const char *type)
{
    const Object *object = type_called(scratch, schema, type);
    const SqlType *base = object ? object_type(object) : NULL;

    if (!object)
        return false;
    return object->plan.replace || (object->plan.pair && object->plan.pair->plan.replace) ||
           (base && is_replaced(scratch, schema, base->text));
}

/* From a type that is replaced to what is over the new one no cast leads: values cross as text. */
static Object *crossing(Arena *run, const Plan *plan, Object *to, const Attr *attr)
{
    const Kind *kind = kind_of(to->kind_id);

    return attr->type == ATTR_TYPE && kind->recast &&
                   is_replaced(run, plan->from, attr_type(to->plan.pair, attr)->text) &&
                   is_replaced(run, plan->to, attr_type(to, attr)->text)
               ? kind->recast(run, to, false)
               : to;
}

static void push_alter(Arena *run, Plan *plan, Object *to, const Attr *attr)
{
    if (heirs_push(run, plan, to, attr))
        return;
    if (gets_lost(run, plan, to, attr)) {
        vec_push(run, &plan->ops, ((Op){VERB_ALTER, to->plan.pair, to, attr}));
        return;
    }
    if (comes_back(run, plan, to, attr))
        return;
    if (goes_by_way(run, plan, to, attr)) {
        push_passage(run, plan, to, attr);
        return;
    }

    bool steps_aside = attr->aside && to->plan.aside &&
                       (attr_same(to->plan.pair, to, attr) || alters(plan, to, attr));

    if (steps_aside)
        push_aside(run, plan, to, attr);
    else if (attr->takes_parts && alters(plan, to, attr))
        heirs_move(run, plan, to, attr);
    else if (attr->place && alters(plan, to, attr))
        push_place(run, plan, to, attr);
    else if (alters(plan, to, attr))
        vec_push(run, &plan->ops,
                 ((Op){VERB_ALTER, to->plan.pair, crossing(run, plan, to, attr), attr}));
}

/* A name that both sides give is part of what they say. */
static void push_name(Arena *run, Plan *plan, Object *to)
{
    const Object *from = to->plan.pair;

    if (kind_of(to->kind_id)->by_definition && from->name_given && to->name_given &&
        !text_same(from->name, to->name))
        vec_push(run, &plan->ops, ((Op){VERB_RENAME, from, to, NULL}));
}

/* Take away in reverse order first, then give in order: see the column's attributes. */
static void push_alters(Arena *run, Plan *plan, Object *to)
{
    const Kind *kind = kind_of(to->kind_id);

    push_name(run, plan, to);
    heirs_step_aside(run, plan, to);
    for (size_t i = kind->attr_count; i-- > 0;)
        if (!attr_is_set(to, &kind->attrs[i]))
            push_alter(run, plan, to, &kind->attrs[i]);
    for (size_t i = 0; i < kind->attr_count; i++)
        if (attr_is_set(to, &kind->attrs[i]))
            push_alter(run, plan, to, &kind->attrs[i]);
}

static void push_object(Arena *run, Plan *plan, Object *to)
{
    Object *old = to->plan.old ? to->plan.old : to->plan.pair;

    to->plan.first_op = plan->ops.count;
    if (to->plan.replace && !to->plan.recreate)
        push_replace(run, plan, to);
    else if (goes(to))
        push_create(run, plan, to);
    else
        push_alters(run, plan, to);
    to->plan.count = plan->ops.count - to->plan.first_op;
    if (old && !to->plan.recreate) {
        old->plan.first_op = to->plan.first_op;
        old->plan.count = to->plan.count;
    }
}

typedef struct Stripping {
    Arena *run;
    Plan *plan;
} Stripping;

static void push_strip(void *context, Object *surplus)
{
    Stripping *stripping = context;

    vec_push(stripping->run, &stripping->plan->ops, ((Op){VERB_STRIP, surplus, NULL, NULL}));
}

/* Whether it brings a sequence that its pair has not. */
static bool gains_sequence(Arena *run, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    return kind->sequence && object->plan.pair && kind->sequence(run, object) &&
           !kind->sequence(run, object->plan.pair);
}

/* What comes by itself with what is made goes where `to` does not have it. */
static void push_strips(void *context, Object *made)
{
    Stripping *stripping = context;
    const Plan *plan = stripping->plan;
    bool brings = goes(made) || made->plan.replace || gains_sequence(stripping->run, made);

    for (KindId id = 0; brings && id < KIND_COUNT; id++)
        if (kind_of(id)->surplus)
            kind_of(id)->surplus(stripping->run, plan->from, plan->to, made, push_strip, context);
}

static void forget_plan(void *context, Object *object)
{
    (void)context;
    object->plan = (PlanState){
        .pair = object->plan.pair, .anew = object->plan.anew, .detours = object->plan.detours};
}

/* The last rename is undone first. */
static void push_renames(Arena *run, Plan *plan)
{
    size_t count = plan->renames ? plan->renames->count : 0;

    for (size_t i = 0; i < count; i++) {
        const RenameStep *step = &plan->renames->items[plan->undo ? count - 1 - i : i];
        Op op = {VERB_RENAME, step->before, step->after, NULL};

        if (plan->undo)
            op = (Op){VERB_RENAME, step->after, step->before, NULL};
        vec_push(run, &plan->ops, op);
    }
}

static bool is_compared(const Attr *attr)
{
    return attr->change != CHANGE_IGNORE;
}

static bool says_the_same(const Object *from, const Object *to)
{
    const Kind *kind = kind_of(to->kind_id);

    if (kind->by_definition && from->name_given && to->name_given &&
        !text_same(from->name, to->name))
        return false;
    return object_same(from, to, is_compared);
}

/* The usual answer, found in one pass. */
static bool is_in_sync(const Plan *plan)
{
    if (plan->renames && plan->renames->count)
        return false;
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *from = &plan->from->objects[id], *to = &plan->to->objects[id];

        if (from->entries.count != to->entries.count)
            return false;
        for (size_t i = 0; i < from->entries.count; i++) {
            const Object *object = from->entries.items[i].value, *pair = object->plan.pair;

            /* An heir's check that only one side says has a pair of its own side. */
            if (!pair || (object->parent && pair->parent == object->parent) ||
                (twin_of(object, plan->from, plan->to) != pair && !says_the_same(object, pair)))
                return false;
        }
    }
    return true;
}

void compare_schemas(Arena *run, Plan *plan)
{
    if (is_in_sync(plan))
        return;
    each_object(plan->from, forget_plan, NULL);
    each_object(plan->to, forget_plan, NULL);
    heirs_note(run, plan);
    mark_recreated(run, plan);
    heirs_keep_checks(run, plan);
    heirs_mark_keys(run, plan);
    mark_namesakes(plan->from, plan->to);
    mark_replaced(run, plan);
    note_reshaped(run, plan);
    spread_recreation(run, plan);
    heirs_settle(run, plan);
    push_renames(run, plan);
    for (size_t back = KIND_COUNT; back-- > 0;) {
        const Map *objects = &plan->from->objects[back];

        for (size_t i = objects->entries.count; i-- > 0;)
            push_drop(run, plan, objects->entries.items[i].value);
    }
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &plan->to->objects[id];

        for (size_t i = 0; i < objects->entries.count; i++)
            push_object(run, plan, objects->entries.items[i].value);
    }
    each_object(plan->to, push_strips, &(Stripping){run, plan});
    heirs_share(run, plan);
    heirs_leave_keys(run, plan);
}
