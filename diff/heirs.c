#include "diff/heirs.h"

#include "schema/inherited.h"

static void stays(void *context, Object *same)
{
    *(bool *)context = *(bool *)context ||
                       (same->plan.pair && !same->plan.recreate && !same->parent->plan.recreate);
}

/* Whether the column is in one schema alone, while its table and the inherited one are in both. */
static bool changes_side(Arena *run, const Schema *schema, const Object *column)
{
    bool found = false;

    if (!column->plan.pair && column->parent->plan.pair && !column->parent->plan.recreate)
        each_ancestor(run, schema, column, stays, &found);
    return found;
}

bool heirs_can(Arena *run, Findings *findings, const Schema *from, const Schema *to)
{
    const Schema *schemas[] = {from, to};
    bool can = true;

    for (size_t side = 0; side < 2; side++) {
        const Map *columns = &schemas[side]->objects[KIND_COLUMN];

        for (size_t i = 0; i < columns->entries.count; i++) {
            const Object *column = columns->entries.items[i].value;

            if (!changes_side(run, schemas[side], column))
                continue;
            can = false;
            finding_add(findings, FINDING_MC112, side == 1 ? column->at : NO_RANGE,
                        side == 1 ? "column \"%s\" is inherited: PostgreSQL cannot make it the "
                                    "table's own as well"
                                  : "column \"%s\" is inherited and the table's own: PostgreSQL "
                                    "cannot make it inherited alone",
                        column->path);
        }
    }
    return can;
}
