#include "diff/heirs.h"

#include "base/text.h"
#include "diff/compare.h"
#include "schema/inherited.h"
#include "schema/kinds/table/table.h"
#include "schema/sql.h"

#include <string.h>

static void find_staying(void *context, Object *same)
{
    if (!goes(same) && !same->parent->plan.recreate)
        *(Object **)context = same;
}

Object *heirs_origin(Arena *run, const Schema *schema, const Object *part)
{
    Object *found = NULL;

    each_ancestor(run, schema, part, find_staying, &found);
    return found;
}

bool heirs_clash(const Plan *plan, const Attr *attr)
{
    unsigned version = plan_version(plan);

    return attr->clashes && (!version || version >= attr->clashes);
}

void heirs_note(Arena *run, const Plan *plan)
{
    const Map *tables = &plan->to->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++) {
        Table *to = tables->entries.items[i].value, *from = (Table *)to->object.plan.pair;

        if (!from || strvec_same(&from->inherits, &to->inherits))
            continue;
        from->says_all = says_inherited(run, plan->from, &from->object);
        to->says_all = says_inherited(run, plan->to, &to->object);
    }
    heirs_note_constraints(run, plan);
}

/*
 * Whether the column is in one schema alone, while its table and the inherited one are in both, and
 * in `other` inherited too.
 */
static bool changes_side(Arena *run, const Schema *schema, const Schema *other,
                         const Object *column)
{
    return !column->plan.pair && !goes(column->parent) && heirs_origin(run, schema, column) &&
           inherited_column(run, other, column->parent->plan.pair->path,
                            sql_ident(run, column->name));
}

static bool has_its_own(Arena *run, Findings *findings, const Schema *from, const Schema *to)
{
    const Schema *schemas[] = {from, to};
    bool can = true;

    for (size_t side = 0; side < 2; side++) {
        const Map *columns = &schemas[side]->objects[KIND_COLUMN];

        for (size_t i = 0; i < columns->entries.count; i++) {
            const Object *column = columns->entries.items[i].value;

            if (!changes_side(run, schemas[side], schemas[1 - side], column))
                continue;
            can = false;
            finding_add(findings, FINDING_MC112, side == 1 ? column->at : NO_RANGE,
                        side == 1 ? "column \"%s\" is inherited: PostgreSQL cannot make it the "
                                    "table's own as well"
                                  : "column \"%s\" is inherited and the table's own: PostgreSQL "
                                    "cannot make it inherited alone",
                        column->path);
        }
    }
    return can;
}

/* Its heirs have it from there alone; what is made anew has it from wherever it likes. */
static bool has_one_origin(Arena *run, Findings *findings, const Schema *to, const Object *column)
{
    const char *other;
    const Object *heir = inherited_elsewhere(run, to, column, &other);

    if (!heir || goes(heir))
        return true;
    finding_add(findings, FINDING_MC113, column->at,
                "PostgreSQL cannot change the type of column \"%s\": table \"%s\" has it from "
                "\"%s\" as well",
                column->path, heir->path, other);
    return false;
}

static bool changes_types(Arena *run, Findings *findings, const Plan *plan)
{
    const Map *columns = &plan->to->objects[KIND_COLUMN];
    bool can = true;

    if (!inherits_several(plan->to))
        return true;
    for (size_t i = 0; i < columns->entries.count; i++) {
        const Object *column = columns->entries.items[i].value;

        if (!goes(column) && !goes(column->parent) && changes_type(run, plan, column) &&
            !heirs_origin(run, plan->to, column))
            can = has_one_origin(run, findings, plan->to, column) && can;
    }
    return can;
}

bool heirs_can(Arena *run, Findings *findings, const Plan *plan)
{
    bool has = has_its_own(run, findings, plan->from, plan->to);

    return changes_types(run, findings, plan) && has;
}

/* ---- Changes that come from above ---- */

typedef struct Above {
    Arena *run;
    const Plan *plan;
    const Attr *attr;
    bool is_set; /* by the heir */
    bool found;
} Above;

static void find_cast(void *context, Object *same)
{
    Above *above = context;

    if (same->plan.pair && change_of(above->attr, same->plan.pair, same) == CHANGE_ALTER)
        above->found = true;
}

bool heirs_follow(Arena *run, const Schema *schema, const Object *part, const Attr *attr)
{
    Above above = {.run = run, .attr = attr};

    if (attr->retypes)
        each_ancestor(run, schema, part, find_cast, &above);
    return above.found;
}

/* Whether it is said of the column above: as it changes, or is made anew around a change. */
static void find_said(void *context, Object *same)
{
    Above *above = context;
    const Attr *attr = above->attr;
    const Object *old = same->plan.pair;

    /* What an heir does not say it can have from above all the same. */
    if (!old || goes(same) || (heirs_clash(above->plan, attr) && !above->is_set))
        return;
    if (!attr_same(old, same, attr))
        above->found = true;
    if ((attr_is_set(old, attr) || attr_is_set(same, attr)) &&
        ((attr->aside && same->plan.aside) ||
         ((attr->aside || attr->lost) && changes_type(above->run, above->plan, same))))
        above->found = true;
}

/* The same of what a table in between says of the column that it has from above. */
static void find_overridden(void *context, Object *override)
{
    Above *above = context;
    const char *name = above->attr->name;
    const Attr *attr = attr_find(kind_of(override->kind_id), name, strlen(name));

    if (!attr || (heirs_clash(above->plan, above->attr) && !above->is_set))
        return;
    if (goes(override) ? attr_is_set(override, attr)
                       : !attr_same(override, override->plan.pair, attr))
        above->found = true;
}

static bool is_said_above(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    Above above = {.run = run, .plan = plan, .attr = attr, .is_set = attr_is_set(to, attr)};

    each_ancestor(run, plan->to, to, find_said, &above);
    each_override(run, plan->to, to, find_overridden, &above);
    each_override(run, plan->from, to->plan.pair, find_overridden, &above);
    return above.found;
}

static void find_set(void *context, Object *same)
{
    Above *above = context;

    above->found = above->found || attr_is_set(same, above->attr);
}

static void find_override_set(void *context, Object *override)
{
    Above *above = context;
    const char *name = above->attr->name;
    const Attr *attr = attr_find(kind_of(override->kind_id), name, strlen(name));

    above->found = above->found || (attr && attr_is_set(override, attr));
}

bool heirs_get(Arena *run, const Plan *plan, const Object *part, const Attr *attr)
{
    Above above = {.run = run, .plan = plan, .attr = attr, .is_set = attr_is_set(part, attr)};

    if (!attr->spreads || !goes(part->parent) || (heirs_clash(plan, attr) && !above.is_set))
        return false;
    if (!above.is_set)
        each_ancestor(run, plan->to, part, find_set, &above);
    each_override(run, plan->to, part, above.is_set ? find_overridden : find_override_set, &above);
    return above.found;
}

bool heirs_hush(Arena *run, const Plan *plan, const Object *part, const Attr *attr)
{
    Above above = {.run = run, .plan = plan, .attr = attr, .is_set = true};
    unsigned version = plan_version(plan);

    if (goes(part->parent) && version && version < attr->repeats && attr_is_set(part, attr))
        each_ancestor(run, plan->to, part, find_set, &above);
    return above.found;
}

typedef struct Below {
    const Object *part;
    bool found;
} Below;

static void find_part(void *context, Object *same)
{
    Below *below = context;

    below->found = below->found || same == below->part;
}

/* Whether heirs of its own that stay say the same of their part. */
static bool is_said_below(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    const Map *objects = &plan->to->objects[to->kind_id];
    Below below = {to, false};

    for (size_t i = 0; i < objects->entries.count && !below.found; i++) {
        const Object *other = objects->entries.items[i].value;

        if (other != to && text_same(other->name, to->name) && !goes(other) &&
            attr_is_set(other->plan.pair, attr))
            each_ancestor(run, plan->to, other, find_part, &below);
    }
    return below.found;
}

static bool steps_aside(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    if (!attr_is_set(to->plan.pair, attr))
        return false;
    if (heirs_clash(plan, attr))
        return attr_is_set(to, attr) && (to->plan.yields || (changes_type(run, plan, to) &&
                                                             is_said_below(run, plan, to, attr)));
    return attr->aside && attr->spreads && heirs_origin(run, plan->to, to) &&
           (changes_type(run, plan, to) || (to->plan.aside && is_said_above(run, plan, to, attr)));
}

bool heirs_renew(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    return to->plan.pair && heirs_clash(plan, attr) && steps_aside(run, plan, to, attr);
}

/* Whether the constraint is given back as a whole: with its name and all else. */
static bool comes_back(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    const Kind *kind = kind_of(to->kind_id);

    for (size_t i = 0; attr->constraint && !attr->clashes && i < kind->attr_count; i++)
        if (heirs_renew(run, plan, to, &kind->attrs[i]) ||
            (heirs_clash(plan, &kind->attrs[i]) && heirs_lose_key(to, &kind->attrs[i])) ||
            heirs_need_again(run, plan, to, &kind->attrs[i]))
            return true;
    return false;
}

void heirs_step_aside(Arena *run, Plan *plan, Object *to)
{
    const Kind *kind = kind_of(to->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (steps_aside(run, plan, to, &kind->attrs[i]))
            vec_push(run, &plan->ops,
                     ((Op){VERB_ALTER, to->plan.pair, object_without(run, to, &kind->attrs[i]),
                           &kind->attrs[i]}));
}

void heirs_move(Arena *run, Plan *plan, Object *to, const Attr *attr)
{
    const Object *from = to->plan.pair;
    const StrVec *old = attr_names(from, attr), *new = attr_names(to, attr);
    Object *between = object_copy(run, to);
    StrVec kept = strvec_common(run, old, new);

    *(StrVec *)attr_field(between, attr) = kept;
    if (kept.count < old->count)
        vec_push(run, &plan->ops, ((Op){VERB_ALTER, from, between, attr}));
    if (kept.count < new->count)
        vec_push(run, &plan->ops,
                 ((Op){VERB_ALTER, kept.count < old->count ? between : from, to, attr}));
}

bool heirs_leave(const Plan *plan, const Op *op)
{
    return op->attr->takes_parts && op->to != schema_find(plan->to, op->to->kind_id, op->to->path);
}

/* What was called as above before it had to be its own. */
static void push_own_name(Arena *run, Plan *plan, Object *to)
{
    const Kind *kind = kind_of(to->kind_id);

    if (!heirs_has_above(to->plan.pair) ||
        text_same(kind->constraint(run, to->plan.pair), kind->constraint(run, to)))
        return;
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].constraint && kind->attrs[i].type == ATTR_TEXT)
            vec_push(run, &plan->ops, ((Op){VERB_ALTER, to->plan.pair, to, &kind->attrs[i]}));
}

/* An expression that is dropped above is so in heirs as well, and PostgreSQL refuses theirs. */
static bool is_dropped_above(Arena *run, const Plan *plan, const Object *to, const Attr *attr)
{
    bool drops = attr->compiled && attr_is_set(to->plan.pair, attr) && !attr_is_set(to, attr);
    const Object *origin = drops ? heirs_origin(run, plan->to, to) : NULL;

    return origin && attr_is_set(origin->plan.pair, attr) && !attr_is_set(origin, attr);
}

/* The type comes from above; so would all else if it were not said again. */
bool heirs_push(Arena *run, Plan *plan, Object *to, const Attr *attr)
{
    bool aside = steps_aside(run, plan, to, attr);
    const Object *origin = attr->retypes || attr->spreads ? heirs_origin(run, plan->to, to) : NULL;

    if ((origin && attr->retypes) || is_dropped_above(run, plan, to, attr) ||
        comes_back(run, plan, to, attr))
        return true;
    aside = aside || (heirs_clash(plan, attr) && heirs_lose_key(to, attr));

    bool again = heirs_need_again(run, plan, to, attr);

    if (!(aside && heirs_clash(plan, attr)) && !again &&
        !(origin && (is_said_above(run, plan, to, attr) ||
                     (attr->aside && attr_is_set(to, attr) && changes_type(run, plan, to)))))
        return false;

    const Object *from = aside ? object_without(run, to, attr) : to->plan.pair;

    vec_push(run, &plan->ops, ((Op){VERB_ALTER, from, to, attr}));
    if (again)
        push_own_name(run, plan, to);
    return true;
}
