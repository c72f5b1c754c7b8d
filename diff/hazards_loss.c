/* Data that the upgrade throws away.  What a downgrade drops the upgrade had made. */
#include "diff/hazards.h"

#include "base/text.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/partition/partition.h"

#include <strings.h>

typedef struct Loss {
    KindId kind;
    FindingId id;
    const char *allow;
    const char *what;
} Loss;

static const Loss losses[] = {
    {KIND_TABLE,     FINDING_MC201, "drop-table",  "its rows"   },
    {KIND_PARTITION, FINDING_MC201, "drop-table",  "its rows"   },
    {KIND_ATTRIBUTE, FINDING_MC202, "drop-column", "its values" },
    {KIND_COLUMN,    FINDING_MC202, "drop-column", "its values" },
    {KIND_SCHEMA,    FINDING_MC203, "drop-schema", "all it has" },
    {KIND_SEQUENCE,  FINDING_MC208, NULL,          "its counter"},
};

static bool is_recreated(const Object *object)
{
    return object->plan.pair != NULL;
}

/* The values of a generated column come back by themselves. */
static bool loses_nothing(const Object *object)
{
    return object->kind_id == KIND_COLUMN && ((const Column *)object)->generated.text;
}

/* What holds the rows that go with the object; NULL: they are not its own. */
static const Object *row_holder(const Object *object)
{
    if (object->kind_id == KIND_TABLE || object->kind_id == KIND_PARTITION)
        return object;
    return object->kind_id == KIND_COLUMN ? object_table(object) : NULL;
}

/*
 * Where modelc takes over a database, what has no rows may go: nothing is lost, and the revision
 * refuses to run where rows are.  A schema goes only when it is empty.
 */
static void allow_empty(const HazardContext *context, const Object *object, Hazard *hazard)
{
    const Object *holder = row_holder(object);
    const TableFacts *facts = holder ? map_get(&context->live->tables, holder->path) : NULL;

    if (!context->live->is_start || (context->plan->renames && context->plan->renames->count > 0))
        return;
    if (object->kind_id == KIND_SCHEMA)
        hazard->allow = NULL;
    if (!facts || !facts->empty)
        return;
    hazard->allow = NULL;
    hazard->empty = holder->path;
    hazard_line(context, hazard, "It has no rows here; where it has some the revision stops.");
}

static void no_cast(const HazardContext *context, const Object *from)
{
    const Object *to = from->plan.pair;
    const char *before = ((const Column *)from)->type.text;
    const char *after = ((const Column *)to)->type.text;
    Finding *finding = finding_add(
        context->findings, FINDING_MC107, to->at,
        "no cast leads from %s to %s; column \"%s\" is dropped and added, and its values are lost",
        before, after, to->path);
    Hazard *hazard = hazard_add(context, finding, "drop-column");

    finding->object = to->path;
    finding->hint = "Say how the values get across: PG(... using (EXPRESSION)).";
    hazard_line(context, hazard,
                "WARNING: no cast leads from %s to %s: the values of \"%s\" are lost.", before,
                after, to->name);
    hazard_line(context, hazard, "Fix: say in the model how they get across: using (EXPRESSION)");
    allow_empty(context, from, hazard);
}

/* One of the two columns is generated: nothing generates the values of the other. */
static void turns(const HazardContext *context, const Object *from)
{
    const Object *to = from->plan.pair;
    const char *how = loses_nothing(to) ? "becomes generated" : "is generated no more";
    Finding *finding = finding_add(
        context->findings, FINDING_MC202, to->at,
        "column \"%s\" %s; it is dropped and added, and its values are lost", to->path, how);
    Hazard *hazard = hazard_add(context, finding, "drop-column");

    finding->object = to->path;
    hazard_line(context, hazard, "WARNING: column %s %s: its values are lost.", to->path, how);
    allow_empty(context, from, hazard);
}

/* A table that becomes a partition, or the other way round, is another object to the plan. */
static void say_how_to_keep(const HazardContext *context, const Object *object, Finding *finding,
                            Hazard *hazard)
{
    bool is_table = object->kind_id == KIND_TABLE;
    const Object *now = NULL;
    const char *how;

    if (is_table || object->kind_id == KIND_PARTITION)
        now = schema_find(context->plan->to, is_table ? KIND_PARTITION : KIND_TABLE, object->path);
    if (!now)
        return;
    how = is_table ? arena_printf(context->run, "ALTER TABLE %s ATTACH PARTITION %s %s",
                                  now->parent->path, now->path, ((const Partition *)now)->bound)
                   : arena_printf(context->run, "ALTER TABLE %s DETACH PARTITION %s",
                                  object->parent->path, object->path);
    finding->hint = arena_printf(
        context->findings->arena,
        "It %s a partition, which modelc makes anew and empty.  To keep the rows write this into "
        "the revision instead: %s",
        is_table ? "becomes" : "is no longer", how);
    hazard_line(context, hazard, "To keep the rows write this instead: %s", how);
}

static void dropped(const HazardContext *context, const Object *object, const Loss *loss)
{
    bool meant = schema_drops(context->plan->to, object->path);
    Finding *finding =
        finding_add(context->findings, loss->id, object->at, "%s \"%s\" is dropped with %s",
                    kind_of(object->kind_id)->title, object->path, loss->what);
    Hazard *hazard = hazard_add(context, finding, meant ? NULL : loss->allow);

    finding->object = object->path;
    hazard_line(context, hazard, "WARNING: %s %s is dropped with %s.",
                kind_of(object->kind_id)->title, object->path, loss->what);
    say_how_to_keep(context, object, finding, hazard);
    if (hazard->allow)
        allow_empty(context, object, hazard);
}

/* What the upgrade drops the downgrade makes again, empty. */
static void comes_back_empty(const HazardContext *context, const Op *op)
{
    const Object *object = op->to;
    bool has_rows = object->kind_id == KIND_TABLE || object->kind_id == KIND_PARTITION;
    bool has_values = object->kind_id == KIND_COLUMN || object->kind_id == KIND_ATTRIBUTE;

    if (!has_rows && !has_values)
        return;
    /* A part of what comes back too goes without saying. */
    if (object->kind_id != KIND_TABLE && is_made_anew(object->parent))
        return;
    if (loses_nothing(object))
        return;

    Finding *finding = finding_add(context->findings, FINDING_MC211, NO_RANGE,
                                   "the downgrade makes %s \"%s\" again, without %s",
                                   kind_of(object->kind_id)->title, object->path,
                                   has_rows ? "its rows" : "its values");

    finding->object = object->path;
    hazard_line(context, hazard_add(context, finding, NULL),
                "irreversible: %s of %s do not come back", has_rows ? "the rows" : "the values",
                object->path);
}

/* Filling it runs its query, under a lock that keeps all readers out. */
static void rebuilt(const HazardContext *context, const Object *object)
{
    Finding *finding = finding_add(
        context->findings, FINDING_MC213, object->plan.pair->at,
        "materialized view \"%s\" is dropped, made anew and filled again", object->path);
    Hazard *hazard = hazard_add(context, finding, NULL);

    finding->object = object->path;
    hazard_line(context, hazard,
                "WARNING: materialized view %s is made anew: its query runs, and nobody can read",
                object->path);
    hazard_line(context, hazard, "it until the revision ends.");
}

/*
 * Whether the drop takes what nothing makes again: also what was generated and is no more, of which
 * comes_back_empty() speaks on the way back.
 */
static bool is_lost(const HazardContext *context, const Object *from)
{
    if (!is_recreated(from))
        return !context->is_down && !loses_nothing(from);
    return !loses_nothing(from) || (!context->is_down && !loses_nothing(from->plan.pair));
}

void hazard_loss(const HazardContext *context, const Op *op)
{
    if (op->verb == VERB_DROP && op->from->kind_id == KIND_MATERIALIZED_VIEW &&
        is_recreated(op->from))
        rebuilt(context, op->from);
    if (context->is_down && op->verb == VERB_CREATE)
        comes_back_empty(context, op);
    if (op->verb != VERB_DROP || !is_lost(context, op->from))
        return;
    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
        if (losses[i].kind != op->from->kind_id)
            continue;
        if (!is_recreated(op->from) || losses[i].kind == KIND_TABLE ||
            losses[i].kind == KIND_PARTITION)
            dropped(context, op->from, &losses[i]);
        else if (losses[i].kind == KIND_COLUMN &&
                 loses_nothing(op->from) != loses_nothing(op->from->plan.pair))
            turns(context, op->from);
        else if (losses[i].kind == KIND_COLUMN)
            no_cast(context, op->from);
    }
}
