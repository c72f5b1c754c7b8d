#include "diff/hazards.h"

#include <stdarg.h>

typedef void Rule(const HazardContext *context, const Op *op);

static Rule *const rules[] = {hazard_null,   hazard_loss,      hazard_enum,
                              hazard_rename, hazard_outsiders, hazard_partition};

Hazard *hazard_add(const HazardContext *context, Finding *finding, const char *allow)
{
    Hazard hazard = {.op = context->op, .finding = finding, .allow = allow};

    vec_push(context->run, context->hazards, hazard);
    return &context->hazards->items[context->hazards->count - 1];
}

void hazard_line(const HazardContext *context, Hazard *hazard, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vec_push(context->run, &hazard->lines, arena_vprintf(context->run, format, args));
    va_end(args);
}

void hazard_note_rows(const HazardContext *context, Finding *finding, const Object *table)
{
    const TableFacts *facts = map_get(&context->live->tables, table->path);
    const char *server = context->live->server;

    if (!facts || !server)
        finding_note(context->findings, finding, NO_RANGE, "not checked against a database");
    else if (facts->empty)
        finding_note(context->findings, finding, NO_RANGE,
                     "%s is empty on %s; the revision still fails wherever it has rows",
                     table->path, server);
    else if (facts->rows > 0)
        finding_note(context->findings, finding, NO_RANGE, "%s has about %.0f rows on %s",
                     table->path, facts->rows, server);
    else
        finding_note(context->findings, finding, NO_RANGE, "%s has rows on %s", table->path,
                     server);
}

bool is_made_anew(const Object *object)
{
    return !object->plan.pair || object->plan.recreate || object->plan.replace;
}

void find_hazards(Arena *run, Findings *findings, const Plan *plan, const LiveFacts *live,
                  bool is_down, Hazards *hazards)
{
    HazardContext context = {run, findings, plan, live, is_down, hazards, 0};

    for (; context.op < plan->ops.count; context.op++)
        for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
            rules[i](&context, &plan->ops.items[context.op]);
}
