#include "modelc/spell_order.h"

#include "modelc/spell_whole.h"
#include "schema/copy.h"
#include "schema/order_like.h"

typedef struct Taking {
    const Schema *like;
    const Schema *again; /* in its order; NULL: not made yet */
    bool differs;
} Taking;

static void find_difference(void *context, Object *object)
{
    Taking *taking = context;
    const Object *other = schema_find(taking->like, object->kind_id, object->path);

    taking->differs = taking->differs || (other && !whole_same(object, other));
}

static void forget(Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++)
        if (attr_is_whole(&kind->attrs[i]) && kind->attrs[i].type == ATTR_SQL)
            ((Sql *)attr_field(object, &kind->attrs[i]))->spelled = NULL;
}

static void take_if_same(void *context, Object *object)
{
    const Taking *taking = context;
    const Object *other = schema_find(taking->like, object->kind_id, object->path);
    const Object *again = schema_find(taking->again, object->kind_id, object->path);

    if (!other || !again || whole_same(object, other) || !whole_same(again, other))
        return;
    forget(object);
    whole_take(object, again);
}

bool spell_in_order(Arena *run, const SpellOrder *order)
{
    Taking taking = {.like = order->like};
    Schema said, again = {0};

    whole_each(order->spelled, find_difference, &taking);
    if (!taking.differs)
        return true;
    said = schema_copy(run, order->said);
    if (!schema_order_like(run, &said, order->like))
        return true;
    if (!order->make(order->context, &said, &again))
        return false;
    taking.again = &again;
    whole_each(order->spelled, take_if_same, &taking);
    return true;
}
