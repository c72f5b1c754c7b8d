/* Order by the dependency graph: what an operation needs comes before it. */
#include "diff/compare.h"

#include "base/text.h"
#include "diff/heirs.h"
#include "diff/order_graph.h"
#include "diff/overload.h"
#include "diff/passage.h"
#include "diff/places.h"
#include "diff/row_types.h"
#include "schema/inherited.h"
#include "schema/refs.h"
#include "schema/sql.h"

#include <string.h>

void add_edge(Graph *graph, size_t before, size_t after, unsigned strength)
{
    if (before != after)
        vec_push(graph->scratch, &graph->edges, ((Edge){before, after, strength, false}));
}

/* What CREATE cannot say: comments, owners.  But what a remark can be about is like a part. */
static bool is_aside(const Graph *graph, const Attr *attr)
{
    const Op *current = &graph->plan->ops.items[graph->current];

    return attr->separate && !(attr->constraint && kind_of(op_object(current)->kind_id)->is_remark);
}

/* Nothing waits for that, nor for options. */
static bool shapes(const Graph *graph, const Op *op)
{
    if (graph->by_name && op->verb == VERB_ALTER)
        return false;
    return op->verb != VERB_DROP && op->verb != VERB_STRIP &&
           !(op->verb == VERB_ALTER &&
             (is_aside(graph, op->attr) || op->attr->joint || op->attr->after_parts));
}

/* What only adds, as labels, takes no old shape away. */
static bool unshapes(const Graph *graph, const Op *op)
{
    if (graph->by_name && op->verb == VERB_ALTER)
        return false;
    return op->verb != VERB_CREATE &&
           !(op->verb == VERB_ALTER &&
             (op->attr->separate || op->attr->joint || op->attr->late || op->attr->after_parts));
}

/* The steps of replacing a type have an order of their own, see collect_chain(). */
static bool is_own_step(const Graph *graph, const PlanState *state)
{
    return state->replace && graph->current - state->first_op < state->count;
}

/* Where the whole lies is nothing that its parts would have to wait for, nor how for columns. */
static unsigned strength_of(const Graph *graph, size_t i, unsigned strength)
{
    const Op *op = &graph->plan->ops.items[i], *current = &graph->plan->ops.items[graph->current];
    const Object *subject = current->to ? current->to : current->from;

    if (op->verb != VERB_ALTER)
        return strength;
    return op->attr->places || (op->attr->stores && kind_of(subject->kind_id)->retype) ? WISH
                                                                                       : strength;
}

void come_before(Graph *graph, const Object *object, unsigned strength)
{
    const PlanState *state = &object->plan;

    if (is_own_step(graph, state))
        return;
    /* RENAME, then CREATE. */
    if (state->replace)
        add_edge(graph, state->first_op + 1, graph->current, strength);
    for (size_t i = 0; i < state->count && !state->replace; i++)
        if (shapes(graph, &graph->plan->ops.items[state->first_op + i]))
            add_edge(graph, state->first_op + i, graph->current,
                     strength_of(graph, state->first_op + i, strength));
    if (state->also_op && !graph->by_name)
        add_edge(graph, state->also_op - 1, graph->current, strength);
}

/* Whether the current operation drops what is known by the types of its arguments. */
static bool is_dropped_by_types(const Graph *graph)
{
    static const char name[] = "signature";
    const Op *op = &graph->plan->ops.items[graph->current];

    return op->verb == VERB_DROP &&
           attr_find(kind_of(op->from->kind_id), name, strlen(name)) != NULL;
}

/* Operations on `object` that take its old shape away come after the current one. */
void come_after(Graph *graph, const Object *object, unsigned strength)
{
    const PlanState *state = &object->plan;

    if (is_own_step(graph, state))
        return;
    /* What is typed by the old one can go after the RENAME too, but not after the DROP. */
    if (state->replace)
        add_edge(graph, graph->current, state->first_op + state->count - 1, strength);
    if (state->replace && is_dropped_by_types(graph))
        add_edge(graph, graph->current, state->first_op, strength);
    for (size_t i = 0; i < state->count && !state->replace; i++)
        if (unshapes(graph, &graph->plan->ops.items[state->first_op + i]))
            add_edge(graph, graph->current, state->first_op + i,
                     strength_of(graph, state->first_op + i, strength));
    if (state->also_op && !graph->by_name)
        add_edge(graph, graph->current, state->also_op - 1, strength);
}

static void needed_by_new(void *context, Object *needed, RefStrength strength)
{
    Graph *graph = context;
    const Object *subject = graph->plan->ops.items[graph->current].to;

    /*
     * What a table's part needs the table needs too, so that the part can stand in its CREATE; its
     * own columns, which its partition key names, come with it.
     */
    if (needed == subject || needed->parent == subject)
        return;
    with_above(graph, graph->plan->to, needed,
               graph->whole && strength != REF_HARD ? WISH : strength, come_before);
}

static void needed_by_old(void *context, Object *needed, RefStrength strength)
{
    const Object *with = needed;
    Graph *graph = context;

    do
        with_above(graph, graph->plan->from, with, strength, come_after);
    while (goes(with) && drop_is_silent(graph->plan, with, &with));
}

void be_gone(Graph *graph, const Object *old)
{
    if (!old || !goes(old))
        return;
    while (drop_is_silent(graph->plan, old, &old))
        continue;
    if (!goes(old) || !old->plan.count)
        return;
    /* What is replaced has left its name after the RENAME that its operations begin with. */
    add_edge(graph, old->plan.first_op + (old->plan.replace ? 0 : old->plan.count - 1),
             graph->current, REF_HARD);
}

/* PostgreSQL would take an old key that still stands for the one that is referred to. */
static void be_gone_at(void *context, KindId kind, const char *path)
{
    Graph *graph = context;

    be_gone(graph, schema_find(graph->plan->from, kind, path));
}

/* Keys to other tables come last of all and join the CREATE only where the order allows it. */
static void weaken(void *context, Object *needed, RefStrength strength)
{
    (void)strength;
    needed_by_new(context, needed, REF_SOFT);
}

/* But for what makes sure that a constraint stays. */
static void ancestor_goes(void *context, Object *same)
{
    Graph *graph = context;
    const Op *op = &graph->plan->ops.items[graph->current];

    if (op->verb == VERB_ALTER && goes(same) && same->plan.count && heirs_say_again(op))
        add_edge(graph, graph->current, same->plan.first_op, REF_HARD);
    else
        be_gone(graph, same);
}

static void ancestor_comes(void *context, Object *same)
{
    Graph *graph = context;

    if (goes(same) && same->plan.count && !goes(same->parent)) /* of a new one it is no heir yet */
        add_edge(graph, graph->current, same->plan.first_op, REF_HARD);
}

/*
 * A column that is an heir's own and inherited as well cannot go before the inherited one, nor
 * change; what the heir has when its table gets the column too is merged with that.
 */
static void collect_heir(Graph *graph, const Op *op)
{
    const Object *object = op_object(op);
    const Kind *kind = kind_of(object->kind_id);
    bool stays = object->parent && !goes(object->parent);

    if (!stays || kind->scope != SCOPE_PARENT || kind->refs ||
        !(kind->clause || kind->write_clause))
        return;
    if (op->from)
        each_ancestor(graph->scratch, graph->plan->from, op->from, ancestor_goes, graph);
    if (op->to)
        each_ancestor(graph->scratch, graph->plan->to, op->to, ancestor_comes, graph);
}

static void namesake_goes(void *context, Object *namesake)
{
    be_gone(context, namesake);
}

/* What is added to a whole that stays is so in the order that the database will keep. */
static void collect_neighbour(Graph *graph, const Object *object)
{
    const Object *before = NULL;

    if (!object->parent || goes(object->parent) || !kind_is_ordered(object->kind_id))
        return;
    for (size_t i = 0; i < object->parent->children.count; i++) {
        const Object *other = object->parent->children.items[i];

        if (text_same(other->path, object->path) && other->kind_id == object->kind_id)
            break;
        if (other->kind_id == object->kind_id && goes(other) && other->plan.count)
            before = other;
    }
    if (before)
        add_edge(graph, before->plan.first_op, graph->current, WISH);
}

/*
 * An index that a partition has of its own would be taken for its part of an index like it that its
 * table gets later.
 */
static void collect_own(Graph *graph, const Object *object)
{
    const Object *part = object->parent;

    for (; part && kind_of(part->kind_id)->is_holder; part = part->parent)
        for (size_t i = 0; i < part->parent->children.count; i++)
            if (part->parent->children.items[i]->kind_id == object->kind_id)
                come_before(graph, part->parent->children.items[i], WISH);
}

/* A column with a sequence of its own is added to a table that has no heirs and no partitions. */
static void collect_alone(Graph *graph, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *whole = object->parent && kind->sequence && kind->sequence(graph->scratch, object)
                              ? object->parent->plan.pair
                              : NULL;
    const Holders *heirs = whole ? map_get(&graph->heirs, whole->path) : NULL;

    for (size_t i = 0; heirs && i < heirs->count; i++)
        be_gone(graph, heirs->items[i]);
    for (size_t i = 0; whole && i < whole->children.count; i++)
        if (kind_of(whole->children.items[i]->kind_id)->is_holder)
            be_gone(graph, whole->children.items[i]);
}

static void collect_create(Graph *graph, const Op *op)
{
    const Schema *to = graph->plan->to;

    collect_neighbour(graph, op->to);
    collect_own(graph, op->to);
    collect_alone(graph, op->to);
    if (op->to->plan.namesake)
        each_namesake(graph->plan->from, op->to, namesake_goes, graph);

    collect_rows(graph, op->to, false, REF_HARD);
    collect_taken(graph, op->to);
    collect_stored(graph, op->to);
    creation_refs(graph->scratch, to, op->to, needed_by_new, graph);
    if (kind_of(op->to->kind_id)->refs)
        kind_of(op->to->kind_id)->refs(graph->plan->from, op->to, be_gone_at, graph);
    if (!kind_of(op->to->kind_id)->has_parts)
        return;
    graph->whole = true;
    for (size_t i = 0; i < op->to->children.count; i++) {
        const Object *child = op->to->children.items[i];
        const Kind *kind = kind_of(child->kind_id);

        if (kind->clause || kind->write_clause)
            creation_refs(graph->scratch, to, child, kind->refs ? weaken : needed_by_new, graph);
        collect_rows(graph, child, false, WISH);
    }
    graph->whole = false;
}

/* What goes along without a word goes before what it needs as well: also rules of partitions. */
static void collect_going(Graph *graph, const Object *object)
{
    creation_refs(graph->scratch, graph->plan->from, object, needed_by_old, graph);
    collect_rows(graph, object, true, REF_HARD);
    for (size_t i = 0; i < object->children.count; i++) {
        const Object *with, *child = object->children.items[i];

        if (goes(child) && drop_is_silent(graph->plan, child, &with) && with == child->parent)
            collect_going(graph, child);
    }
}

static void collect_drop(Graph *graph, const Op *op)
{
    if (graph->current > op->from->plan.first_op && !op->from->plan.replace)
        add_edge(graph, graph->current - 1, graph->current, REF_HARD);
    collect_going(graph, op->from);
}

/* What the change of the type says along with it: a default that steps aside, the collation. */
static void collect_aside(Graph *graph, const Op *op)
{
    const Kind *kind = kind_of(op->to->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (!attr->judge || attr_same(op->from, op->to, attr) ||
            (change_of(attr, op->from, op->to) != CHANGE_IGNORE && !attr->passes))
            continue;
        attr_refs(graph->scratch, graph->plan->to, op->to, attr, needed_by_new, graph);
        attr_refs(graph->scratch, graph->plan->from, op->from, attr, needed_by_old, graph);
    }
}

/* USING says no values of a column that is generated. */
static bool stops_generating(const Op *op)
{
    return op->from && op->attr->type == ATTR_SQL && op->attr->compiled &&
           attr_is_set(op->from, op->attr) && !attr_is_set(op->to, op->attr);
}

/* Whether no other change of the object has to do with it. */
static bool stands_alone(const Attr *attr)
{
    return attr->separate && !attr->lost && !attr->constraint;
}

/* Changes of one object stay in their order: a default is dropped, the type changed, one set. */
static void collect_steps(Graph *graph, const Op *op)
{
    const PlanState *state = &op->to->plan;

    if (stands_alone(op->attr) || graph->current - state->first_op >= state->count)
        return;
    if (graph->current > state->first_op)
        add_edge(graph, graph->current - 1, graph->current, REF_HARD);
    if (state->also_op && stops_generating(op))
        add_edge(graph, graph->current, state->also_op - 1, REF_HARD);
    else if (state->also_op)
        add_edge(graph, state->also_op - 1, graph->current, REF_HARD);
}

/* Whether it takes away what the index that loses its mark asks of its columns: NOT NULL. */
static bool unmarks(const Graph *graph, const Op *op)
{
    const Op *mark = &graph->plan->ops.items[graph->current];

    return mark->attr->marks && mark->from && attr_is_set(mark->from, mark->attr) &&
           !attr_same(mark->from, mark->to, mark->attr) && op->verb == VERB_ALTER && op->from &&
           op->attr->constraint && attr_is_set(op->from, op->attr) &&
           !attr_is_set(op->to, op->attr);
}

/* Its partitions have what is asked for from it. */
static void collect_parts_of(Graph *graph, const Object *whole)
{
    for (size_t i = 0; i < whole->children.count; i++) {
        const Object *part = whole->children.items[i];
        size_t first = part->plan.first_op, end = first + part->plan.count;

        if (part->plan.also_op)
            add_edge(graph, part->plan.also_op - 1, graph->current, REF_SOFT);
        for (size_t k = first; k < end && !kind_of(part->kind_id)->is_holder; k++)
            if (unmarks(graph, &graph->plan->ops.items[k]))
                add_edge(graph, graph->current, k, REF_SOFT);
            else if (shapes(graph, &graph->plan->ops.items[k]))
                add_edge(graph, k, graph->current, REF_SOFT);
    }
}

static void collect_parts(Graph *graph, const Object *whole);

static void collect_more_parts(void *context, Object *whole, RefStrength strength)
{
    (void)strength;
    collect_parts(context, whole);
}

/*
 * Row security begins when the policies stand; a replica identity needs its index, which can be one
 * of the table that this is a partition of, and a TOAST table can come with a column that this has
 * from another.
 */
static void collect_parts(Graph *graph, const Object *whole)
{
    const Kind *kind = kind_of(whole->kind_id);

    collect_parts_of(graph, whole);
    if (kind->in_parent)
        collect_parts(graph, whole->parent);
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].takes_parts)
            attr_refs(graph->scratch, graph->plan->to, whole, &kind->attrs[i], collect_more_parts,
                      graph);
}

/* How many renames the operations begin with, which are ordered by themselves. */
static size_t rename_count(const Graph *graph)
{
    return graph->plan->renames ? graph->plan->renames->count : 0;
}

/* What a table has from another cannot change by itself until it is no heir of that any more. */
static void collect_left(Graph *graph, const Op *op)
{
    for (size_t i = 0; i < op->from->children.count; i++) {
        const PlanState *state = &op->from->children.items[i]->plan;

        for (size_t j = state->first_op; j < state->first_op + state->count; j++)
            add_edge(graph, graph->current, j, REF_HARD);
    }
}

static void note_whole(void *context, Object *owner, RefStrength strength)
{
    (void)strength;
    *(const Object **)context = owner->parent;
}

/* The table of the column that owns the object; NULL: none does. */
static const Object *owning_table(const Graph *graph, const Schema *schema, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    const Object *whole = NULL;

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].owner)
            attr_refs(graph->scratch, schema, object, &kind->attrs[i], note_whole, &whole);
    return whole;
}

/* What changes an owner changes along what it owns then: that leaves before, and joins behind. */
static void collect_owners(Graph *graph, const Op *op)
{
    const Object *new = owning_table(graph, graph->plan->to, op->to);
    const Object *old = op->from ? owning_table(graph, graph->plan->from, op->from) : NULL;

    if (new)
        come_before(graph, new, REF_SOFT);
    if (old && op->attr->owner && old->plan.pair != new)
        come_after(graph, old, REF_SOFT);
}

static void collect_alter(Graph *graph, const Op *op)
{
    if (op->attr->with_owner)
        collect_owners(graph, op);
    if (op->to->plan.several)
        collect_shared(graph, op);
    if (op->to->plan.passes && op->attr->type == ATTR_TYPE && op->from)
        collect_passage(graph, op);
    if (op->from && heirs_leave(graph->plan, op))
        collect_left(graph, op);
    else if (op->attr->after_parts)
        collect_parts(graph, op->to);
    collect_steps(graph, op);
    if (op->from && op->attr->retypes)
        collect_aside(graph, op);
    if (op->from && op->attr->lost)
        object_refs(graph->scratch, graph->plan->to, op->to, needed_by_new, graph);
    graph->by_name = op->attr->worded;
    attr_refs(graph->scratch, graph->plan->to, op->to, op->attr, needed_by_new, graph);
    if (op->from && op->to->plan.first_op >= rename_count(graph) &&
        op->to->plan.first_op < graph->current &&
        graph->plan->ops.items[op->to->plan.first_op].verb == VERB_RENAME)
        add_edge(graph, op->to->plan.first_op, graph->current, REF_HARD);
    if (op->from)
        attr_refs(graph->scratch, graph->plan->from, op->from, op->attr, needed_by_old, graph);
    else
        add_edge(graph, op->to->plan.first_op, graph->current, REF_HARD);
    graph->by_name = false;
}

/* RENAME, CREATE, moves and DROP of a replaced type stay in their order. */
static void collect_chain(Graph *graph, const Op *op)
{
    const OpVec *ops = &graph->plan->ops;

    if (graph->current < rename_count(graph))
        return;
    if (!op->from->plan.replace)
        collect_names(graph, op);
    for (size_t i = graph->current; op->from->plan.replace && ops->items[i].from != op->to; i++)
        add_edge(graph, i, i + 1, REF_HARD);
}

/* What it stands on is made or changed before it goes. */
static void strip_after(void *context, KindId id, const char *path)
{
    Graph *graph = context;
    const Object *needed = schema_find(graph->plan->to, id, path);
    size_t first = needed ? needed->plan.first_op : 0;

    for (size_t i = first; needed && i < first + needed->plan.count; i++)
        add_edge(graph, i, graph->current, REF_HARD);
}

/* Between what it came with and what is given in its place. */
static void collect_strip(Graph *graph, const Op *op)
{
    const PlanState *made = &op->from->parent->plan;
    const Kind *kind = kind_of(op->from->kind_id);
    const Object *wanted = schema_find(graph->plan->to, op->from->kind_id, op->from->path);

    /* RENAME, then CREATE. */
    if (made->count)
        add_edge(graph, made->first_op + made->replace, graph->current, REF_HARD);
    if (kind->refs)
        kind->refs(graph->plan->to, op->from, strip_after, graph);
    if (wanted && wanted->plan.count)
        add_edge(graph, graph->current, wanted->plan.first_op, REF_HARD);
}

static void collect(Graph *graph)
{
    for (size_t i = 0; i < graph->plan->ops.count; i++) {
        const Op *op = &graph->plan->ops.items[i];

        graph->current = i;
        collect_unnamed(graph, op);
        if (op->verb != VERB_ALTER || !op->attr->separate)
            collect_heir(graph, op);
        switch (op->verb) {
        case VERB_CREATE:
            collect_create(graph, op);
            collect_names(graph, op);
            collect_row_types(graph, op);
            break;
        case VERB_ALTER:
            collect_alter(graph, op);
            if (op->attr->constraint || op->attr->sequence)
                collect_names(graph, op);
            collect_handed_down(graph, op);
            break;
        case VERB_DROP:
            collect_drop(graph, op);
            collect_taken_over(graph, op);
            collect_row_types(graph, op);
            break;
        case VERB_RENAME:
            collect_chain(graph, op);
            break;
        case VERB_STRIP:
            collect_strip(graph, op);
            break;
        }
    }
    collect_places(graph);
}

bool order_ops(Arena *run, Findings *findings, Plan *plan, Object **loop)
{
    if (!plan->ops.count)
        return true;

    Arena *scratch = arena_new();
    Graph graph = {.run = run, .scratch = scratch, .plan = plan, .strict = !findings};

    graph.rewrites = rewrites_rows(scratch, plan);
    collect_holders(&graph);
    collect(&graph);
    if (rename_count(&graph))
        collect_renames(&graph);

    bool ok = sort_ops(&graph, findings);

    if (ok && rename_count(&graph))
        say_old_names(run, plan);
    if (loop)
        *loop = graph.loop;

    arena_free(scratch);
    return ok;
}
