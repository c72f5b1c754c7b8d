/*
 * Columns that an heir has from several tables, which come and go one at a time.
 *
 * PostgreSQL merges a column that comes with the one that is there, and leaves what that has as it
 * is: its default, compression and storage, before 18 NOT NULL too; and so it does when one of them
 * goes.  What one of the tables changes of its column the heir gets, whatever the others say.
 */
#include "diff/heirs.h"

#include "base/text.h"
#include "diff/compare.h"
#include "diff/order_graph.h"
#include "schema/inherited.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/column_setting/column_setting.h"
#include "schema/kinds/table/table.h"
#include "schema/sql.h"

#include <string.h>

enum { NOT_NULL_MERGES_SINCE = 18 };

typedef struct Several {
    Arena *run;
    Plan *plan;
    Object *heir;     /* of `plan->to`; it stays, and inherits from the same tables */
    const char *name; /* of the column */
    bool moves;       /* it comes or goes for one of the tables */
} Several;

static const Attr *attr_called(const char *name)
{
    return attr_find(kind_of(KIND_COLUMN_SETTING), name, strlen(name));
}

static const Attr *table_attr(const char *name)
{
    return attr_find(kind_of(KIND_COLUMN), name, strlen(name));
}

static Object *find_column(const Several *several, const Schema *schema, const char *table)
{
    return inherited_column(several->run, schema, table, sql_ident(several->run, several->name));
}

ColumnSetting *heirs_setting(Arena *run, const Schema *schema, Object *heir, const char *name)
{
    ColumnSetting *setting = ARENA_NEW(run, ColumnSetting);

    setting->object.kind_id = KIND_COLUMN_SETTING;
    setting->object.parent = heir;
    setting->object.name = name;
    setting->object.path = path_under(run, heir->path, name);
    kind_of(KIND_COLUMN_SETTING)->settle(schema, &setting->object);
    return setting;
}

static void settle(Arena *run, const Schema *schema, Object *relation, Object *object)
{
    ((ColumnSetting *)object)->inherited_compression =
        heirs_setting(run, schema, relation, object->name)->inherited_compression;
}

void heirs_settle(Arena *run, const Plan *plan)
{
    const Map *old = &plan->from->objects[KIND_COLUMN_SETTING];
    const Map *new = &plan->to->objects[KIND_COLUMN_SETTING];

    for (size_t i = 0; i < new->entries.count; i++) {
        Object *setting = new->entries.items[i].value;

        settle(run, plan->to, setting->parent, setting);
    }
    for (size_t i = 0; i < old->entries.count; i++) {
        Object *setting = old->entries.items[i].value;
        bool leaves = goes(setting) && !goes(setting->parent);

        settle(run, leaves ? plan->to : plan->from,
               leaves ? setting->parent->plan.pair : setting->parent, setting);
    }
}

/* With NOT NULL, where one of the tables says it. */
static ColumnSetting *make_setting(const Several *several, const Schema *schema, Object *heir)
{
    ColumnSetting *setting = heirs_setting(several->run, schema, heir, several->name);
    const StrVec *tables = &((const Table *)heir)->inherits;

    for (size_t i = 0; i < tables->count; i++) {
        const Column *column = (const Column *)find_column(several, schema, tables->items[i]);

        setting->not_null |= column && column->not_null && !column->not_null_no_inherit;
    }
    return setting;
}

/* What the heir says of the column by itself, which nothing from above changes; NULL: nothing. */
static const Object *own_setting(const Schema *schema, const ColumnSetting *setting)
{
    return schema_find(schema, KIND_COLUMN_SETTING, setting->object.path);
}

static bool is_plain(const Object *column)
{
    return !((const Column *)column)->generated.text && !((const Column *)column)->identity;
}

bool heirs_take_over(const Object *leaving, const Object *coming)
{
    return leaving->kind_id == KIND_COLUMN && goes(leaving) && goes(coming) &&
           !text_same(leaving->path, coming->path) && is_plain(leaving) && is_plain(coming) &&
           attr_same(leaving, coming, table_attr("type")) &&
           attr_same(leaving, coming, table_attr("collation"));
}

static bool is_taken_over(const Several *several, const Object *coming)
{
    const StrVec *tables = &((const Table *)several->heir)->inherits;

    for (size_t i = 0; i < tables->count; i++) {
        const Object *column = find_column(several, several->plan->from, tables->items[i]);

        if (column && heirs_take_over(column, coming))
            return true;
    }
    return false;
}

/* Whether the heir does: a table keeps the column, or gets it before another one loses it. */
static bool is_kept(const Several *several)
{
    const StrVec *tables = &((const Table *)several->heir)->inherits;

    for (size_t i = 0; i < tables->count; i++) {
        const Object *column = find_column(several, several->plan->to, tables->items[i]);

        if (column && (!goes(column) || is_taken_over(several, column)))
            return true;
    }
    return false;
}

/* Whether the heir has the column from several tables. */
static bool is_shared(Several *several)
{
    const StrVec *tables = &((const Table *)several->heir)->inherits;
    size_t count = 0;
    bool there = false;

    several->moves = false;
    for (size_t i = 0; i < tables->count; i++) {
        const Object *before = find_column(several, several->plan->from, tables->items[i]);
        const Object *after = find_column(several, several->plan->to, tables->items[i]);

        count += before || after;
        several->moves |= (before && goes(before)) || (after && goes(after));
        there = there || after;
    }
    return count > 1 && there;
}

/* Whether the tables that the heir will have the column from say the attribute alike. */
static bool is_agreed(const Several *several, const char *name)
{
    const StrVec *tables = &((const Table *)several->heir)->inherits;
    const Attr *attr = table_attr(name);
    const Object *first = NULL;

    for (size_t i = 0; i < tables->count; i++) {
        const Object *column = find_column(several, several->plan->to, tables->items[i]);

        if (column && first && !attr_same(first, column, attr))
            return false;
        first = first ? first : column;
    }
    return true;
}

/* The column of the table that the heir has the attribute from; NULL: none says it. */
static const Object *find_source(const Several *several, const Attr *attr)
{
    const StrVec *tables = &((const Table *)several->heir)->inherits;

    for (size_t i = 0; i < tables->count; i++) {
        const Object *column = find_column(several, several->plan->to, tables->items[i]);

        if (column && attr_is_set(column, attr))
            return column;
    }
    return NULL;
}

/* Whether a table changes the attribute, and not to what the heir is to have. */
static bool is_overrun(const Several *several, const char *name)
{
    const StrVec *tables = &((const Table *)several->heir)->inherits;
    const Attr *attr = table_attr(name);
    const Object *source = find_source(several, attr);

    for (size_t i = 0; source && i < tables->count; i++) {
        const Object *before = find_column(several, several->plan->from, tables->items[i]);
        const Object *after = find_column(several, several->plan->to, tables->items[i]);

        if (before && after && !goes(after) && !attr_same(before, after, attr) &&
            !attr_same(source, after, attr))
            return true;
    }
    return false;
}

static void push_one(const Several *several, ColumnSetting *from, ColumnSetting *to,
                     const char *name)
{
    const Attr *attr = attr_called(name);
    const Object *before = own_setting(several->plan->from, from);
    const Object *after = own_setting(several->plan->to, to);

    if ((before && attr_is_set(before, attr)) || (after && attr_is_set(after, attr)))
        return;
    vec_push(several->run, &several->plan->ops,
             ((Op){VERB_ALTER, &from->object, &to->object, attr}));
}

/* What is new to the heir is as the table has it that gets it first, whichever that is. */
static bool is_merged(const Several *several, const char *name, bool same)
{
    return several->moves && (is_kept(several) ? !same : !is_agreed(several, name));
}

static bool changes(const Several *several, const char *name, bool same)
{
    return is_merged(several, name, same) || is_overrun(several, name);
}

static void push_settings(const Several *several)
{
    Object *heir = several->heir;
    ColumnSetting *from = make_setting(several, several->plan->from, heir->plan.pair);
    ColumnSetting *to = make_setting(several, several->plan->to, heir);
    unsigned version = plan_version(several->plan);
    PlanState *state = &to->object.plan;

    *state = (PlanState){.pair = &from->object, .several = true};
    state->first_op = several->plan->ops.count;
    if (changes(several, "default_expr",
                attr_same(&from->object, &to->object, attr_called("inherited_default"))))
        push_one(several, from, to, "default_expr");
    if (version && version < NOT_NULL_MERGES_SINCE &&
        is_merged(several, "not_null", from->not_null == to->not_null))
        push_one(several, from, to, "not_null");
    if (changes(several, "storage", text_same(from->inherited_storage, to->inherited_storage)))
        push_one(several, from, to, "storage");
    if (changes(several, "compression",
                text_same(from->inherited_compression, to->inherited_compression)))
        push_one(several, from, to, "compression");
    state->count = several->plan->ops.count - state->first_op;
}

static bool is_own(const Several *several)
{
    return schema_find(several->plan->to, KIND_COLUMN,
                       path_under(several->run, several->heir->path, several->name));
}

static void add_name(Arena *run, StrVec *names, const Object *table)
{
    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_COLUMN &&
            !strvec_has(names, table->children.items[i]->name))
            vec_push(run, names, table->children.items[i]->name);
}

/* Of the columns of what it inherits, and what that inherits, in `schema`. */
static void add_names(Arena *run, const Schema *schema, StrVec *names, const Object *heir,
                      unsigned depth)
{
    const StrVec *tables = &((const Table *)heir)->inherits;

    for (size_t i = 0; i < tables->count && depth > 0; i++) {
        const Object *table = schema_find(schema, KIND_TABLE, tables->items[i]);

        if (!table)
            continue;
        add_name(run, names, table);
        add_names(run, schema, names, table, depth - 1);
    }
}

static void share_columns(Arena *run, Plan *plan, Object *heir)
{
    Several several = {.run = run, .plan = plan, .heir = heir};
    StrVec names = {0};

    add_names(run, plan->to, &names, heir, INHERITANCE_DEPTH);
    for (size_t i = 0; i < names.count; i++) {
        several.name = names.items[i];
        if (!is_own(&several) && is_shared(&several))
            push_settings(&several);
    }
}

void heirs_share(Arena *run, Plan *plan)
{
    const Map *tables = &plan->to->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++) {
        Object *heir = tables->entries.items[i].value;
        const StrVec *inherits = &((const Table *)heir)->inherits;

        if (!goes(heir) && inherits->count > 1 &&
            strvec_same(inherits, &((const Table *)heir->plan.pair)->inherits))
            share_columns(run, plan, heir);
    }
}

/* ---- Their order ---- */

static void come_behind(void *context, Object *same)
{
    Graph *graph = context;

    for (size_t i = 0; i < same->plan.count; i++)
        add_edge(graph, same->plan.first_op + i, graph->current, REF_SOFT);
}

static void come_first(void *context, Object *same)
{
    Graph *graph = context;

    for (size_t i = 0; i < same->plan.count; i++)
        add_edge(graph, graph->current, same->plan.first_op + i, REF_SOFT);
}

void collect_shared(Graph *graph, const Op *op)
{
    const Plan *plan = graph->plan;
    Object column = *op->to;
    Object *old = op->from->parent, *new = op->to->parent;
    bool is_first =
        op->attr == attr_called("not_null") && heirs_leave_first(plan, new, column.name);
    ObjectFn *fn = is_first ? come_first : come_behind;

    column.kind_id = KIND_COLUMN;
    each_ancestor(graph->scratch, plan->to, &column, fn, graph);
    column.parent = old;
    each_ancestor(graph->scratch, plan->from, &column, fn, graph);
    if (new->kind_id == KIND_PARTITION)
        fn(graph, column_origin(plan->to, new, column.name));
    for (size_t i = 0; i < old->children.count; i++)
        if (old->children.items[i]->kind_id == KIND_PRIMARY_KEY)
            be_gone(graph, old->children.items[i]);
}
