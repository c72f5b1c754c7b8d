#include "diff/recreate.h"

#include "base/text.h"
#include "diff/compare.h"
#include "diff/heirs.h"
#include "diff/overload.h"
#include "diff/passage.h"
#include "diff/places.h"
#include "diff/row_types.h"
#include "schema/defined.h"
#include "schema/refs.h"

#include <string.h>

void recreate(Object *object)
{
    object->plan.recreate = object->plan.pair->plan.recreate = true;
    object->plan.replace = object->plan.pair->plan.replace = false;
}

typedef struct Spread {
    Arena *scratch;
    const Plan *plan;
    const Schema *schema; /* one of the plan's */
    Object *object;
    bool changed;
    bool recreated;  /* something is, or is displaced: before that, only keys can be concerned */
    bool rewrites;   /* or rows are rewritten: so can be columns that hold some */
    bool attributes; /* those of a composite type change their types */
} Spread;

/* Where no type of attributes changes, only functions can stand in the way: of columns. */
static void needs_row_types(void *context, Object *needed, RefStrength strength)
{
    Spread *spread = context;

    if (stands_on_types_within(spread->object, needed, strength))
        recreate(spread->object);
}

static void mark_over_rows(Spread *spread, Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    if (!(spread->attributes || object->kind_id == KIND_FUNCTION) || !object->plan.pair ||
        defined_has_string(object))
        return;
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_SQL || kind->attrs[i].type == ATTR_ELEMENTS)
            attr_refs(spread->scratch, spread->schema, object, &kind->attrs[i], needs_row_types,
                      spread);
    for (size_t i = 0; i < noted_count(object); i++) {
        bool compiled;
        Object *needed = noted_need(object, i, &compiled);

        if (needed && compiled)
            needs_row_types(spread, needed, REF_SOFT);
    }
}

static void needs_retyped(void *context, Object *needed, RefStrength strength)
{
    Spread *spread = context;
    const Kind *kind = kind_of(needed->kind_id);

    if (strength >= REF_LOOSE)
        return;
    for (size_t i = 0; needed->plan.pair && i < kind->attr_count; i++)
        if (kind->attrs[i].retypes &&
            change_of(&kind->attrs[i], needed->plan.pair, needed) != CHANGE_IGNORE)
            recreate(spread->object);
}

static bool is_changed(const Attr *attr, const Object *object)
{
    return object->plan.pair ? change_of(attr, object->plan.pair, object) != CHANGE_IGNORE
                             : attr_is_set(object, attr);
}

/* A change that goes on to what a table hands down: of the type, or of what `object` says too. */
static void needs_unchanged(void *context, KindId id, const char *path)
{
    Spread *spread = context;
    Object *needed = schema_find(spread->schema, id, path);
    const Kind *kind = kind_of(id), *own = kind_of(spread->object->kind_id);

    for (size_t i = 0; needed && i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i], *same = attr_find(own, attr->name, strlen(attr->name));
        bool overridden =
            same && same->change != CHANGE_IGNORE && attr_is_set(spread->object, same);

        if ((attr->retypes || attr->resets || overridden) && is_changed(attr, needed))
            recreate(spread->object);
    }
}

static void needs_kept(void *context, KindId id, const char *path)
{
    Spread *spread = context;
    Object *needed = schema_find(spread->schema, id, path);
    const Kind *kind = kind_of(id);

    /* What has the name now is another one: NOT NULL of another column, for instance. */
    if (needed && !needed->plan.pair)
        recreate(spread->object);
    for (size_t i = 0; needed && needed->plan.pair && i < kind->attr_count; i++)
        if ((kind->attrs[i].renews && attr_is_set(needed, &kind->attrs[i]) &&
             is_changed(&kind->attrs[i], needed)) ||
            (kind->attrs[i].clashes && attr_is_set(needed, &kind->attrs[i]) !=
                                           attr_is_set(needed->plan.pair, &kind->attrs[i])) ||
            heirs_renew(spread->scratch, spread->plan, needed, &kind->attrs[i]))
            recreate(spread->object);
}

/* Whether the attribute changes and no statement changes it. */
static bool is_stuck(const Spread *spread, const Object *object, const Attr *attr)
{
    const Object *pair = object->plan.pair;
    const Schema *other =
        spread->schema == spread->plan->to ? spread->plan->from : spread->plan->to;

    return attr->stuck && change_of(attr, pair, object) == CHANGE_ALTER &&
           (attr->stuck(spread->schema, object) || attr->stuck(other, pair));
}

static void mark_object(void *context, Object *object)
{
    Spread *spread = context;
    const Kind *kind = kind_of(object->kind_id);

    spread->object = object;
    mark_over_rows(spread, object);
    for (size_t i = 0; object->plan.pair && i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (object->plan.anew ||
            (change_of(attr, object->plan.pair, object) == CHANGE_RECREATE &&
             !heirs_follow(spread->scratch, spread->schema, object, attr)) ||
            is_stuck(spread, object, attr))
            recreate(object);
        if (attr->compiled || attr->keyed)
            attr_refs(spread->scratch, spread->schema, object, attr, needs_retyped, spread);
    }
    if (object->plan.pair && kind->is_fragile &&
        kind->is_fragile(spread->scratch, spread->schema, object))
        object_refs(spread->scratch, spread->schema, object, needs_retyped, spread);
    if (object->plan.pair && kind->overrides)
        kind->refs(spread->schema, object, needs_unchanged, spread);
    if (object->plan.pair && kind->is_remark)
        kind->refs(spread->schema, object, needs_kept, spread);
}

/* The old statement stands until it is replaced, so what it names counts as well. */
static void mark_compiled(void *context, Object *object)
{
    Spread *spread = context;
    const Kind *kind = kind_of(object->kind_id);

    spread->object = object;
    mark_over_rows(spread, object);
    for (size_t i = 0; object->plan.pair && i < kind->attr_count; i++)
        if (kind->attrs[i].query && kind->attrs[i].compiled)
            attr_refs(spread->scratch, spread->schema, object, &kind->attrs[i], needs_retyped,
                      spread);
    for (size_t i = 0; object->plan.pair && i < noted_count(object); i++) {
        bool compiled;
        Object *needed = noted_need(object, i, &compiled);

        if (needed && compiled)
            needs_retyped(spread, needed, REF_SOFT);
    }
}

/* Whether the part keeps its place in the whole only while it is not made anew by itself. */
static bool makes_whole(const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].replaces)
            return part->parent->plan.pair != NULL;
    return false;
}

/* Whether what the object means by its name goes and comes: as it is, or with other arguments. */
static bool is_made_anew(const Object *object, const Object *needed)
{
    return needed->plan.recreate || (needed->plan.namesake && stands_on_namesake(object, needed));
}

/* Whether a rename that is undone gives another object that name. */
static bool gets_back(const Plan *plan, const char *path)
{
    for (size_t i = 0; plan->undo && i < plan->renames->count; i++)
        if (text_same(plan->renames->items[i].before->path, path) &&
            !text_same(plan->renames->items[i].after->path, path))
            return true;
    return false;
}

/* Whether both kinds have their names, or the constraints that are called so, in one space. */
static bool share_names(const Kind *kind, const Kind *other)
{
    return (kind->scope == SCOPE_SCHEMA && other->scope == SCOPE_SCHEMA) ||
           (kind->is_constraint && other->is_constraint);
}

/* Whether another object takes its name or its place: what stands on it is to stand on that. */
static bool is_displaced(const Spread *spread, const Object *object)
{
    const Plan *plan = spread->plan;
    const Kind *kind = kind_of(object->kind_id);

    if (spread->schema == plan->to || object->plan.pair)
        return false;
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (share_names(kind, kind_of(id)) && schema_find(plan->to, id, object->path))
            return true;
    return kind->scope == SCOPE_SCHEMA && (gets_back(plan, object->path) || place_is_taken(object));
}

/* Any key over its columns can be the one that a foreign key stands on, so none goes without it. */
static void needs_going(void *context, Object *needed, RefStrength strength)
{
    Spread *spread = context;
    bool stands_on = needed->plan.passes || is_displaced(spread, needed) ||
                     (goes(needed) && (is_made_anew(spread->object, needed) ||
                                       kind_of(spread->object->kind_id)->refs));

    if (strength >= REF_LOOSE || !stands_on || spread->object->plan.recreate)
        return;
    recreate(spread->object);
    if (makes_whole(spread->object))
        recreate(spread->object->parent);
    spread->changed = true;
    spread->recreated = true;
}

/* A default goes for the time in which a function that it calls is made anew. */
static void needs_recreated(void *context, Object *needed, RefStrength strength)
{
    Spread *spread = context;

    (void)strength;
    if (!is_made_anew(spread->object, needed) || needed == spread->object->parent)
        return;
    spread->object->plan.aside = true;
    spread->object->plan.pair->plan.aside = true;
}

/* Whether values of the type cannot stand meanwhile. */
static bool is_in_work(const Spread *spread, const Object *type)
{
    return type->plan.recreate || (spread->rewrites && spread->schema == spread->plan->to &&
                                   is_rewritten(spread->scratch, spread->plan, type));
}

/* Values keep their text while their type is made anew, and columns stand without a collation. */
static void needs_passage(void *context, Object *needed, RefStrength strength)
{
    Spread *spread = context;
    Object *object = spread->object;

    (void)strength;
    if (needed == object->parent || object->plan.passes || !is_in_work(spread, needed))
        return;
    object->plan.passes = true;
    object->plan.pair->plan.passes = true;
    spread->changed = true;
    spread->rewrites = true;
}

static void spread_to(void *context, Object *object)
{
    Spread *spread = context;
    const Kind *kind = kind_of(object->kind_id);

    if (!object->plan.pair || object->plan.recreate ||
        !(spread->recreated || spread->rewrites || kind->refs))
        return;
    spread->object = object;
    standing_refs(spread->scratch, spread->schema, object, needs_going, spread);
    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr->aside)
            attr_refs(spread->scratch, spread->schema, object, attr, needs_recreated, spread);
        if (attr->passes && attr_same(object, object->plan.pair, attr))
            attr_refs(spread->scratch, spread->schema, object, attr, needs_passage, spread);
    }
}

static void has_going(void *context, Object *object)
{
    *(bool *)context = *(bool *)context || goes(object);
}

static void has_recreated(void *context, Object *object)
{
    Spread *spread = context;

    spread->recreated = spread->recreated || object->plan.recreate || object->plan.namesake ||
                        is_displaced(spread, object);
}

void mark_recreated(Arena *run, const Plan *plan)
{
    Spread spread = {.scratch = run, .plan = plan, .schema = plan->to};

    spread.attributes = attributes_change(plan->to);
    each_object(plan->to, mark_object, &spread);
    spread.schema = plan->from;
    each_object(plan->from, mark_compiled, &spread);
}

void spread_recreation(Arena *run, const Plan *plan)
{
    const Schema *from = plan->from, *to = plan->to;
    Spread spread = {.scratch = run, .plan = plan, .schema = from};
    bool any = false;

    spread.rewrites = rewrites_rows(run, plan);
    each_object(from, has_going, &any);
    if (!any && !spread.rewrites)
        return;
    each_object(from, has_recreated, &spread);
    do {
        spread.changed = false;
        spread.schema = from;
        each_object(from, spread_to, &spread);
        spread.schema = to;
        each_object(to, spread_to, &spread);
    } while (spread.changed);
}
