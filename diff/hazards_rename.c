/* What goes while something like it comes: it may only have got another name. */
#include "diff/hazards.h"

#include "base/text.h"
#include "schema/kinds/column/column.h"

static bool same_type(const Object *a, const Object *b)
{
    return text_same(((const Column *)a)->type.text, ((const Column *)b)->type.text);
}

/* Whether half of the columns, at least, have their names and types in the other table. */
static bool same_columns(const Object *a, const Object *b)
{
    size_t count = 0, same = 0;

    for (size_t i = 0; i < a->children.count; i++) {
        const Object *column = a->children.items[i];

        if (column->kind_id != KIND_COLUMN)
            continue;
        count++;
        for (size_t k = 0; k < b->children.count; k++) {
            const Object *other = b->children.items[k];

            same += other->kind_id == KIND_COLUMN && text_same(column->name, other->name) &&
                    same_type(column, other);
        }
    }
    return same > 0 && 2 * same >= count;
}

/* Kinds with data that a rename would keep. */
static const struct Similar {
    KindId kind;
    const char *allow;
    bool (*are)(const Object *gone, const Object *come);
} similar[] = {
    {KIND_COLUMN, "drop-column", same_type   },
    {KIND_TABLE,  "drop-table",  same_columns},
};

/* What comes in its place; NULL: nothing that is like it. */
static const Object *find_similar(const Object *gone, const struct Similar *rule)
{
    const Object *parent = gone->parent->plan.pair;

    for (size_t i = 0; parent && i < parent->children.count; i++) {
        const Object *come = parent->children.items[i];

        if (come->kind_id == gone->kind_id && !come->plan.pair && rule->are(gone, come))
            return come;
    }
    return NULL;
}

static void ask(const HazardContext *context, const Object *gone, const Object *come,
                const char *allow)
{
    Finding *finding = finding_add(
        context->findings, FINDING_MC210, come->at,
        "%s \"%s\" goes and \"%s\" comes: it may have been renamed, and a drop loses its data",
        kind_of(gone->kind_id)->title, gone->path, come->name);
    Hazard *hazard = hazard_add(context, finding, allow);

    finding->object = gone->path;
    finding->hint = arena_printf(context->run,
                                 "If it was renamed, say so in the model: renamed from %s. If not: "
                                 "generate again with --allow %s.",
                                 gone->name, allow);
    hazard_line(context, hazard, "WARNING: %s may have been renamed to %s; here it is dropped.",
                gone->path, come->name);
}

/* Where modelc takes over a database, the models are of another one: nobody renamed anything. */
void hazard_rename(const HazardContext *context, const Op *op)
{
    if (context->is_down || context->live->is_start || op->verb != VERB_DROP ||
        op->from->plan.pair || schema_drops(context->plan->to, op->from->path))
        return;
    for (size_t i = 0; i < sizeof similar / sizeof *similar; i++) {
        const Object *come =
            similar[i].kind == op->from->kind_id ? find_similar(op->from, &similar[i]) : NULL;

        if (come)
            ask(context, op->from, come, similar[i].allow);
    }
}
