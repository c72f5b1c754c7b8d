#include "diff/replace.h"

#include "base/text.h"
#include "diff/compare.h"
#include "diff/heirs.h"
#include "diff/recreate.h"
#include "schema/refs.h"
#include "schema/sql.h"

#include <string.h>

/* The attribute that makes `to` be replaced, or that adds what cannot be used at once. */
static const Attr *find_change(const Object *to, Change change)
{
    const Kind *kind = kind_of(to->kind_id);

    for (size_t i = 0; to->plan.pair && i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if ((change == CHANGE_REPLACE || attr->late) &&
            change_of(attr, to->plan.pair, to) == change)
            return attr;
    }
    return NULL;
}

/* The type of `object` when it is `type` or an array of it; NULL otherwise. */
static const char *typed_by(const Object *object, const Object *type)
{
    const Kind *kind = kind_of(object->kind_id);
    size_t length = strlen(type->path);

    for (size_t i = 0; i < kind->attr_count; i++) {
        if (kind->attrs[i].type != ATTR_TYPE || kind->attrs[i].change == CHANGE_IGNORE)
            continue;

        const char *text = attr_type(object, &kind->attrs[i])->text;

        if (text && strncmp(text, type->path, length) == 0 &&
            (text[length] == '\0' || text[length] == '['))
            return text;
    }
    return NULL;
}

/* Whether `object` keeps its values while `type` is replaced. */
static bool moves(const Object *object, const Object *type)
{
    return object->plan.pair && !object->plan.recreate && kind_of(object->kind_id)->retype &&
           typed_by(object, type) && typed_by(object->plan.pair, type);
}

/* Whether it gets its values from an expression. */
static bool is_generated(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_SQL && kind->attrs[i].compiled &&
            attr_is_set(object, &kind->attrs[i]))
            return true;
    return false;
}

typedef struct Use {
    Arena *scratch;
    const Plan *plan;
    Object *type;
    Object *object;
    StrVec added; /* literals that the type does not have yet */
    bool used;
} Use;

static bool mentions(const char *text, const StrVec *literals)
{
    for (size_t i = 0; text && i < literals->count; i++)
        if (strstr(text, literals->items[i]))
            return true;
    return false;
}

/* What is part of a replaced object is made anew with it. */
static void recreate_parts(Object *to)
{
    for (size_t i = 0; i < to->children.count; i++) {
        if (to->children.items[i]->plan.pair)
            recreate(to->children.items[i]);
    }
}

/* Whether an expression that this plan runs has one of the new labels. */
static void find_use(void *context, Object *object)
{
    Use *use = context;
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count && !use->used; i++) {
        const Attr *attr = &kind->attrs[i];
        bool runs = !object->plan.pair || object->plan.recreate ||
                    !attr_same(object, object->plan.pair, attr);

        if (runs && attr->type == ATTR_SQL)
            use->used = mentions(attr_sql(object, attr)->text, &use->added);
        if (!runs || attr->type != ATTR_ELEMENTS)
            continue;
        for (size_t k = 0; k < attr_elements(object, attr)->count; k++)
            use->used =
                use->used || mentions(attr_elements(object, attr)->items[k].expr.text, &use->added);
    }
}

static void collect_added(Use *use, const Object *to, const Attr *attr)
{
    const StrVec *before = attr_names(to->plan.pair, attr), *after = attr_names(to, attr);

    for (size_t i = 0; i < after->count; i++) {
        StrBuf literal = {.arena = use->scratch}, spelled = {.arena = use->scratch};

        if (strvec_has(before, after->items[i]))
            continue;
        sql_add_literal(&literal, after->items[i]);
        sql_add_constant(&spelled, after->items[i]);
        vec_push(use->scratch, &use->added, strbuf_text(&literal));
        if (!text_same(strbuf_text(&literal), strbuf_text(&spelled)))
            vec_push(use->scratch, &use->added, strbuf_text(&spelled));
    }
}

/* What has values that are generated has them again when it is made anew; USING cannot say them. */
static void mark_generated(void *context, Object *object)
{
    const Use *use = context;

    if (moves(object, use->type) && is_generated(object) && is_generated(object->plan.pair))
        recreate(object);
}

static bool has_query(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].query)
            return true;
    return false;
}

/* An expression over a moved column, or a key to another table, does not survive the move. */
static void needs_moved(void *context, Object *needed, RefStrength strength)
{
    Use *use = context;

    if (strength >= REF_LOOSE)
        return;
    /* A function or cast of the type, a query that names it, a range of its values mean the old. */
    if (needed == use->type &&
        (has_query(use->object) || !use->object->parent || kind_of(use->object->kind_id)->is_type))
        use->used = true;
    if (moves(needed, use->type) && (strength != REF_HARD || kind_of(use->object->kind_id)->refs))
        use->used = true;
}

static void mark_around(void *context, Object *object)
{
    Use *use = context;

    if (!object->plan.pair || object->plan.recreate)
        return;
    use->object = object;
    use->used = false;
    object_refs(use->scratch, use->plan->to, object, needs_moved, use);
    if (use->used)
        recreate(object);
}

static void find_moving(void *context, Object *object)
{
    Use *use = context;

    use->used = use->used || moves(object, use->type);
}

/* Whether values of the type have values of that one within, be it by domains or attributes. */
static bool is_over(Arena *scratch, const Schema *schema, const SqlType *type, const char *path)
{
    const Object *object = type && type->text ? type_called(scratch, schema, type->text) : NULL;

    if (!object)
        return false;
    if (text_same(object->path, path) || is_over(scratch, schema, object_type(object), path))
        return true;
    for (size_t i = 0; i < object->children.count; i++)
        if (!kind_of(object->children.items[i]->kind_id)->retype &&
            is_over(scratch, schema, object_type(object->children.items[i]), path))
            return true;
    return false;
}

/* A column that has values of the type before and after. */
static void find_holding(void *context, Object *object)
{
    Use *use = context;
    const Object *old = object->plan.pair;

    if (!use->used && old && !object->plan.recreate && kind_of(object->kind_id)->retype)
        use->used = is_over(use->scratch, use->plan->from, object_type(old), use->type->path) &&
                    is_over(use->scratch, use->plan->to, object_type(object), use->type->path);
}

/* Whether a part changes in a way that no column with values of the whole permits. */
static bool has_replacing_part(Arena *run, const Plan *plan, Object *to)
{
    Use use = {.scratch = run, .plan = plan, .type = to};
    bool replaces = false;

    for (size_t i = 0; i < to->children.count; i++) {
        const Object *part = to->children.items[i];
        const Kind *kind = kind_of(part->kind_id);

        for (size_t k = 0; part->plan.pair && k < kind->attr_count; k++)
            replaces = replaces || (kind->attrs[k].replaces &&
                                    !attr_same(part, part->plan.pair, &kind->attrs[k]));
    }
    if (replaces)
        each_object(plan->to, find_holding, &use);
    return use.used;
}

static void find_replaced(void *context, Object *needed, RefStrength strength)
{
    Use *use = context;

    use->used = use->used || (strength == REF_HARD && needed->plan.replace);
}

/* Whether the type of an attribute with that change is replaced. */
static bool is_typed(Use *use, Object *object, Change change)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].type == ATTR_TYPE && kind->attrs[i].change == change)
            attr_refs(use->scratch, use->plan->to, object, &kind->attrs[i], find_replaced, use);
    return use->used;
}

/* A domain over a type that is replaced, a composite type with it: neither can change to the new.
 */
static bool holds_replaced(Arena *run, const Plan *plan, Object *to)
{
    Use use = {.scratch = run, .plan = plan};

    if (!kind_of(to->kind_id)->retype && is_typed(&use, to, CHANGE_REPLACE))
        return true;
    for (size_t i = 0; i < to->children.count; i++) {
        Object *part = to->children.items[i];

        if (!kind_of(part->kind_id)->retype && is_typed(&use, part, CHANGE_ALTER))
            return true;
    }
    return false;
}

static void is_of_type(void *context, Object *needed, RefStrength strength)
{
    Use *use = context;

    use->used = use->used || (strength < REF_LOOSE && needed == use->type);
}

/* An array of the type, or another type with it, which columns may hold. */
static void find_within(void *context, Object *object)
{
    Use *use = context;
    Object *old = object->plan.pair;
    const char *type = old ? typed_by(old, use->type) : NULL;

    use->used = use->used || (type && (text_ends(type, "[]") || !kind_of(object->kind_id)->retype));
    if (old && kind_of(old->kind_id)->is_type)
        object_refs(use->scratch, use->plan->from, old, is_of_type, use);
}

static bool is_validated(const Object *to)
{
    const Kind *kind = kind_of(to->kind_id);

    for (size_t i = 0; to->plan.pair && i < kind->attr_count; i++)
        if (kind->attrs[i].validates && !attr_same(to->plan.pair, to, &kind->attrs[i]) &&
            attr_is_set(to, &kind->attrs[i]) != kind->validates)
            return true;
    return kind->validates && (!to->plan.pair || to->plan.recreate);
}

/* Whether values of the type are validated that the server does not look for in every place. */
static bool validates_within(Arena *run, const Plan *plan, Object *to)
{
    Use use = {.scratch = run, .plan = plan, .type = to->plan.pair};
    bool validates = is_validated(to);

    if (!kind_of(to->kind_id)->has_type)
        return false;
    for (size_t i = 0; i < to->children.count; i++)
        validates = validates || is_validated(to->children.items[i]);
    if (validates)
        each_object(plan->to, find_within, &use);
    return use.used;
}

static bool is_replaced(Arena *run, const Plan *plan, Object *to)
{
    if (find_change(to, CHANGE_REPLACE) || has_replacing_part(run, plan, to) ||
        validates_within(run, plan, to))
        return true;

    const Attr *late = find_change(to, CHANGE_ALTER);
    Use use = {.scratch = run, .plan = plan};

    if (!late)
        return false;
    collect_added(&use, to, late);
    each_object(plan->to, find_use, &use);
    return use.used;
}

/* A type of another kind that has its name while columns are of it; NULL: there is none. */
static Object *find_other_kind(const Plan *plan, Object *to)
{
    Use use = {.plan = plan, .type = to};
    Object *old = NULL;

    if (!kind_of(to->kind_id)->has_type)
        return NULL;
    for (KindId id = 0; id < KIND_COUNT && !(old && !old->plan.pair); id++)
        if (kind_of(id)->has_type)
            old = schema_find(plan->from, id, to->path);
    if (!old || old->plan.pair)
        return NULL;
    each_object(plan->to, find_moving, &use);
    return use.used ? old : NULL;
}

static Object *find_replaceable(Arena *run, const Plan *plan, Object *to)
{
    if (!to->plan.pair)
        return find_other_kind(plan, to);
    return is_replaced(run, plan, to) || holds_replaced(run, plan, to) ? to->plan.pair : NULL;
}

static bool mark_one(Arena *run, Plan *plan, Object *to)
{
    Use use = {.scratch = run, .plan = plan, .type = to};

    if (to->plan.replace || to->plan.recreate)
        return false;
    to->plan.old = find_replaceable(run, plan, to);
    if (!to->plan.old)
        return false;
    to->plan.replace = true;
    to->plan.old->plan.replace = true;
    recreate_parts(to);
    each_object(plan->to, mark_generated, &use);
    each_object(plan->to, mark_around, &use);
    return true;
}

void mark_replaced(Arena *run, Plan *plan)
{
    bool again;

    /* What is replaced makes others be. */
    do {
        again = false;
        for (KindId id = 0; id < KIND_COUNT; id++)
            for (size_t i = 0; i < plan->to->objects[id].entries.count; i++)
                again = mark_one(run, plan, plan->to->objects[id].entries.items[i].value) || again;
    } while (again);
}

/* The old object under the name that it steps aside to. */
static Object *stepped_aside(Arena *run, const Object *from)
{
    Object *copy = object_copy(run, from);
    size_t room = 63 - strlen("__old");
    const char *name = from->name;

    copy->name = arena_printf(run, "%.*s__old", (int)text_utf8_prefix(name, room), name);
    copy->path = path_under(run, from->parent->path, copy->name);
    return copy;
}

static const Attr *type_attr(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    size_t i = 0;

    while (kind->attrs[i].type != ATTR_TYPE)
        i++;
    return &kind->attrs[i];
}

typedef struct Move {
    Arena *run;
    Plan *plan;
    const Object *type, *old;
} Move;

static void push_move(void *context, Object *object)
{
    Move *move = context;
    const Kind *kind = kind_of(object->kind_id);

    if (!moves(object, move->type) || heirs_origin(move->run, move->plan->to, object))
        return;

    Object *from = kind->retype(move->run, object->plan.pair, move->type->path, move->old->path);
    Object *to = kind->recast(move->run, object, false);

    vec_push(move->run, &move->plan->ops, ((Op){VERB_ALTER, from, to, type_attr(object)}));
    object->plan.also_op = move->plan->ops.count;
    object->plan.pair->plan.also_op = move->plan->ops.count;
}

void push_replace(Arena *run, Plan *plan, Object *to)
{
    Object *old = stepped_aside(run, to->plan.old);
    Move move = {run, plan, to, old};

    vec_push(run, &plan->ops, ((Op){VERB_RENAME, to->plan.old, old, NULL}));
    push_create(run, plan, to);
    each_object(plan->to, push_move, &move);
    vec_push(run, &plan->ops, ((Op){VERB_DROP, old, NULL, NULL}));
}
