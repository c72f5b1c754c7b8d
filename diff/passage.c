#include "diff/passage.h"

#include "base/text.h"
#include "diff/compare.h"
#include "schema/refs.h"

#include <string.h>

typedef struct Within {
    Arena *run;
    const Plan *plan;
    ObjectFn *fn;
    void *context;
} Within;

static void each_of(Within *within, Object *whole);

static void each_above(void *context, Object *above, RefStrength strength)
{
    (void)strength;
    each_of(context, above);
}

/* Its parts, those that it has from others, and those of the types that they have. */
static void each_of(Within *within, Object *whole)
{
    const SqlType *base = object_type(whole);

    within->fn(within->context, whole);
    if (base && base->text && !kind_of(whole->kind_id)->retype)
        each_within(within->run, within->plan, base->text, within->fn, within->context);
    for (size_t i = 0; i < whole->children.count; i++)
        if (object_type(whole->children.items[i]))
            each_of(within, whole->children.items[i]);
    parts_refs(within->run, within->plan->to, whole, each_above, within);
}

void each_within(Arena *run, const Plan *plan, const char *type, ObjectFn *fn, void *context)
{
    Object *object = type_called(run, plan->to, type);
    Within within = {run, plan, fn, context};

    if (object)
        each_of(&within, object);
}

typedef struct Search {
    Arena *run;
    const Plan *plan;
    bool found;
} Search;

/* What is added to a table is filled in where it says with what, or a domain may. */
static bool fills(const Search *search, const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);
    const SqlType *type = object_type(part);
    const Object *named = type ? type_called(search->run, search->plan->to, type->text) : NULL;
    bool filled =
        (kind->sequence && kind->sequence(search->run, part)) || (named && object_type(named));

    for (size_t i = 0; i < kind->attr_count; i++)
        filled = filled || (kind->attrs[i].type == ATTR_SQL && attr_is_set(part, &kind->attrs[i]));
    return filled;
}

/* Whether the change of a part of a table, or of how the table is stored, is made in each row. */
static void find_rewriting(void *context, Object *object)
{
    Search *search = context;
    const Kind *kind = kind_of(object->kind_id);
    const Object *pair = object->plan.pair;

    if (kind->retype)
        search->found = search->found ||
                        (goes(object) ? pair || (!goes(object->parent) && fills(search, object))
                                      : changes_type(search->run, search->plan, object));
    for (size_t i = 0; pair && !goes(object) && i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];
        bool rewrites = kind->retype ? attr->compiled && attr_is_set(object, attr) : attr->stores;

        search->found |= rewrites && change_of(attr, pair, object) == CHANGE_ALTER;
    }
}

bool is_rewritten(Arena *run, const Plan *plan, const Object *type)
{
    Search search = {run, plan, false};

    each_within(run, plan, type->path, find_rewriting, &search);
    return search.found;
}

bool rewrites_rows(Arena *run, const Plan *plan)
{
    Search search = {run, plan, false};

    each_object(plan->to, find_rewriting, &search);
    return search.found;
}

static void find_moving(void *context, Object *needed, RefStrength strength)
{
    Search *search = context;

    (void)strength;
    search->found =
        search->found || needed->plan.recreate || is_rewritten(search->run, search->plan, needed);
}

bool takes_passage(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    Search search = {run, plan, false};

    if (to->plan.passes && attr->passes && attr_same(to, to->plan.pair, attr))
        attr_refs(run, plan->to, to, attr, find_moving, &search);
    return search.found;
}

/* The first of the parts from there on that has a type: a column; the count where there is none. */
static size_t next_typed(const Object *object, size_t i)
{
    while (i < object->children.count && !object_type(object->children.items[i]))
        i++;
    return i;
}

/* Whether its rows have the same columns in the same order; what is made anew comes last. */
static bool has_same_columns(const Object *object)
{
    const Object *pair = object->plan.pair;
    size_t i = next_typed(object, 0), k = next_typed(pair, 0);

    while (i < object->children.count && k < pair->children.count) {
        const Object *part = object->children.items[i];

        if (!text_same(part->name, pair->children.items[k]->name) || (goes(part) && !goes(object)))
            return false;
        i = next_typed(object, i + 1);
        k = next_typed(pair, k + 1);
    }
    return i == object->children.count && k == pair->children.count;
}

/* The text of a row before is not one of the row after. */
static void find_reshaped(void *context, Object *object)
{
    *(bool *)context |= object->plan.pair && !has_same_columns(object);
}

/* Whether the type is one of rows, be it by way of domains, which jsonb can be made of. */
static bool is_of_rows(Arena *run, const Plan *plan, const char *type)
{
    const Object *object = text_ends(type, "[]") ? NULL : type_called(run, plan->to, type);
    const SqlType *base = object ? object_type(object) : NULL;

    if (base && base->text)
        return is_of_rows(run, plan, base->text);
    return object && object->children.count && object_type(object->children.items[0]);
}

/* Text is more faithful, and names are surer. */
static bool goes_by_name(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    const char *type = attr_type(to, attr)->text;
    bool reshaped = false;

    if (is_of_rows(run, plan, type))
        each_within(run, plan, type, find_reshaped, &reshaped);
    return reshaped;
}

/* The object without what can step aside or pass, its values of `via` if `attr` is its type. */
static Object *in_passage(Arena *run, const Object *object, const Attr *attr, bool by_name)
{
    const Kind *kind = kind_of(object->kind_id);
    Object *between = arena_alloc(run, kind->size);

    memcpy(between, object, kind->size);
    if (attr->type == ATTR_TYPE) {
        const char *type = attr_type(object, attr)->text;
        size_t length = strlen(type) - (text_ends(type, "[]") ? strlen("[]") : 0);
        const char *old = arena_strndup(run, type, length);

        between = kind->retype(run, object, old, by_name ? "jsonb" : "text");
        between = kind->recast(run, between, by_name);
    }
    for (size_t i = 0; i < kind->attr_count; i++) {
        void *field = attr_field(between, &kind->attrs[i]);

        if (kind->attrs[i].passes && kind->attrs[i].type == ATTR_TEXT)
            *(const char **)field = NULL;
        if (kind->attrs[i].aside && attr->type == ATTR_TYPE)
            *(Sql *)field = (Sql){0};
    }
    return between;
}

void push_passage(Arena *run, Plan *plan, Object *to, const Attr *attr)
{
    const Kind *kind = kind_of(to->kind_id);
    bool is_type = attr->type == ATTR_TYPE;
    bool stays = attr_same(to->plan.pair, to, attr);
    bool by_name = is_type && stays && goes_by_name(run, plan, to, attr);
    Object *between = in_passage(run, to->plan.pair, attr, by_name);
    Object *back = is_type ? kind->recast(run, to, by_name) : to;

    vec_push(run, &plan->ops, ((Op){VERB_ALTER, to->plan.pair, between, attr}));
    vec_push(run, &plan->ops, ((Op){VERB_ALTER, between, back, attr}));
    for (size_t i = 0; is_type && i < kind->attr_count; i++) {
        const Attr *aside = &kind->attrs[i];

        if (aside->aside && attr_is_set(to, aside))
            vec_push(run, &plan->ops, ((Op){VERB_ALTER, between, to, aside}));
    }
}
