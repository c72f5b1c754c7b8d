/*
 * The primary key of an heir, or of a partition, over a column that is not its own.  While it
 * stands nothing above gives up NOT NULL; when it goes it leaves NOT NULL behind, of which no
 * column tells.
 */
#include "diff/heirs.h"

#include "base/text.h"
#include "diff/compare.h"
#include "diff/recreate.h"
#include "schema/kinds/column_setting/column_setting.h"
#include "schema/kinds/primary_key/primary_key.h"

#include <string.h>

/* Whether the relation has the column from above alone. */
static bool only_inherits(Arena *run, const Schema *schema, const Object *relation,
                          const char *name)
{
    return !schema_find(schema, KIND_COLUMN, path_under(run, relation->path, name)) &&
           column_origin(schema, relation, name);
}

/* NULL: it is no primary key. */
static const StrVec *key_columns(const Object *part)
{
    return part->kind_id == KIND_PRIMARY_KEY ? &((const PrimaryKey *)part)->columns : NULL;
}

/* Whether the relation has the column from above alone, before and after. */
static bool only_inherits_both(Arena *run, const Plan *plan, const Object *to, const char *name)
{
    return only_inherits(run, plan->from, to->plan.pair, name) &&
           only_inherits(run, plan->to, to, name);
}

static void each_relation(const Plan *plan, void (*fn)(void *context, Object *relation),
                          void *context)
{
    static const KindId relations[] = {KIND_TABLE, KIND_PARTITION};

    for (size_t k = 0; k < sizeof relations / sizeof *relations; k++) {
        const Map *all = &plan->to->objects[relations[k]];

        for (size_t i = 0; i < all->entries.count; i++) {
            Object *relation = all->entries.items[i].value;

            if (!goes(relation))
                fn(context, relation);
        }
    }
}

typedef struct Keys {
    Arena *run;
    Plan *plan;
} Keys;

/* ---- While it stands ---- */

static bool is_given_up(const Keys *keys, const Object *relation, const char *name)
{
    return only_inherits_both(keys->run, keys->plan, relation, name) &&
           column_comes_not_null(keys->plan->from, relation->plan.pair, name) &&
           !column_comes_not_null(keys->plan->to, relation, name);
}

static void mark_in(void *context, Object *relation)
{
    const Keys *keys = context;

    for (size_t i = 0; i < relation->children.count; i++) {
        Object *key = relation->children.items[i];
        const StrVec *columns = key_columns(key);

        for (size_t k = 0; columns && k < columns->count; k++)
            if (!goes(key) && is_given_up(keys, relation, columns->items[k]))
                recreate(key);
    }
}

void heirs_mark_keys(Arena *run, Plan *plan)
{
    each_relation(plan, mark_in, &(Keys){run, plan});
}

/* ---- When it goes ---- */

static void push_nullable(const Keys *keys, Object *relation, const char *name)
{
    Plan *plan = keys->plan;
    const Kind *kind = kind_of(KIND_COLUMN_SETTING);
    ColumnSetting *from = heirs_setting(keys->run, plan->from, relation->plan.pair, name);
    ColumnSetting *to = heirs_setting(keys->run, plan->to, relation, name);

    from->not_null = true;
    to->object.plan = (PlanState){
        .pair = &from->object, .several = true, .first_op = plan->ops.count, .count = 1};
    vec_push(keys->run, &plan->ops,
             ((Op){VERB_ALTER, &from->object, &to->object,
                   attr_find(kind, "not_null", strlen("not_null"))}));
}

/* What the key left is the relation's own: what comes from above then would not be it. */
static bool is_left(const Keys *keys, const Object *relation, const char *name)
{
    if (!only_inherits_both(keys->run, keys->plan, relation, name) ||
        column_says_not_null(relation, name))
        return false;
    return heirs_leave_first(keys->plan, relation, name) ||
           !column_comes_not_null(keys->plan->to, relation, name);
}

static void free_columns(void *context, Object *relation)
{
    const Keys *keys = context;
    const Object *pair = relation->plan.pair;

    for (size_t i = 0; i < pair->children.count; i++) {
        const Object *key = pair->children.items[i];
        const StrVec *columns = goes(key) ? key_columns(key) : NULL;

        for (size_t k = 0; columns && k < columns->count; k++)
            if (is_left(keys, relation, columns->items[k]))
                push_nullable(keys, relation, columns->items[k]);
    }
}

void heirs_leave_keys(Arena *run, Plan *plan)
{
    each_relation(plan, free_columns, &(Keys){run, plan});
}

bool heirs_leave_first(const Plan *plan, const Object *relation, const char *name)
{
    const Kind *kind = kind_of(KIND_COLUMN);
    const Attr *attr = attr_find(kind, "not_null", strlen("not_null"));

    return heirs_clash(plan, attr) && !column_comes_not_null(plan->from, relation->plan.pair, name);
}
