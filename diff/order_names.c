/*
 * Names that one object takes and another has: that has to leave first.
 *
 * What a schema holds shares its names, indexes of keys and sequences of identities among them; so
 * do the constraints of a table.  Parts of other kinds share them with their own kind alone.
 */
#include "base/text.h"
#include "diff/order_graph.h"

static const char *space_of(const Kind *kind)
{
    if (kind->is_constraint)
        return "constraint";
    return kind->scope == SCOPE_SCHEMA ? "" : kind->name;
}

/* The constraint that the object, a column, gives its parent under a name of its own; NULL: none.
 */
static const char *given_constraint(Arena *scratch, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];

        if (attr->constraint && attr->type == ATTR_TEXT && attr_is_set(object, attr))
            return arena_printf(scratch, "constraint %s.%s", object->parent->path,
                                attr_text(object, attr));
    }
    return NULL;
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

/* Two can have one: an index and an enum. */
static void note_holder(Graph *graph, const char *name, const Object *object)
{
    Holders *holders = map_get(&graph->holders, name);

    if (!holders) {
        holders = arena_alloc(graph->scratch, sizeof *holders);
        map_put(graph->scratch, &graph->holders, name, holders);
    }
    vec_push(graph->scratch, holders, object);
}

static void note_names(Graph *graph, const Object *object)
{
    StrVec names = own_names(graph->scratch, object);
    const char *constraint = given_constraint(graph->scratch, object);
    const char *sequence = given_sequence(graph->scratch, object);

    for (size_t i = 0; i < names.count; i++)
        note_holder(graph, names.items[i], object);
    if (constraint)
        note_holder(graph, constraint, object);
    if (sequence)
        note_holder(graph, sequence, object);
}

/* What nothing happens to keeps its names, which nothing else takes then. */
void collect_holders(Graph *graph)
{
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
        take_name(graph, constraint, op->to);
    if (sequence && (creates || op->attr->sequence))
        take_name(graph, sequence, op->to);
}
