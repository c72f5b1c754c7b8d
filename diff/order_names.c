/*
 * Names that one object takes and another has: that has to leave first.
 *
 * Relations and types share the names of a schema, indexes of keys and sequences of identities
 * among them; so do the constraints of a table.  All others share them with their own kind alone.
 */
#include "base/text.h"
#include "diff/order_graph.h"
#include "schema/kinds/table/table.h"

static const char *space_of(const Kind *kind)
{
    if (kind->is_constraint)
        return "constraint";
    return kind->scope == SCOPE_SCHEMA && !kind->named_apart ? "" : kind->name;
}

typedef void NameFn(Graph *graph, const char *name, const Object *object);

/* The constraint that it, a column, gives its parent; NULL: none. */
static const char *given_constraint(Arena *scratch, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    return kind->constraint ? kind->constraint(scratch, object) : NULL;
}

/* The sequence that it brings as an identity; NULL: none. */
static const char *given_sequence(Arena *scratch, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    const char *path = kind->sequence ? kind->sequence(scratch, object) : NULL;

    return path ? arena_printf(scratch, " %s", path) : NULL;
}

StrVec own_names(Arena *scratch, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);
    const char *second = kind->brings ? kind->brings(scratch, object) : NULL;
    StrVec names = {0};

    vec_push(scratch, &names, arena_printf(scratch, "%s %s", space_of(kind), object->path));
    if (kind->has_constraint && kind->has_constraint(object))
        vec_push(scratch, &names, arena_printf(scratch, "constraint %s", object->path));
    if (kind->has_index)
        vec_push(scratch, &names,
                 arena_printf(scratch, " %s",
                              path_under(scratch, object_namespace(object)->path, object->name)));
    if (second)
        vec_push(scratch, &names, arena_printf(scratch, " %s", second));
    return names;
}

/* Whether the heir says the part itself, with a constraint of its own. */
static bool has_its_own(Graph *graph, const Object *heir, const Object *part)
{
    const Object *own = schema_find(graph->plan->from, part->kind_id,
                                    path_under(graph->scratch, heir->path, part->name));

    return own && given_constraint(graph->scratch, own);
}

/* The table called `path` has the constraint, and hands it down under that name. */
static void each_constraint(Graph *graph, const char *path, const char *constraint,
                            const Object *object, NameFn *fn)
{
    const Holders *heirs = map_get(&graph->heirs, path);

    fn(graph, arena_printf(graph->scratch, "constraint %s.%s", path, constraint), object);
    for (size_t i = 0; heirs && i < heirs->count; i++)
        if (!has_its_own(graph, heirs->items[i], object))
            each_constraint(graph, heirs->items[i]->path, constraint, object, fn);
}

static void add_holder(Graph *graph, Map *map, const char *name, const Object *object)
{
    Holders *holders = map_get(map, name);

    if (!holders) {
        holders = arena_alloc(graph->scratch, sizeof *holders);
        map_put(graph->scratch, map, name, holders);
    }
    vec_push(graph->scratch, holders, object);
}

/* Two can have one: an index and an enum. */
static void note_holder(Graph *graph, const char *name, const Object *object)
{
    add_holder(graph, &graph->holders, name, object);
}

static void note_heirs(Graph *graph)
{
    const Map *tables = &graph->plan->from->objects[KIND_TABLE];

    for (size_t i = 0; i < tables->entries.count; i++) {
        const Object *table = tables->entries.items[i].value;
        const StrVec *parents = &((const Table *)table)->inherits;

        for (size_t j = 0; j < parents->count; j++)
            add_holder(graph, &graph->heirs, parents->items[j], table);
    }
}

static void note_names(Graph *graph, const Object *object)
{
    StrVec names = own_names(graph->scratch, object);
    const char *constraint = given_constraint(graph->scratch, object);
    const char *sequence = given_sequence(graph->scratch, object);

    for (size_t i = 0; i < names.count; i++)
        note_holder(graph, names.items[i], object);
    if (constraint)
        each_constraint(graph, object->parent->path, constraint, object, note_holder);
    if (sequence)
        note_holder(graph, sequence, object);
}

/* What nothing happens to keeps its names, which nothing else takes then. */
void collect_holders(Graph *graph)
{
    note_heirs(graph);
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < graph->plan->from->objects[id].entries.count; i++) {
            const Object *object = graph->plan->from->objects[id].entries.items[i].value;

            if (goes(object) || object->plan.count)
                note_names(graph, object);
        }
}

/* Whether the operation takes a name from an object that stays, or gives it another. */
static bool frees(const Op *op)
{
    return op->verb == VERB_RENAME ||
           (op->verb == VERB_ALTER && (op->attr->constraint || op->attr->sequence));
}

static void leave_first(Graph *graph, const Object *holder)
{
    be_gone(graph, holder);
    for (size_t i = 0; holder->plan.pair && !holder->plan.recreate && i < holder->plan.count; i++)
        if (frees(&graph->plan->ops.items[holder->plan.first_op + i]))
            add_edge(graph, holder->plan.first_op + i, graph->current, REF_HARD);
}

static void take_name(Graph *graph, const char *name, const Object *object)
{
    const Holders *holders = map_get(&graph->holders, name);
    const Object *pair = object->plan.pair;

    for (size_t i = 0; holders && i < holders->count; i++)
        if (holders->items[i] != pair || pair->plan.recreate)
            leave_first(graph, holders->items[i]);
}

/* Whether a statement behind CREATE gives the parent its constraint. */
static bool is_given_later(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].constraint && kind->attrs[i].separate &&
            attr_is_set(object, &kind->attrs[i]))
            return true;
    return false;
}

void collect_names(Graph *graph, const Op *op)
{
    const char *constraint = given_constraint(graph->scratch, op->to);
    const char *sequence = given_sequence(graph->scratch, op->to);
    bool creates = op->verb != VERB_ALTER;
    StrVec names = creates ? own_names(graph->scratch, op->to) : (StrVec){0};

    for (size_t i = 0; i < names.count; i++)
        take_name(graph, names.items[i], op->to);
    if (constraint && (creates ? !is_given_later(op->to) : op->attr->constraint))
        each_constraint(graph, op->to->parent->path, constraint, op->to, take_name);
    if (sequence && (creates || op->attr->sequence))
        take_name(graph, sequence, op->to);
}
