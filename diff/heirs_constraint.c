/*
 * Constraints that a table hands down to its heirs, who can have them under names of their own:
 * Attr.clashes, NOT NULL since PostgreSQL 18.
 *
 * What an heir says of one cannot change while a table above has it, and one whose name the heir
 * has for something else would not come; diff/order_heirs.c has the order.
 */
#include "base/text.h"
#include "diff/compare.h"
#include "diff/heirs.h"
#include "schema/inherited.h"
#include "schema/kinds/table/table.h"
#include "schema/sql.h"

bool heirs_has_above(const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);

    return kind->is_handed && kind->is_handed(part);
}

bool heirs_lose_key(const Object *to, const Attr *attr)
{
    const Object *from = to->plan.pair;
    bool lost = attr->clashes && heirs_has_above(from) && attr_is_set(from, attr);

    for (size_t i = 0; lost && i < from->parent->children.count; i++) {
        const Object *key = from->parent->children.items[i];

        lost = key->kind_id != KIND_PRIMARY_KEY || !key->plan.pair;
    }
    return lost && attr_is_set(to, attr);
}

/* Whether the heir, which stays, says something else of the constraint, or names it otherwise. */
static bool says_otherwise(const Object *heir, const Attr *attr)
{
    const Kind *kind = kind_of(heir->kind_id);
    const Object *old = heir->plan.pair;
    bool found = attr_is_set(old, attr) != attr_is_set(heir, attr) || heirs_lose_key(heir, attr);

    for (size_t i = 0; i < kind->attr_count && attr_is_set(heir, attr) && !found; i++)
        found = kind->attrs[i].constraint && kind->attrs[i].type == ATTR_TEXT &&
                change_of(&kind->attrs[i], old, heir) == CHANGE_ALTER;
    return found;
}

typedef struct Yielding {
    Arena *run;
    const Attr *attr;
    const char *name; /* of the heir's, for what is renamed */
} Yielding;

/* A rename would go on to the heir, who has it under another name. */
static void yield_renamed(void *context, Object *above)
{
    const Yielding *yielding = context;
    const Kind *kind = kind_of(above->kind_id);
    const Object *now = above->plan.pair;

    if (now && attr_is_set(above, yielding->attr) && attr_is_set(now, yielding->attr) &&
        !text_same(kind->constraint(yielding->run, above), yielding->name) &&
        !text_same(kind->constraint(yielding->run, above), kind->constraint(yielding->run, now)))
        above->plan.pair->plan.yields = true;
}

static void yield(void *context, Object *same)
{
    const Yielding *yielding = context;

    if (same->plan.pair && attr_is_set(same, yielding->attr) &&
        attr_is_set(same->plan.pair, yielding->attr))
        same->plan.yields = true;
}

static void note_yielding_to(Arena *run, const Plan *plan, const Object *heir)
{
    const Kind *kind = kind_of(heir->kind_id);

    for (size_t i = 0; heir->plan.pair && i < kind->attr_count; i++) {
        Yielding yielding = {.run = run, .attr = &kind->attrs[i]};

        if (!heirs_clash(plan, yielding.attr))
            continue;
        if (says_otherwise(heir, yielding.attr))
            each_ancestor(run, plan->to, heir, yield, &yielding);
        if (!attr_is_set(heir->plan.pair, yielding.attr))
            continue;
        yielding.name = kind->constraint(run, heir->plan.pair);
        each_ancestor(run, plan->from, heir->plan.pair, yield_renamed, &yielding);
    }
}

/* What an heir says of a constraint can change only while no table above hands it down. */
static void note_yielding(Arena *run, const Plan *plan, const Object *table)
{
    for (size_t i = 0; i < table->children.count; i++)
        note_yielding_to(run, plan, table->children.items[i]);
}

/* Whether the constraint is handed down no more. */
static bool is_held_back(const Object *from)
{
    const Kind *kind = kind_of(from->kind_id);

    for (size_t i = 0; from->plan.pair && i < kind->attr_count; i++)
        if (kind->attrs[i].holds_back && !attr_is_set(from, &kind->attrs[i]) &&
            attr_is_set(from->plan.pair, &kind->attrs[i]))
            return true;
    return false;
}

/* An heir would keep as its own what a table does not hand down any more. */
static void note_held_back(const Plan *plan, const Object *heir)
{
    const StrVec *parents = &((const Table *)heir)->inherits;

    for (size_t i = 0; !goes(heir) && i < parents->count; i++) {
        const Object *above = schema_find(plan->from, KIND_TABLE, parents->items[i]);

        for (size_t k = 0; above && k < above->children.count; k++)
            if (is_held_back(above->children.items[k]))
                above->children.items[k]->plan.pair->plan.yields = true;
    }
}

/* ---- Names that an heir has for something else ---- */

typedef struct Naming {
    Arena *run;
    const Plan *plan;
    const Schema *schema; /* one of the plan's */
    const Object *heir;
} Naming;

static const char *constraint_of(Arena *run, const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);

    if (kind->is_constraint || (kind->has_constraint && kind->has_constraint(part)))
        return sql_ident(run, part->name);
    return kind->constraint ? kind->constraint(run, part) : NULL;
}

static bool has_constraint(Arena *run, const Object *table, const char *name)
{
    for (size_t i = 0; i < table->children.count; i++)
        if (text_same(constraint_of(run, table->children.items[i]), name))
            return true;
    return false;
}

static bool hands_down(const Plan *plan, const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (heirs_clash(plan, &kind->attrs[i]) && attr_is_set(part, &kind->attrs[i]))
            return true;
    return false;
}

static void note_taken_from(const Naming *naming, const Object *above)
{
    const Object *heir = naming->heir;

    for (size_t i = 0; i < above->children.count; i++) {
        Object *part = above->children.items[i];
        const Kind *kind = kind_of(part->kind_id);
        const char *name =
            hands_down(naming->plan, part) ? kind->constraint(naming->run, part) : NULL;

        if (name && has_constraint(naming->run, heir, name) &&
            !schema_find(naming->schema, part->kind_id,
                         path_under(naming->run, heir->path, part->name)))
            vec_push(naming->run, &part->plan.taken_in, heir->path);
    }
}

static void note_taken(const Naming *naming, const char *path, unsigned depth)
{
    const Object *table = schema_find(naming->schema, KIND_TABLE, path);
    const StrVec *parents = table ? &((const Table *)table)->inherits : NULL;

    for (size_t i = 0; parents && i < parents->count && depth > 0; i++) {
        const Object *above = schema_find(naming->schema, KIND_TABLE, parents->items[i]);

        if (above && above->plan.pair)
            note_taken_from(naming, above);
        note_taken(naming, parents->items[i], depth - 1);
    }
}

/* The heir is there before the constraint, and after it. */
static void note_taken_names(Arena *run, const Plan *plan, const Schema *schema,
                             const Object *table)
{
    const Naming naming = {run, plan, schema, table};

    if (table->plan.pair && ((const Table *)table->plan.pair)->inherits.count)
        note_taken(&naming, table->path, INHERITANCE_DEPTH);
}

/* The column of that name which another table of the heir hands down, in turn; NULL behind the
 * last.
 */
static const Object *next_other(Arena *run, const Schema *schema, const Object *heir,
                                const Object *part, size_t *at)
{
    const StrVec *parents = &((const Table *)heir)->inherits;
    const char *quoted = sql_ident(run, part->name);

    while (*at < parents->count) {
        const Object *other = inherited_column(run, schema, parents->items[(*at)++], quoted);

        if (other && other != part)
            return other;
    }
    return NULL;
}

/* Whether a table other than that of `part` hands the same down to the heir. */
static bool has_from_another(Arena *run, const Schema *schema, const Object *heir,
                             const Object *part, const Attr *attr)
{
    const Object *other;
    size_t at = 0;

    while ((other = next_other(run, schema, heir, part, &at)))
        if (attr_is_set(other, attr))
            return true;
    return false;
}

bool heirs_disagree(Arena *run, const Schema *schema, const Object *heir, const Object *part,
                    const Attr *attr)
{
    const Object *other;
    size_t at = 0;

    while ((other = next_other(run, schema, heir, part, &at)))
        if (!attr_same(other, part, attr))
            return true;
    return false;
}

static void note_kept_of(Arena *run, const Plan *plan, Object *part, const Attr *attr)
{
    const Map *tables = &plan->to->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++) {
        const Object *heir = tables->entries.items[i].value;

        if (((const Table *)heir)->inherits.count > 1 && !goes(heir) &&
            inherits_from(plan->to, heir, part->parent) &&
            !schema_find(plan->to, part->kind_id, path_under(run, heir->path, part->name)) &&
            has_from_another(run, plan->to, heir, part, attr))
            vec_push(run, &part->plan.kept_in, heir->path);
    }
}

/* Before Attr.clashes a constraint that a table gives up is taken from all that inherit from it. */
static void note_kept(Arena *run, const Plan *plan)
{
    const Map *columns = &plan->to->objects[KIND_COLUMN];
    const Kind *kind = kind_of(KIND_COLUMN);

    for (size_t k = 0; k < kind->attr_count; k++) {
        const Attr *attr = &kind->attrs[k];

        if (!attr->clashes || heirs_clash(plan, attr) || !inherits_several(plan->to))
            continue;
        for (size_t i = 0; i < columns->entries.count; i++) {
            Object *part = columns->entries.items[i].value;

            if (!goes(part) && attr_is_set(part->plan.pair, attr) && !attr_is_set(part, attr))
                note_kept_of(run, plan, part, attr);
        }
    }
}

void heirs_note_constraints(Arena *run, const Plan *plan)
{
    const Schema *schemas[] = {plan->from, plan->to};

    note_kept(run, plan);

    for (size_t side = 0; side < 2; side++) {
        const Map *tables = &schemas[side]->objects[KIND_TABLE];

        for (size_t i = 0; i < tables->entries.count; i++) {
            const Object *table = tables->entries.items[i].value;

            if (!((const Table *)table)->inherits.count)
                continue;
            if (side == 1)
                note_yielding(run, plan, table);
            else
                note_held_back(plan, table);
            note_taken_names(run, plan, schemas[side], table);
        }
    }
}

/* ---- What a table does not hand down any more ---- */

/* Whether the heir has a part of that name for itself or from a table that keeps it, or takes it
 * over: it is there all the way, and not one that goes with that of a table and comes with the new
 * one. */
static bool keeps(Arena *run, const Plan *plan, const Object *heir, const Object *part)
{
    const Object *other =
        schema_find(plan->to, part->kind_id, path_under(run, heir->path, part->name));
    size_t at = 0;

    do
        if (other && (!goes(other) || heirs_take_over(part, other)))
            return true;
    while ((other = next_other(run, plan->to, heir, part, &at)));
    return false;
}

/* Whether heirs of its table that stay keep a part of that name. */
static bool is_kept_below(Arena *run, const Plan *plan, const Object *part)
{
    const Map *tables = &plan->from->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++) {
        const Object *table = tables->entries.items[i].value;

        if (table != part->parent && !goes(table) &&
            inherits_from(plan->from, table, part->parent) &&
            keeps(run, plan, table->plan.pair, part))
            return true;
    }
    return false;
}

void heirs_let_go(Arena *run, Plan *plan, const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (heirs_clash(plan, &kind->attrs[i]) && attr_is_set(part, &kind->attrs[i]) &&
            is_kept_below(run, plan, part))
            vec_push(run, &plan->ops,
                     ((Op){VERB_ALTER, part, object_without(run, part, &kind->attrs[i]),
                           &kind->attrs[i]}));
}

/* ---- What a key of the heir needs ---- */

bool heirs_say_again(const Op *op)
{
    return op->from && op->attr->clashes &&
           (heirs_has_above(op->from) || heirs_has_above(op->to)) &&
           attr_is_set(op->from, op->attr) && attr_is_set(op->to, op->attr);
}

typedef struct Leaving {
    const Attr *attr;
    bool found;
} Leaving;

static void find_leaving(void *context, Object *above)
{
    Leaving *leaving = context;
    const Object *now = above->plan.pair;

    if (attr_is_set(above, leaving->attr) &&
        (goes(above) || !attr_is_set(now, leaving->attr) || now->plan.yields))
        leaving->found = true;
}

bool heirs_need_again(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    const Object *from = to->plan.pair;
    Leaving leaving = {attr, false};

    if (!heirs_clash(plan, attr) || !(heirs_has_above(from) || heirs_has_above(to)) ||
        !attr_is_set(from, attr) || !attr_is_set(to, attr) || heirs_lose_key(to, attr))
        return false;
    each_ancestor(run, plan->from, from, find_leaving, &leaving);
    return leaving.found;
}
