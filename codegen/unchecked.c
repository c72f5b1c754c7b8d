#include "codegen/unchecked.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/refs.h"
#include "schema/sql_scan.h"

#include <string.h>

/* The attribute with the definition of a function in SQL, whose names PostgreSQL looks up; or NULL.
 */
static const Attr *checked_attr(const Op *op)
{
    const Kind *kind = kind_of(op_object(op)->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];
        bool is_said = op->verb == VERB_CREATE || (op->verb == VERB_ALTER && op->attr == attr);
        const char *text = is_said && attr->body ? attr_sql(op->to, attr)->text : NULL;

        if (text && sql_says(text, "language sql"))
            return attr;
    }
    return NULL;
}

/* What a body says stays as it is, so that it cannot be said in the names that hold until then. */
static bool names_old(const Plan *plan, const char *body)
{
    for (size_t i = 0; plan->undo && plan->renames && i < plan->renames->count; i++)
        if (strstr(body, plan->renames->items[i].before->name))
            return true;
    return false;
}

typedef struct Lookup {
    Arena *run;
    const char *text;
    bool fails;
} Lookup;

/* Without its schema a name is found in public alone, unless the function sets a search path. */
static void look_up(void *context, Object *needed, RefStrength strength)
{
    Lookup *lookup = context;
    const Object *schema = needed->in ? needed->in : needed->parent;

    if (strength != REF_LOOSE || !schema || schema->kind_id != KIND_SCHEMA ||
        text_same(schema->name, "public"))
        return;
    if (!strstr(lookup->text,
                path_under(lookup->run, schema->path, object_bare_name(lookup->run, needed))))
        lookup->fails = true;
}

static bool needs_path(Arena *run, const Plan *plan, const Op *op, const Attr *attr)
{
    Lookup lookup = {.run = run, .text = attr_sql(op->to, attr)->text};

    if (!sql_says(lookup.text, "set search_path"))
        attr_refs(run, plan->to, op->to, attr, look_up, &lookup);
    return lookup.fails;
}

void leave_unchecked(Arena *run, const Plan *plan, Statements *statements)
{
    for (size_t i = 0; i < statements->count; i++) {
        Statement *statement = &statements->items[i];
        const Op *op = &plan->ops.items[statement->ops.items[0]];
        const Attr *attr = checked_attr(op);

        if (!attr ||
            !(names_old(plan, attr_sql(op->to, attr)->text) || needs_path(run, plan, op, attr)))
            continue;
        statement->sql =
            arena_printf(run, "SET LOCAL check_function_bodies = off;\n%s", statement->sql);
        return;
    }
}
