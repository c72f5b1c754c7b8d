#include "diff/row_types.h"

#include "schema/defined.h"

/* Whether the type of the column or attribute changes, in place or by way of a new one. */
static bool is_retyped(const Object *part)
{
    const Kind *kind = kind_of(part->kind_id);

    for (size_t i = 0; part->plan.pair && i < kind->attr_count; i++)
        if ((kind->attrs[i].retypes || kind->attrs[i].replaces) &&
            change_of(&kind->attrs[i], part->plan.pair, part) != CHANGE_IGNORE)
            return true;
    return false;
}

static bool changes_within(const Object *object)
{
    for (size_t i = 0; i < object->children.count; i++)
        if (is_retyped(object->children.items[i]))
            return true;
    return false;
}

bool stands_on_types_within(const Object *object, const Object *needed, RefStrength strength)
{
    if (strength >= REF_LOOSE || kind_of(object->kind_id)->retype || defined_has_string(object))
        return false;
    if (needed->kind_id != KIND_COMPOSITE &&
        !(needed->kind_id == KIND_TABLE && object->kind_id == KIND_FUNCTION))
        return false;
    return changes_within(needed);
}

bool attributes_change(const Schema *schema)
{
    const Map *types = &schema->objects[KIND_COMPOSITE];

    for (size_t i = 0; i < types->entries.count; i++)
        if (changes_within(types->entries.items[i].value))
            return true;
    return false;
}

/* An operation, and what it is to those that change the types. */
typedef struct Standing {
    Graph *graph;
    const Object *object;
    EdgesFn *edges;
} Standing;

static void add_edges(void *context, Object *needed, RefStrength strength)
{
    const Standing *standing = context;

    if (!stands_on_types_within(standing->object, needed, strength))
        return;
    for (size_t i = 0; i < needed->children.count; i++)
        if (is_retyped(needed->children.items[i]))
            standing->edges(standing->graph, needed->children.items[i], REF_SOFT);
}

void collect_row_types(Graph *graph, const Op *op)
{
    bool leaves = op->verb == VERB_DROP;
    const Schema *schema = leaves ? graph->plan->from : graph->plan->to;
    const Object *object = leaves ? op->from : op->to;
    Standing standing = {graph, object, leaves ? come_after : come_before};

    if (object->plan.recreate)
        object_refs(graph->scratch, schema, object, add_edges, &standing);
}
